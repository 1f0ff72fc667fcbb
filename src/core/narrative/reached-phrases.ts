import type { Pack } from '#core/packs/pack.ts'

/**
 * Phrases that the document or an option of a pack may come to, and all phrases of `own` with theirs. A phrase counts as reached
 * wherever its name stands, so none that is used is missed. A parent's phrase that nothing comes to may speak of what the pack removed.
 */
export function reachedPhrases(pack: Pack, own: ReadonlySet<string>): ReadonlySet<string> {
  const texts = new Map([...pack.phrases.values()].map((phrase) => [phrase.id, JSON.stringify(phrase.cases)]))
  const reached = new Set<string>()
  const open = [pack.document.markdown, JSON.stringify([...(pack.options?.values() ?? [])])]
  const reach = (id: string): void => {
    if (reached.has(id)) return
    reached.add(id)
    open.push(texts.get(id) ?? '')
  }
  for (const id of own) reach(id)
  for (let text = open.pop(); text !== undefined; text = open.pop())
    for (const id of texts.keys()) if (text.includes(id)) reach(id)
  return reached
}

/** What a unit changes in the document of its pack; see docs/how-to/change-the-wording.md. */
export interface WordingChange {
  /** sentence: the id in brackets before it; section: the text of its heading as it stands in document.md. */
  readonly place: 'sentence' | 'section'
  readonly id: string
  readonly change:
    | { readonly action: 'replace'; readonly markdown: string }
    | { readonly action: 'omit' }
    /** Behind the sentence or section `after`; undefined puts it at the very end. */
    | { readonly action: 'add'; readonly markdown: string; readonly after: string | undefined }
}

export interface OverlaidDocument {
  readonly markdown: string
  /** Changes whose place is not in the document any more: to be shown, never dropped in silence. */
  readonly lost: readonly WordingChange[]
}

/** Lays a unit's own wording over document.md. The pack stays as it is; the result is a template like any other. */
export function overlayDocument(markdown: string, changes: readonly WordingChange[]): OverlaidDocument {
  let lines: readonly string[] = markdown.split(/\r?\n/u)
  const lost: WordingChange[] = []
  for (const change of changes) {
    const changed = applyChange(lines, change)
    if (changed) lines = changed
    else lost.push(change)
  }
  return { markdown: lines.join('\n'), lost }
}

interface Span {
  readonly from: number
  /** Behind its last line. */
  readonly to: number
}

function applyChange(lines: readonly string[], { place, id, change }: WordingChange): readonly string[] | undefined {
  if (change.action === 'add') {
    const own = place === 'sentence' ? labelled(id, change.markdown) : change.markdown.split(/\r?\n/u)
    if (change.after === undefined) return [...lines, '', ...own]
    const neighbour = sentenceSpan(lines, change.after) ?? sectionSpan(lines, change.after)
    return neighbour && [...lines.slice(0, neighbour.to), '', ...own, '', ...lines.slice(neighbour.to)]
  }
  const span = place === 'sentence' ? sentenceSpan(lines, id) : sectionSpan(lines, id)
  if (!span) return undefined
  const before = lines.slice(0, span.from)
  const after = lines.slice(span.to)
  if (change.action === 'omit') return [...before, ...after]
  const heading = lines[span.from] ?? ''
  const own =
    place === 'sentence' ? labelled(id, change.markdown) : [heading, '', ...change.markdown.split(/\r?\n/u), '']
  return [...before, ...own, ...after]
}

/** The first paragraph keeps the id, so that findings and sources still name it. */
function labelled(id: string, markdown: string): readonly string[] {
  const [first = '', ...rest] = markdown.split(/\r?\n/u)
  return [`[${id}] ${first}`, ...rest]
}

function sentenceSpan(lines: readonly string[], id: string): Span | undefined {
  const from = lines.findIndex((line) => line.trim().startsWith(`[${id}]`))
  return from < 0 ? undefined : { from, to: from + 1 }
}

/** From a heading to the next of its level or above, or to the end of the `:::` block that it stands in. */
function sectionSpan(lines: readonly string[], title: string): Span | undefined {
  const from = lines.findIndex((line) => headingOf(line)?.text === title)
  const level = headingOf(lines[from] ?? '')?.level
  if (from < 0 || level === undefined) return undefined
  let depth = 0
  for (let at = from + 1; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim()
    if (/^:::\s*(?:若|每|封面|网格)(?:\s|$)/u.test(line)) depth += 1
    else if (/^:::\s*完/u.test(line)) depth -= 1
    const heading = headingOf(line)
    const isOver = depth < 0 || (depth === 0 && ((heading && heading.level <= level) ?? /^:::\s*否则/u.test(line)))
    if (isOver) return { from, to: at }
  }
  return { from, to: lines.length }
}

function headingOf(line: string): { readonly level: number; readonly text: string } | undefined {
  const [, marks, text] = /^(#{1,4})\s+(.*)$/u.exec(line.trim()) ?? []
  return marks === undefined || text === undefined ? undefined : { level: marks.length, text }
}

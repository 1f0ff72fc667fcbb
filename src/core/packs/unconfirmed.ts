import { valueAt } from './describe-issue.ts'
import { parentOf } from './merge.ts'
import type { PackFiles } from './parse-layer.ts'
import { readYaml } from './read-yaml.ts'

/**
 * Everything of a pack that no source confirms, in the words that its user reads: the list of its pack.yaml, those of its
 * parents, and the marks of its tables and forms.
 *
 * A parent of the same year and stage speaks for the pack as well. One of another year does not: a pack of a new year says
 * itself what is not confirmed of that year. A table or form has the mark of the nearest file, and none once it is removed.
 * Files are only looked at, not checked; `files` are those of the whole lineage.
 */
export function unconfirmedMarks(id: string, files: PackFiles): readonly string[] {
  const lineage = lineageIds(id, files)
  const year = yearOf(id)
  const removed = new Set<string>()
  const seen = new Set<string>()
  const lists: string[] = []
  const pieces: string[] = []
  for (const layer of lineage) {
    const head = readYaml(`${layer}/pack.yaml`, files.get(`${layer}/pack.yaml`) ?? '').source?.value
    if (yearOf(layer) === year) lists.push(...textsAt(head, ['unconfirmed']))
    for (const [path, text] of files) {
      const piece = PIECE.exec(path.slice(layer.length + 1))?.[1]
      if (!path.startsWith(`${layer}/`) || piece === undefined || seen.has(piece)) continue
      seen.add(piece)
      const mark = removed.has(piece) ? undefined : markOf(path, text)
      if (mark !== undefined) pieces.push(mark)
    }
    for (const kind of ['tables', 'forms']) for (const one of textsAt(head, ['remove', kind])) removed.add(one)
  }
  return [...new Set([...lists, ...pieces])]
}

/** Files that hold one table or one form and are named by its id. */
const PIECE = /^(?:tables|fill-in|forms)\/([^/]+)\.yaml$/u

/** What a table or form says of itself; most say nothing and are not parsed. */
function markOf(path: string, text: string): string | undefined {
  if (!/^unconfirmed:/mu.test(text)) return undefined
  const value = readYaml(path, text).source?.value
  const [mark] = textsAt(value, ['unconfirmed'])
  const [title] = textsAt(value, ['title'])
  // A title with places to fill in ({年度}年…) is filled in by a report only; here the piece goes by its id.
  const name = title?.includes('{') === false ? title : (PIECE.exec(path.split('/').slice(-2).join('/'))?.[1] ?? path)
  return mark === undefined ? undefined : `${name}：${mark}`
}

function lineageIds(id: string, files: PackFiles): readonly string[] {
  const ids: string[] = []
  for (let next: string | undefined = id; next !== undefined && !ids.includes(next); next = parentOf(next, files))
    ids.push(next)
  return ids
}

/** `2023-决算` of `shanxi/2023-决算`. */
const yearOf = (id: string): string => id.slice(id.indexOf('/') + 1)

function textsAt(value: unknown, path: readonly string[]): readonly string[] {
  const found = valueAt(value, path)
  return (Array.isArray(found) ? found : [found]).filter((one) => typeof one === 'string')
}

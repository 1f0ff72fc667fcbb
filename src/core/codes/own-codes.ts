import type { CodeLists } from './code-lists.ts'
import type { AccountCode, CodeRow, EconomicCode, FunctionCode } from './code-row.ts'
import { buildCodeTree, type CodeTree } from './code-tree.ts'

export type ListName = keyof CodeLists

export const LIST_NAMES: readonly ListName[] = ['功能分类', '经济分类', '政府经济分类', '会计科目']

/** A code of a list that the user imported, with the place that it came from. It holds from its year on. */
export interface OwnCode {
  readonly list: ListName
  readonly year: number
  readonly code: string
  readonly name: string
  readonly file: string
  readonly sheet: string
  readonly address: string
}

/** An imported code that the shipped list has under another name in that year: the imported name stands, and this is said. */
export interface CodeConflict {
  readonly own: OwnCode
  readonly shipped: string
}

/**
 * The shipped lists with those of the user before them: in its year and later an imported code has its imported name, in earlier years
 * nothing changes. What an import does not say (fund, group, side) is taken from the shipped code or the one above it.
 */
export function withOwnCodes(shipped: CodeLists, own: readonly OwnCode[]): CodeLists {
  if (own.length === 0) return shipped
  const of = (list: ListName): readonly OwnCode[] =>
    own.filter((one) => one.list === list).toSorted((a, b) => b.year - a.year)
  return {
    功能分类: merged(shipped.功能分类, of('功能分类'), (row, like): FunctionCode => ({ ...row, fund: like?.fund ?? '' })),
    经济分类: merged(shipped.经济分类, of('经济分类'), (row, like): EconomicCode => ({ ...row, group: like?.group ?? '公用经费', governmentCode: like?.governmentCode })),
    政府经济分类: merged(shipped.政府经济分类, of('政府经济分类'), (row): CodeRow => row),
    会计科目: merged(shipped.会计科目, of('会计科目'), (row, like): AccountCode => ({ ...row, direction: like?.direction ?? '借', side: like?.side ?? '', category: like?.category ?? '', note: '' }), 'accounts'),
  } // prettier-ignore
}

function merged<Row extends CodeRow>(
  shipped: CodeTree<Row>,
  own: readonly OwnCode[],
  make: (row: CodeRow, like: Row | undefined) => Row,
  shape: 'classification' | 'accounts' = 'classification',
): CodeTree<Row> {
  if (own.length === 0) return shipped
  const rows = own.map(({ code, name, year }): Row => {
    const like = likest(shipped, code)
    const known = like?.code === code ? like : undefined
    const aliases = [...new Set([...(known?.aliases ?? []), ...(known && known.name !== name ? [known.name] : [])])]
    const row = { code, name, parent: shipped.parentOf(code), fromYear: year, toYear: undefined, aliases }
    return make({ ...row, trust: 'A' }, like)
  })
  // Newest first: of several rows that hold in a year the first one is taken.
  return buildCodeTree([...rows, ...shipped.rows], shape)
}

/** The shipped row of the code, else of the nearest code above it. */
function likest<Row extends CodeRow>(tree: CodeTree<Row>, code: string): Row | undefined {
  for (let at: string | undefined = code; at !== undefined; at = tree.parentOf(at)) {
    const found = tree.lookUp(at)
    if (found.kind !== 'unknown') return found.row
  }
  return undefined
}

/** Codes whose shipped name of that year is another one, neither its name nor one of its known other names. */
export function codeConflicts(shipped: CodeLists, own: readonly OwnCode[]): readonly CodeConflict[] {
  const bare = (name: string): string => name.normalize('NFKC').replace(/\s/gu, '')
  return own.flatMap((one) => {
    const found = shipped[one.list].lookUp(one.code, one.year)
    if (found.kind !== 'known') return []
    const names = [found.row.name, ...found.row.aliases].map(bare)
    return names.includes(bare(one.name)) ? [] : [{ own: one, shipped: found.row.name }]
  })
}

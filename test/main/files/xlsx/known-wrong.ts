import { address } from '#core/workbook/grid.ts'
import type { Sample } from './corpus.ts'
import type { Plain } from './oracles.ts'
import type { CellPlan, Quirks } from './workbook-bytes.ts'

export type Oracle = 'hucre' | 'sheetjs'

/** Where an oracle is known to be wrong, and how that was seen. There the generator's truth alone decides. */
export interface KnownWrong {
  readonly oracle: Oracle
  readonly why: string
  readonly cell?: (plan: CellPlan, quirks: Quirks) => boolean
  /** The hidden rows of such a workbook are not compared. */
  readonly hiddenRows?: (quirks: Quirks) => boolean
  readonly workbook?: (quirks: Quirks) => boolean
}

const textOf = ({ value }: CellPlan): string => (value?.kind === 'text' ? value.text : '')

export const KNOWN: readonly KnownWrong[] = [
  {
    oracle: 'hucre',
    why: 't="d" comes back as text',
    cell: ({ write }) => write.kind === 'raw' && write.type === 'd',
  },
  {
    oracle: 'hucre',
    why: 'elapsed time is given as a date of 1900',
    cell: ({ style, value }) => style === 'elapsed' && value?.kind === 'number',
  },
  {
    oracle: 'sheetjs',
    why: 'elapsed time is given as a date of 1900',
    cell: ({ style, value }) => style === 'elapsed' && value?.kind === 'number',
  },
  {
    oracle: 'hucre',
    why: 'the followers of a shared formula without cached values are dropped',
    cell: ({ write }) => write.kind === 'sharedFormula' && write.cached === undefined,
  },
  {
    oracle: 'sheetjs',
    why: 'references are moved inside string literals of a shared formula',
    cell: ({ write }) => write.kind === 'sharedFormula' && write.cached === undefined,
  },
  {
    oracle: 'sheetjs',
    why: 'carriage returns are dropped and _x005F_ is decoded twice',
    cell: (plan) => /\r|_x/.test(textOf(plan)),
  },
  {
    oracle: 'hucre',
    why: 'the phonetic run of an inline string is taken for text',
    cell: ({ write }, { strings }) => strings === 'inline' && write.kind === 'text' && write.as === 'phonetic',
  },
  { oracle: 'hucre', why: 'hidden rows without r= are lost', hiddenRows: ({ noReferences }) => noReferences === true },
  { oracle: 'hucre', why: 'SharedStrings.xml is not found', workbook: ({ capitalStrings }) => capitalStrings === true },
  {
    oracle: 'sheetjs',
    why: 'entities in a t="str" value are decoded twice',
    cell: (plan) => plan.write.kind === 'formula' && textOf(plan).includes('&'),
  },
  {
    oracle: 'hucre',
    why: 'UTF-16 parts are read as UTF-8',
    workbook: ({ encoding = '' }) => encoding.startsWith('utf-16'),
  },
  { oracle: 'sheetjs', why: 'UTF-16 big-endian is not known', workbook: ({ encoding }) => encoding === 'utf-16be' },
  { oracle: 'sheetjs', why: 'comments are taken for markup', workbook: ({ comments }) => comments === true },
  { oracle: 'sheetjs', why: 'ZIP64 sizes are not read', workbook: ({ zip }) => zip?.zip64 === true },
  { oracle: 'sheetjs', why: 'the declared size is believed', workbook: ({ zip }) => zip?.declared !== undefined },
  { oracle: 'hucre', why: 'the declared size is believed', workbook: ({ zip }) => zip?.declared !== undefined },
  {
    oracle: 'sheetjs',
    why: 'bytes before the archive are not allowed for',
    workbook: ({ zip }) => zip?.before !== undefined,
  },
  {
    oracle: 'hucre',
    why: 'bytes before the archive are not allowed for',
    workbook: ({ zip }) => zip?.before !== undefined,
  },
]

/** The sheets without the cells that `rules` leave out; undefined where the oracle cannot be asked at all. */
export function comparable(
  sheets: readonly Plain[],
  { plans, quirks }: Sample,
  rules: readonly KnownWrong[],
): readonly Plain[] | undefined {
  if (rules.some(({ workbook }) => workbook?.(quirks) === true)) return undefined
  const withoutHiddenRows = rules.some(({ hiddenRows }) => hiddenRows?.(quirks) === true)
  return sheets.map((sheet, i) => {
    const left = new Set(
      (plans[i]?.rows ?? []).flatMap(({ index, cells }) =>
        cells
          .filter((plan) => rules.some(({ cell }) => cell?.(plan, quirks) === true))
          .map((plan) => address(index, plan.column)),
      ),
    )
    const cells = Object.fromEntries(Object.entries(sheet.cells).filter(([at]) => !left.has(at)))
    return { ...sheet, cells, hiddenRows: withoutHiddenRows ? [] : sheet.hiddenRows }
  })
}

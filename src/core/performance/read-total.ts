import type { Pack } from '#core/packs/pack.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import { labelKey } from './form-labels.ts'
import { isTotalRow, type IndicatorRows } from './indicator-rows.ts'
import { statedText, type Position, type SheetReader } from './sheet-reader.ts'
import { STATED } from './stated.ts'

/** 96.5, 96.5分 */
const SCORE = /^(-?\d[\d,]*(?:\.\d+)?)分?$/u
/** 自评得分：96.5分，自评等级：优 in one cell */
const SENTENCE = /(?:总分|得分)(?:合计|值)?[:为]?(\d+(?:\.\d+)?)分/u

/** 总分 and 等级 as the row below the indicators states them, by text id. */
export function readTotal(
  rows: IndicatorRows,
  reader: SheetReader,
  pack: Pick<Pack, 'scoring'>,
): readonly (readonly [string, string])[] {
  const { view } = reader
  const row = rows.end
  if (!isTotalRow(view, row)) return []
  const stated: (readonly [string, string])[] = []
  const total = totalAt(view, row, rows.columns.get('得分'), rows.columns.get('分值'))
  if (total && reader.text(total.at, STATED.total) !== undefined) stated.push([STATED.total, total.text])
  const cells = view.cells(row)
  for (const { column } of cells) reader.mark({ row, column })
  const names = pack.scoring?.grades.map(({ name }) => name) ?? []
  const grade = cells.map(({ value }) => gradeIn(textOf(value), names)).find((name) => name !== undefined)
  if (grade !== undefined) stated.push([STATED.grade, grade])
  return stated
}

/** What stands below 得分, merged cells included; else what a sentence says; else the last number that is not the full marks. */
function totalAt(
  view: SheetView,
  row: number,
  score: number | undefined,
  weight: number | undefined,
): { readonly at: Position; readonly text: string } | undefined {
  const numberAt = (column: number): { readonly at: Position; readonly text: string } | undefined => {
    const at = { row, column: view.mergeAt(row, column)?.left ?? column }
    const text = SCORE.exec(normaliseLabel(statedText(view, at)))?.[1]
    return text === undefined ? undefined : { at, text }
  }
  const below = score === undefined ? undefined : numberAt(score)
  if (below) return below
  for (const { column, value } of view.cells(row)) {
    const text = SENTENCE.exec(normaliseLabel(textOf(value)))?.[1]
    if (text !== undefined) return { at: { row, column }, text }
  }
  const isFull = (column: number, text: string): boolean => score !== undefined && column === weight && text === '100'
  return view
    .cells(row)
    .flatMap(({ column }) => numberAt(column) ?? [])
    .findLast(({ at, text }) => !isFull(at.column, text))
}

function gradeIn(text: string, names: readonly string[]): string | undefined {
  const key = labelKey(text)
  const alone = key.replace(/^(?:自评|评价)?等[级次]:?/u, '')
  return (
    names.find((name) => name === alone) ?? names.find((name) => new RegExp(`等[级次][:为]{0,2}${name}`, 'u').test(key))
  )
}

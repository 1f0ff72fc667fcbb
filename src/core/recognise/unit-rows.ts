import { address } from '#core/workbook/grid.ts'
import { normaliseLabel, printedText } from '#core/workbook/label.ts'
import type { SheetView } from '#core/workbook/sheet-view.ts'
import { finding, quote, type ImportFinding, type Place } from './finding.ts'
import type { TableRecognition } from './recognition.ts'

/** Whose report the tables are for. */
export interface OwnUnit {
  readonly names: readonly string[]
  readonly code?: string | undefined
}

/**
 * Whose a row is. own-total: it states the unit and neither code nor label, so it is the unit's row 合计. all-units: a total
 * over several units. unclear: a total right below the unit's rows that says no unit.
 */
export type RowOwner = 'own' | 'own-total' | 'other-unit' | 'all-units' | 'unclear'

/** The rows of a table that has a column of units. */
export interface UnitRows {
  /** Of the unit itself, somewhere in the column. */
  readonly isListed: boolean
  /** Undefined for rows without figures or units: headings and notes. */
  readonly ownerOf: (row: number) => RowOwner | undefined
  readonly findings: readonly ImportFinding[]
}

/** Without the code that some exports put before a name: 001001-某某局, [151001]某某局. */
export const nameOnly = (name: string): string => normaliseLabel(name).replace(/^\(?\d+\)?[-_]?/u, '')

/**
 * Tells the rows of the report's own unit from those of others, by the column of units: by name or by code. A cell of units that
 * is empty goes on with the unit above, except in a total. Undefined where the table has no such column.
 */
export function readUnitRows(
  view: SheetView,
  found: TableRecognition,
  file: string,
  own: OwnUnit | undefined,
): UnitRows | undefined {
  const columns = found.header.units.flatMap((one) => one.columns)
  if (columns.length === 0) return undefined
  const rows = statedRows(view, found, columns)
  const units = [...new Set(rows.flatMap(({ unit }) => (unit === undefined ? [] : [unit])))]
  const isOwn = (unit: string | undefined): boolean => unit !== undefined && own !== undefined && isUnit(unit, own)
  const owners = new Map(rows.map((row) => [row.row, ownerOf(row, isOwn, units)]))
  const place = { file, sheet: found.sheet, address: address(found.header.bottom, columns[0] ?? 0) }
  return {
    isListed: units.some(isOwn),
    ownerOf: (row) => owners.get(row),
    findings: [...unitFindings(units.filter(isOwn), units, own, place), ...unclearFindings(owners, place)],
  }
}

interface StatedRow {
  readonly row: number
  /** Code and name as printed, one per line; of a row above where the row leaves it out. */
  readonly unit: string | undefined
  readonly isCarried: boolean
  /** 合计 or 小计 in the column of units or of labels. */
  readonly total: string | undefined
  readonly hasIdentity: boolean
}

const TOTAL = /^(?:合计|总计|小计|部门合计|单位合计)$/u
const NUMBER = /^[-(]?[\d,]+(?:\.\d+)?\)?$/u

function statedRows(view: SheetView, { header, to }: TableRecognition, columns: readonly number[]): StatedRow[] {
  const figures = header.blocks.flatMap((block) => block.figures.flatMap(({ column }) => column.columns))
  const identity = header.blocks.flatMap((block) => block.identity.flatMap((column) => column.columns))
  const stated: StatedRow[] = []
  let above: string | undefined
  for (const { index: row } of view.sheet.rows) {
    if (row <= header.bottom || row > to) continue
    const hasFigures = figures.some((column) => NUMBER.test(normaliseLabel(view.text(row, column))))
    const texts = columns.map((column) => printedText(view.shown(row, column))).filter((text) => text !== '')
    const labels = identity.map((column) => normaliseLabel(view.text(row, column))).filter((text) => text !== '')
    if (!hasFigures && (texts.length === 0 || labels.length > 0 || texts.some((text) => !isUnitText(text)))) continue
    const total = [...texts.map(normaliseLabel), ...labels].find((text) => TOTAL.test(text))
    const said = texts.filter((text) => !TOTAL.test(normaliseLabel(text))).join('\n')
    const hasIdentity = labels.some((text) => !TOTAL.test(text))
    if (said !== '') above = said
    const isAllUnits = said === '' && texts.length > 0
    stated.push({ row, unit: isAllUnits ? undefined : above, isCarried: said === '', total, hasIdentity })
  }
  return stated
}

/** No sentence: a note may stand in the first column. */
const isUnitText = (text: string): boolean => text.length <= 40 && !/[:：。]|^注/u.test(text)

const codeOf = (unit: string): string => /^\D{0,1}(\d{3,})/u.exec(normaliseLabel(unit))?.[1] ?? ''

function isUnit(unit: string, own: OwnUnit): boolean {
  const names = new Set(own.names.map(nameOnly))
  return unit
    .split('\n')
    .some(
      (text) =>
        (nameOnly(text) !== '' && names.has(nameOnly(text))) || (own.code !== undefined && codeOf(text) === own.code),
    )
}

function ownerOf(row: StatedRow, isOwn: (unit: string | undefined) => boolean, units: readonly string[]): RowOwner {
  const isOnly = units.length === 1
  if (row.unit === undefined) return isOnly && isOwn(units[0]) && !row.hasIdentity ? 'own-total' : 'all-units'
  if (!isOwn(row.unit)) return 'other-unit'
  if (row.hasIdentity) return 'own'
  if (!row.isCarried || isOnly || row.total === '小计') return 'own-total'
  return 'unclear'
}

function unitFindings(
  mine: readonly string[],
  units: readonly string[],
  own: OwnUnit | undefined,
  place: Place,
): readonly ImportFinding[] {
  const listed = units.slice(0, 5).map(quote).join('、') + (units.length > 5 ? `等 ${units.length} 个` : '')
  if (units.length === 0) return []
  if (mine.length === 1) return []
  if (mine.length > 1) {
    const both = `单位栏里${mine.map(quote).join('、')}都像是本单位，无法判断取哪个单位的行。`
    return [finding('refuse', 'IMPORT_UNIT_AMBIGUOUS', place, both, '把本单位的名称和代码改成一致后重新导入。')]
  }
  const expected = own ? `没有${quote(own.names[0] ?? '')}的行` : '没有说明要取哪个单位的行'
  return [
    finding(
      'refuse',
      own && units.length === 1 ? 'IMPORT_OTHER_UNIT' : 'IMPORT_UNIT_NOT_LISTED',
      place,
      `单位栏里是${listed}，${expected}。`,
      '核对单位名称、单位代码与填报表是否一致，或是否选错了文件。',
      '要导入的是部门汇总数的，请删除单位栏，只留下合计的行。',
    ),
  ]
}

function unclearFindings(owners: ReadonlyMap<number, RowOwner>, place: Place): readonly ImportFinding[] {
  return [...owners].flatMap(([row, owner]) => {
    if (owner !== 'unclear') return []
    const what = '这一行合计没有写明单位，无法判断是本单位的合计还是各单位的合计。'
    const at = { ...place, address: address(row, 0) }
    return [finding('refuse', 'IMPORT_ROW_WHOSE', at, what, '在单位栏写明单位名称；各单位的合计在单位栏写“合计”。')]
  })
}

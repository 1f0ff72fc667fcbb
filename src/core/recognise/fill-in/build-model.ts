import type { MoneyUnit } from '#core/money/amount.ts'
import { fixedRowsOf, measureOf } from '#core/packs/read-figure.ts'
import { bodyRows, layoutOf } from '#core/packs/layout.ts'
import type { Slot } from '#core/packs/layout.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import { columnMeasure, entryKey, entryNumber, entryRowKeys, labelColumn } from '#core/packs/words.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { levelOf } from '#core/codes/code-tree.ts'
import { cellRef } from '#core/model/cell.ts'
import { FILL_IN_PREFIX } from '../fill-in-mark.ts'
import {
  PRIOR_SHEET,
  TEXT_SHEET,
  UNIT_COLUMNS,
  UNIT_FIELDS,
  UNIT_SHEET,
  type KnownAnswers,
  type UnitFieldId,
} from './known.ts'
import { listSheet } from './build-list.ts'
import { priorSheet } from './build-prior.ts'
import { textSheet } from './build-texts.ts'
import { projectSheets } from './build-projects.ts'
import {
  figureOf,
  input,
  label,
  SPARE_ROWS,
  type FillInCell,
  type FillInModel,
  type FillInRow,
  type FillInSheet,
} from './model.ts'

/** The 填报表 of a pack, with everything that is known already filled in. */
export function fillInModel(pack: Pack, known: KnownAnswers = {}): FillInModel {
  const codes = knownCodes(pack, known)
  const tables = [...pack.tables.values()].filter((table) => table.role === 'fill-in')
  return {
    title: `${pack.head.title}填报表`,
    moneyUnit: moneyUnitOf(pack, known),
    sheets: [
      instructions(pack, tables),
      unitSheet(pack, known),
      ...priorSheet(pack, known, codes),
      ...tables.map((table) => tableSheet(pack, table, known, codes)),
      ...textSheet(pack, known, codes),
      ...projectSheets(known.projects ?? []),
    ],
  }
}

/** Codes of functions that any table of the accounts or the caller names, with their names. */
function knownCodes(pack: Pack, known: KnownAnswers): ReadonlyMap<string, string> {
  const codes = new Map<string, string>()
  for (const table of pack.tables.values()) {
    if (!table.blocks.some((block) => block.codeRows)) continue
    for (const prior of [false, true]) {
      const state = known.accounts?.table(table.id, prior)
      for (const row of state?.rows ?? []) {
        const name = state?.names.get(row) ?? ''
        if (levelOf(row) !== undefined && (name !== '' || !codes.has(row))) codes.set(row, name)
      }
    }
  }
  for (const [code, name] of known.codes ?? []) codes.set(code, name)
  return new Map([...codes].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function instructions(pack: Pack, tables: readonly PackTable[]): FillInSheet {
  const { priorCells, texts } = pack
  const parts = [
    [
      '一、怎样填',
      '只填浅黄色的格子。灰色的标题、编号和说明请勿改动；可以插入行，可以调整列宽，可以用 WPS 或 Excel 填写。',
    ],
    ['二、金额', '金额单位在“单位信息”中选择（万元或元），整个工作簿只用一种。没有发生的请填 0；留空表示还没有填报。'],
    ['三、文字', '在“内容”一栏填写。需要分段时按 Alt+Enter 换行，一行就是一段。'],
    [
      '四、项目和指标',
      '“项目”一行一个项目，“指标”一行一个指标，用项目名称对应。指标值写成 ≥90%、=9台、≤37.6万元，或者写文字，如：及时。',
    ],
    [
      '五、填完以后',
      '保存并关闭，与公开报表放在同一个文件夹，再由程序读入。程序会逐格报告读不懂的地方，不会悄悄跳过。',
    ],
  ]
  const contents: readonly (readonly [string, string])[] = [
    [UNIT_SHEET, '单位名称、性质、年度、金额单位'],
    ...(priorCells.length > 0 ? [[PRIOR_SHEET, '上年决算数；程序里已有上年报告的不用填'] as const] : []),
    ...tables.map((table) => [sheetName(table), table.title] as const),
    ...(texts.size > 0 ? [[TEXT_SHEET, '职责、机构设置、变动原因等文字'] as const] : []),
    ['项目', '项目资金、目标和完成情况'],
    ['指标', '各项目的绩效指标'],
  ]
  const rows = [...parts, ['', ''], ['工作表', '内容'], ...contents].map(([head = '', text = '']) => ({
    cells: [label(head, { bold: true }), label(text)],
    lines: text.length > 45 ? 2 : 1,
  }))
  return {
    name: '填写说明',
    title: `${FILL_IN_PREFIX}填写说明`,
    lines: [`${pack.head.title}（模板 ${pack.head.id}，版本 ${pack.head.version}）`],
    statesUnit: false,
    header: [],
    headerRows: 0,
    widths: [22, 92],
    rows,
    orientation: 'landscape',
  }
}

const moneyUnitOf = (pack: Pack, known: KnownAnswers): MoneyUnit =>
  known.moneyUnit ?? pack.head.settings.tableAmount.unit

function unitSheet(pack: Pack, known: KnownAnswers): FillInSheet {
  const moneyUnit = moneyUnitOf(pack, known)
  const preset: Readonly<Partial<Record<UnitFieldId, string>>> = {
    year: pack.head.year.toString(),
    stage: pack.head.stage,
    pack: pack.head.id,
    moneyUnit,
    ...known.unit,
  }
  // Amounts that are filled in already are in one unit: another one would change what they mean.
  const isSettled = known.accounts !== undefined || (known.projects ?? []).length > 0
  const rows = UNIT_FIELDS.map((field): FillInRow => {
    const isMoneyUnit = field.id === 'moneyUnit'
    const values = isMoneyUnit && isSettled ? [moneyUnit] : field.choices
    const choices = values && ({ kind: 'list', values, open: false } as const)
    const cell = { ...input('text', preset[field.id], choices), isMoneyUnit }
    return { cells: [label(field.label, { bold: true }), cell, label(field.help)], lines: 1 }
  })
  return listSheet(UNIT_SHEET, UNIT_COLUMNS, [24, 46, 62], rows, {
    lines: ['先填这一张。单位名称、年度和金额单位必须填写。'],
    landscape: true,
  })
}

const sheetName = (table: PackTable): string => table.id.slice(0, 31)

function tableSheet(
  pack: Pack,
  table: PackTable,
  known: KnownAnswers,
  codes: ReadonlyMap<string, string>,
): FillInSheet {
  const layout = layoutOf(table)
  const takesCodes = table.blocks.some((block) => block.codeRows)
  const body = bodyRows(table, takesCodes ? [...codes.keys()] : [], { entries: offeredEntries(table, known.accounts) })
  const spare = takesCodes ? Array.from({ length: SPARE_ROWS }, () => undefined) : []
  const rows = [...body, ...spare].map((slots): FillInRow => {
    const cells = layout.blocks.flatMap((place, index) =>
      place.block.columns.map((column) => tableCell(pack, table, slots?.[index], column, known, codes)),
    )
    const section = cells.find((cell) => cell.kind === 'section')
    return { cells: section ? [section] : cells, lines: 1 }
  })
  return {
    name: sheetName(table),
    title: `${FILL_IN_PREFIX}${table.title}`,
    lines: (table.help ?? '').split('\n').filter((line) => line.trim() !== ''),
    statesUnit: holdsMoney(table),
    header: layout.header.map((cell) => ({ ...cell, text: cell.text.replace(STATED_UNIT, '') })),
    headerRows: layout.headerRows,
    widths: (table.print?.widths ?? Array.from({ length: layout.width }, () => 30)).map((mm) => mm / 1.9),
    rows,
    orientation: table.print?.orientation ?? 'portrait',
  }
}

/** 价值（金额单位：万元）: a 填报表 has the unit that the office chooses, stated above the table. */
const STATED_UNIT = /[（(](?:金额)?(?:单位[:：])?(?:万元|元)[）)]$/u

/** The rows that the unit added and as many more as the pack offers. */
function offeredEntries(table: PackTable, accounts: YearAccounts | undefined): readonly string[] {
  const spare = table.blocks.find((block) => block.entryRows)?.entryRows?.spare ?? 0
  const known = accounts ? entryRowKeys(accounts, table) : []
  const last = entryNumber(known.at(-1) ?? '') ?? 0
  return [...known, ...Array.from({ length: spare }, (_, index) => entryKey(last + 1 + index))]
}

/** False for a sheet of counts only: 金额单位 over them would confuse. */
function holdsMoney(table: PackTable): boolean {
  const measures = table.columns.map((column) => column.measure)
  return measures.includes('金额') || fixedRowsOf(table).some((row) => row.measure === '金额')
}

/** One place of a fill-in table; `slot` is undefined in a spare row for a code. */
function tableCell(
  pack: Pack,
  table: PackTable,
  slot: Slot | undefined,
  column: string,
  known: KnownAnswers,
  codes: ReadonlyMap<string, string>,
): FillInCell {
  if (slot?.kind === 'nothing') return label('')
  if (slot?.kind === 'print') {
    return 'section' in slot.row ? { kind: 'section', text: slot.row.section } : label('')
  }
  if (slot?.kind === 'fixed') {
    const { row } = slot
    if (column === '@code') return label(row.code ?? row.label, { bold: row.bold })
    if (column === '@name') return label(row.code === undefined ? '' : row.label, { bold: row.bold })
    if (column === '@label') return label(row.label, { bold: row.bold, indent: row.indent })
    if (column === '@line') return label(row.line?.toString() ?? '')
    const isLabel = table.blocks.some((block) => labelColumn(table, block) === column)
    if (isLabel) return label(row.label, { bold: row.bold })
  }
  if (slot?.kind === 'entry') {
    if (column === '@label') return label(slot.key)
    if (column.startsWith('@')) return label('')
  }
  const code = slot?.kind === 'code' ? slot.code : undefined
  if (column === '@code') return input('text', code)
  if (column === '@name' || column === '@label') return input('text', code && codes.get(code))
  if (column === '@line') return label('')
  const key = slot?.kind === 'fixed' ? slot.row.key : slot?.kind === 'entry' ? slot.key : code
  if (slot?.kind === 'fixed' && slot.row.dashIn.includes(column)) return label('——')
  const measure = columnMeasure(table, column) ?? 'text'
  if (key === undefined) return input(measure)
  const ref = cellRef(table.id, key, column)
  if (measure === 'text') return input('text', known.accounts?.text(ref))
  return input(measureOf(pack, ref), figureOf(known.accounts, ref))
}

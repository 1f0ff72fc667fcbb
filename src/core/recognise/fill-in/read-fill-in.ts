import type { MoneyUnit } from '#core/money/amount.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import { address } from '#core/workbook/grid.ts'
import type { Workbook } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { viewSheet } from '#core/workbook/sheet-view.ts'
import { fillInMark } from '../fill-in-mark.ts'
import { findHeader } from '../find-header.ts'
import { finding, quote, type ImportFinding, type Place } from '../finding.ts'
import { readTable } from '../read-table.ts'
import { readStatedLines } from '../stated-lines.ts'
import type { TableReading } from '../table-reading.ts'
import type { FillInReading, UnitAnswers } from './answers.ts'
import { FUND_SHEET, INDICATOR_SHEET, PRIOR_SHEET, PROJECT_SHEET, TEXT_SHEET, UNIT_SHEET } from './known.ts'
import type { OpenSheet } from './read-list.ts'
import { readPrior } from './read-prior.ts'
import { readProjects } from './read-projects.ts'
import { readTexts } from './read-texts.ts'
import { readUnit } from './read-unit.ts'

const NOTHING: UnitAnswers = {
  name: undefined,
  shortName: undefined,
  code: undefined,
  parentName: undefined,
  parentCode: undefined,
  nature: undefined,
  year: undefined,
  stage: undefined,
  pack: undefined,
  approved: undefined,
  moneyUnit: undefined,
}

/**
 * Which report a 填报表 belongs to, read without its pack: unit, year, stage and the id of the pack. Undefined when the
 * workbook has no sheet 单位信息 of ours.
 */
export function readFillInUnit(workbook: Workbook): UnitAnswers | undefined {
  const found = openSheets(workbook).sheets.get(UNIT_SHEET)
  return found && readUnit(found).unit
}

/**
 * Reads a 填报表 back, by titles, headings and row labels: rows and columns may have moved or been added. Sheets without
 * our title are not looked at here (`readWorkbookTables` reports them).
 */
export function readFillIn(workbook: Workbook, pack: Pack): FillInReading {
  const { sheets, findings } = openSheets(workbook)
  const unitSheet = sheets.get(UNIT_SHEET)
  const unit = unitSheet ? readUnit(unitSheet) : { unit: NOTHING, findings: [] }
  const money = unit.unit.moneyUnit?.value
  const context: ReadingContext = { file: workbook.fileName, pack, money: money ?? '万元' }
  const tables = tablesOf(context, sheets)
  const priorSheet = sheets.get(PRIOR_SHEET)
  const prior = priorSheet ? readPrior(priorSheet, pack, context.money) : { cells: [], rows: [], findings: [] }
  const textSheet = sheets.get(TEXT_SHEET)
  const texts = textSheet ? readTexts(textSheet, pack) : { texts: [], findings: [] }
  const projects = readProjects(
    { projects: sheets.get(PROJECT_SHEET), funds: sheets.get(FUND_SHEET), indicators: sheets.get(INDICATOR_SHEET) },
    context.money,
    pack,
  )
  return {
    fileName: workbook.fileName,
    unit: unit.unit,
    tables: tables.map((table) => table.reading),
    prior: prior.cells,
    priorRows: prior.rows,
    texts: texts.texts,
    projects: projects.projects,
    findings: [
      ...findings,
      ...unit.findings,
      ...unitFindings(context, unit.unit, unitSheet),
      ...unitLineFindings(context, sheets),
      ...tables.flatMap((table) => table.findings),
      ...prior.findings,
      ...texts.findings,
      ...projects.findings,
      ...unknownTopics(context, sheets),
    ],
  }
}

interface ReadingContext {
  readonly file: string
  readonly pack: Pack
  readonly money: MoneyUnit
}

/** Sheets of ours by topic, in normal form; the second of a topic is refused. */
function openSheets(workbook: Workbook): {
  readonly sheets: ReadonlyMap<string, OpenSheet>
  readonly findings: readonly ImportFinding[]
} {
  const sheets = new Map<string, OpenSheet>()
  const findings: ImportFinding[] = []
  for (const sheet of workbook.sheets) {
    const view = viewSheet(sheet)
    const mark = fillInMark(view)
    if (!mark) continue
    const first = sheets.get(mark.topic)
    if (!first) {
      sheets.set(mark.topic, { file: workbook.fileName, view, titleRow: mark.row })
      continue
    }
    const place = { file: workbook.fileName, sheet: sheet.name, address: mark.address }
    const what = `与工作表“${first.view.sheet.name}”都是${quote(mark.text)}，无法判断以哪张为准。`
    findings.push(finding('refuse', 'IMPORT_TABLE_TWICE', place, what, '只保留一张，删除另一张后重新导入。'))
  }
  return { sheets, findings }
}

function unitFindings(
  context: ReadingContext,
  unit: UnitAnswers,
  sheet: OpenSheet | undefined,
): readonly ImportFinding[] {
  const at = (name: string): Place => ({
    file: context.file,
    sheet: sheet?.view.sheet.name ?? UNIT_SHEET,
    address: sheet && address(sheet.titleRow, 0),
    ...(name === '' ? {} : { address: name }),
  })
  if (!sheet) {
    const what = '没有找到填报表的“单位信息”，不知道是哪个单位、用什么金额单位。'
    return [finding('refuse', 'IMPORT_FILL_IN_NO_UNIT', at(''), what, '恢复“单位信息”工作表，或重新生成填报表后再填。')]
  }
  const findings: ImportFinding[] = []
  const missing = [unit.name ? [] : ['单位名称'], unit.year ? [] : ['年度'], unit.moneyUnit ? [] : ['金额单位']].flat()
  if (missing.length > 0) {
    const what = `${missing.map((name) => `“${name}”`).join('、')}没有填好。`
    findings.push(finding('refuse', 'IMPORT_FILL_IN_NO_UNIT', at(''), what, '填好后重新导入。'))
  }
  if (unit.pack && unit.pack.value !== context.pack.head.id) {
    const what = `填报表用的模板是${quote(unit.pack.value)}，现在用的却是${quote(context.pack.head.id)}。`
    const remedy = '改用填报表的模板导入，或用现在的模板重新生成填报表。'
    findings.push(finding('refuse', 'IMPORT_OTHER_PACK', at(unit.pack.address), what, remedy))
  }
  if (unit.stage && unit.stage.value !== context.pack.head.stage) {
    const what = `填的阶段是${unit.stage.value}，模板却是${context.pack.head.stage}的。`
    findings.push(finding('refuse', 'IMPORT_OTHER_STAGE', at(unit.stage.address), what, '改正阶段，或换用对应的模板。'))
  }
  return findings
}

/** A unit line on a sheet that contradicts 单位信息: somebody typed over it. */
function unitLineFindings(context: ReadingContext, sheets: ReadonlyMap<string, OpenSheet>): readonly ImportFinding[] {
  return [...sheets].flatMap(([topic, { view, titleRow }]) => {
    if (topic === UNIT_SHEET || topic === '填写说明') return []
    const rows = view.sheet.rows.map((row) => row.index).filter((row) => row >= titleRow && row < titleRow + LINES)
    const other = readStatedLines(view, rows).units.find((unit) => unit.value !== context.money)
    if (!other) return []
    const place = { file: context.file, sheet: view.sheet.name, address: other.address }
    const what = `写的金额单位是${other.value}，“单位信息”里选的却是${context.money}。`
    return [
      finding('refuse', 'IMPORT_UNIT_CONFLICT', place, what, '在“单位信息”中选对金额单位，并改正这里，再重新导入。'),
    ]
  })
}

/** Title, instructions and unit line of a sheet are within so many rows. */
const LINES = 12

interface TableResult {
  readonly reading: TableReading
  readonly findings: readonly ImportFinding[]
}

function tablesOf(context: ReadingContext, sheets: ReadonlyMap<string, OpenSheet>): readonly TableResult[] {
  return fillInTables(context.pack).flatMap((table) => {
    const open = sheets.get(normaliseLabel(table.title))
    return open ? [readFillInTable(context, table, open)] : []
  })
}

const fillInTables = (pack: Pack): readonly PackTable[] =>
  [...pack.tables.values()].filter((table) => table.role === 'fill-in')

/** Reads a fill-in table as any other table; cells left blank are no answers. */
function readFillInTable(context: ReadingContext, table: PackTable, open: OpenSheet): TableResult {
  const { view, titleRow } = open
  const sheet = view.sheet.name
  const header = findHeader(view, table, titleRow + 1, view.lastRow)
  if (!header || header.absent.length > 0) {
    const place = { file: context.file, sheet, address: address(header?.top ?? titleRow, 0) }
    const absent = header ? `表头缺${header.absent.map((key) => `“${key}”`).join('、')}` : '没有找到表头'
    const remedy = '恢复填报表原来的表头，或重新生成填报表后再填。'
    const reading = {
      tableId: table.id,
      sheet,
      cells: [],
      words: [],
      rows: [],
      complete: false,
      unit: undefined,
      storedRows: 0,
      unitListed: false,
      skipped: [],
      findings: [],
    }
    return {
      reading,
      findings: [finding('refuse', 'IMPORT_FILL_IN_HEADER', place, `${absent}，这张工作表读不出来。`, remedy)],
    }
  }
  const recognition = {
    kind: 'match',
    sheet,
    tableId: table.id,
    confidence: 1,
    why: '填报表的标题和表头。',
    title: {
      tableId: table.id,
      row: titleRow,
      column: 0,
      text: table.title,
      exact: true,
      title: normaliseLabel(table.title),
    },
    header,
    from: 0,
    to: view.lastRow,
    unit: { kind: 'none' },
    name: undefined,
    year: undefined,
  } as const
  const read = readTable(view.sheet, recognition, context.pack, context.file, { unit: context.money })
  const cells = read.cells.filter((cell) => cell.value.kind !== 'blank')
  const answered = new Set([...cells, ...read.words].map((cell) => cell.ref.split('/')[1]))
  // Rows that nobody used, and rows that somebody deleted, are no findings here: nothing was answered.
  const findings = read.findings.filter((one) => one.code !== 'IMPORT_ROW_MISSING')
  const rows = read.rows.filter((row) => answered.has(row.key))
  return { reading: { ...read, cells, rows, complete: false, findings }, findings }
}

/** A sheet of ours that this pack does not know: made for another pack, or its title was changed. */
function unknownTopics(context: ReadingContext, sheets: ReadonlyMap<string, OpenSheet>): readonly ImportFinding[] {
  const lists = ['填写说明', UNIT_SHEET, PRIOR_SHEET, TEXT_SHEET, PROJECT_SHEET, FUND_SHEET, INDICATOR_SHEET]
  const known = new Set([...lists, ...fillInTables(context.pack).map((table) => normaliseLabel(table.title))])
  return [...sheets].flatMap(([topic, { view, titleRow }]) => {
    if (known.has(topic)) return []
    const place = { file: context.file, sheet: view.sheet.name, address: address(titleRow, 0) }
    const what = `填报表“${topic}”不在模板 ${context.pack.head.id} 中，没有导入。`
    return [finding('refuse', 'IMPORT_SHEET_UNKNOWN', place, what, '恢复原来的标题，或删除这张工作表，再重新导入。')]
  })
}

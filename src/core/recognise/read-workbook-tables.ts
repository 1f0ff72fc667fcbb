import type { MoneyUnit } from '#core/money/amount.ts'
import { sourceTables } from '#core/packs/source-tables.ts'
import type { Pack } from '#core/packs/pack.ts'
import { address } from '#core/workbook/grid.ts'
import type { Sheet, Workbook } from '#core/workbook/grid.ts'
import { viewSheet } from '#core/workbook/sheet-view.ts'
import { finding, placeText, quote, type ImportFinding, type Place } from './finding.ts'
import { isCover } from './known-sheet.ts'
import { joinGiven, readSource, type SourceReading } from './read-source.ts'
import type { SaidColumns } from './match-columns.ts'
import { readTable } from './read-table.ts'
import { recogniseSheet } from './recognise-sheet.ts'
import type { Recognition, TableRecognition } from './recognition.ts'
import { readStatedLines, type StatedLines } from './stated-lines.ts'
import type { TableReading } from './table-reading.ts'
import { equalsOf, twinsOf } from './twins.ts'
import { nameOnly, type OwnUnit } from './unit-rows.ts'

/** What the user has said, and which report the tables must belong to. */
export interface ReadWorkbookOptions {
  /** Money unit by sheet name, for sheets whose unit line is missing or contradicts itself. */
  readonly unitFor?: Readonly<Record<string, MoneyUnit>>
  /** Sheets that the user confirmed to be a table, by sheet name: a `near` recognition of it is then read. */
  readonly tableFor?: Readonly<Record<string, string>>
  /** What the user said of the columns of a confirmed table, by sheet name. */
  readonly columnsFor?: Readonly<Record<string, SaidColumns>>
  /** The report that is imported into; what the sheets state must agree with it. */
  readonly expect?: OwnUnit & { readonly year: number }
}

export interface WorkbookReading {
  readonly fileName: string
  /** Every sheet, with what was recognised in it, how surely and why. */
  readonly recognitions: readonly Recognition[]
  readonly tables: readonly TableReading[]
  /** Forms that no document prints; what they give is among `tables`. */
  readonly sources: readonly SourceReading[]
  readonly findings: readonly ImportFinding[]
}

/**
 * Recognises and reads all published tables of a workbook. The sheets of a 填报表 are only reported: `readFillIn` reads them.
 * Nothing of the workbook may be stored while a finding of severity `refuse` is among `findings`.
 */
export function readWorkbookTables(workbook: Workbook, pack: Pack, options: ReadWorkbookOptions = {}): WorkbookReading {
  const file = workbook.fileName
  const recognised = workbook.sheets.map((sheet) => ({
    sheet,
    found: recogniseSheet(sheet, pack, options.tableFor?.[sheet.name], options.columnsFor?.[sheet.name]),
  }))
  const forms = sourceTables(pack)
  const tables: TableReading[] = []
  const sources: SourceReading[] = []
  const findings: ImportFinding[] = [...coverFindings(workbook, pack, options.expect)]
  for (const { sheet, found } of recognised) {
    for (const recognition of found) {
      if (recognition.kind === 'fill-in' || recognition.kind === 'known') continue
      if (recognition.kind === 'none') findings.push(...unknownSheet(file, sheet, recognition.why))
      else if (isAccepted(recognition, options)) {
        const form = forms.get(recognition.tableId)
        const unit = { unit: options.unitFor?.[sheet.name], own: options.expect }
        const source = form && readSource(sheet, recognition, form, pack, file, unit)
        const reading = source ?? readTable(sheet, recognition, pack, file, unit)
        if (source) sources.push(source)
        else tables.push(reading)
        findings.push(
          ...statedFindings(
            file,
            reading.unitListed ? { ...recognition, name: undefined } : recognition,
            options.expect,
          ),
          ...hiddenSheet(file, sheet),
          ...reading.findings,
        )
      } else findings.push(unsureFinding(file, recognition, pack))
    }
  }
  const given = joinGiven(
    sources.flatMap((source) => source.given),
    pack,
  )
  const recognitions = recognised.flatMap(({ found }) => found)
  return {
    fileName: file,
    recognitions,
    tables: [...tables, ...given],
    sources,
    findings: [
      ...claimedTwice(file, recognitions, tables, options, pack),
      ...givenTwice(file, tables, given, pack),
      ...findings,
    ],
  }
}

function isAccepted(recognition: TableRecognition, options: ReadWorkbookOptions): boolean {
  return recognition.kind === 'match' || options.tableFor?.[recognition.sheet] === recognition.tableId
}

function unknownSheet(file: string, sheet: Sheet, why: string): readonly ImportFinding[] {
  if (sheet.rows.every((row) => row.cells.length === 0)) return []
  return [
    finding(
      'warn',
      'IMPORT_SHEET_UNKNOWN',
      { file, sheet: sheet.name },
      `没有认出是哪张表，未导入。${why}`,
      '如果是公开报表，请核对标题和表头是否与表样一致；如果不是，不用处理。',
    ),
  ]
}

function hiddenSheet(file: string, sheet: Sheet): readonly ImportFinding[] {
  if (!sheet.hidden) return []
  const place = { file, sheet: sheet.name }
  return [
    finding(
      'warn',
      'IMPORT_HIDDEN_SHEET',
      place,
      '这张工作表是隐藏的，已照常读入。',
      '取消隐藏后核对；不该有的请删除后重新导入。',
    ),
  ]
}

function unsureFinding(file: string, recognition: TableRecognition, pack: Pack): ImportFinding {
  const title = pack.tables.get(recognition.tableId)?.title ?? recognition.tableId
  const place = { file, sheet: recognition.sheet, address: address(recognition.header.top, 0) }
  const unsure = finding(
    'refuse',
    'IMPORT_TABLE_UNSURE',
    place,
    `像是“${title}”，但不能确定：${recognition.why}`,
    '把标题和表头改成与表样一致后重新导入。',
    '或者在导入时确认这张工作表就是该表。',
  )
  return { ...unsure, tableId: recognition.tableId }
}

/** A table and forms that state it as well, equally fine: which one counts is not for the program to say. */
function givenTwice(
  file: string,
  tables: readonly TableReading[],
  given: readonly TableReading[],
  pack: Pack,
): readonly ImportFinding[] {
  return given.flatMap((reading) => {
    const { tableId, sheet } = reading
    const other = tables.find((table) => table.tableId === tableId)
    if (!other || areTwins(file, other, reading, pack)) return []
    const title = pack.tables.get(tableId)?.title ?? tableId
    const what = `也有“${title}”的数，与${placeText({ file, sheet: other.sheet })}重复，无法判断以哪张为准。`
    return [finding('refuse', 'IMPORT_TABLE_TWICE', { file, sheet }, what, '只保留一张，删除另一张后重新导入。')]
  })
}

/** One is in 元 and the other in 万元, or both say the same: whoever imports both compares them (`compareTwins`). */
function areTwins(file: string, first: TableReading, second: TableReading, pack: Pack): boolean {
  const [one, other] = [
    { file, table: first },
    { file, table: second },
  ] as const
  return (twinsOf(one, other) ?? equalsOf(one, other, pack)) !== undefined
}

/** The cover of a set names the office and the year for all its sheets. */
function coverFindings(
  workbook: Workbook,
  pack: Pack,
  expect: ReadWorkbookOptions['expect'],
): readonly ImportFinding[] {
  return workbook.sheets.flatMap((sheet) => {
    const view = viewSheet(sheet)
    if (!isCover(view, pack)) return []
    const rows = view.sheet.rows.map(({ index }) => index)
    return statedFindings(workbook.fileName, { sheet: sheet.name, ...readStatedLines(view, rows) }, expect)
  })
}

/** Names agree after normalising; the unit's full and short names both count. */
function statedFindings(
  file: string,
  recognition: Pick<TableRecognition, 'sheet'> & Pick<StatedLines, 'name' | 'year'>,
  expect: ReadWorkbookOptions['expect'],
): readonly ImportFinding[] {
  if (!expect) return []
  const { name, year } = recognition
  const findings: ImportFinding[] = []
  const place = (at: string): Place => ({ file, sheet: recognition.sheet, address: at })
  const names = new Set(expect.names.map(nameOnly))
  if (name && !names.has(nameOnly(name.value))) {
    const expected = quote(expect.names[0] ?? '')
    findings.push({
      ...finding(
        'refuse',
        'IMPORT_OTHER_UNIT',
        place(name.address),
        `写的单位是${quote(name.value)}，要导入的报告却是${expected}的。`,
        '核对是否选错了文件或单位；是另一个单位的，先为它新建年度报表，或连同它的填报表一起导入。',
        '如果是同一单位的不同写法，请把表上的名称改成一致后重新导入。',
      ),
      unitName: name.value,
    })
  }
  if (year && year.value !== expect.year) {
    findings.push(
      finding(
        'refuse',
        'IMPORT_OTHER_YEAR',
        place(year.address),
        `写的是 ${year.value} 年度，要导入的报告却是 ${expect.year} 年度的。`,
        '核对是否选错了文件或年度。',
      ),
    )
  }
  return findings
}

/** Two sheets, or two places of one sheet, that are the same table, equally fine: which one counts is not for the program to say. */
function claimedTwice(
  file: string,
  recognitions: readonly Recognition[],
  tables: readonly TableReading[],
  options: ReadWorkbookOptions,
  pack: Pack,
): readonly ImportFinding[] {
  const found = recognitions.flatMap((recognition) => {
    const isTable = recognition.kind === 'match' || recognition.kind === 'near'
    return isTable && isAccepted(recognition, options) ? [recognition] : []
  })
  return [...Map.groupBy(found, (recognition) => recognition.tableId).values()].flatMap((claims) => {
    const [first, second] = claims
    if (!first || !second) return []
    const [one, other, ...more] = tables.filter(({ tableId }) => tableId === first.tableId)
    if (one && other && more.length === 0 && areTwins(file, one, other, pack)) return []
    const place = (claim: TableRecognition): Place => ({
      file,
      sheet: claim.sheet,
      address: address(claim.title?.row ?? claim.header.top, claim.title?.column ?? 0),
    })
    const title = pack.tables.get(first.tableId)?.title ?? first.tableId
    return [
      finding(
        'refuse',
        'IMPORT_TABLE_TWICE',
        place(second),
        `也是“${title}”，与${placeText(place(first))}是同一张表，无法判断以哪张为准。`,
        '只保留一张，删除另一张后重新导入。',
      ),
    ]
  })
}

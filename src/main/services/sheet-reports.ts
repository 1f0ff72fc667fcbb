import { kindTitle } from '#core/ledger/look.ts'
import type { Pack } from '#core/packs/pack.ts'
import { glimpseSheet } from '#core/recognise/glimpse.ts'
import type { Recognition } from '#core/recognise/recognition.ts'
import type { TableReading } from '#core/recognise/table-reading.ts'
import type { SheetReport } from './import-outcome.ts'
import type { SheetsReading } from './import-sheets.ts'
import type { FileReading } from './read-import-file.ts'

/** What a sheet was recognised as, in words. */
export function sheetReports(
  { recognitions, tables, exact, kept, fillIn, sheets, lists, ledgers, sources, workbook }: FileReading,
  pack: Pack,
): readonly SheetReport[] {
  const readingOf = (sheet: string, tableId: string): TableReading | undefined =>
    [...tables, ...(fillIn?.tables ?? []), ...exact.map(({ table }) => table)].find(
      (table) => table.sheet === sheet && table.tableId === tableId,
    )
  const titleOf = ({ tableId }: Pick<TableReading, 'tableId'>): string => pack.tables.get(tableId)?.title ?? tableId
  const compared = (sheet: string): string =>
    [
      ...exact
        .filter(({ table, cells }) => table.sheet === sheet || cells.some((cell) => cell.sheet === sheet))
        .map(({ table, cells, printedIn, isSame }) =>
          comparedWords(
            titleOf(table),
            printedIn,
            isSame ? `${cells.length} 个数只取一次` : `${cells.length} 个数以这里的元、分为准`,
          ),
        ),
      ...kept
        .filter(({ table }) => table.sheet === sheet)
        .map(({ table, cells, file }) =>
          comparedWords(titleOf(table), file, `${cells.length} 个数仍以那里的元、分为准`),
        ),
    ].join('')
  const glimpseOf = (recognition: Recognition): SheetReport['glimpse'] => {
    const found = workbook.sheets.find(({ name }) => name === recognition.sheet)
    return found && recognition.kind !== 'fill-in' ? glimpseSheet(found, recognition) : undefined
  }
  const reported = recognitions.map((recognition): SheetReport => {
    const { sheet, why } = recognition
    const ledger = ledgers.find((one) => one.sheet === sheet)
    if (ledger?.kind)
      return { sheet, what: kindTitle(ledger.kind), confidence: 1, why: ledger.why, storedRows: 0, explainedRows: 0 }
    const list = lists.find((one) => one.sheet === sheet)
    if (list) return listSheet(list)
    const filled = sheets.filter((one) => one.sheet === sheet)
    if (filled.length > 0) return filledSheet(sheet, filled, pack)
    if (recognition.kind === 'none' || recognition.kind === 'fill-in') {
      const what = recognition.kind === 'fill-in' ? '填报表' : ''
      return { sheet, what, confidence: what === '' ? 0 : 1, why, storedRows: 0, explainedRows: 0 }
    }
    if (recognition.kind === 'known') {
      const rows = workbook.sheets.find((one) => one.name === sheet)?.rows ?? []
      const explainedRows = rows.filter(({ cells }) => cells.length > 0).length
      return { sheet, what: '已知、不需要', confidence: 1, why, storedRows: 0, explainedRows }
    }
    const source = sources.find((one) => one.sheet === sheet && one.tableId === recognition.tableId)
    if (source) return sourceSheet(sheet, source, recognition.confidence, `${why}${compared(sheet)}`, pack)
    const reading = readingOf(sheet, recognition.tableId)
    return {
      sheet,
      what: pack.tables.get(recognition.tableId)?.title ?? recognition.tableId,
      confidence: recognition.confidence,
      why: `${why}${compared(sheet)}`,
      storedRows: reading?.storedRows ?? 0,
      explainedRows: reading?.skipped.length ?? 0,
    }
  })
  return reported.map((one, index) => {
    const recognition = recognitions[index]
    if (recognition === undefined) return one
    const tableId = 'tableId' in recognition ? recognition.tableId : undefined
    return { ...one, tableId, glimpse: glimpseOf(recognition) }
  })
}

const comparedWords = (title: string, other: string, what: string): string =>
  `“${title}”与《${other}》逐格核对一致，${what}。`

/** A form and the tables that its figures went to. */
function sourceSheet(
  sheet: string,
  { title, given, storedRows, skipped }: FileReading['sources'][number],
  confidence: number,
  why: string,
  pack: Pack,
): SheetReport {
  const titles = [...new Set(given.map(({ tableId }) => pack.tables.get(tableId)?.title ?? tableId))]
  const told = titles.length === 0 ? '没有可取的数。' : `数取到：${titles.join('、')}。`
  return { sheet, what: title, confidence, why: `${why}${told}`, storedRows, explainedRows: skipped.length }
}

/** One 自评表, or several below each other. */
function filledSheet(sheet: string, filled: SheetsReading['sheets'], pack: Pack): SheetReport {
  const forms = new Set(filled.flatMap(({ form }) => form ?? []))
  const what = [...forms].map((form) => pack.forms.get(form)?.titles[0] ?? form).join('、')
  const count = filled.reduce((total, { project }) => total + project.indicators.length, 0)
  const names = filled.map(({ project }) => `“${project.name}”`).join('、')
  const several = filled.length > 1 ? `上下排列的 ${filled.length} 张表：` : ''
  const why = `是${several}${names}的自评表，读到 ${count} 项指标。`
  return { sheet, what, confidence: 1, why, storedRows: count, explainedRows: 0 }
}

function listSheet({ sheet, kind, confidence, why, rows, explained }: SheetsReading['lists'][number]): SheetReport {
  return { sheet, what: kind, confidence, why, storedRows: rows.length, explainedRows: explained }
}

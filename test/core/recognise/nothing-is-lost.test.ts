import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Sheet, SheetRow, Workbook } from '#core/workbook/grid.ts'
import { address } from '#core/workbook/grid.ts'
import { readWorkbookTables, type WorkbookReading } from '#core/recognise/read-workbook-tables.ts'
import { packOf, printed, workbookOf } from './workbooks.ts'

const pack = packOf('shanxi/2023-决算')
const CODES = { '201': '一般公共服务支出', '20131': '党委办公厅（室）事务', '2013101': '行政运行' }
const statutory = [...pack.tables.values()].filter((table) => table.role === 'statutory')

/** An amount that stands nowhere else. */
const STRAY = '7654.32'

/** The sheet with one more filled cell; undefined when something stands there or the place is inside a merged range. */
function withStray(sheet: Sheet, row: number, column: number): Sheet | undefined {
  const covered = sheet.merges.some(
    (merge) => merge.top <= row && row <= merge.bottom && merge.left <= column && column <= merge.right,
  )
  const there = sheet.rows.find((one) => one.index === row)
  if (covered || there?.cells.some((cell) => cell.column === column)) return undefined
  const cell = { column, value: { kind: 'text', text: STRAY } as const }
  const cells = [...(there?.cells ?? []), cell].toSorted((a, b) => a.column - b.column)
  const changed: SheetRow = { index: row, hidden: false, cells }
  const rows = [...sheet.rows.filter((one) => one.index !== row), changed].toSorted((a, b) => a.index - b.index)
  return { ...sheet, rows }
}

const isRead = (reading: WorkbookReading, at: string): boolean =>
  reading.tables.some((table) => table.cells.some((cell) => cell.address === at && cell.text === STRAY))

const isSaid = (reading: WorkbookReading, at: string): boolean =>
  reading.findings.some(
    (finding) => finding.address === at || finding.message.includes(at) || finding.message.includes(STRAY),
  )

test('an amount put anywhere below a header is read or spoken of, in every table', async () => {
  for (const table of statutory) {
    const takesCodes = table.blocks.some((block) => block.codeRows)
    const cells = { '合计/基本支出': '1.00' }
    const workbook = await workbookOf({ 表: printed(table, { cells, ...(takesCodes ? { codes: CODES } : {}) }) })
    const [sheet] = workbook.sheets
    const [plain] = readWorkbookTables(workbook, pack).recognitions
    if (!sheet || plain?.kind !== 'match') throw new Error(table.id)
    const { header } = plain
    // 行次 only prints, and what stands in a column of codes or names is one: no amounts.
    const lineColumns = new Set(header.blocks.flatMap((block) => block.identity.flatMap((column) => column.columns)))
    for (const cell of sheet.rows.flatMap((row) => (row.index <= header.bottom ? row.cells : []))) {
      if (cell.value.kind === 'text' && cell.value.text === '行次') lineColumns.add(cell.column)
    }
    const lastRow = (sheet.rows.at(-1)?.index ?? 0) + 2
    const lastColumn = Math.max(...sheet.rows.flatMap((row) => row.cells.map((cell) => cell.column))) + 2
    fc.assert(
      fc.property(
        fc.integer({ min: header.bottom + 1, max: lastRow }),
        fc.integer({ min: 0, max: lastColumn }),
        (row, column) => {
          fc.pre(!lineColumns.has(column))
          const changed = withStray(sheet, row, column)
          if (!changed) return
          const stray: Workbook = { ...workbook, sheets: [changed] }
          const reading = readWorkbookTables(stray, pack)
          const at = address(row, column)
          expect([table.id, at, isRead(reading, at) || isSaid(reading, at)]).toEqual([table.id, at, true])
        },
      ),
      { numRuns: 60 },
    )
  }
})

test('whatever fills a sheet, every row below is stored or explained and nothing is thrown', () => {
  const value = fc.oneof(
    fc.constantFrom(
      '支出决算表',
      '科目代码',
      '科目名称',
      '本年支出合计',
      '基本支出',
      '项目支出',
      '合计',
      '单位：万元',
      '注：',
      '201',
      '栏次',
      '1',
    ),
    fc.string({ maxLength: 6 }),
  )
  fc.assert(
    fc.property(fc.array(fc.array(value, { maxLength: 9 }), { maxLength: 14 }), (texts) => {
      const head = [
        '科目代码',
        '科目名称',
        '本年支出合计',
        '基本支出',
        '项目支出',
        '上缴上级支出',
        '经营支出',
        '对附属单位补助支出',
      ]
      const all = [['支出决算表'], ['单位：元'], head, ...texts]
      const rows = all.map((cells, index) => ({
        index,
        hidden: false,
        cells: cells.map((text, column) => ({ column, value: { kind: 'text', text } as const })),
      }))
      const sheet = { name: '表', hidden: false, rows, merges: [], hiddenColumns: [] }
      const { tables, recognitions } = readWorkbookTables({ fileName: 'a.xlsx', sheets: [sheet] }, pack)
      for (const table of tables) {
        const place = recognitions.find((one) => one.kind === 'match' && one.tableId === table.tableId)
        const [from, to] = place?.kind === 'match' ? [place.from, place.to] : [0, -1]
        expect(new Set(table.skipped.map((row) => row.row)).size).toBe(table.skipped.length)
        expect(table.storedRows + table.skipped.length).toBe(to - from + 1)
      }
    }),
    { numRuns: 150 },
  )
})

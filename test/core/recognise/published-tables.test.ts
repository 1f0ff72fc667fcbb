import { expect, test } from 'vitest'
import { readWorkbookTables } from '#core/recognise/read-workbook-tables.ts'
import { asText, packOf, printed, workbookOf } from './workbooks.ts'

const pack = packOf('shanxi/2023-决算')
const statutory = [...pack.tables.values()].filter((table) => table.role === 'statutory')

test('every published table that a pack prints is recognised for certain and read back whole', async () => {
  for (const table of statutory) {
    const codes = { '201': '一般公共服务支出', '20131': '党委办公厅（室）及相关机构事务', '2013101': '行政运行' }
    const takesCodes = table.blocks.some((block) => block.codeRows)
    const cells: Record<string, string | number> = {}
    const keys = [
      ...table.blocks.flatMap((block) => [
        ...block.rows.flatMap((row) =>
          'key' in row && !row.dash
            ? [{ row: row.key, block, count: (row.measure ?? table.columns[0]?.measure) !== '金额' }]
            : [],
        ),
        ...(takesCodes ? Object.keys(codes).map((row) => ({ row, block, count: false })) : []),
      ]),
      ...table.footerRows.map((row) => ({ row: row.key, block: table.blocks[0], count: false })),
    ]
    let next = 101
    const expected: Record<string, string> = {}
    for (const { row, block, count } of keys) {
      for (const column of block?.columns.filter((key) => !key.startsWith('@')) ?? []) {
        cells[`${row}/${column}`] = count ? next : `${next}.25`
        expected[`${row}/${column}`] = count ? `${next * 100}±1` : `${next}250000±10000`
        next += 1
      }
    }
    const workbook = await workbookOf({ Sheet1: printed(table, { cells, ...(takesCodes ? { codes } : {}) }) })
    const reading = readWorkbookTables(workbook, pack, { expect: { names: ['测试单位'], year: 2023 } })
    expect(reading.findings, table.id).toEqual([])
    expect(reading.recognitions).toMatchObject([{ kind: 'match', tableId: table.id, confidence: 1 }])
    expect(asText(reading.tables[0]?.cells ?? [])).toMatchObject(expected)
    expect(reading.tables[0]?.complete, table.id).toBe(true)
  }
})

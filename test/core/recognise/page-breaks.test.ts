import { describe, expect, test } from 'vitest'
import { readWorkbookTables, type WorkbookReading } from '#core/recognise/read-workbook-tables.ts'
import { asText, packOf, printed, tableOf, workbookOf, type SheetSketch, type SketchCell } from './workbooks.ts'

const pack = packOf('base/2023-决算')

async function read(sketch: SheetSketch): Promise<WorkbookReading> {
  const workbook = await workbookOf({ 表: sketch })
  const reading = readWorkbookTables(workbook, pack)
  const [table] = reading.tables
  expect((table?.storedRows ?? 0) + (table?.skipped.length ?? 0)).toBe(workbook.sheets[0]?.rows.length)
  return reading
}

/** The sheet with its rows `from` to `to` (0-based, without `to`) and their merges again before row `before`. */
function again(sketch: SheetSketch, from: number, to: number, before: number): SheetSketch {
  const block = sketch.rows.slice(from, to)
  const move = (merge: string, by: number): string => merge.replace(/\d+/gu, (row) => String(Number(row) + by))
  const topOf = (merge: string): number => Number(/\d+/u.exec(merge)?.[0]) - 1
  const merges = sketch.merges ?? []
  return {
    rows: [...sketch.rows.slice(0, before), ...block, ...sketch.rows.slice(before)],
    merges: [
      ...merges.map((merge) => (topOf(merge) >= before ? move(merge, block.length) : merge)),
      ...merges.filter((merge) => topOf(merge) >= from && topOf(merge) < to).map((merge) => move(merge, before - from)),
    ],
  }
}

/** Three rows of header as bureaus print them: groups, codes and names, numbers of the columns. */
const THREE_ROWS: SheetSketch = {
  rows: [
    ['支出决算表'],
    [null, null, null, null, null, null, null, '公开03表'],
    ['部门名称：测试单位', null, '2023年度', null, null, null, null, '金额单位：万元'],
    ['项目', null, '本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'],
    ['科目代码', '科目名称'],
    ['栏次', null, 1, 2, 3, 4, 5, 6],
    ['合计', null, 3, 1, 2],
    ['201', '一般公共服务支出', 3, 1, 2],
    ['20103', '政府办公厅事务', 3, 1, 2],
    ['2010301', '行政运行', 3, 1, 2],
  ],
  merges: ['A4:B4', 'C4:C5', 'D4:D5', 'E4:E5', 'F4:F5', 'G4:G5', 'H4:H5', 'A6:B6'],
}

/** The code split over 类 | 款 | 项, the numbers of the columns in the same row. */
const SPLIT: SheetSketch = {
  rows: [
    ...THREE_ROWS.rows.slice(0, 3),
    [
      '项目',
      null,
      null,
      null,
      '本年支出合计',
      '基本支出',
      '项目支出',
      '上缴上级支出',
      '经营支出',
      '对附属单位补助支出',
    ],
    ['科目代码', null, null, '科目名称'],
    ['类', '款', '项', '栏次', '1', '2', '3', '4', '5', '6'],
    ['合计', null, null, null, 3, 1, 2],
    ['201', null, null, '一般公共服务支出', 3, 1, 2],
    ['201', '03', null, '政府办公厅事务', 3, 1, 2],
    ['201', '03', '01', '行政运行', 3, 1, 2],
  ],
  merges: ['A4:D4', 'A5:C5', 'E4:E5', 'F4:F5', 'G4:G5', 'H4:H5', 'I4:I5', 'J4:J5', 'A7:D7'],
}

const sides = printed(
  tableOf(pack, '收入支出决算总表'),
  { cells: { '一般公共预算财政拨款收入/金额': 5, '201/金额': 5, '收入总计/金额': 5, '支出总计/金额': 5 } },
  ['部门名称：测试单位', null, '2023年度', null, null, '金额单位：万元'],
)
const economic = printed(
  tableOf(pack, '一般公共预算财政拨款基本支出决算表'),
  { cells: { '301/决算数': 5, '30101/决算数': 5, '人员经费合计/决算数': 5 } },
  ['部门名称：测试单位', null, '2023年度', null, null, '金额单位：万元'],
)
const meals = printed(
  tableOf(pack, '财政拨款三公经费支出决算表'),
  { cells: { '三公经费/决算数合计': 5, '三公经费/决算数公务接待费': 5 } },
  ['2023年度', null, '单位：万元'],
)
const headOf = (sketch: SheetSketch, first: RegExp): number =>
  sketch.rows.findIndex((row) => row.some((cell) => typeof cell === 'string' && first.test(cell)))

/** A sheet, its rows of header without `to`, and the row before which the page breaks. */
const FORMS: Readonly<Record<string, readonly [SheetSketch, number, number, number]>> = {
  'three rows of header': [THREE_ROWS, 3, 6, 8],
  'a code split over 类, 款 and 项': [SPLIT, 3, 6, 9],
  'the two sides of 收入支出决算总表': [sides, 3, headOf(sides, /^一、/u), headOf(sides, /^一、/u) + 6],
  'the blocks of economic codes': [economic, 3, headOf(economic, /^301$/u), headOf(economic, /^301$/u) + 4],
}

describe('a header that is printed again at a page break is no data', () => {
  test.each(Object.entries(FORMS))('%s, alone', async (_, [sketch, from, to, before]) => {
    const plain = await read(sketch)
    const reading = await read(again(sketch, from, to, before))
    expect(reading.findings).toEqual([])
    expect(asText(reading.tables[0]?.cells ?? [])).toEqual(asText(plain.tables[0]?.cells ?? []))
  })

  test.each(Object.entries(FORMS))('%s, with title, number, name and unit', async (_, [sketch, , to, before]) => {
    const plain = await read(sketch)
    const reading = await read(again(sketch, 0, to, before))
    expect(reading.findings).toEqual([])
    expect(reading.tables).toHaveLength(1)
    expect(asText(reading.tables[0]?.cells ?? [])).toEqual(asText(plain.tables[0]?.cells ?? []))
  })

  test('more than once, without its merges, the title marked as continued, pages numbered', async () => {
    const head: SketchCell[][] = THREE_ROWS.rows.slice(0, 6).map((row) => [...row])
    const next = (page: number): SketchCell[][] => [
      ['2023年度支出决算表（续）'],
      [null, null, null, null, null, null, null, `第${String(page)}页 共3页`],
      ...head.slice(1),
    ]
    const [total = [], ...rows] = THREE_ROWS.rows.slice(6)
    const reading = await read({
      rows: [...head, total, ...next(2), ...rows.slice(0, 1), ...next(3), ...rows.slice(1)],
      merges: THREE_ROWS.merges ?? [],
    })
    expect(reading.findings).toEqual([])
    expect(reading.tables[0]?.rows.map((row) => row.key)).toEqual(['合计', '201', '20103', '2010301'])
    expect(new Set(reading.tables[0]?.skipped.map((row) => row.reason))).toEqual(
      new Set(['above-header', 'header', 'column-numbers', 'repeated-header']),
    )
  })

  test('a title with its year in a form whose first column holds figures', async () => {
    const rows = [['2023年度财政拨款三公经费支出决算表'], ...meals.rows.slice(1)]
    const sketch: SheetSketch = { rows, merges: meals.merges ?? [] }
    const data = rows.findIndex((row) => row.includes(5))
    const reading = await read(again(sketch, 0, data, data))
    expect(reading.findings).toEqual([])
    expect(asText(reading.tables[0]?.cells ?? [])).toMatchObject({ '三公经费/决算数合计': '5000000±10000' })
  })
})

describe('a row with an amount is never taken for a header', () => {
  // Without the merges of the second head: in a merged cell nothing more can stand.
  const broken: SheetSketch = { ...again(THREE_ROWS, 0, 6, 8), merges: THREE_ROWS.merges ?? [] }
  const withCell = (row: number, column: number, value: SketchCell): SheetSketch => ({
    ...broken,
    rows: broken.rows.map((cells, index) =>
      index === row ? Object.assign(Array<SketchCell>(8).fill(null), cells, { [column]: value }) : cells,
    ),
  })

  test.each([8, 9, 10, 11, 12, 13])('an amount in row %i, in or between its texts', async (row) => {
    for (const column of [2, 3, 4, 5, 6, 7]) {
      const reading = await read(withCell(row, column, '7654.32'))
      const refused = reading.findings.filter(({ severity }) => severity === 'refuse')
      expect([column, refused.map(({ address }) => /\d+/u.exec(address ?? '')?.[0])]).toEqual([column, [`${row + 1}`]])
      // Among the numbers of columns the first number is quoted.
      if (row < 13) expect(refused[0]?.message).toContain('7654.32')
    }
  })

  test('a total that stands above the header too', async () => {
    const lines = [['合计', null, 3], ...THREE_ROWS.rows.slice(0, 3)]
    const reading = await read({ rows: [...lines, ...THREE_ROWS.rows.slice(3).map((row) => [...row])] })
    expect(reading.tables[0]?.rows.map((row) => row.key)).toContain('合计')
  })
})

describe('another unit on the next page is a contradiction', () => {
  const broken = again(THREE_ROWS, 0, 6, 8)
  test.each<[string, SketchCell[], string]>([
    ['in a cell of its own', ['部门名称：测试单位', null, '2023年度', null, null, null, null, '金额单位：元'], 'H11'],
    ['beside a name in a cell of its own', ['部门：', '测试单位', null, null, null, null, null, '单位：元'], 'H11'],
    ['in one line', ['部门名称：测试单位 2023年度 金额单位：元'], 'A11'],
  ])('%s', async (_, line, place) => {
    const rows = broken.rows.map((row, index) => (index === 10 ? line : row))
    const reading = await read({ ...broken, rows })
    expect(reading.findings[0]).toMatchObject({ code: 'IMPORT_UNIT_CONFLICT', severity: 'refuse', address: 'H3' })
    expect(reading.findings[0]?.message).toContain(place)
  })
})

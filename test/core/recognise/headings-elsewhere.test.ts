import { describe, expect, test } from 'vitest'
import { readWorkbookTables } from '#core/recognise/read-workbook-tables.ts'
import type { WorkbookReading } from '#core/recognise/read-workbook-tables.ts'
import { asText, packOf, workbookOf, type SketchCell } from './workbooks.ts'

/** Headings of this year and last year side by side, as budget offices print them. */
const budget = packOf('base/2024-预算')
const accounts = packOf('base/2022-决算')

async function read(rows: SketchCell[][], merges: string[] = [], pack = budget): Promise<WorkbookReading> {
  return readWorkbookTables(await workbookOf({ Sheet1: { rows, merges } }), pack)
}

const figuresOf = ({ tables }: WorkbookReading): Record<string, string> => asText(tables.flatMap(({ cells }) => cells))
const codesOf = ({ findings }: WorkbookReading): readonly string[] => findings.map(({ code }) => code)

const SPENDING: SketchCell[][] = [['一般公共预算支出表'], ['单位：万元']]
const PARTS = ['合计', '基本支出', '项目支出']
const MERGES = ['A3:A4', 'B3:B4', 'C3:E3', 'F3:H3']
const both = (last: string, own: string): SketchCell[][] => [
  ...SPENDING,
  ['科目编码', '科目名称', last, null, null, own, null, null],
  [null, null, ...PARTS, ...PARTS],
  ['合计', null, 8, 6, 2, 10, 7, 3],
]

describe('columns of this year and of last year', () => {
  test.each([
    ['2023年预算数', '2024年预算数'],
    ['2023年执行数', '2024年度预算数'],
    ['上年预算数', '本年预算数'],
    ['上年执行数', '2024年'],
  ])('%s beside %s: only this year is read, and the rest is spoken of', async (last, own) => {
    const reading = await read(both(last, own), MERGES)
    expect(figuresOf(reading)).toEqual({
      '合计/合计': '10000000±10000',
      '合计/基本支出': '7000000±10000',
      '合计/项目支出': '3000000±10000',
    })
    expect(codesOf(reading)).toEqual(['IMPORT_COLUMN_UNKNOWN', 'IMPORT_COLUMN_UNKNOWN', 'IMPORT_COLUMN_UNKNOWN'])
  })

  test.each(['2023年预算数', '上年预算数', '2023年'])(
    'the parts of %s are not taken for this year, of which there is one column only',
    async (last) => {
      const rows = [
        ...SPENDING,
        ['科目编码', '科目名称', last, null, null, '2024年预算数'],
        [null, null, ...PARTS, null],
        ['合计', null, 8, 6, 2, 10],
      ]
      const reading = await read(rows, ['A3:A4', 'B3:B4', 'C3:E3', 'F3:F4'])
      expect(reading.tables).toEqual([])
      expect(codesOf(reading)).toEqual(['IMPORT_SHEET_UNKNOWN'])
    },
  )

  test('the summary of a budget with the year in its headings', async () => {
    const reading = await read([
      ['部门收支总表'],
      ['单位：万元'],
      ['项目', '2023年预算', '2024年预算', '项目', '2023年预算', '2024年预算'],
      ['一、一般公共预算拨款', 8, 10, '一、一般公共服务支出', 8, 10],
      ['收入总计', 8, 10, '支出总计', 8, 10],
    ])
    expect(figuresOf(reading)).toMatchObject({
      '一般公共预算拨款收入/预算数': '10000000±10000',
      '201/预算数': '10000000±10000',
      '收入总计/预算数': '10000000±10000',
      '支出总计/预算数': '10000000±10000',
    })
  })

  test('a title that names the year is no heading of a year', async () => {
    const reading = await read(
      [
        ['表一', '2021年度收入支出决算总表'],
        ['单位：万元'],
        ['项目', '行次', '金额', '项目', '行次', '金额'],
        ['总计', 31, 10, '总计', 62, 10],
      ],
      [],
      accounts,
    )
    expect(figuresOf(reading)).toMatchObject({ '收入总计/金额': '10000000±10000', '支出总计/金额': '10000000±10000' })
  })
})

test('the form of “三公” that pairs 预算数 and 决算数 under each kind', async () => {
  const reading = await read(
    [
      ['财政拨款“三公”经费支出决算表'],
      ['单位：万元'],
      [
        '合计',
        null,
        '因公出国（境）费',
        null,
        '公务用车购置及运行维护费',
        null,
        null,
        null,
        null,
        null,
        '公务接待费',
        null,
      ],
      [null, null, null, null, '小计', null, '公务用车购置费', null, '公务用车运行维护费', null, null, null],
      Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? '预算数' : '决算数')),
      [15, 11, 1, 0.5, 11, 8, 7, 5, 4, 3, 3, 2.5],
    ],
    ['A3:B4', 'C3:D4', 'E3:J3', 'E4:F4', 'G4:H4', 'I4:J4', 'K3:L4'],
    accounts,
  )
  expect(reading.findings).toEqual([])
  expect(figuresOf(reading)).toMatchObject({
    '三公经费/预算数合计': '15000000±10000',
    '三公经费/决算数合计': '11000000±10000',
    '三公经费/决算数因公出国（境）费': '500000±10000',
    '三公经费/预算数公务用车购置及运行维护费': '11000000±10000',
    '三公经费/决算数公务用车购置费': '5000000±10000',
    '三公经费/预算数公务用车运行维护费': '4000000±10000',
    '三公经费/决算数公务接待费': '2500000±10000',
  })
})

describe('a form printed without the columns that the unit has nothing in', () => {
  const form = (head: SketchCell[], ...rows: SketchCell[][]): SketchCell[][] => [
    ['部门支出总表'],
    ['单位：万元'],
    ['科目编码', '科目名称', '合计', '基本支出', '项目支出', ...head],
    ...rows,
  ]

  test.each<[string, SketchCell[], SketchCell[]]>([
    ['nothing more', [], []],
    ['remarks', ['备注'], ['含人员调资']],
    ['one of them', ['上缴上级支出'], [null]],
  ])('is known: %s', async (_, head, more) => {
    const reading = await read(form(head, ['合计', null, 10, 7, 3, ...more]))
    expect(reading.findings.filter(({ severity }) => severity === 'refuse')).toEqual([])
    expect(figuresOf(reading)).toMatchObject({ '合计/合计': '10000000±10000', '合计/项目支出': '3000000±10000' })
  })

  test.each<[string, SketchCell[], SketchCell[]]>([
    ['another heading', ['经营性支出'], [2]],
    ['figures without a heading', [null], [2]],
  ])('is not taken for certain: %s', async (_, head, more) => {
    const reading = await read(form(head, ['合计', null, 12, 7, 3, ...more]))
    expect(reading.tables).toEqual([])
  })
})

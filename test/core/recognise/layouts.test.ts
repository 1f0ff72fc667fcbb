import { describe, expect, test } from 'vitest'
import { readWorkbookTables, type ReadWorkbookOptions } from '#core/recognise/read-workbook-tables.ts'
import type { WorkbookReading } from '#core/recognise/read-workbook-tables.ts'
import { asText, packOf, printed, tableOf, workbookOf, type SheetSketch, type SketchCell } from './workbooks.ts'

const pack = packOf('base/2023-决算')

const HEAD: readonly SketchCell[][] = [
  ['科目代码', '科目名称', '本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'],
]
const TITLE: readonly SketchCell[][] = [['支出决算表'], ['部门名称：测试单位 2023年度 金额单位：万元']]

/** A 支出决算表 with the given rows below its header. */
const spending = (...rows: SketchCell[][]): SheetSketch => ({ rows: [...TITLE, ...HEAD, ...rows] })

async function read(sheets: Record<string, SheetSketch>, options?: ReadWorkbookOptions): Promise<WorkbookReading> {
  return readWorkbookTables(await workbookOf(sheets), pack, options)
}

async function figures(sketch: SheetSketch): Promise<Record<string, string>> {
  const reading = await read({ Sheet1: sketch })
  expect(reading.findings.filter((finding) => finding.severity === 'refuse')).toEqual([])
  return asText(reading.tables[0]?.cells ?? [])
}

describe('codes', () => {
  test.each<[string, SketchCell[], string]>([
    ['text', ['2010301', '行政运行'], '行政运行'],
    ['numbers', [2010301, '行政运行'], '行政运行'],
    ['text with a decimal point and zero', ['2010301.0', '行政运行'], '行政运行'],
    ['points between the levels', ['201.03.01', '行政运行'], '行政运行'],
    ['spaces and a line break', ['　2010301 ', '行政\n运行'], '行政运行'],
    ['brackets', ['[2010301]', '行政运行'], '行政运行'],
    ['a leading zero', ['02010301', '行政运行'], '行政运行'],
    ['joined with the name', ['2010301行政运行', null], '行政运行'],
    ['joined by a dash', ['2010301-行政运行', null], '行政运行'],
    ['a name with its own brackets', ['2010301', '政府办公厅（室）'], '政府办公厅（室）'],
  ])('are read from %s', async (_, [code, name], expected) => {
    const reading = await read({ Sheet1: spending(['合计', null, 5], [code ?? null, name ?? null, 3, 1, 2]) })
    expect(reading.findings).toEqual([])
    expect(asText(reading.tables[0]?.cells ?? [])).toMatchObject({ '2010301/项目支出': '2000000±10000' })
    expect(reading.tables[0]?.rows[1]).toEqual({ key: '2010301', name: expected, address: 'A5' })
  })

  test('padded with zeros to seven digits are 类 and 款', async () => {
    const cells = await figures(
      spending(['合计', null, 7], ['2010000', '类', 7], ['2010300', '款', 7], ['2010301', '项', 7]),
    )
    expect(Object.keys(cells).filter((key) => key.endsWith('/本年支出合计'))).toEqual([
      '合计/本年支出合计',
      '201/本年支出合计',
      '20103/本年支出合计',
      '2010301/本年支出合计',
    ])
  })

  test.each<[string, SketchCell[][]]>([
    [
      'all parts in every row',
      [
        ['201', '', ''],
        ['201', '03', ''],
        ['201', '03', '01'],
      ],
    ],
    [
      'parts as numbers',
      [
        [201, null, null],
        [201, 3, null],
        [201, 3, 1],
      ],
    ],
    [
      'only the last part',
      [
        ['201', '', ''],
        ['', '03', ''],
        ['', '', '01'],
      ],
    ],
    [
      'cumulative codes',
      [
        ['201', '', ''],
        ['', '20103', ''],
        ['', '', '2010301'],
      ],
    ],
  ])('split in 类 款 项 with %s', async (_, parts) => {
    const names = ['一般公共服务支出', '政府办公厅事务', '行政运行']
    const sketch: SheetSketch = {
      rows: [
        ['支出决算表'],
        ['单位：元'],
        [
          '科目编码',
          null,
          null,
          '科目名称',
          '本年支出合计',
          '基本支出',
          '项目支出',
          '上缴上级支出',
          '经营支出',
          '对附属单位补助支出',
        ],
        ['类', '款', '项'],
        ['栏次', null, null, null, 1, 2, 3, 4, 5, 6],
        ['合计', null, null, null, 9],
        ...parts.map((part, index) => [...part, names[index] ?? '', 9]),
      ],
      merges: ['A3:C3', 'D3:D4', 'E3:E4', 'F3:F4', 'G3:G4', 'H3:H4', 'I3:I4', 'J3:J4', 'A5:D5', 'A6:D6'],
    }
    const cells = await figures(sketch)
    expect(cells).toMatchObject({
      '201/本年支出合计': '900±1',
      '20103/本年支出合计': '900±1',
      '2010301/本年支出合计': '900±1',
    })
  })

  test('that are in no list are accepted here', async () => {
    expect(await figures(spending(['合计', null, 1], ['2999999', '没有的科目', 1]))).toHaveProperty(
      '2999999/本年支出合计',
    )
  })
})

describe('headers', () => {
  test('one merged line above the header says name, year and unit', async () => {
    const reading = await read({ Sheet1: { ...spending(['合计', null, 1]), merges: ['A2:H2'] } })
    expect(reading.recognitions).toMatchObject([
      {
        name: { value: '测试单位', address: 'A2' },
        year: { value: 2023 },
        unit: { kind: 'stated', unit: '万元', address: 'A2' },
      },
    ])
  })

  test('name, value and unit in cells of their own; a name broken over two lines', async () => {
    const rows = [
      ['支出决算表', ...Array<null>(7).fill(null), '公开03表'],
      ['部门：', '中国共产党测试区\n委员会办公室', null, '2023年度', null, null, null, '单位：元（以下至角分）'],
      ...HEAD,
      ['合计', null, 1],
    ]
    const reading = await read({ Sheet1: { rows } })
    expect(reading.recognitions).toMatchObject([
      {
        name: { value: '中国共产党测试区委员会办公室', address: 'B2' },
        unit: { kind: 'stated', unit: '元', address: 'H2' },
      },
    ])
  })

  test.each<[string, SketchCell[][], string | undefined, number | undefined]>([
    ['a code before the name', [['部门名称：001001-测试单位  2023年度']], '001001-测试单位', 2023],
    ['the department above is not the unit', [['主管部门：上级局', '单位名称：测试单位']], '测试单位', undefined],
    ['a day is no year of accounts', [['打印日期：2024年9月1日', '2023年度']], undefined, 2023],
    ['the money unit is no name', [['单位：万元']], undefined, undefined],
  ])('lines: %s', async (_, lines, name, year) => {
    const rows = [['支出决算表'], ...lines, ['金额单位：元'], ...HEAD, ['合计', null, 1]]
    const unit = lines.flat().includes('单位：万元') ? rows.filter((row) => row[0] !== '金额单位：元') : rows
    const reading = await read({ Sheet1: { rows: unit } }, { expect: { names: ['测试单位'], year: 2023 } })
    expect(reading.findings).toEqual([])
    const [recognition] = reading.recognitions
    expect(recognition?.kind === 'match' && [recognition.name?.value, recognition.year?.value]).toEqual([name, year])
  })

  test('the unit in the headings counts where no line says it', async () => {
    const [head = []] = HEAD
    const inWan = head.map((text, index) => (index < 2 ? text : `${typeof text === 'string' ? text : ''}（万元）`))
    expect(await figures({ rows: [['支出决算表'], inWan, ['合计', null, 2]] })).toMatchObject({
      '合计/本年支出合计': '2000000±10000',
    })
  })

  test('group headings that lost their merge, as in csv', async () => {
    const rows: SketchCell[][] = [
      ['一般公共预算财政拨款支出决算表'],
      ['单位：万元'],
      ['项目', null, '本年支出', null, null],
      ['科目代码', '科目名称', '小计', '基本支出', '项目支出'],
      ['合计', null, '6.00', '1.00', '5.00'],
    ]
    expect(await figures({ rows })).toMatchObject({ '合计/小计': '6000000±10000', '合计/项目支出': '5000000±10000' })
  })

  test('headings of code and name that stand in a row of their own, without merges', async () => {
    const [, , ...figures] = HEAD[0] ?? []
    const rows = [
      ...TITLE,
      ['项目', null, ...figures],
      ['科目代码', '科目名称'],
      ['合计', null, 1],
      ['201', '公共服务', 1],
    ]
    const reading = await read({ Sheet1: { rows } })
    expect(reading.findings).toEqual([])
    expect(reading.tables[0]?.rows).toEqual([
      { key: '合计', name: '合计', address: 'A5' },
      { key: '201', name: '公共服务', address: 'A6' },
    ])
  })

  test('columns in another order, and one that the form does not have', async () => {
    const rows: SketchCell[][] = [
      ...TITLE,
      [
        '科目名称',
        '科目编码',
        '项目支出',
        '基本支出',
        '支出合计',
        '上缴上级支出',
        '经营支出',
        '对附属单位补助支出',
        '备注',
      ],
      ['合计', null, 2, 1, 3],
      ['行政运行', '2010301', 2, 1, 3, null, null, null, '含上年结转'],
    ]
    const reading = await read({ Sheet1: { rows } })
    expect(asText(reading.tables[0]?.cells ?? [])).toMatchObject({
      '2010301/项目支出': '2000000±10000',
      '2010301/本年支出合计': '3000000±10000',
    })
    expect(reading.findings).toMatchObject([{ code: 'IMPORT_COLUMN_UNKNOWN', severity: 'warn', address: 'I5' }])
  })

  test('the same heading in two columns is not guessed', async () => {
    const rows = [...TITLE, [...(HEAD[0] ?? []), '基本支出'], ['合计', null, 1]]
    const reading = await read({ Sheet1: { rows } })
    expect(reading.findings).toMatchObject([{ code: 'IMPORT_TABLE_UNSURE', severity: 'refuse', sheet: 'Sheet1' }])
    expect(reading.findings[0]?.message).toContain('缺“基本支出”')
  })
})

describe('rows', () => {
  test('the total may stand last; notes, signatures and page totals are no data', async () => {
    const reading = await read({
      Sheet1: spending(
        ['2010301', '行政运行', 3],
        ['本页小计', null, 3],
        ['合计', null, 3],
        ['注：本表反映部门本年度各项支出情况，共 1 项。'],
        ['填表人：张三', null, null, '审核：李四'],
      ),
    })
    expect(reading.findings).toEqual([])
    expect(reading.tables[0]?.rows.map((row) => row.key)).toEqual(['2010301', '合计'])
    expect(reading.tables[0]?.skipped.map((row) => row.reason)).toEqual([
      'above-header',
      'above-header',
      'header',
      'page-total',
      'note',
      'note',
    ])
  })

  test('title, lines, header and column numbers again at a page break', async () => {
    const numbers: SketchCell[] = ['栏次', null, 1, 2, 3, 4, 5, 6]
    const reading = await read({
      Sheet1: {
        rows: [
          ...TITLE,
          ...HEAD,
          numbers,
          ['合计', null, 3],
          ['201', '一般公共服务支出', 3],
          ['支出决算表（续）'],
          ...TITLE.slice(1),
          ...HEAD,
          numbers,
          ['20103', '政府办公厅事务', 3],
        ],
      },
    })
    expect(reading.findings).toEqual([])
    expect(reading.tables).toHaveLength(1)
    expect(reading.tables[0]?.rows.map((row) => row.key)).toEqual(['合计', '201', '20103'])
  })

  test('every filled row is stored or explained', async () => {
    const workbook = await workbookOf({
      Sheet1: spending(['合计', null, 3], ['2010301', '行政运行', 3], [], ['其他需要说明的事项'], ['注：无']),
    })
    const [table] = readWorkbookTables(workbook, pack).tables
    expect((table?.storedRows ?? 0) + (table?.skipped.length ?? 0)).toBe(workbook.sheets[0]?.rows.length)
  })

  test('a table without data is known to be empty', async () => {
    const table = tableOf(pack, '政府性基金预算财政拨款收入支出决算表')
    const { rows, merges } = printed(table, { cells: {} })
    const reading = await read({ Sheet1: { rows: [...rows, ['说明：本表无数据']], merges: merges ?? [] } })
    expect(reading.findings).toEqual([])
    expect(reading.tables[0]).toMatchObject({ complete: true, rows: [{ key: '合计' }] })
    expect(new Set(reading.tables[0]?.cells.map((cell) => cell.value.kind))).toEqual(new Set(['blank']))
  })

  test('an empty form of one row, without a unit line', async () => {
    const table = tableOf(pack, '财政拨款三公经费支出决算表')
    const { rows, merges } = printed(table, { cells: {} }, ['部门：测试单位'])
    const reading = await read({ Sheet1: { rows, merges: merges ?? [] } })
    expect(reading.findings).toEqual([])
    expect(reading.tables[0]).toMatchObject({ complete: true, cells: [] })
  })

  test('a remark in the only row of a form is no figure, and a row of zeros that the form lacks loses nothing', async () => {
    const meals = printed(tableOf(pack, '财政拨款三公经费支出决算表'), { cells: {} })
    const rows = [...meals.rows.slice(0, -1), ['本单位没有“三公”经费支出。']]
    const empty = await read({ Sheet1: { rows, merges: meals.merges ?? [] } })
    expect(empty.findings).toEqual([])
    expect(empty.tables[0]).toMatchObject({ complete: true, cells: [] })
    const basic = printed(tableOf(pack, '一般公共预算财政拨款基本支出决算表'), { cells: { '30101/决算数': 1 } })
    const zero = await read({
      Sheet1: { rows: [...basic.rows, ['39906', '赠与', '0.00']], merges: basic.merges ?? [] },
    })
    expect(zero.findings).toEqual([])
    expect(zero.tables[0]?.skipped.at(-1)).toMatchObject({ reason: 'zero-without-row', text: '39906' })
  })

  test.each([
    ['a dated signature', '填报日期：2024年9月1日'],
    ['a signature with a number', '财务负责人（签章）：张三　联系电话：0355-8123456'],
    ['a note that names a year', '注：本表反映部门2023年度“三公”经费支出预决算情况。'],
    ['the second sentence of a note', '2.预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数。'],
    ['a sentence that names a year', '本单位2023年度没有使用财政拨款安排的“三公”经费支出。'],
  ])('%s below the only row of a form is no figure', async (_, text) => {
    const meals = printed(tableOf(pack, '财政拨款三公经费支出决算表'), { cells: { '三公经费/决算数合计': 1.64 } })
    const reading = await read({ Sheet1: { rows: [...meals.rows, [text]], merges: meals.merges ?? [] } })
    expect(reading.findings).toEqual([])
    expect(reading.tables[0]?.skipped.at(-1)).toMatchObject({ reason: 'note', text })
    expect(asText(reading.tables[0]?.cells ?? [])).toMatchObject({ '三公经费/决算数合计': '1640000±10000' })
  })

  test('a sentence that states an amount in the place of figures is not passed over', async () => {
    const meals = printed(tableOf(pack, '财政拨款三公经费支出决算表'), { cells: {} })
    const rows = [...meals.rows.slice(0, -1), ['本单位“三公”经费支出共1.64万元']]
    const reading = await read({ Sheet1: { rows, merges: meals.merges ?? [] } })
    expect(reading.findings.map(({ code, severity }) => [code, severity])).toEqual([['IMPORT_NOT_A_FIGURE', 'refuse']])
  })

  test('labels without ordinals are settled by their order, the funds of the year before those of its start', async () => {
    const table = tableOf(pack, '财政拨款收入支出决算总表')
    const sketch = printed(table, { cells: { '一般公共预算财政拨款/金额': 5, '年初一般公共预算财政拨款/金额': 7 } })
    const rows = sketch.rows.map((row) =>
      row.map((cell) => (typeof cell === 'string' ? cell.replace(/^[一二三四五六七八九十]+、/u, '') : cell)),
    )
    expect(await figures({ rows, merges: sketch.merges ?? [] })).toMatchObject({
      '一般公共预算财政拨款/金额': '5000000±10000',
      '年初一般公共预算财政拨款/金额': '7000000±10000',
    })
  })

  test('the form with nine 类 and the halves the other way round', async () => {
    const rows: SketchCell[][] = [
      ['收入支出决算总表'],
      ['单位：元'],
      ['支出', null, null, '收入'],
      ['项目', '行次', '决算数', '项目', '行次', '决算数'],
      ['一、一般公共服务支出', 14, '11.10', '一、一般公共预算财政拨款收入', 1, '13.10'],
      ['本年支出合计', 23, '11.10', '本年收入合计', 10, '13.10'],
      ['总计', 26, '13.20', '总计', 13, '13.20'],
    ]
    const reading = await read({ Sheet1: { rows, merges: ['A3:C3', 'D3:F3'] } })
    expect(asText(reading.tables[0]?.cells ?? [])).toEqual({
      '201/金额': '1110±1',
      '本年支出合计/金额': '1110±1',
      '支出总计/金额': '1320±1',
      '一般公共预算财政拨款收入/金额': '1310±1',
      '本年收入合计/金额': '1310±1',
      '收入总计/金额': '1320±1',
    })
    // Rows that the printed totals add up may be left out: what they held would break the totals.
    expect(reading.tables[0]?.complete).toBe(true)
    expect(reading.findings).toEqual([])
  })

  test('economic codes in three blocks instead of four', async () => {
    const rows: SketchCell[][] = [
      ['一般公共预算财政拨款基本支出决算表'],
      ['单位：万元'],
      ['人员经费', null, null, '公用经费'],
      [
        '经济分类科目编码',
        '科目名称',
        '决算数',
        '经济分类科目编码',
        '科目名称',
        '决算数',
        '经济分类科目编码',
        '科目名称',
        '决算数',
      ],
      ['301', '工资福利支出', 1, '302', '商品和服务支出', 2, '310', '资本性支出', 3],
      ['30101', '基本工资', 1, '30201', '办公费', 2, '39999', '其他支出', 4],
      ['人员经费合计', null, 1, '公用经费合计', null, null, null, null, 9],
    ]
    const merges = ['A3:C3', 'D3:I3', 'A7:B7', 'D7:H7']
    expect(await figures({ rows, merges })).toEqual({
      '301/决算数': '1000000±10000',
      '30101/决算数': '1000000±10000',
      '302/决算数': '2000000±10000',
      '30201/决算数': '2000000±10000',
      '310/决算数': '3000000±10000',
      '39999/决算数': '4000000±10000',
      '人员经费合计/决算数': '1000000±10000',
      '公用经费合计/决算数': '9000000±10000',
    })
  })

  test('blank, zero, 0.00 and —— stay four things', async () => {
    const cells = await figures(spending(['合计', null, '', '0', '0.00', '——']))
    expect(cells).toEqual({
      '合计/本年支出合计': 'blank',
      '合计/基本支出': '0±1000000',
      '合计/项目支出': '0±10000',
      '合计/上缴上级支出': 'dash',
      '合计/经营支出': 'blank',
      '合计/对附属单位补助支出': 'blank',
    })
  })
})

describe('sheets', () => {
  test('several tables one below another, each with its own lines, in any order', async () => {
    const first = spending(['合计', null, 3], ['注：本表反映部门本年度各项支出情况。'])
    const rows: SketchCell[][] = [
      ...first.rows.map((row) => [...row]),
      ['公开05表'],
      ['一般公共预算财政拨款支出决算表'],
      ['单位：元'],
      ['科目代码', '科目名称', '小计', '基本支出', '项目支出'],
      ['合计', null, 300],
    ]
    const reading = await read({ 汇总: { rows } })
    expect(reading.findings).toEqual([])
    expect(reading.tables.map((table) => [table.tableId, table.storedRows])).toEqual([
      ['支出决算表', 1],
      ['一般公共预算财政拨款支出决算表', 1],
    ])
    expect(reading.recognitions).toMatchObject([{ unit: { unit: '万元' } }, { unit: { unit: '元' } }])
  })

  test('misleading names of sheets and numbers of forms do not matter', async () => {
    const reading = await read({ '公开02表 收入决算表': { rows: [['公开02表'], ...spending(['合计', null, 1]).rows] } })
    expect(reading.tables.map((table) => table.tableId)).toEqual(['支出决算表'])
  })

  test('without a title the headings and the name of the sheet together are enough, the headings alone are not', async () => {
    const rows = spending(['合计', null, 1]).rows.slice(1)
    const named = await read({ 'Z04 支出决算表(财决04表)': { rows } })
    expect(named.recognitions).toMatchObject([{ kind: 'match', tableId: '支出决算表', confidence: 0.8 }])
    const nameless = await read({ Sheet1: { rows } })
    expect(nameless.recognitions).toMatchObject([{ kind: 'near', tableId: '支出决算表' }])
    expect(nameless.findings).toMatchObject([{ code: 'IMPORT_TABLE_UNSURE', severity: 'refuse' }])
    const confirmed = await read({ Sheet1: { rows } }, { tableFor: { Sheet1: '支出决算表' } })
    expect(confirmed.findings).toEqual([])
    expect(confirmed.tables).toHaveLength(1)
  })

  test('the title of another table is not taken for the one that it ends with', async () => {
    const rows = [['社会保险基金预算支出决算表'], ...spending(['合计', null, 1]).rows.slice(1)]
    const reading = await read({ Sheet1: { rows } })
    expect(reading.tables).toEqual([])
    expect(reading.findings).toMatchObject([{ code: 'IMPORT_TABLE_UNSURE', address: 'A3' }])
  })

  test.each([
    ['支出决算总表', 'match'],
    ['2022年度支出决算情况表', 'match'],
    ['财政拨款支出决算总表', 'near'],
    ['项目支出决算情况表', 'near'],
  ])('the title %s above the columns of 支出决算表 is a %s', async (title, kind) => {
    const rows = [[title], ...spending(['合计', null, 1]).rows.slice(1)]
    const reading = await read({ Sheet1: { rows } })
    expect(reading.recognitions).toMatchObject([{ kind, tableId: '支出决算表' }])
  })

  test('a header below another title is not taken for the table of the title above', async () => {
    const rows = [['支出决算表'], ['社会保险基金支出表'], ['单位：万元'], ...HEAD, ['合计', null, 1]]
    const reading = await read({ Sheet1: { rows } })
    expect(reading.findings).toMatchObject([{ code: 'IMPORT_TABLE_UNSURE' }])
  })

  test('a list of contents above the tables of one sheet', async () => {
    const contents: SketchCell[][] = [['目录'], ['一、收入决算表'], ['二、支出决算表'], ['三、收入支出决算总表']]
    const reading = await read({ Sheet1: { rows: [...contents, ...spending(['合计', '合计', 1]).rows] } })
    expect(reading.findings).toEqual([])
    expect(reading.tables.map((table) => table.tableId)).toEqual(['支出决算表'])
  })

  test('a list of contents is known, a journal is reported as unknown, an empty sheet is not worth a word', async () => {
    const reading = await read({
      目录: { rows: [['目录'], ['一、收入支出决算总表'], ['二、收入决算表'], ['三、支出决算表']] },
      序时账: {
        rows: [
          ['日期', '凭证字号', '摘要', '借方金额'],
          ['2023-01-05', '记-1', '付办公费', 100],
        ],
      },
      空: { rows: [] },
    })
    expect(reading.recognitions.map((recognition) => recognition.kind)).toEqual(['known', 'none', 'none'])
    expect(reading.recognitions[0]).toMatchObject({ why: '只列出 3 张表的标题，没有金额，是目录。' })
    expect(reading.findings.map((finding) => [finding.code, finding.severity, finding.sheet])).toEqual([
      ['IMPORT_SHEET_UNKNOWN', 'warn', '序时账'],
    ])
  })

  test('titles with amounts below them are no list of contents', async () => {
    const rows = [['一、收入支出决算总表'], ['总计', 12.3], ['二、收入决算表'], ['合计', 12.3]]
    const reading = await read({ 汇总: { rows } })
    expect(reading.findings.map(({ code }) => code)).toEqual(['IMPORT_SHEET_UNKNOWN'])
    expect(reading.findings[0]?.message).toContain('A1 有标题“一、收入支出决算总表”等 2 个，但下面没有找到这张表的表头')
  })

  test('hidden sheets and rows are read and named', async () => {
    const reading = await read({
      Sheet1: { ...spending(['合计', null, 1], ['2010301', '行政运行', 1]), hiddenRows: [5], hidden: false },
    })
    expect(reading.findings).toMatchObject([{ code: 'IMPORT_HIDDEN_ROWS', severity: 'warn', address: 'A5' }])
  })
})

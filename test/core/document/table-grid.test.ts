import { describe, expect, test } from 'vitest'
import type { Grid } from '#core/document/model.ts'
import { tableGrid } from '#core/document/table-grid.ts'
import { sketchAccounts, type AccountsSketch } from '#test/support/accounts.ts'
import { sketchPack, type PackSketch } from '#test/support/pack.ts'

/** Counts as `sketchAccounts` takes them: it reads every cell in 万元. */
const COUNT = { '2.5': '0.00025', '3': '0.0003' } as const

/** The texts of a grid below its header, row by row. */
function bodyOf(grid: Grid): readonly (readonly string[])[] {
  return grid.rows.slice(grid.headerRows).map((row) => row.cells.map((cell) => cell.text))
}

function gridOf(
  table: Readonly<Record<string, unknown>>,
  sketch: AccountsSketch,
  options: { readonly asPublished?: boolean; readonly settings?: PackSketch['settings'] } = {},
): Grid {
  const { asPublished = true, settings } = options
  const pack = sketchPack({ tables: [{ id: '总表', title: '总表', ...table }], ...(settings ? { settings } : {}) })
  return tableGrid('总表', undefined, {
    accounts: sketchAccounts(sketch),
    pack,
    nameOfCode: () => undefined,
    asPublished,
  })
}

describe('a row that prints only when used', () => {
  const table = {
    columns: [{ key: '金额' }, { key: '基金' }],
    blocks: [
      { columns: ['@label', '@line', '金额'], rows: [{ key: '收入', label: '收入', line: 1 }, { balance: true }] },
      {
        columns: ['@label', '@line', '金额', '基金'],
        rows: [
          { key: '201', label: '一、一般公共服务支出', code: '201', line: 2 },
          { key: '221', label: '十九、住房保障支出', code: '221', onlyUsed: true },
          { key: '支出', label: '支出', line: 3 },
        ],
      },
    ],
    print: { widths: [1, 1, 1, 1, 1, 1, 1] },
  }
  const housing = '十九、住房保障支出'
  const labels = (cells: Readonly<Record<string, string>>, asPublished = true): readonly (readonly string[])[] =>
    bodyOf(gridOf(table, { cells, moneyUnit: '元' }, { asPublished })).map(([left = '', , , right = '']) => [
      left,
      right,
    ])
  const without = [
    ['收入', '一、一般公共服务支出'],
    ['', '支出'],
  ]
  const whole = [
    ['收入', '一、一般公共服务支出'],
    ['', housing],
    ['', '支出'],
  ]

  test.each([
    ['nothing stated', {}],
    ['a blank', { '总表/221/金额': '' }],
    ['zeros', { '总表/221/金额': '0.00', '总表/221/基金': '0' }],
    ['——', { '总表/221/金额': '——' }],
  ])('is left out with %s, and no empty line takes its place', (_, cells) => {
    expect(labels({ '总表/收入/金额': '1.00', ...cells })).toEqual(without)
  })

  test.each([
    ['the least amount there is, though it prints as zero', { '总表/221/金额': '0.01' }],
    ['an amount in any column', { '总表/221/金额': '0', '总表/221/基金': '-5.00' }],
  ])('prints with %s', (_, cells) => {
    expect(labels({ '总表/收入/金额': '1.00', ...cells })).toEqual(whole)
  })

  test('always stands where figures are entered', () => {
    expect(labels({}, false)).toEqual(whole)
  })
})

describe('what stands above a table', () => {
  const table = {
    title: '固定资产占用情况表',
    columns: [{ key: '金额' }],
    blocks: [{ columns: ['@label', '金额'], rows: [{ key: '总额', label: '总额' }] }],
  }
  const cells = { '总表/总额/金额': '1.00' }
  const lineOf = (print: Readonly<Record<string, unknown>>, settings = {}): readonly string[] => {
    const grid = gridOf({ ...table, print: { widths: [1, 1], ...print } }, { cells, year: 2023 }, { settings })
    return [grid.title, ...grid.line]
  }

  test('is the unit, the year and the unit of amounts by the settings, unless the pack says otherwise', () => {
    expect(lineOf({})).toEqual(['固定资产占用情况表', '部门名称：测试单位', '2023年度', '金额单位：万元'])
    expect(lineOf({}, { tableAmount: { unit: '元' } })[3]).toBe('金额单位：元')
    expect(lineOf({ nameLabel: '部门', unitLine: '单位：{金额单位}' }).slice(1)).toEqual([
      '部门：测试单位',
      '2023年度',
      '单位：万元',
    ])
  })

  test('can be worded in full', () => {
    const line = ['[{单位代码}]{单位}', '{年度}年', '截止时间：{上年度}年12月31日']
    expect(lineOf({ title: '{单位}固定资产占用情况表', line })).toEqual([
      '测试单位固定资产占用情况表',
      '[001001]测试单位',
      '2023年',
      '截止时间：2022年12月31日',
    ])
  })
})

describe('decimals', () => {
  const printed = (column: object, print: object, settings: object): readonly (string | undefined)[] => {
    const grid = gridOf(
      {
        columns: [
          { key: '金额', ...column },
          { key: '数量', measure: '数量' },
        ],
        blocks: [{ columns: ['@label', '金额', '数量'], rows: [{ key: '总额', label: '总额' }] }],
        print: { widths: [1, 1, 1], ...print },
      },
      { cells: { '总表/总额/金额': '347.706040', '总表/总额/数量': COUNT['2.5'] } },
      { settings: { tableAmount: settings } },
    )
    return grid.rows.at(-1)?.cells.flatMap((cell) => [cell.text, cell.number]) ?? []
  }

  test('are those of the column, else of the table, else of the settings; the workbook gets the number as printed', () => {
    const label = ['总额', undefined]
    const count = ['2.5', '2.5']
    expect(printed({}, {}, {})).toEqual([...label, '347.71', '347.71', ...count])
    expect(printed({}, { decimals: 6 }, {})).toEqual([...label, '347.706040', '347.70604', ...count])
    expect(printed({}, { decimals: 6 }, { trimZeros: true })).toEqual([...label, '347.70604', '347.70604', ...count])
    expect(printed({ decimals: 0 }, { decimals: 6 }, {})).toEqual([...label, '348', '348', ...count])
  })
})

describe('—— in a single column', () => {
  const table = {
    columns: [{ key: '数量', measure: '数量' }, { key: '价值' }],
    blocks: [{ columns: ['@label', '数量', '价值'], rows: [{ key: '总额', label: '总额', dashIn: ['数量'] }] }],
    print: { widths: [1, 1, 1] },
  }
  const row = (cells: Readonly<Record<string, string>>): Grid['rows'][number]['cells'] =>
    gridOf(table, { cells }).rows.at(-1)?.cells ?? []

  test('prints where the form has no figure, and is no cell to be filled in', () => {
    const [, count, value] = row({ '总表/总额/价值': '5.00' })
    expect([count?.text, value?.text]).toEqual(['——', '5.00'])
    expect([count?.ref, value?.ref]).toEqual([undefined, '总表/总额/价值'])
  })

  test('never hides an amount that somebody stated', () => {
    expect(row({ '总表/总额/数量': COUNT['3'] })[1]).toMatchObject({ text: '3', ref: '总表/总额/数量' })
  })
})

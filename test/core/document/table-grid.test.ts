import { describe, expect, test } from 'vitest'
import type { Grid } from '#core/document/model.ts'
import { tableGrid } from '#core/document/table-grid.ts'
import { sketchAccounts, type AccountsSketch } from '#test/support/accounts.ts'
import { sketchPack, type PackSketch } from '#test/support/pack.ts'

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

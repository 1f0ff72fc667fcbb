import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Grid } from '#core/document/model.ts'
import { tableGrid } from '#core/document/table-grid.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { sketchAccounts } from '#test/support/accounts.ts'

const RESOURCES = join(import.meta.dirname, '../../resources')
const pack = openPacks([join(RESOURCES, 'packs')], { codes: loadCodes(join(RESOURCES, 'codes')) }).load(
  'hunan/2020-决算',
)

function printed(table: string, cells: Readonly<Record<string, string>>): Grid {
  return tableGrid(table, undefined, {
    accounts: sketchAccounts({ cells, year: 2020 }),
    pack,
    nameOfCode: () => undefined,
    asPublished: true,
  })
}

/** Label and 行次 of the expenditure side, the fourth and fifth column of both tables. */
function expenditure(grid: Grid): readonly string[] {
  return grid.rows
    .slice(grid.headerRows)
    .map(({ cells }) => [3, 4].map((column) => cells.find((cell) => cell.column === column)?.text ?? '').join('|'))
}

describe.each([
  ['收入支出决算总表', '金额', 14, 4],
  ['财政拨款收入支出决算总表', '合计', 16, 6],
])('the 2020 print of %s', (table, column, firstLine, closing) => {
  const nine = [
    '一般公共服务',
    '外交',
    '国防',
    '公共安全',
    '教育',
    '科学技术',
    '文化旅游体育与传媒',
    '社会保障和就业',
    '卫生健康',
  ]

  test('has the nine 类 of the printed form with their 行次, and no line without one', () => {
    const lines = expenditure(printed(table, { [`${table}/208/${column}`]: '5.00' }))
    expect(lines).toHaveLength(9 + closing)
    expect(lines.slice(0, 9)).toEqual(
      nine.map((name, index) => `${'一二三四五六七八九'.charAt(index)}、${name}支出|${firstLine + index}`),
    )
    expect(lines.filter((line) => line.endsWith('|'))).toEqual([])
  })

  test('adds a further 类 in use with its name, and keeps the totals side by side', () => {
    const grid = printed(table, { [`${table}/221/${column}`]: '0.01' })
    expect(expenditure(grid)[9]).toBe('十九、住房保障支出|')
    expect(expenditure(grid)).toHaveLength(10 + closing)
    const last = grid.rows.at(-1)?.cells.map((cell) => cell.text) ?? []
    expect([last[0], last[3]]).toEqual(['总计', '总计'])
    const totals = grid.rows.find((row) => row.cells.some((cell) => cell.text === '本年支出合计'))
    expect(totals?.cells[0]?.text).toBe('本年收入合计')
  })
})

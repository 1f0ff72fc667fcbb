import { describe, expect, test } from 'vitest'
import type { Sheet } from '#core/workbook/grid.ts'
import { viewSheet } from '#core/workbook/sheet-view.ts'
import { readTexts } from '#core/recognise/fill-in/read-texts.ts'
import { sketchPack } from '#test/support/pack.ts'

const pack = sketchPack({
  tables: [
    {
      id: '采购',
      title: '采购',
      role: 'fill-in',
      columns: [{ key: '合计' }],
      blocks: [
        {
          columns: ['@label', '合计'],
          rows: ['合计', '第1项', '第2项'].map((key) => ({ key, label: key })),
        },
      ],
    },
  ],
  texts: [
    {
      id: '内容',
      title: '采购内容',
      prompt: '写明',
      per: { table: '采购', level: '行', column: '合计', prefix: '第' },
    },
  ],
})

/** Reads 文字说明 with these rows: 编号, 标题, 科目代码, 内容. */
function read(...rows: readonly (readonly [string, string, string, string])[]): {
  readonly texts: readonly (readonly [string, string])[]
  readonly refused: readonly string[]
} {
  const lines = [['填报表·文字说明'], ['编号（请勿改动）', '标题', '科目代码', '内容'], ...rows]
  const sheet: Sheet = {
    name: '文字说明',
    hidden: false,
    rows: lines.map((cells, index) => ({
      index,
      hidden: false,
      cells: cells.flatMap((text, column) => (text === '' ? [] : [{ column, value: { kind: 'text', text } as const }])),
    })),
    merges: [],
    hiddenColumns: [],
  }
  const { texts, findings } = readTexts({ file: '填报表.xlsx', view: viewSheet(sheet), titleRow: 0 }, pack)
  return {
    texts: texts.map(({ id, answer }) => [id, answer.value]),
    refused: findings.map(({ code, message }) => `${code} ${message}`),
  }
}

describe('a text that is asked for each row of a form', () => {
  test('is kept under its row', () => {
    expect(read(['内容', '采购内容', '第2项', '电脑'])).toEqual({ texts: [['内容·第2项', '电脑']], refused: [] })
  })

  test('is read from a sheet that names text and row in one, as it was made for an earlier version of the pack', () => {
    expect(read(['内容·第1项', '第1项采购的内容', '', '空调'])).toEqual({
      texts: [['内容·第1项', '空调']],
      refused: [],
    })
  })

  test.each([
    ['a row that the form does not have', '第3项', '“第3项”不对'],
    ['the total, for which no text is asked', '合计', '“合计”不对'],
    ['no row', '', '没有填'],
  ])('is refused for %s, with the cell', (_, row, why) => {
    const { texts, refused } = read(['内容', '采购内容', row, '电脑'])
    expect(texts).toEqual([])
    expect(refused).toEqual([expect.stringContaining(why)])
    expect(refused[0]).toMatch(/^IMPORT_CODE_MALFORMED .*文字说明.*C3/u)
  })
})

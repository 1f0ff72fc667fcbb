import { describe, expect, test } from 'vitest'
import { chartOf, type ChartYear } from '#core/document/chart.ts'
import { buildDocument } from '#core/document/build.ts'
import { chart } from '#core/packs/schema-chart.ts'
import { sketchAccounts, type AccountsSketch } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

const pack = sketchPack({
  tables: [
    {
      id: '支出表',
      title: '支出表',
      columns: [{ key: '合计' }],
      blocks: [
        {
          columns: ['@label', '合计'],
          rows: [
            { key: '基本', label: '基本' },
            { key: '项目', label: '项目' },
          ],
          codeRows: { list: '功能分类', levels: ['类', '款', '项'] },
        },
      ],
    },
  ],
})

/** Of last year only the figures of the 填报表 are known. */
const year = (sketch: Partial<AccountsSketch>): ChartYear => ({
  accounts: sketchAccounts({ cells: {}, incomplete: ['上年·支出表'], ...sketch }),
  pack,
})

function draw(
  kind: '构成' | '历年',
  refs: readonly string[],
  cells: AccountsSketch['cells'],
  others: readonly ChartYear[] = [],
) {
  const items = refs.map((ref) => ({
    ref,
    label: ref.split('/')[1]?.startsWith('@') === true ? undefined : ref.split('/')[1],
  }))
  return chartOf(chart.parse({ id: '图', title: '图题', kind, items: JSON.parse(JSON.stringify(items)) as unknown }), {
    ...year({ cells }),
    nameOfCode: (code) => ({ '201': '一般公共服务支出', '208': '社会保障和就业支出' })[code],
    history: () => others,
  })?.drawing
}

describe('how an amount is made up', () => {
  test('slices stand largest first with exact texts and shares; nothing has no slice', () => {
    expect(
      draw('构成', ['支出表/基本/合计', '支出表/项目/合计'], {
        '支出表/基本/合计': '1.00',
        '支出表/项目/合计': '2.00',
      }),
    ).toEqual({
      kind: '构成',
      slices: [
        { label: '项目', text: '2.00', share: '66.67%', fen: 2_000_000, refs: ['支出表/项目/合计'] },
        { label: '基本', text: '1.00', share: '33.33%', fen: 1_000_000, refs: ['支出表/基本/合计'] },
      ],
    })
    expect(draw('构成', ['支出表/基本/合计'], { '支出表/基本/合计': '' })).toBeUndefined()
    expect(draw('构成', ['支出表/基本/合计'], {})).toBeUndefined()
  })

  test('a level takes every code row of it by its name, and no row of another level', () => {
    const drawing = draw('构成', ['支出表/@类/合计'], {
      '支出表/201/合计': '3.00',
      '支出表/20103/合计': '3.00',
      '支出表/208/合计': '1.00',
    })
    expect(drawing).toMatchObject({
      slices: [{ label: '一般公共服务支出' }, { label: '社会保障和就业支出', share: '25.00%' }],
    })
  })

  test('of many slices the smallest are drawn as one, and nothing of the whole is lost', () => {
    const codes = ['201', '202', '203', '204', '205', '206', '207', '208', '210', '211']
    const cells = Object.fromEntries(codes.map((code, index) => [`支出表/${code}/合计`, `${index + 1}.00`]))
    const drawing = draw('构成', ['支出表/@类/合计'], cells)
    if (drawing?.kind !== '构成') throw new Error('no slices')
    expect(drawing.slices).toHaveLength(8)
    expect(drawing.slices.at(-1)).toMatchObject({
      label: '其他3项',
      text: '6.00',
      refs: ['支出表/203/合计', '支出表/202/合计', '支出表/201/合计'],
    })
    expect(drawing.slices.reduce((all, { fen }) => all + fen, 0)).toBe(55_000_000)
  })
})

describe('an amount over the years', () => {
  const cells = { '支出表/基本/合计': '5.00', '支出表/项目/合计': '1.00' }

  test('each year comes from its own report, and a year that nobody knows has no figure', () => {
    const others = [
      year({ year: 2021, cells: { '支出表/基本/合计': '3.00' } }),
      year({ year: 2024, cells: { '支出表/基本/合计': '9.00' } }),
    ]
    const drawing = draw('历年', ['支出表/基本/合计'], cells, others)
    expect(drawing).toMatchObject({
      years: [2021, 2023],
      series: [{ label: '基本', figures: [{ text: '3.00' }, { text: '5.00' }] }],
    })
  })

  test('last year may come from the 填报表', () => {
    const drawing = draw('历年', ['支出表/基本/合计', '支出表/项目/合计'], {
      ...cells,
      '上年·支出表/基本/合计': '4.00',
    })
    expect(drawing).toMatchObject({
      years: [2022, 2023],
      series: [
        { label: '基本', figures: [{ text: '4.00', refs: ['上年·支出表/基本/合计'] }, { text: '5.00' }] },
        { label: '项目', figures: [undefined, { text: '1.00' }] },
      ],
    })
  })
})

test('a document shows a chart where it is named, and says nothing where there is nothing to draw', () => {
  const own = chart.parse({ id: '构成图', title: '构成', kind: '构成', items: [{ ref: '支出表/基本/合计' }] })
  const build = (cells: AccountsSketch['cells']) =>
    buildDocument({
      accounts: sketchAccounts({ cells }),
      pack: { ...pack, charts: new Map([[own.id, own]]), document: { file: 'document.md', markdown: '::: 图 构成图' } },
      nameOfCode: () => undefined,
      sheets: [],
    }).blocks
  expect(build({ '支出表/基本/合计': '1.00' })).toMatchObject([
    { kind: 'chart', chart: { id: '构成图', unit: '万元' } },
  ])
  expect(build({ '支出表/基本/合计': '0.00' })).toEqual([])
})

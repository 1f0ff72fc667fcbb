import { describe, expect, test } from 'vitest'
import { buildDocument } from '#core/document/build.ts'
import { missingFindings } from '#core/document/missing.ts'
import type { DocumentModel, Grid } from '#core/document/model.ts'
import type { PerformanceSubject } from '#core/model/project.ts'
import { sketchAccounts, type AccountsSketch } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

const sketch = sketchPack({
  tables: [
    {
      id: '总表',
      title: '总表',
      columns: [{ key: '金额' }],
      blocks: [{ columns: ['@label', '金额'], rows: [{ key: '总计', label: '总计' }] }],
    },
  ],
  texts: [{ id: '规格', title: '单位规格', prompt: '请写明单位规格' }],
})

function build(markdown: string, accounts: Partial<AccountsSketch> = {}, sheets: readonly Grid[] = []): DocumentModel {
  return buildDocument({
    accounts: sketchAccounts({ cells: {}, ...accounts }),
    pack: { ...sketch, document: { file: 'document.md', markdown } },
    nameOfCode: () => undefined,
    sheets,
  })
}

const gridsOf = (model: DocumentModel): readonly Grid[] =>
  model.blocks.flatMap((block) => (block.kind === 'grid' ? [block.grid] : []))

describe('a small table of words', () => {
  const markdown = [
    '机构设置：',
    '::: 网格 {单位}机构设置情况',
    '单位名称 | 单位规格 | 总计',
    '{单位} | {文(规格)} | {总表/总计/金额}',
    '下属单位 | 正科级 |',
    '::: 完',
  ].join('\n')
  const cells = { '总表/总计/金额': '5.00' }

  test('stands in the text with its header, out of the 目录', () => {
    const [grid] = gridsOf(build(markdown, { cells, texts: { 规格: '正处级' } }))
    expect(grid).toMatchObject({ title: '测试单位机构设置情况', headerRows: 1, headingLevel: undefined })
    expect(grid?.rows.map((row) => row.cells.map((cell) => cell.text))).toEqual([
      ['单位名称', '单位规格', '总计'],
      ['测试单位', '正处级', '5.00'],
      ['下属单位', '正科级', ''],
    ])
    expect(grid?.widths).toHaveLength(3)
  })

  test('keeps the cell of a figure', () => {
    const [grid] = gridsOf(build(markdown, { cells }))
    expect(grid?.rows[1]?.cells.map((cell) => cell.ref)).toEqual([undefined, undefined, '总表/总计/金额'])
  })

  test('what its cells lack is printed and is a finding, never an empty cell', () => {
    const accounts = sketchAccounts({ cells })
    const model = build(markdown, { cells })
    expect(gridsOf(model)[0]?.rows[1]?.cells[1]?.text).toBe('【请写明单位规格】')
    expect(missingFindings(model, accounts, sketch).map(({ rule, cells: which }) => [rule, which])).toEqual([
      ['TX-001', ['规格']],
    ])
    expect(missingFindings(build(markdown, { cells, texts: { 规格: '正处级' } }), accounts, sketch)).toEqual([])
  })
})

describe('the scoring sheets', () => {
  const sheet = (id: string, subject: PerformanceSubject): Grid => ({
    id,
    title: id,
    subject,
    headingLevel: undefined,
    code: undefined,
    line: ['', '', ''],
    orientation: 'portrait',
    widths: [1],
    fontSize: 9,
    headerRows: 0,
    rows: [],
    notes: [],
  })
  const sheets = [sheet('整体', '部门整体'), sheet('甲', '项目'), sheet('乙', '项目')]
  const outline = (markdown: string): readonly string[] =>
    build(markdown, {}, sheets).blocks.map((block) => (block.kind === 'grid' ? block.grid.id : block.kind))

  test('stand where they are placed, each on its page', () => {
    expect(outline('::: 自评表')).toEqual(['整体', 'page-break', '甲', 'page-break', '乙'])
  })

  test('can be placed by subject, with something between', () => {
    expect(outline('::: 自评表 部门整体\n# 第二部分\n::: 自评表 项目')).toEqual([
      '整体',
      'heading',
      '甲',
      'page-break',
      '乙',
    ])
  })
})

test('a text that is printed twice has paragraphs with ids of their own', () => {
  const model = build('::: 文 规格\n[a] 句子\n::: 文 规格\n::: 文 规格', { texts: { 规格: '一段\n二段' } })
  const ids = model.blocks.map((block) => (block.kind === 'paragraph' ? block.id : block.kind))
  expect(ids).toEqual(['规格-1', '规格-2', 'a', '规格-1·2', '规格-2·2', '规格-1·3', '规格-2·3'])
})

describe('the glossary', () => {
  const tables = [
    {
      id: '支出',
      title: '支出',
      columns: [{ key: '金额' }],
      blocks: [
        {
          columns: ['@code', '@name', '金额'],
          rows: [
            { key: '30201', label: '办公费', code: '30201' },
            { key: '30202', label: '印刷费', code: '30202' },
          ],
          codeRows: { list: '功能分类', levels: ['类', '款', '项'] },
        },
      ],
    },
  ]
  const glossary = [
    { term: '基本支出', text: '为保障机构正常运转' },
    { term: '办公费', text: '日常办公用品', code: '30201' },
    { term: '印刷费', text: '印刷', code: '30202' },
    { term: '住房改革支出', text: '住房公积金等', code: '22102' },
    { term: '卫生健康支出', text: '医疗', code: '210' },
  ]
  const cells = { '支出/30201/金额': '5.00', '支出/30202/金额': '0.00', '支出/2210201/金额': '3.00' }
  const termsOf = (settings: Readonly<Record<string, unknown>>): readonly string[] => {
    const pack = { ...sketchPack({ tables, settings }), glossary, document: { file: 'd', markdown: '::: 名词解释' } }
    const model = buildDocument({ accounts: sketchAccounts({ cells }), pack, nameOfCode: () => undefined, sheets: [] })
    return model.blocks.flatMap((block) =>
      block.kind === 'paragraph'
        ? block.content.map((one) => ('text' in one ? (one.text.split('：')[0] ?? '') : ''))
        : [],
    )
  }

  test('explains the codes with a figure, of themselves or of one below, in the order of the pack', () => {
    expect(termsOf({})).toEqual(['基本支出', '办公费', '住房改革支出'])
  })

  test('is a fixed list where the pack says so', () => {
    expect(termsOf({ glossary: '全部' })).toEqual(glossary.map(({ term }) => term))
  })
})

describe('a front page', () => {
  const front = (first: string): DocumentModel =>
    build(`::: 前页\n[题] ${first}\n[行] 审签人：{文(规格)}\n\n::: 分页\n正文`)
  const paragraphs = (model: DocumentModel): readonly string[] =>
    model.blocks.map((block) => (block.kind === 'paragraph' ? block.role : block.kind))

  test('begins with a break of its own and a title, which may name the unit', () => {
    expect(front('{单位}审签').blocks[0]).toEqual({ kind: 'page-break', front: true })
    expect(paragraphs(front('{单位}审签'))).toEqual(['page-break', 'title', 'body', 'page-break', 'body'])
  })

  test('has no title where its first line already asks for something', () => {
    expect(paragraphs(front('审查人：{文(规格)}'))).toEqual(['page-break', 'body', 'body', 'page-break', 'body'])
  })
})

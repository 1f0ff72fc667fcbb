import { describe, expect, test } from 'vitest'
import { fill, plainText } from '#core/narrative/fill.ts'
import { parseDocument } from '#core/narrative/parse-document.ts'
import { parsePhrase } from '#core/narrative/parse-inline.ts'
import { TOP, type NarrativeContext } from '#core/narrative/values.ts'
import { proofread } from '#core/proofread/proofread.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

const MARKDOWN = `# 一、支出情况

[支出] {年度}年度支出{支出/合计/小计}万元，比上年{增减(支出/合计/小计, 上年·支出/合计/小计)}，占预算的{占比(支出/合计/小计, 预算/合计/小计)}%。

[各类] 其中：{每(行集(支出, 类, 小计), 一类, "；")}。

[原因] 主要原因是{文(原因)}。
`
const pack = sketchPack({
  tables: ['支出', '预算'].map((id) => ({
    id,
    title: id,
    columns: [{ key: '小计' }],
    blocks: [
      {
        columns: ['@code', '@name', '小计'],
        rows: [{ key: '合计', label: '合计' }],
        codeRows: { list: '功能分类', levels: ['类'] },
      },
    ],
  })),
  texts: [{ id: '原因', title: '原因', prompt: '…' }],
  phrases: [
    {
      id: '增减',
      params: ['本', '上'],
      cases: [
        { when: '本 > 上', text: '增加{差(本, 上)}万元，增长{增减率(本, 上)}%' },
        { when: '本 < 上', text: '减少{差(上, 本)}万元，下降{增减率(本, 上)}%' },
        { text: '持平' },
      ],
    },
    { id: '一类', params: [], cases: [{ text: '{名称(@行)}{支出/@行/小计}万元' }] },
  ],
})
const context: NarrativeContext = {
  accounts: sketchAccounts({
    cells: {
      '支出/合计/小计': '1010.00',
      '预算/合计/小计': '1000.00',
      '上年·支出/合计/小计': '800.00',
      '支出/201/小计': '700.00',
      '支出/208/小计': '300.00',
      '支出/221/小计': '10.00',
    },
    texts: { 原因: '项目增加' },
  }),
  pack: { ...pack, document: { ...pack.document, markdown: MARKDOWN } },
  phrases: new Map([...pack.phrases].map(([id, one]) => [id, parsePhrase(one, 1)])),
  nameOfCode: (code) => ({ '201': '一般公共服务支出', '208': '社会保障和就业支出', '221': '住房保障支出' })[code],
}
const YEAR = String(context.accounts.key.year)
const OWN = parseDocument(MARKDOWN).flatMap((block) =>
  block.kind === 'sentence' ? [plainText(fill(block.content, context, TOP))] : [],
)
const [SPENT = '', KINDS = '', WHY = ''] = OWN

/** Proofreads sentences under the heading of the report, with `changes` made to them. */
function read(paragraphs: readonly string[], ...changes: readonly (readonly [from: string, to: string])[]) {
  const changed = paragraphs.map((text) =>
    changes.reduce((now, [from, to]) => {
      expect(paragraphs.join('')).toContain(from)
      return now.replace(from, to)
    }, text),
  )
  return proofread(
    [{ kind: 'paragraph', text: '一、支出情况' }, ...changed.map((text) => ({ kind: 'paragraph' as const, text }))],
    context,
  )
}
const short = ({ rows }: ReturnType<typeof read>): readonly string[] =>
  rows.map((row) => {
    if (row.kind === 'unchecked' || row.kind === 'absent') return row.kind
    return `${row.kind} ${row.written} → ${row.expected}`
  })

test('the report’s own sentences have no mistake, and every figure of them was compared', () => {
  const { rows, counts } = read(OWN)
  expect(rows).toEqual([])
  expect(counts).toMatchObject({ sentences: 2, figures: 7 })
})

describe('is told as a mistake', () => {
  test('a wrong number, with its place, its sentence and the cells that know better', () => {
    const { rows } = read(OWN, ['700.00', '700.10'])
    expect(rows).toEqual([
      {
        kind: 'wrong-figure',
        place: { heading: '一、支出情况', paragraph: 2 },
        sentence: KINDS.replace('700.00', '700.10'),
        written: '700.10万元',
        expected: '700.00万元',
        refs: ['支出/201/小计'],
        formula: '支出/201/小计',
        id: '各类',
      },
    ])
  })
  test('a number in another unit', () => {
    expect(short(read(OWN, ['1010.00万元', '1010.00元']))).toEqual(['wrong-figure 1010.00元 → 1010.00万元'])
  })
  test('减少 for 增加, once, whether one word or the whole clause has it', () => {
    expect(short(read(OWN, ['增加', '减少']))).toEqual(['wrong-word 减少 → 增加'])
    expect(short(read(OWN, ['增加', '减少'], ['增长', '下降']))).toEqual(['wrong-word 减少 → 增加'])
    expect(short(read(OWN, ['增长', '增减']))).toEqual(['wrong-word 增减 → 增长'])
  })
  test('持平 where there is a difference', () => {
    expect(short(read(OWN, ['增加210.00万元，增长26.25%', '持平']))).toEqual(['wrong-word 持平 → 增加'])
  })
  test('last year for this year', () => {
    const last = String(Number(YEAR) - 1)
    expect(short(read(OWN, [`${YEAR}年度`, `${last}年度`]))).toEqual([`wrong-word ${last} → ${YEAR}`])
  })
  test('another name in a list', () => {
    expect(short(read(OWN, ['住房保障支出', '教育支出']))).toEqual(['wrong-word 教育支出 → 住房保障支出'])
  })
  test('100% for 101% in a draft that prints decimals', () => {
    expect(short(read(OWN, ['101.00%', '100%']))).toEqual(['wrong-figure 100 → 101.00'])
  })
})

describe('is no mistake', () => {
  test.each([
    ['another unit', '1010.00万元', '10,100,000.00元'],
    ['fewer digits, rightly rounded', '1010.00万元', '1010万元'],
    ['a word of the same meaning', '增长26.25', '上升26.25'],
    ['full width, spaces and other punctuation', '，比上年', ' ， 比上年'],
    ['small words', '度支出1010', '度支出为1010'],
  ])('%s', (_, from, to) => {
    expect(read(OWN, [from, to]).rows).toEqual([])
  })
  test('rows in another order', () => {
    const turned = '其中：住房保障支出10.00万元；社会保障和就业支出300.00万元；一般公共服务支出700.00万元。'
    const { rows, counts } = read([SPENT, turned, WHY])
    expect(rows).toEqual([])
    expect(counts.figures).toBe(7)
  })
  test('paragraphs run together', () => {
    expect(read([OWN.join('')]).counts).toMatchObject({ figures: 7, wrongFigures: 0, unchecked: 0 })
  })
})

describe('is said not to have been compared', () => {
  test('a sentence in other words, with the one of the report that comes nearest', () => {
    const strange = `本年度支出共计1011.00万元，同上年相比增加210.00万元，增长26.25%，占预算的101%。`
    const { rows, counts } = read([strange, KINDS])
    expect(counts).toMatchObject({ wrongFigures: 0, figures: 3, unchecked: 1 })
    expect(rows).toMatchObject([{ kind: 'unchecked', sentence: strange, similar: SPENT }])
  })
  test('a number in a text that a person writes', () => {
    expect(short(read([SPENT, KINDS, '主要原因是新增项目3个，增加35.20万元。']))).toEqual(['unchecked'])
  })
  test('a row that the accounts do not have', () => {
    const more = KINDS.replace('；社会', '；教育支出55.00万元；社会')
    const { rows, counts } = read([SPENT, more])
    expect(counts.wrongFigures).toBe(0)
    expect(rows).toMatchObject([{ kind: 'unchecked' }])
  })
  test('a sentence of the report and a row of one that the draft lacks', () => {
    expect(read([KINDS]).rows).toMatchObject([{ kind: 'absent', id: '支出', text: SPENT }])
    expect(read([SPENT, KINDS.replace('；住房保障支出10.00万元', '')]).rows).toMatchObject([
      { kind: 'absent', id: '各类', text: '住房保障支出' },
    ])
  })
  test('dates, numbers of items and of documents are no figures', () => {
    expect(read([...OWN, '1. 根据《预算法》〔2014〕12号，2024年9月1日公开。', '附件：公开01表', '3']).rows).toEqual([])
  })
})

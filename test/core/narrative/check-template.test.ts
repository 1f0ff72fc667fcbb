import { expect, test } from 'vitest'
import { checkTemplates } from '#core/narrative/check-template.ts'
import type { Pack } from '#core/packs/pack.ts'
import { sketchPack } from '#test/support/pack.ts'

const tables = [
  {
    id: '总表',
    title: '总表',
    columns: [{ key: '金额' }],
    blocks: [
      {
        columns: ['@code', '@name', '金额'],
        rows: [{ key: '合计', label: '合计' }],
        codeRows: { list: '功能分类', levels: ['类'] },
      },
    ],
  },
]
const phrases = [
  { id: '增减', params: ['本年', '上年'], cases: [{ when: '本年 > 上年', text: '增加{差(本年, 上年)}' }] },
]
const texts = [{ id: '原因', title: '原因', prompt: '请写明原因' }]

function problemsOf(markdown: string, phrase: unknown = phrases[0]): readonly string[] {
  const pack: Pack = {
    ...sketchPack({ tables, texts, phrases: [phrase] }),
    document: { file: 'document.md', markdown },
  }
  return checkTemplates(pack, () => ({ file: 'test/2023-决算/phrases.yaml', line: 7 })).map(
    ({ file, line, message }) => `${file}:${line} ${message}`,
  )
}

test('a template that names only what the pack has is accepted', () => {
  const markdown = [
    '# 第一部分 {单位}',
    '[a] {年度}年{总表/合计/金额}万元，{增减(总表/合计/金额, 上年·总表/合计/金额)}，{文(原因)}。',
    '::: 每 行集(总表, 类, 金额)',
    '[b] {序号}、{名称(@行)}{总表/@行/金额}万元',
    '::: 完',
  ].join('\n')
  expect(problemsOf(markdown)).toEqual([])
})

test.each([
  ['[a] {没有/合计/金额}', '表“没有”不存在'],
  ['[a] {总表/没有/金额}', '“总表”没有行“没有”'],
  ['[a] {总表/合计/没有}', '“总表”没有列“没有”'],
  ['[a] {文(没有)}', '文字“没有”不存在'],
  ['[a] {没有(总表/合计/金额)}', '函数或用语“没有”不存在'],
  ['[a] {增减(总表/合计/金额)}', '用语“增减”要 2 个参数，这里写了 1 个'],
  ['[a] {年份}', '“年份”在这里没有意义'],
  ['[a] {@行}', '“@行”在这里没有意义'],
  ['[a] {总表/合计/金额', '左花括号没有对应的右花括号'],
  ['[a] {占比(总表/合计/金额, 总表/合计/金额, 3)}', '占比(…) 的小数位数应是 0 到 2 的整数'],
  ['[a] {占比(总表/合计/金额)}', '占比(…) 要 2 或 3 个参数，这里写了 1 个'],
  ['[a] {金额(总表/合计/金额)}', '金额(…) 要 2 个参数，这里写了 1 个'],
  ['[a] {元(总表/合计/金额, 3)}', '元(…) 的小数位数应是 0 到 2 的整数'],
  ['[a] {万元(总表/合计/金额, 总表/合计/金额)}', '万元(…) 的小数位数应是 0 到 6 的整数'],
  ['[a] {万元(年份)}', '“年份”在这里没有意义'],
  ['::: 网格 机构\n甲 | 乙\n一 | 二 | 三\n::: 完', '网格的表头有 2 栏，这一行有 3 栏'],
  ['::: 网格 机构\n甲 | 乙', '网格缺少“::: 完”'],
  ['::: 网格 机构\n甲 | 乙\n::: 完', '网格至少要有表头和一行'],
  ['::: 网格 {年份}\n甲\n一\n::: 完', '“年份”在这里没有意义'],
  ['::: 网格 机构\n甲\n{文(没有)}\n::: 完', '文字“没有”不存在'],
  ['::: 自评表 单位', '“::: 自评表”后面只能写：部门整体、项目'],
  ['::: 若 空表(没有)\n::: 完', '表“没有”不存在'],
  ['::: 若 年度 = "2023"', '缺少“::: 否则”或“::: 完”'],
  ['::: 表格 总表', '不认识“::: 表格”'],
])('%s is refused with its line', (markdown, message) => {
  const [problem, ...others] = problemsOf(`# 标题\n${markdown}`)
  expect(problem).toMatch(/^document\.md:[234] /)
  expect(problem).toContain(message)
  expect(others).toEqual([])
})

test('a mistake in a phrase is reported where the phrase stands', () => {
  const phrase = { id: '增减', params: ['本年', '上年'], cases: [{ text: '增加{差(本年, 去年)}' }] }
  expect(problemsOf('', phrase)).toEqual([
    expect.stringMatching(/^test\/2023-决算\/phrases\.yaml:7 用语“增减”：“去年”在这里没有意义/),
  ])
})

test('the same sentence id twice is refused', () => {
  expect(problemsOf('[a] 一\n[a] 二')).toEqual(['document.md:2 句子编号“a”重复'])
})

test('sheets that are placed by subject are placed for every subject of the forms, or they would be lost', () => {
  const form = (subject: string): object => ({
    id: subject,
    title: subject,
    subject,
    titles: [subject],
    widths: [1, 1],
    sections: [{ rows: [{ cells: [{ text: '甲' }, { text: '乙' }] }] }],
  })
  const problems = (markdown: string): readonly string[] =>
    checkTemplates(
      {
        ...sketchPack({ forms: [form('项目'), form('部门整体')] }),
        document: { file: 'document.md', markdown },
      },
      () => ({ file: 'test/2023-决算/phrases.yaml', line: 7 }),
    ).map(({ line, message }) => `${line} ${message}`)
  expect(problems('::: 自评表')).toEqual([])
  expect(problems('::: 自评表 项目\n::: 自评表 部门整体')).toEqual([])
  expect(problems('# 附件\n::: 自评表 项目')).toEqual(['2 没有“::: 自评表 部门整体”，部门整体的表不会印出'])
  expect(problems('::: 若 年度 = "2023"\n::: 自评表 项目\n::: 完')).toEqual([
    '2 没有“::: 自评表 部门整体”，部门整体的表不会印出',
  ])
})

import { describe, expect, test } from 'vitest'
import { buildPack, checkPack, formatProblem } from '#core/packs/build-pack.ts'
import { folder, SMALL_ID, smallPack } from './small-pack.ts'

const FORM = `id: 自评表
subject: 项目
title: '{项目名称}自评表'
titles: [自评表]
widths: [1, 1, 2]
funds:
  - { name: 财政拨款, label: 财政拨款 }
sections:
  - label: { text: 资金 }
    rows:
      - cells: [{ text: 名称 }, 全年执行数]
      - each: funds
        cells: [{ field: 资金名称 }, { field: 全年执行数 }]
  - rows:
      - cells: [{ text: 二级指标, rows: 2 }, { text: 三级指标, cols: 2 }]
      - cells: [名称, 得分]
      - each: indicators
        cells: [{ field: 二级指标, merge: true }, { field: 三级指标 }, { field: 得分 }]
      - cells: [说明, { box: 说明, cols: 2 }]
`
const SCORING = `sheets:
  项目:
    executionWeight: 10
    blocks:
      - { name: 产出, weight: 90, seconds: [{ name: 数量, weight: 60 }, { name: 质量, weight: 30 }] }
grades: [{ name: 优, from: 90 }, { name: 差, from: 0 }]
levels: [{ name: 达成, from: 80, to: 100 }, { name: 未达成, from: 0, to: 80 }]
formulas:
  - { indicator: 完成率, numerator: [收入表/合计/合计], denominator: [总表/本年收入/金额, -上年·总表/本年收入/金额] }
accounts: { expenditure: 总表/本年支出/金额 }
`
const FORM_FILE = 'forms/自评表.yaml'
const SCORING_FILE = 'scoring.yaml'
const GOOD: Readonly<Record<string, string>> = { [FORM_FILE]: FORM, [SCORING_FILE]: SCORING }

function problemsOf(file: string, from: string, to: string): readonly string[] {
  const text = GOOD[file]
  if (text?.includes(from) !== true) throw new Error(`${file} does not contain ${from}`)
  const files = smallPack({ ...GOOD, [file]: text.replace(from, to) })
  return checkPack(SMALL_ID, files).map((problem) => formatProblem(problem).replaceAll(`${SMALL_ID}/`, ''))
}

test('a good form and a good scoring load', () => {
  const pack = buildPack(SMALL_ID, smallPack(GOOD), '')
  expect(pack.forms.get('自评表')?.widths).toEqual([1, 1, 2])
  expect(pack.scoring?.capExecution).toBe(true)
  expect(buildPack(SMALL_ID, smallPack(), '').scoring).toBeUndefined()
})

describe('a form', () => {
  test.each([
    [
      'an unknown key',
      '    rows:\n      - cells: [{ text: 名称',
      '    row: 1\n    rows:\n      - cells: [{ text: 名称',
      '第 10 行：不认识的键“row”',
    ],
    ['a field that there is not', 'field: 得分', 'field: 打分', '第 18 行：“field”只能是：'],
    ['a row that is too short', '[名称, 得分]', '[名称]', '第 16 行：这一行的格子没有占满 3 栏'],
    ['a row that is too long', '[名称, 得分]', '[名称, 得分, 备注]', '第 16 行：这一行的格子超出了 3 栏'],
    ['a span beyond its section', 'rows: 2', 'rows: 9', '第 17 行：这一行的格子超出了 3 栏'],
    [
      'a field of an indicator in a plain row',
      '- cells: [名称, 得分]',
      '- cells: [名称, { field: 得分 }]',
      '第 16 行：“得分”只能放在 each: indicators 的行里',
    ],
    [
      'a field of money among the indicators',
      '{ field: 得分 }]',
      '{ field: 执行率 }]',
      '第 18 行：each: indicators 的行里没有“执行率”',
    ],
    [
      'a merge in a plain row',
      '{ box: 说明, cols: 2 }',
      '{ field: 总分, merge: true, cols: 2 }',
      '第 19 行：merge 只能用在重复的行里',
    ],
    ['another id than its file', 'id: 自评表', 'id: 他评表', '第 1 行：编号“他评表”与文件名“自评表”不一致'],
    ['no row of indicators', 'each: indicators', 'each: funds', '第 17 行：each: indicators 的行里没有'],
  ])('with %s is told', (_, from, to, problem) => {
    const problems = problemsOf(FORM_FILE, from, to)
    if (problem.includes('each: indicators 的行里没有') && to === 'each: funds') {
      expect(problems.some((one) => one.includes('没有一行是 each: indicators'))).toBe(true)
      return
    }
    expect(problems.filter((one) => one.startsWith(`${FORM_FILE} ${problem}`)).length, problems.join('\n')).toBe(1)
  })
})

describe('a scoring', () => {
  test.each([
    ['an unknown key', 'executionWeight: 10', 'executionWeight: 10\n    cap: true', '第 4 行：不认识的键“cap”'],
    [
      'weights that do not make 100',
      'executionWeight: 10',
      'executionWeight: 20',
      '第 4 行：执行率和各一级指标的分值合计是 110，应为 100',
    ],
    ['parts that do not make their block', 'weight: 60', 'weight: 61', '第 5 行：“产出”的分值应为各二级指标之和 91'],
    ['a 二级指标 twice', 'name: 质量, weight: 30', 'name: 数量, weight: 30', '第 5 行：二级指标“数量”重复'],
    ['grades in the wrong order', 'from: 0 }]\nlevels', 'from: 95 }]\nlevels', '第 6 行：等级须从高分到低分排列'],
    ['levels that overlap', 'from: 0, to: 80', 'from: 0, to: 81', '第 7 行：各档须从高到低排列，不得交叉'],
    [
      'a dead reference in a formula',
      '收入表/合计/合计',
      '收入表/合计/小计',
      '第 9 行：“收入表/合计/小计”：表“收入表”没有栏“小计”',
    ],
    [
      'a word where a row should stand',
      '收入表/合计/合计',
      '收入表/@类/合计',
      '第 9 行：“收入表/@类/合计”应写成“表/行/列”',
    ],
    [
      'a dead reference to the accounts',
      '总表/本年支出/金额',
      '总表/全年支出/金额',
      '第 10 行：“总表/全年支出/金额”：表“总表”没有行“全年支出”',
    ],
  ])('with %s is told', (_, from, to, problem) => {
    const problems = problemsOf(SCORING_FILE, from, to)
    expect(
      problems.some((one) => one.startsWith(`${SCORING_FILE} ${problem}`)),
      problems.join('\n'),
    ).toBe(true)
  })
})

test('a child replaces a form by its id, leaves one out by remove, and completes the scoring key by key', () => {
  const child = {
    'pack.yaml': `id: mycity/2023-决算
version: 1.0.0
title: 子包
stage: 决算
year: 2023
extends: ${SMALL_ID}
remove: { forms: [自评表] }
`,
    'scoring.yaml': 'overFulfilment: 150\n',
  }
  const files = new Map([...smallPack(GOOD), ...folder('mycity/2023-决算', child)])
  const pack = buildPack('mycity/2023-决算', files, '')
  expect([...pack.forms.keys()]).toEqual([])
  expect(pack.scoring?.overFulfilment).toBe(150)
  expect(pack.scoring?.sheets.项目?.executionWeight).toBe(10)
})

test('a form of the child stands after those of its parents, also where it replaces one of them', () => {
  const parent = { ...GOOD, 'forms/附表.yaml': FORM.replace('id: 自评表', 'id: 附表') }
  const child = {
    'pack.yaml': `id: mycity/2023-决算\nversion: 1.0.0\ntitle: 子包\nstage: 决算\nyear: 2023\nextends: ${SMALL_ID}\n`,
    [FORM_FILE]: FORM.replace('widths: [1, 1, 2]', 'widths: [1, 1, 3]'),
  }
  const pack = buildPack('mycity/2023-决算', new Map([...smallPack(parent), ...folder('mycity/2023-决算', child)]), '')
  expect([...pack.forms.keys()]).toEqual(['附表', '自评表'])
  expect(pack.forms.get('自评表')?.widths).toEqual([1, 1, 3])
})

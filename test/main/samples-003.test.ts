import { describe, expect, test } from 'vitest'
import { normaliseSentence } from '#core/narrative/normalise-sentence.ts'
import { describeQuoted, openQuoted, rowsOf } from '#test/samples/describe-quoted.ts'
import { corrected } from '#test/samples/facts.ts'

const opened = await openQuoted('003')

const ZEROS = 'zeros at the end are trimmed, as the print does for the other amounts of the same table (194.05604)'

const BUDGET_TABLES = [
  '附：2021年部门预算表',
  '部门收支总表',
  '部门收入总表',
  '部门支出总表',
  '财政拨款收支总表',
  '一般公共预算支出表',
  '一般公共预算基本支出表',
  '一般公共预算“三公”经费支出表',
  '政府性基金预算支出表',
  '国有资本经营预算支出表',
]

describeQuoted('003', opened, {
  sentences: [{ id: 's7', print: '347.706040万元', document: '347.70604万元', reason: ZEROS }],
  headings: [
    {
      print: '（四）部门整体支出绩效指标',
      document: ['（四）部门整体支出绩效指标', '部门整体支出绩效指标'],
      reason: 'the sheet bears its title below the heading',
    },
    {
      document: BUDGET_TABLES,
      reason: 'the print refers to the nine tables without showing them; the document annexes them',
    },
  ],
  tails: [],
  remarks: [],
  verdict: '可以公开',
  findings: ['warning CK-107 部门整体支出绩效 及时发放率', 'warning CK-107 部门整体支出绩效 替代设备使用年限'],
  authorsVerdict: '可以公开，另有2处提示',
  wrong: [],
})

describe('the target sheets', () => {
  const [whole, ...projects] = corrected(opened.facts).projects
  const text = normaliseSentence

  test('print the eight indicators of the unit, targets taken apart into operator, value and unit', () => {
    const rows = rowsOf(opened.good, `部门整体支出绩效指标-${whole?.name ?? ''}`)
    expect(
      rows.slice(2).map(([, , name, weight, description, ...target]) => [name, weight, description, target.join('')]),
    ).toEqual(
      whole?.indicators.map(({ levels, weight, description, target, basis }) => [
        levels[2],
        weight,
        text(description),
        text(`${/^[≥≤=]/u.test(target) ? '' : '文字描述'}${target}${basis}`),
      ]),
    )
  })

  test.each(projects)('print $name as published; 时效 is put right', ({ name, goal, indicators }) => {
    const [first, , ...rows] = rowsOf(opened.good, `项目绩效目标表-${name}`)
    expect(first?.slice(0, 2)).toEqual(['绩效目标', text(goal)])
    expect(rows.map(([, , ...cells]) => cells)).toEqual(
      indicators.map(({ levels, description, target, basis }) => [levels[2], description, target, basis].map(text)),
    )
    const seconds = rows.map(([, second]) => second).filter((label) => label !== '')
    expect(seconds).toEqual([...new Set(indicators.map(({ levels }) => levels[1]))])
    expect(seconds).toContain('时效')
  })
})

test('the table of fixed assets prints as published', () => {
  expect(rowsOf(opened.good, '固定资产占用').slice(1)).toEqual([
    // The print says 347.706040.
    ['资产总额', '——', '347.70604'],
    ['1、房屋(平方米)', '0', '0'],
    ['其中:办公用房(平方米)', '0', '0'],
    ['2、车辆(台、辆)', '7', '153.65'],
    ['3、单价在20万元以上的设备', '0', '0'],
    ['4、其他固定资产', '759', '194.05604'],
  ])
})

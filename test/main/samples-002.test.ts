import { expect, test } from 'vitest'
import { describeQuoted, openQuoted, rowsOf } from '#test/samples/describe-quoted.ts'

const FULL_STOP = 'the first three items print the full stop'
const TWO_DECIMALS = 'two sentences before, the same amount prints as 8.00'

const opened = await openQuoted('002')

describeQuoted('002', opened, {
  sentences: [
    {
      id: 'org',
      print: '益阳市赫山区政府办公室',
      document: '益阳市赫山区人民政府办公室',
      reason: 'the name of the unit, as everywhere else',
    },
    { id: 's1.inc', print: '增减3.62%', document: '减少3.62%', reason: 'the author’s mistake: 45.74 less' },
    {
      id: 's5.1',
      print: '占本年支出合计的100%',
      document: '占本年支出合计的97.14%',
      reason: 'the author’s mistake: 1305.63 of 1344.01',
    },
    {
      id: 's5.3.h1',
      print: '行政运行（政府办办公厅（室）及相关机构事务）（项）',
      document: '行政运行（项）',
      reason: 'the name of the 项 is 行政运行',
    },
    ...['s5.3.h4', 's5.3.h5', 's5.3.h6', 's5.3.h7'].map((id) => ({
      id,
      print: '（项）',
      document: '（项）。',
      reason: FULL_STOP,
    })),
    { id: 's5.3.h7', print: '6、', document: '7、', reason: 'the author’s mistake: the sixth number twice' },
    {
      id: 's6',
      print: '其他交通费、其他商品服务支出',
      document: '其他交通费用、其他商品和服务支出',
      reason: 'the names of the 支出经济分类科目',
    },
    { id: 's7.1.abroad', print: '均为进行', document: '均未进行', reason: 'a slip of the pen in the reason' },
    { id: 's7.2', print: '支出决算8万元', document: '支出决算8.00万元', reason: TWO_DECIMALS },
    { id: 's7.2.3', print: '支出决算为8万元', document: '支出决算为8.00万元', reason: TWO_DECIMALS },
    { id: 's7.2.3', print: '运行维护费8万元', document: '运行维护费8.00万元', reason: TWO_DECIMALS },
    {
      id: 'rep.1a',
      print: '赫山区政府办系',
      document: '区政府办系',
      reason: 'one short name for the unit; the other sentences of the report say 区政府办',
    },
    {
      id: 'rep.2',
      print: '2021年一般公共预算拨款收入',
      document: '2021年年初预算安排的一般公共预算拨款收入',
      reason: 'the author’s mistake: 837.69 is the budget of the year’s start, the income was 1201.80',
    },
    { id: 'rep.2.2', print: '活动;、', document: '活动、', reason: 'a stray semicolon' },
  ],
  headings: [],
  tails: [],
  remarks: ['PJ-0008', 'XM-0001', 'CK-105 部门整体支出 预算执行率', 'CK-105 部门整体支出 公用经费控制率'],
  verdict: '可以公开，另有4处提示',
  findings: ['error BL-0001'],
  authorsVerdict: '不得公开，因为1处错误',
  wrong: [
    { id: 's1.inc', template: '总体.收入', reads: undefined },
    { id: 's5.1', template: '一般公共预算.总体', reads: ['100 → 97.14'] },
    { id: 'rep.2', template: '报告.预算', reads: undefined },
  ],
})

test('prints the 28 indicators of the scoring sheet with their points', () => {
  const rows = rowsOf(opened.good, '部门整体支出绩效自评指标计分表-部门整体支出')
  const [sheet] = opened.facts.projects
  expect(rows.slice(1, -1).map(([, , name, score]) => [name, score])).toEqual(
    sheet?.indicators.map(({ levels, weight, score }) => [`${levels[2]}(${weight}分)`, score]),
  )
  expect(rows).toHaveLength(30)
  expect(rows.at(-1)?.slice(0, 4)).toEqual(['总分', '', '', '93'])
  expect(rows.flatMap(([first, second]) => [first, second]).filter((text) => /分\)$/u.test(text ?? ''))).toEqual(
    [
      '投入(20分)',
      '目标设定(5分)',
      '预算配置(15分)',
      '过程(30分)',
      '预算执行(20分)',
      '预算管理(5分)',
      '资产管理(5分)',
    ].concat(['产出(30分)', '职责履行(30分)', '效果(20分)', '履职效益(20分)']),
  )
})

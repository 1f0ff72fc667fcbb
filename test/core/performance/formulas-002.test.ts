import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { levelName } from '#core/performance/blocks.ts'
import { cellOfTerm } from '#core/performance/formulas.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'

const RESOURCES = join(import.meta.dirname, '../../../resources')
const pack = openPacks([join(RESOURCES, 'packs')], { codes: loadCodes(join(RESOURCES, 'codes')) }).load(
  'hunan/2021-决算',
)
const ASKED = '绩效指标数据'

/** 财预〔2013〕53号 as the published sheet has it: each of the 28 三级指标, and where its value comes from. */
const INDICATORS: readonly (readonly [
  name: string,
  from: 'store' | 'store and asked' | 'asked' | 'person',
  why: string,
])[] = [
  ['绩效目标合理性', 'person', 'a judgement'],
  ['绩效指标明确性', 'person', 'a judgement'],
  ['在职人员控制率', 'store', 'people and posts of the 填报表'],
  ['“三公经费”变动率', 'store and asked', 'last year’s budget is in no table of the accounts'],
  ['重点支出安排率', 'store and asked', 'no table marks what is 重点'],
  ['预算执行率', 'store', 'spent over budgeted'],
  ['预算调整率', 'store and asked', 'adjustments by policy do not count, and nothing in the tables tells them apart'],
  ['支付进度率', 'asked', 'the planned progress is nowhere in the accounts'],
  ['结转结余率', 'store', 'carried over, over the budget'],
  ['结转结余变动率', 'store', 'carried over at both ends of the year'],
  ['公用经费控制率', 'store and asked', 'the budget of 公用经费 is no table of the accounts'],
  ['“三公经费”控制率', 'store', 'both in the table of 三公经费'],
  ['政府采购执行率', 'store and asked', 'the procurement budget is no table of the accounts'],
  ['管理制度健全性（预算管理）', 'person', 'a judgement'],
  ['资金使用合规性', 'person', 'a judgement'],
  ['预决算信息公开性', 'person', 'a judgement'],
  ['基础信息完善性', 'person', 'a judgement'],
  ['管理制度健全性（资产管理）', 'person', 'a judgement'],
  ['资产管理安全性', 'person', 'a judgement'],
  ['固定资产利用率', 'asked', 'the cards of the assets are not part of the accounts'],
  ['实际完成率', 'asked', 'the tasks are not part of the accounts'],
  ['完成及时率', 'asked', 'the tasks are not part of the accounts'],
  ['质量达标率', 'asked', 'the tasks are not part of the accounts'],
  ['重点工作办结率', 'asked', 'the tasks are not part of the accounts'],
  ['经济效益', 'person', 'the unit’s own indicators'],
  ['社会效益', 'person', 'the unit’s own indicators'],
  ['生态效益', 'person', 'the unit’s own indicators'],
  ['社会公众或服务对象满意度', 'person', 'a survey: the result is the actual'],
]

const formulas = pack.scoring?.formulas ?? []

describe('the 28 indicators of the scoring sheet', () => {
  test.each(INDICATORS)('%s comes from: %s (%s)', (name, from) => {
    const formula = formulas.find((one) => levelName(one.indicator) === levelName(name))
    if (from === 'person') {
      expect(formula).toBeUndefined()
      return
    }
    const cells = [...(formula?.numerator ?? []), ...(formula?.denominator ?? [])].flatMap(cellOfTerm)
    const asked = cells.filter(({ ref }) => ref.startsWith(ASKED))
    expect(cells.length).toBeGreaterThanOrEqual(2)
    expect(asked.length === 0 ? 'store' : asked.length === cells.length ? 'asked' : 'store and asked').toBe(from)
  })

  test('are all: 28, and 16 of them by formula', () => {
    expect(INDICATORS).toHaveLength(28)
    expect(formulas.map(({ indicator }) => levelName(indicator)).toSorted()).toEqual(
      INDICATORS.filter(([, from]) => from !== 'person')
        .map(([name]) => levelName(name))
        .toSorted(),
    )
  })

  /** Numerator and denominator as the rule states them, to be read beside the pack. */
  test.each([
    ['在职人员控制率', '人员机构/在职合计/数量', '人员机构/编制合计/数量', '≤100'],
    [
      '“三公经费”变动率',
      '财政拨款三公经费支出决算表/三公经费/预算数合计 -绩效指标数据/上年三公预算数/填报数',
      '绩效指标数据/上年三公预算数/填报数',
      '≤0',
    ],
    ['重点支出安排率', '绩效指标数据/重点预算支出/填报数', '年初预算/合计/年初预算数', ''],
    ['预算调整率', '绩效指标数据/预算调整数/填报数', '年初预算/合计/年初预算数', '=0'],
    ['支付进度率', '绩效指标数据/实际支付进度/填报数', '绩效指标数据/既定支付进度/填报数', '≥100'],
    ['结转结余率', '收入支出决算总表/年末结转和结余/金额', '年初预算/合计/年初预算数', ''],
    [
      '结转结余变动率',
      '收入支出决算总表/年末结转和结余/金额 -收入支出决算总表/年初结转和结余/金额',
      '收入支出决算总表/年初结转和结余/金额',
      '≤0',
    ],
    [
      '公用经费控制率',
      '一般公共预算财政拨款基本支出决算表/公用经费合计/决算数',
      '绩效指标数据/预算安排公用经费/填报数',
      '≤100',
    ],
    [
      '“三公经费”控制率',
      '财政拨款三公经费支出决算表/三公经费/决算数合计',
      '财政拨款三公经费支出决算表/三公经费/预算数合计',
      '≤100',
    ],
    ['政府采购执行率', '政府采购/采购总额/填报数', '绩效指标数据/政府采购预算数/填报数', '=100'],
    ['固定资产利用率', '绩效指标数据/在用固定资产总额/填报数', '绩效指标数据/固定资产总额/填报数', ''],
  ])('%s is %s over %s, full marks %s', (name, numerator, denominator, full) => {
    const formula = formulas.find((one) => levelName(one.indicator) === levelName(name))
    expect(formula?.numerator.join(' ')).toBe(numerator)
    expect(formula?.denominator.join(' ')).toBe(denominator)
    expect(formula?.full ? `${formula.full.operator}${formula.full.rate}` : '').toBe(full)
  })

  test('every cell of a formula can be filled in or imported', () => {
    for (const { ref } of formulas.flatMap((one) => [...one.numerator, ...one.denominator]).flatMap(cellOfTerm)) {
      const [table = ''] = ref.replace('上年·', '').split('/')
      expect(pack.tables.has(table), ref).toBe(true)
    }
    expect(readFileSync(join(RESOURCES, 'packs/hunan/2021-决算/fill-in/绩效指标数据.yaml'), 'utf8')).toContain(ASKED)
  })
})

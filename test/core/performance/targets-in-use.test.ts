import { expect, test } from 'vitest'
import { formatCount } from '#core/money/format.ts'
import { scoring as scoringSchema } from '#core/packs/schema-scoring.ts'
import { suggestScore } from '#core/performance/suggest.ts'
import { parseTarget, readActual } from '#core/recognise/fill-in/target.ts'
import { SCORING, sketchIndicator } from './sketch.ts'

const scoring = scoringSchema.parse(SCORING)

/**
 * Targets and actuals as offices write them, each with the score out of 10 that the rule suggests: `8–10` for a level, `?` where
 * no rule speaks, `!` where the target is certainly missed and only the deduction is the place's own.
 */
const IN_USE: readonly (readonly [target: string, actual: string, score: string])[] = [
  // Shares
  ['≥95%', '96%', '10'],
  ['≥95%', '95%', '10'],
  ['≥95%', '90%', '9.47'],
  ['≥95%', '96', '10'],
  ['≥95%', '0.96', '?'], // 96 % of a workbook without its format, or not even one percent
  ['95%', '1', '?'],
  ['≥95%', '0', '0'],
  ['=100%', '100%', '10'],
  ['=100%', '98.5%', '9.85'],
  ['100%', '100％', '10'],
  ['100%', '100.00%', '10'],
  ['95%以上', '96%', '10'],
  ['95%以上', '90%', '9.47'],
  ['95%及以上', '95%', '10'],
  ['90%(含)以上', '92%', '10'],
  ['达到95%', '95%', '10'],
  ['不低于95%', '94%', '9.89'],
  ['＞90%', '91%', '10'],
  ['高于90%', '91%', '10'],
  ['≥95%', '95%以上', '10'], // the operator of the target repeated
  ['=95%', '≥95%', '?'], // a bound says nothing
  ['90%-95%', '92%', '?'],
  ['≥90', '92%', '10'],
  ['≤5%', '3%', '10'],
  ['≤5%', '6%', '!'],
  ['低于5%', '5%', '!'],
  ['≤0', '-3.5%', '10'], // a rate of change
  ['≤0%', '2%', '!'],
  ['≤-5%', '-6%', '10'],
  // Counts
  ['≥60台', '60台', '10'],
  ['≥60台', '45台', '7.5'],
  ['=9台', '9台', '10'],
  ['9台', '10台', '10'],
  ['60台（套）', '60台/套', '10'],
  ['3场次', '3场次', '10'],
  ['3场次', '3场', '?'],
  ['≥1,000人次', '1200人次', '10'],
  ['≥1000人次', '1200人', '?'],
  ['1-2次', '2次', '?'],
  ['3~5篇', '4篇', '?'],
  ['1次以上', '2次', '10'],
  ['至少4次', '3次', '7.5'],
  ['每年4次', '4次', '?'],
  ['约50人', '50人', '?'],
  ['=0', '0', '10'],
  ['=0起', '0起', '10'],
  ['=0起', '2起', '!'], // what should not happen did
  ['0', '1', '!'],
  // Money
  ['不超过3万元', '2.8万元', '10'],
  ['不超过3万元', '3.2万元', '!'],
  ['≤3万元', '3万元', '10'],
  ['≤3万元', '29999.99元', '10'],
  ['3万元以内', '2.5万元', '10'],
  ['控制在3万元以内', '3.01万元', '!'],
  ['≤3万元', '2.5', '?'], // 2.5 what
  ['≤62万元', '≤37.6万元', '10'],
  // Time
  ['12个月', '12个月', '10'],
  ['12个月', '9个月', '7.5'],
  ['12月底前', '11月底', '?'],
  ['12 月底前', '12月', '?'],
  ['12月', '11月', '?'],
  ['≤6月', '5月', '?'],
  ['2023年', '2024年', '?'],
  ['2023年12月31日前', '2023年12月20日', '?'],
  ['2023年底前', '2023年底', '?'],
  ['每月10日前', '按时', '?'],
  ['24小时内', '20小时', '10'],
  ['5个工作日内', '7个工作日', '!'],
  ['3年', '3年', '10'],
  ['2020 年 1 月-12 月', '2020 年 1 月-12 月', '?'],
  // Satisfaction
  ['≥90分', '92分', '10'],
  ['≥90分', '92', '10'],
  ['≥90分', '92%', '?'],
  // Words
  ['有所提升', '有所提升', '?'],
  ['长期', '有所提升', '?'],
  ['良好', '良好', '?'],
  ['及时', '达成预期指标', '8–10'],
  ['=100%', '达成预期指标', '8–10'],
  ['按需要', '部分达成预期指标并具有一定效果', '6–8'],
  ['合规', '未达成预期指标 且效果较差', '0–6'],
  ['100%', '有所增强', '?'],
  ['合格', '100%', '?'],
  // Blanks
  ['', '60台', '?'],
  ['≥60台', '', '?'],
  ['', '', '?'],
  ['', '达成预期指标', '8–10'],
]

test.each(IN_USE)('“%s” reached with “%s” is %s', (target, actual, score) => {
  const read = parseTarget(target)
  const indicator = { ...sketchIndicator({ weight: '10' }), target: read, actual: readActual(actual, read, true).value }
  const suggestion = suggestScore(indicator, scoring)
  if (suggestion.kind === 'cannot-say') {
    expect(suggestion.missed ? '!' : '?').toBe(score)
    expect(suggestion.why).toMatch(/。$/u)
    return
  }
  const { range } = suggestion
  expect(range ? `${formatCount(range.from)}–${formatCount(range.to)}` : formatCount(suggestion.score)).toBe(score)
})

test('there are enough of them', () => {
  expect(IN_USE.length).toBeGreaterThanOrEqual(60)
})

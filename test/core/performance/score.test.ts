import { describe, expect, test } from 'vitest'
import { exact } from '#core/money/amount.ts'
import { formatCount } from '#core/money/format.ts'
import { scoring as scoringSchema } from '#core/packs/schema-scoring.ts'
import { blockOf, placeOfSecond } from '#core/performance/blocks.ts'
import { carryTargets, planOf } from '#core/performance/carry-targets.ts'
import { computeFormula, suggestFromAccounts } from '#core/performance/formulas.ts'
import { readTarget } from '#core/performance/indicator-value.ts'
import { readActual } from '#core/recognise/fill-in/target.ts'
import { blockTotals, executionScore, gradeOf, totalScore } from '#core/performance/score.ts'
import { agrees, isOverfulfilled, suggestScore } from '#core/performance/suggest.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'
import { SCORING, sketchIndicator, sketchProject, type IndicatorSketch } from './sketch.ts'

const scoring = scoringSchema.parse(SCORING)

/** `8` or, for a level, `0–6`; `?` where no rule speaks, `!` where the target is missed and only the deduction is open. */
function suggested(sketch: IndicatorSketch): string {
  const suggestion = suggestScore(sketchIndicator({ weight: '10', ...sketch }), scoring)
  if (suggestion.kind === 'cannot-say') return suggestion.missed ? '!' : '?'
  const { range, score } = suggestion
  return range ? `${formatCount(range.from)}–${formatCount(range.to)}` : formatCount(score)
}

describe('the score of the 执行率', () => {
  test.each([
    ['62', '37.633', '6.07'],
    ['5.6', '4.729', '8.45'], // from the rounded rate; the unrounded one would give 8.44
    ['1035.8', '203.576', '1.97'],
    ['746.9', '747.6', '10'], // 100.09 %: capped
    ['4.8', '0', '0'],
    ['0', '0', '0'],
  ])('of %s budgeted and %s spent is %s', (budget, executed, score) => {
    const { total } = sketchProject({ figures: ['', '', budget, executed] })
    expect(formatCount(executionScore(total, 10) ?? exact(-1))).toBe(score)
  })

  test('goes beyond its weight only where the pack says so', () => {
    const { total } = sketchProject({ figures: ['', '', '100', '120'] })
    expect(executionScore(total, 10, false)?.fen).toBe(1200)
  })

  test('is unknown while a figure is missing', () => {
    expect(executionScore(sketchProject({ figures: ['', '', '5', ''] }).total, 10)).toBeUndefined()
  })
})

describe('the suggested score', () => {
  test.each<[IndicatorSketch, string]>([
    [{ target: '≥60台', actual: '60台' }, '10'],
    [{ target: '≥60台', actual: '59台' }, '9.83'],
    [{ target: '8次', actual: '6次', weight: '5' }, '3.75'],
    [{ target: '12次', actual: '16次', weight: '5' }, '5'],
    [{ target: '>60台', actual: '60台' }, '10'], // pro rata of 60 in 60
    [{ target: '≤62万元', actual: '37.6万元' }, '10'],
    [{ target: '≤62万元', actual: '620000元' }, '10'],
    [{ target: '≤62万元', actual: '62.01万元' }, '!'],
    [{ target: '=0', actual: '0' }, '10'],
    [{ target: '≥90', actual: '90%' }, '10'],
    [{ target: '≥60台', actual: '60人' }, '?'],
    [{ target: '及时', actual: '100%' }, '?'],
    [{ target: '≥60台', actual: '' }, '?'],
    [{ target: '=100%', actual: '达成预期指标' }, '8–10'],
    [{ target: '合规', actual: '部分达成预期指标 并具有一定效果' }, '6–8'],
    [{ target: '合规', actual: '未达成预期指标且效果较差', weight: '20' }, '0–12'],
    [{ target: '100%', actual: '有所增强' }, '?'],
    [{ target: '≥50台', adjusted: '≥60台', actual: '50台' }, '8.33'],
  ])('of %j is %s', (sketch, score) => {
    expect(suggested(sketch)).toBe(score)
  })

  test('agrees with its own score only, or with any inside its level', () => {
    const suggestion = suggestScore(sketchIndicator({ target: '8次', actual: '6次', weight: '5' }), scoring)
    if (suggestion.kind !== 'score') throw new Error('no score')
    expect([exact(375), exact(376), exact(400)].map((one) => agrees(one, suggestion))).toEqual([true, false, false])
    const level = suggestScore(sketchIndicator({ target: '合规', actual: '达成预期指标', weight: '10' }), scoring)
    if (level.kind !== 'score') throw new Error('no score')
    expect([exact(800), exact(799)].map((one) => agrees(one, level))).toEqual([true, false])
  })

  test('far above its target says that the target was low', () => {
    const over = (target: string, actual: string): boolean =>
      isOverfulfilled(sketchIndicator({ target, actual }), scoring)
    expect([over('10次', '13次'), over('10次', '13.01次'), over('≤10次', '1次'), over('≥0次', '9次')]).toEqual([
      false,
      true,
      false,
      false,
    ])
  })
})

describe('totals and grades', () => {
  test.each([
    [100_00, '优'],
    [90_00, '优'],
    [89_99, '良'],
    [80_00, '良'],
    [79_99, '中'],
    [60_00, '中'],
    [59_99, '差'],
    [0, '差'],
  ])('%i hundredths are %s', (points, grade) => {
    expect(gradeOf(exact(points), scoring)).toBe(grade)
  })

  test('a total needs every score, and the amounts where the 执行率 is scored', () => {
    const indicators = [{ weight: '90', score: '80' }]
    expect(totalScore(sketchProject({ figures: ['', '', '2', '1'], indicators }), scoring)?.fen).toBe(8500)
    expect(totalScore(sketchProject({ indicators }), scoring)).toBeUndefined()
    expect(totalScore(sketchProject({ subject: '部门整体', indicators }), scoring)?.fen).toBe(8000)
    const open = sketchProject({ figures: ['', '', '2', '1'], indicators: [...indicators, { weight: '10' }] })
    expect(totalScore(open, scoring)).toBeUndefined()
  })

  test('blocks are summed by the 二级指标, whatever the 一级 column says', () => {
    const project = sketchProject({
      indicators: [
        { levels: ['效益指标', '成本指标', '甲'], weight: '10', score: '5' },
        { levels: ['满意度指标', '可持续发展指标', '乙'], weight: '10', score: '10' },
        { levels: ['产出指标 (50分)', '自定指标', '丙'], weight: '7', score: '7' },
      ],
    })
    expect(
      blockTotals(project, scoring).map(({ block, weight, score }) => [block.name, weight?.fen, score?.fen]),
    ).toEqual([
      ['产出指标', 1700, 1200],
      ['效益指标', 1000, 1000],
      ['满意度指标', 0, 0],
    ])
    expect(placeOfSecond('实效', scoring.sheets.项目)?.second.name).toBe('时效指标')
    expect(blockOf(sketchIndicator({ levels: ['别的', '别的', '丁'] }), scoring.sheets.项目)).toBeUndefined()
  })
})

describe('values of a form', () => {
  test('≠ is read as = and told; a bound is the number only where the form repeats the operator', () => {
    expect(readTarget('≠4人')).toMatchObject({ isScanError: true, value: { operator: '=', unit: '人' } })
    const target = readTarget('≥98%').value
    expect(readActual('≥98%', target, true)).toMatchObject({ isBound: true, value: { kind: 'number' } })
    expect(readActual('≥98%', readTarget('≤98%').value, true)).toMatchObject({
      isBound: true,
      value: { kind: 'words' },
    })
    expect(readActual('≥98%', readTarget('及时').value, true)).toMatchObject({
      isBound: true,
      value: { kind: 'words' },
    })
    expect(readActual('≥98%', target, false)).toMatchObject({ isBound: true, value: { kind: 'words', text: '≥98%' } })
    expect(readActual('=9台', readTarget('=9台').value, true)).toMatchObject({
      isBound: false,
      value: { kind: 'number' },
    })
  })
})

describe('an indicator with a formula', () => {
  const tables = [
    {
      id: '人员',
      title: '人员',
      role: 'fill-in',
      columns: [{ key: '数', measure: '数量' }],
      blocks: [{ columns: ['@label', '数'], rows: ['在职', '编制'].map((key) => ({ key, label: key })) }],
    },
  ]
  const pack = sketchPack({
    tables,
    scoring: {
      ...SCORING,
      formulas: [
        {
          indicator: '在职人员控制率',
          numerator: ['人员/在职/数'],
          denominator: ['人员/编制/数'],
          full: { operator: '≤', rate: 100 },
        },
      ],
    },
  })
  const formula = pack.scoring?.formulas[0]
  if (!formula) throw new Error('no formula')
  const count = (text: string): string => `${text}元`
  const accounts = (cells: Readonly<Record<string, string>>) => sketchAccounts({ cells, moneyUnit: '元' })
  const indicator = sketchIndicator({ levels: ['投入', '预算配置', '在职人员控制率（5分）'], weight: '5' })

  test('is computed from its cells', () => {
    const good = accounts({ '人员/在职/数': count('69'), '人员/编制/数': count('77') })
    expect(computeFormula(formula, good, pack)).toMatchObject({ kind: 'rate', rate: { fen: 8961 } })
    expect(suggestFromAccounts(indicator, formula, good, pack)).toMatchObject({ kind: 'score', score: { fen: 500 } })
  })

  test('names the cells that it lacks', () => {
    const half = accounts({ '人员/在职/数': count('69') })
    expect(suggestFromAccounts(indicator, formula, half, pack)).toMatchObject({
      kind: 'cannot-say',
      missing: ['人员/编制/数'],
      missed: false,
    })
  })

  test('beyond full marks loses what the pack says, and nothing certain where it says nothing', () => {
    const over = accounts({ '人员/在职/数': count('80'), '人员/编制/数': count('77') }) // 103.90 %
    expect(suggestFromAccounts(indicator, formula, over, pack)).toMatchObject({ kind: 'cannot-say', missed: true })
    const strict = { ...formula, lostPerPoint: 0.1 }
    expect(suggestFromAccounts(indicator, strict, over, pack)).toMatchObject({ kind: 'score', score: { fen: 461 } })
  })

  test('has no rate over nothing', () => {
    const none = accounts({ '人员/在职/数': count('1'), '人员/编制/数': count('0') })
    expect(suggestFromAccounts(indicator, formula, none, pack)).toMatchObject({ kind: 'cannot-say', missing: [] })
  })
})

describe('targets of the budget in the accounts', () => {
  const planned = sketchProject({
    goal: '目标',
    figures: ['5', '5', '', ''],
    indicators: [
      { levels: ['产出指标', '数量指标', '设备'], target: '≥60台', weight: '20' },
      { levels: ['产出指标', '质量指标', '合格率'], target: '=100%', weight: '10', score: '3' },
    ],
  })

  test('fill what the accounts leave open and overwrite nothing', () => {
    const done = sketchProject({
      figures: ['', '6', '6', '4'],
      indicators: [{ levels: ['产出指标', '数量指标', '设备'], actual: '50台', weight: '15' }],
    })
    const [project] = carryTargets([planOf(planned)], [done], undefined)
    expect(project?.goal).toBe('目标')
    expect(project?.total.declared?.fen).toBe(5_000_000)
    expect(project?.total.compiled?.fen).toBe(6_000_000)
    expect(project?.indicators).toMatchObject([
      { target: { operator: '≥' }, weight: { fen: 1500 }, actual: { kind: 'number' } },
      { levels: ['产出指标', '质量指标', '合格率'], score: undefined },
    ])
  })

  test('a project that only the budget has comes along without results; another of the same name but code does not match', () => {
    const other = sketchProject({ key: '乙', projectCode: '002' })
    const carried = carryTargets([planOf({ ...planned, projectCode: '001' })], [other], undefined)
    expect(carried.map(({ key }) => key)).toEqual(['乙', '甲'])
    expect(carried[1]?.indicators[1]?.score).toBeUndefined()
  })
})

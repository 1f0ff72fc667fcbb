import { describe, expect, test } from 'vitest'
import { ACROSS_SHEETS, SHEET_CHECKS } from '#core/check/checks/sheet-checks.ts'
import type { Finding } from '#core/check/finding.ts'
import type { Project } from '#core/model/project.ts'
import type { Stage } from '#core/model/report.ts'
import type { Pack } from '#core/packs/pack.ts'
import { STATED } from '#core/performance/stated.ts'
import { SCORING, sketchProject, wan, type IndicatorSketch, type ProjectSketch } from '#test/core/performance/sketch.ts'
import { sketchAccounts, type AccountsSketch } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

const tables = [
  {
    id: '支出',
    title: '支出',
    columns: [{ key: '合计' }, { key: '项目' }],
    blocks: [{ columns: ['@label', '合计', '项目'], rows: [{ key: '合计', label: '合计' }] }],
  },
]
const PACK = sketchPack({ tables, scoring: SCORING })

const usualWeights = (prescribed: boolean) => ({
  ...SCORING,
  sheets: { 项目: { executionWeight: 10, prescribed, blocks: [
    { name: '产出指标', weight: 50, seconds: [{ name: '数量指标' }] },
    { name: '效益指标', weight: 30, seconds: [{ name: '社会效益指标' }] },
    { name: '满意度指标', weight: 10, seconds: [{ name: '满意度' }] },
  ] } },
}) // prettier-ignore

function run(
  id: string,
  projects: Project | readonly Project[],
  {
    cells = {},
    pack = PACK,
    derivedSheets = [],
    stage = '决算',
  }: {
    readonly cells?: AccountsSketch['cells']
    readonly pack?: Pack
    readonly derivedSheets?: readonly Project[]
    readonly stage?: Stage
  } = {},
): readonly Finding[] {
  const check = SHEET_CHECKS.find((one) => one.id === id)
  if (!check) throw new Error(`no check ${id}`)
  const context = {
    accounts: sketchAccounts({ cells, stage }),
    pack,
    derivedSheets,
    nameOfCode: () => '',
    nearestCodes: () => [],
  }
  return [...check.run({ ...context, projects: 'key' in projects ? [projects] : projects })]
}

const outcomes = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ outcome, severity }) => `${outcome} ${severity}`)

const one = (indicator: IndicatorSketch, rest: ProjectSketch = {}): Project =>
  sketchProject({ figures: ['', '', '10', '10'], ...rest, indicators: [indicator] })

const SATISFACTION = ['满意度指标', '服务对象满意度指标', '群众满意度'] as const
const COST = ['产出指标', '成本指标', '成本控制数'] as const

test('every check has an id of its own', () => {
  expect(new Set(SHEET_CHECKS.map(({ id }) => id)).size).toBe(SHEET_CHECKS.length)
})

test('but for those that look at several sheets, a check says of all sheets what it says of each alone', () => {
  const sheets = [
    one({ weight: '10', score: '12' }, { key: '甲' }),
    one({ levels: COST, weight: '20', score: '5', target: '≤5万元', actual: '4万元' }, { key: '乙', name: '乙项目' }),
    sketchProject({ key: '丙', name: '丙项目', figures: ['1', '2', '0', '3'], indicators: [{}, {}] }),
    sketchProject({ key: '丁', name: '丁项目', figures: ['', '', '5', '9'] }),
  ]
  const derivedSheets = sheets.map((sheet) => ({ ...sheet, total: { ...sheet.total, executed: wan('77.00') } }))
  const found = new Set<string>()
  for (const check of SHEET_CHECKS.filter((each) => !ACROSS_SHEETS.has(each))) {
    const together = run(check.id, sheets, { derivedSheets })
    expect(together).toEqual(
      sheets.flatMap((sheet, at) => run(check.id, sheet, { derivedSheets: derivedSheets.slice(at, at + 1) })),
    )
    if (together.length > 1) found.add(check.id)
  }
  expect(found.size).toBeGreaterThan(4)
})

describe('CK-101 weights', () => {
  test('that make 100 with the 执行率 pass; one hundredth less fails', () => {
    expect(run('CK-101', one({ weight: '90' }))).toEqual([])
    const [finding] = run('CK-101', one({ weight: '89.99' }))
    expect(finding).toMatchObject({ outcome: 'fail', severity: 'error', stated: '99.99分', difference: '0.01分' })
  })
  test('may leave another round share to the 执行率 where no place prescribes it', () => {
    const other = (weight: string, prescribed: boolean) =>
      run('CK-101', one({ weight }), { pack: sketchPack({ tables, scoring: usualWeights(prescribed) }) })
    expect(outcomes(other('80', false))).toEqual(['fail warning'])
    expect(other('80', false)[0]?.hint).toContain('执行率占20分')
    for (const weight of ['81', '89.99', '95.5', '110', '50']) expect(outcomes(other(weight, false))).toEqual(['fail error']) // prettier-ignore
    expect(outcomes(other('80', true))).toEqual(['fail error'])
  })
  test('that are missing cannot be summed', () => {
    expect(outcomes(run('CK-101', one({})))).toEqual(['cannot-check error'])
  })
})

describe('CK-102 weights of a block', () => {
  const indicators = [
    { levels: ['产出指标', '数量指标', '甲'] as const, weight: '20' },
    { levels: ['产出指标', '质量指标', '乙'] as const, weight: '10' },
    { levels: ['产出指标', '时效指标', '丙'] as const, weight: '10' },
    { levels: ['产出指标', '成本指标', '丁'] as const, weight: '10' },
    { levels: ['效益指标', '社会效益指标', '戊'] as const, weight: '30' },
    { levels: ['满意度指标', '满意度', '己'] as const, weight: '10' },
  ]
  test('pass as prescribed; a point moved to another 二级指标 fails for both', () => {
    expect(run('CK-102', sketchProject({ indicators }))).toEqual([])
    const moved = indicators.map((two, index) => ({
      ...two,
      weight: index === 0 ? '19' : index === 1 ? '11' : two.weight,
    }))
    expect(run('CK-102', sketchProject({ indicators: moved })).map(({ where }) => where)).toEqual([
      '甲项目 数量指标',
      '甲项目 质量指标',
    ])
  })
  test('are a hint where no place prescribes them, and a warning where one does', () => {
    const blocks = ([['产出指标', '数量指标', '40'], ['效益指标', '社会效益指标', '40'], ['满意度指标', '满意度', '10']] as const).map(([first, second, weight]) => ({ levels: [first, second, first] as const, weight })) // prettier-ignore
    const project = sketchProject({ figures: ['', '', '10', '10'], indicators: blocks })
    const usual = sketchPack({ tables, scoring: usualWeights(false) })
    const local = sketchPack({ tables, scoring: usualWeights(true) })
    expect(run('CK-101', project, { pack: usual })).toEqual([])
    expect(outcomes(run('CK-102', project, { pack: usual }))).toEqual(['fail info', 'fail info'])
    expect(outcomes(run('CK-102', project, { pack: local }))).toEqual(['fail warning', 'fail warning'])
  })
  test('say nothing while a weight is missing', () => {
    expect(
      run('CK-102', sketchProject({ indicators: [{ levels: ['产出指标', '数量指标', '甲'] }] })).map(
        ({ where }) => where,
      ),
    ).toEqual(['甲项目 效益指标', '甲项目 满意度指标'])
  })
})

test('CK-103: a score within its weight passes; one hundredth more, or less than nothing, fails', () => {
  expect(run('CK-103', one({ weight: '5', score: '5' }))).toEqual([])
  expect(outcomes(run('CK-103', one({ weight: '5', score: '5.01' })))).toEqual(['fail error'])
  expect(outcomes(run('CK-103', one({ weight: '5', score: '-0.01' })))).toEqual(['fail error'])
  expect(run('CK-103', one({ weight: '5' }))).toEqual([])
})

describe('CK-104: points lost', () => {
  test('need a reason', () => {
    expect(run('CK-104', one({ weight: '5', score: '5' }))).toEqual([])
    expect(outcomes(run('CK-104', one({ weight: '5', score: '4.99' })))).toEqual(['fail warning'])
    expect(run('CK-104', one({ weight: '5', score: '4', reason: '因故' }))).toEqual([])
    expect(outcomes(run('CK-104', one({ weight: '5', score: '4', reason: ' ' })))).toEqual(['fail warning'])
    expect(run('CK-104', one({ weight: '5' }))).toEqual([])
  })
  test('need none where the form has no place for it', () => {
    const form = {
      id: '表',
      subject: '项目',
      title: '表',
      titles: ['表'],
      widths: [1, 1],
      sections: [{ rows: [{ each: 'indicators', cells: [{ field: '三级指标' }, { field: '得分' }] }] }],
    }
    const pack = sketchPack({ tables, scoring: SCORING, forms: [form] })
    expect(run('CK-104', one({ weight: '5', score: '4' }), { pack })).toEqual([])
  })
})

test('CK-105: full marks against the rule need a reason', () => {
  expect(run('CK-105', one({ target: '≥60台', actual: '60台', weight: '5', score: '5' }))).toEqual([])
  const short = { target: '≥60台', actual: '59台', weight: '20', score: '20' }
  expect(run('CK-105', one(short))).toMatchObject([{ outcome: 'fail', severity: 'warning', expected: '19.67分' }])
  expect(run('CK-105', one({ ...short, reason: '一台在途' }))).toEqual([])
  expect(run('CK-105', one({ target: '及时', actual: '有所提高', weight: '5', score: '5' }))).toEqual([])
  expect(outcomes(run('CK-105', one({ target: '≤6万元', actual: '7万元', weight: '5', score: '5' })))).toEqual([
    'fail warning',
  ])
})

test('CK-105: one hundredth below the rule is seen; what the rule cannot judge is not', () => {
  const nearly = { target: '≥1000人', actual: '999人', weight: '10' }
  expect(run('CK-105', one({ ...nearly, score: '10' }))).toMatchObject([{ expected: '9.99分' }])
  expect(run('CK-105', one({ ...nearly, actual: '1000人', score: '10' }))).toEqual([])
  expect(run('CK-105', one({ ...nearly, actual: '', score: '10' }))).toEqual([])
  expect(run('CK-105', one({ ...nearly, actual: '999台', score: '10' }))).toEqual([])
  expect(run('CK-105', one({ ...nearly, weight: '', score: '10' }))).toEqual([])
})

test('CK-106: an actual is a number, not a bound', () => {
  const withWords = (text: string): Project => {
    const project = one({ weight: '5' })
    return { ...project, indicators: project.indicators.map((two) => ({ ...two, actual: { kind: 'words', text } })) }
  }
  expect(run('CK-106', withWords('达成预期指标'))).toEqual([])
  expect(outcomes(run('CK-106', withWords('≥90%')))).toEqual(['fail warning'])
  expect(run('CK-106', one({}))).toEqual([])
})

describe('CK-107: a target', () => {
  const odd = (name: string, target: string): number =>
    run('CK-107', one({ levels: ['产出指标', '数量指标', name], target })).length
  test.each([
    ['及时发放率', '≥6年'],
    ['替代设备使用年限', '≥90%'],
    ['采购设备合格率', '≥101%'],
    ['群众满意度', '=0'],
    ['服务对象满意度', '≤90%'],
    ['工作人员满意度(%)', '≥90人'],
  ])('%s %s makes no sense', (name, target) => {
    expect(odd(name, target)).toBe(1)
  })
  test.each([
    ['及时发放率', '=100%'],
    ['采购设备合格率', '≥100%'],
    ['替代设备使用年限', '≥6年'],
    ['服务对象满意度', '≥90'],
    ['任务完成率', '≥120%'],
    ['全区稳定事件', '=0'],
    ['检查频率', '≥2次'],
    ['工作效率', '提高'],
    ['小额信贷贴息利率', '≤4.35%'],
    ['成本控制', '≥5%'],
    ['完成时间', '≤12月'],
    ['缩减预算专项支', '20%'],
  ])('%s %s does', (name, target) => {
    expect(odd(name, target)).toBe(0)
  })
  test('that is missing is not judged', () => {
    expect(odd('及时发放率', '')).toBe(0)
  })
})

test('CK-108: a cost that was kept and lost points is pointed at', () => {
  const cost = { levels: COST, target: '≤62万元', actual: '37.6万元', weight: '10' }
  expect(run('CK-108', one({ ...cost, score: '10' }))).toEqual([])
  expect(outcomes(run('CK-108', one({ ...cost, score: '9.99', reason: '有' })))).toEqual(['fail info'])
  expect(run('CK-108', one({ ...cost, actual: '62.01万元', score: '6' }))).toEqual([])
  expect(run('CK-108', one({ ...cost, actual: '', score: '6' }))).toEqual([])
})

test('CK-109: full marks for outputs with nothing spent', () => {
  const full = { weight: '20', score: '20' }
  expect(run('CK-109', one(full, { figures: ['', '', '4.8', '0.01'] }))).toEqual([])
  expect(outcomes(run('CK-109', one(full, { figures: ['', '', '4.8', '0'] })))).toEqual(['fail warning'])
  expect(run('CK-109', one({ weight: '20', score: '19.99' }, { figures: ['', '', '4.8', '0'] }))).toEqual([])
  expect(run('CK-109', one(full, { figures: ['', '', '4.8', ''] }))).toEqual([])
})

test('CK-110: satisfaction below its target is not full marks', () => {
  const people = { levels: SATISFACTION, target: '≥95%', weight: '10' }
  expect(run('CK-110', one({ ...people, actual: '95%', score: '10' }))).toEqual([])
  expect(outcomes(run('CK-110', one({ ...people, actual: '94.99%', score: '10' })))).toEqual(['fail warning'])
  expect(run('CK-110', one({ ...people, actual: '90%', score: '9' }))).toEqual([])
  expect(run('CK-110', one({ ...people, actual: '', score: '10' }))).toEqual([])
})

describe('CK-111: the amounts of the sheets', () => {
  const two = [
    sketchProject({ figures: ['', '', '', '3.01'] }),
    sketchProject({ key: '乙', figures: ['', '', '', '2'] }),
  ]
  test('of all projects are within the 项目支出, as far as rounding can tell', () => {
    expect(run('CK-111', two, { cells: { '支出/合计/项目': '5.01' } })).toEqual([])
    expect(run('CK-111', two, { cells: { '支出/合计/项目': '5.00' } })).toEqual([])
    expect(outcomes(run('CK-111', two, { cells: { '支出/合计/项目': '4.99' } }))).toEqual(['fail error'])
    expect(outcomes(run('CK-111', two))).toEqual(['cannot-check info'])
  })
  test('of the whole unit are the ones of the accounts', () => {
    const whole = sketchProject({ subject: '部门整体', figures: ['', '', '', '747.6'] })
    expect(run('CK-111', whole, { cells: { '支出/合计/合计': '747.60' } })).toEqual([])
    expect(outcomes(run('CK-111', whole, { cells: { '支出/合计/合计': '747.61' } }))).toEqual(['fail error'])
    expect(outcomes(run('CK-111', whole))).toEqual(['cannot-check info'])
  })
  test('of the whole unit, budgets too, where the pack names their cells', () => {
    const accounts = { ...SCORING.accounts, initialBudget: '支出/合计/项目', budget: '支出/合计/合计' }
    const pack = sketchPack({ tables, scoring: { ...SCORING, accounts } })
    const whole = sketchProject({ subject: '部门整体', figures: ['', '579.45', '746.9', ''] })
    const cells = { '支出/合计/项目': '579.45', '支出/合计/合计': '746.90' }
    expect(run('CK-111', whole, { pack, cells })).toEqual([])
    const other = { '支出/合计/项目': '579.46', '支出/合计/合计': '746.91' }
    expect(run('CK-111', whole, { pack, cells: other })).toMatchObject([
      { severity: 'warning', where: '甲项目 年初预算数' },
      { severity: 'warning', where: '甲项目 全年预算数' },
    ])
    expect(outcomes(run('CK-111', whole, { pack }))).toEqual(['cannot-check info', 'cannot-check info'])
  })
})

describe('CK-112: what the form states of the execution', () => {
  const stated = (texts: ProjectSketch['texts']): Project =>
    sketchProject({ figures: ['', '', '5.6', '4.729'], ...(texts ? { texts } : {}) })
  test.each([
    [STATED.rate, '84.45', '84.46'],
    [STATED.executionScore, '8.45', '8.44'],
    [STATED.balance, '0.871', '0.86'],
  ])('%s %s passes, %s does not', (id, right, wrong) => {
    expect(run('CK-112', stated({ [id]: right }))).toEqual([])
    if (id === STATED.rate) expect(run('CK-112', stated({ [id]: '84.6' })).length).toBe(1)
    else expect(outcomes(run('CK-112', stated({ [id]: wrong })))).toEqual(['fail error'])
  })
  test('cannot be held against amounts that are missing', () => {
    expect(run('CK-112', sketchProject({ texts: { [STATED.rate]: '84.45', [STATED.balance]: '1' } }))).toEqual([])
  })
})

test('CK-113: more spent than budgeted', () => {
  expect(run('CK-113', sketchProject({ figures: ['', '', '746.9', '746.9'] }))).toEqual([])
  expect(run('CK-113', sketchProject({ figures: ['', '', '746.9', '747.6'] }))).toMatchObject([
    { severity: 'warning', stated: '100.09%' },
  ])
  expect(run('CK-113', sketchProject({ figures: ['', '', '100', '100.01'] }))).toMatchObject([{ stated: '100.01%' }])
  expect(run('CK-113', sketchProject({ figures: ['', '', '', '747.6'] }))).toEqual([])
  expect(run('CK-113', sketchProject({ figures: ['', '', '0', '0'] }))).toEqual([])
  expect(run('CK-113', sketchProject({ figures: ['', '', '0', '5'] }))).toMatchObject([
    { stated: '5万元', expected: '0万元' },
  ])
})

describe('CK-114: total and grade', () => {
  const sheet = (total: string, grade: string): Project =>
    one({ weight: '90', score: '80' }, { texts: { [STATED.total]: total, [STATED.grade]: grade } })
  test('as stated are the ones of the scores', () => {
    expect(run('CK-114', sheet('90', '优'))).toEqual([])
    expect(run('CK-114', sheet('90.00', '优'))).toEqual([])
    expect(run('CK-114', sheet('89.99', '优'))).toMatchObject([{ outcome: 'fail', difference: '0.01分' }])
    expect(run('CK-114', sheet('90', '良'))).toMatchObject([{ outcome: 'fail', stated: '良', expected: '优' }])
  })
  test('cannot be computed while a score is missing', () => {
    expect(outcomes(run('CK-114', one({ weight: '90' })))).toEqual(['cannot-check error'])
  })
})

test('CK-115: a 二级指标 stands under its own 一级指标', () => {
  const under = (first: string, second: string): number => run('CK-115', one({ levels: [first, second, '甲'] })).length
  expect(under('产出指标(50分)', '成本指标')).toBe(0)
  expect(under('效益指标', '成本指标')).toBe(1)
  expect(under('效益指标', '自定指标')).toBe(0)
})

test('CK-124: a 二级指标 with a wrong character that the pack knows is understood and pointed at', () => {
  const under = (second: string) => run('CK-124', one({ levels: ['产出指标', second, '甲'] }))
  expect(under('时效指标')).toEqual([])
  expect(under('时效')).toEqual([])
  expect(under('自定指标')).toEqual([])
  expect(outcomes(under('实效'))).toEqual(['fail warning'])
  expect(under('实效')[0]).toMatchObject({ stated: '实效', expected: '时效指标' })
})

test('CK-116: an actual far above its target', () => {
  expect(run('CK-116', one({ target: '10次', actual: '13次' }))).toEqual([])
  expect(outcomes(run('CK-116', one({ target: '10次', actual: '13.01次' })))).toEqual(['fail info'])
  expect(run('CK-116', one({ target: '10次' }))).toEqual([])
})

test('CK-117: fund sources add up to the total, in the columns that all of them state', () => {
  const money = sketchProject({ figures: ['', '', '', '5'] }).total
  const part = sketchProject({ figures: ['', '', '', '2.5'] }).total
  const less = sketchProject({ figures: ['', '', '', '2.48'] }).total
  const funds = (second: typeof part): Project => ({
    ...sketchProject(),
    total: money,
    funds: [
      { name: '当年财政拨款', ...part },
      { name: '其他资金', ...second },
    ],
  })
  expect(run('CK-117', funds(part))).toEqual([])
  expect(outcomes(run('CK-117', funds(less)))).toEqual(['fail error'])
  expect(run('CK-117', funds(sketchProject().total))).toEqual([])
})

test('CK-118: the same indicator twice', () => {
  const twice = (levels: readonly [string, string, string]): Project =>
    sketchProject({ indicators: [{ levels: ['过程', '预算管理', '管理制度健全性'] }, { levels }] })
  expect(run('CK-118', twice(['过程', '资产管理', '管理制度健全性']))).toEqual([])
  expect(outcomes(run('CK-118', twice(['过程', '预算管理', '管理制度健全性（2分）'])))).toEqual(['fail warning'])
})

test('CK-119: the money left over is no cost', () => {
  const cost = (actual: string, figures: ProjectSketch['figures']): number =>
    run('CK-119', one({ levels: COST, target: '≤47.08万元', actual }, figures ? { figures } : {})).length
  expect(cost('25.5万元', ['', '', '47.08', '25.5'])).toBe(0)
  expect(cost('21.58万元', ['', '', '47.08', '25.5'])).toBe(1)
  expect(cost('21.6万元', ['', '', '47.08', '25.5'])).toBe(1) // rounded, but still the balance
  expect(cost('21.58万元', ['', '', '47.08', ''])).toBe(0)
})

test('CK-120: a sheet that no form prints', () => {
  const form = {
    id: '表',
    subject: '项目',
    title: '表',
    titles: ['表'],
    widths: [1, 1],
    sections: [{ rows: [{ each: 'indicators', cells: [{ field: '三级指标' }, { field: '得分' }] }] }],
  }
  const pack = sketchPack({ tables, scoring: SCORING, forms: [form] })
  expect(run('CK-120', sketchProject(), { pack })).toEqual([])
  expect(outcomes(run('CK-120', sketchProject({ subject: '部门整体' }), { pack }))).toEqual(['fail error'])
})

describe('CK-121: what was spent, against the ledgers', () => {
  const ledger = [sketchProject({ figures: ['', '', '', '37.633'] })]
  const spent = (executed: string, derivedSheets: readonly Project[] = ledger): readonly Finding[] =>
    run('CK-121', sketchProject({ figures: ['', '', '62', executed] }), { derivedSheets })
  test('passes as in the ledgers, rounded too; the smallest step beside it fails', () => {
    expect(spent('37.633')).toEqual([])
    expect(spent('37.63')).toEqual([])
    expect(spent('37.634')).toMatchObject([
      { severity: 'warning', stated: '37.634万元', expected: '37.633万元', difference: '0.001万元' },
    ])
    expect(outcomes(spent('37.64'))).toEqual(['fail warning'])
  })
  test('says nothing where the ledgers or the sheet say nothing', () => {
    expect(spent('')).toEqual([])
    expect(spent('37.634', [])).toEqual([])
    expect(spent('37.634', [sketchProject({ key: '乙', figures: ['', '', '', '1'] })])).toEqual([])
  })
})

describe('CK-122: targets against those of the 预算', () => {
  const planned = [sketchProject({ indicators: [{ target: '≥12次' }] })]
  const against = (own: IndicatorSketch, derivedSheets: readonly Project[] = planned): readonly Finding[] =>
    run('CK-122', one(own), { derivedSheets })
  test('pass as set, however written; one less fails, and an adjusted one is where it belongs', () => {
    expect(against({ target: '≥12次' })).toEqual([])
    expect(against({ target: '>=12.0次' })).toEqual([])
    expect(against({ target: '≥11次' })).toMatchObject([{ severity: 'warning', stated: '≥11次', expected: '≥12次' }])
    expect(outcomes(against({ target: '＞12次' }))).toEqual(['fail warning'])
    expect(against({ target: '≥12次', adjusted: '≥11次' })).toEqual([])
  })
  test('that the sheet does not have are named', () => {
    expect(against({ levels: ['产出指标', '质量指标', '合格率'], target: '=100%' })).toMatchObject([
      { severity: 'info', stated: '1个' },
    ])
  })
  test('are not judged where there is no target or no 预算', () => {
    expect(against({})).toEqual([])
    expect(against({ target: '≥11次' }, [])).toEqual([])
  })
})

test('CK-123: money of a target that the form of a 预算 does not print', () => {
  const form = {
    id: '表',
    subject: '项目',
    title: '表',
    titles: ['表'],
    widths: [1, 1],
    sections: [{ rows: [{ cells: ['年度资金总额', { field: '预算编制数' }] }] }],
  }
  const pack = sketchPack({ tables, scoring: SCORING, forms: [form] })
  const of = (figures: NonNullable<ProjectSketch['figures']>, stage: '预算' | '决算' = '预算'): readonly Finding[] =>
    run('CK-123', sketchProject({ figures }), { pack, stage })
  expect(of(['', '10', '', ''])).toEqual([])
  expect(of(['', '10', '12', ''])).toEqual([])
  expect(of(['', '', '12', ''], '决算')).toEqual([])
  expect(of(['', '', '12', '']).map(({ cells, severity }) => [...cells, severity])).toEqual([
    ['甲项目 预算编制数', 'error'],
  ])
})

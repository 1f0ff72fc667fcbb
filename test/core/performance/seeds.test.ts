import { describe, expect, test } from 'vitest'
import { runChecks } from '#core/check/run.ts'
import type { Finding } from '#core/check/finding.ts'
import type { Grid } from '#core/document/model.ts'
import { formatCount } from '#core/money/format.ts'
import type { Project } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import { blockTotals, executionRate, executionScore, gradeOf, totalScore } from '#core/performance/score.ts'
import { blankForms, sheetGrids } from '#core/performance/sheet-grids.ts'
import { STATED } from '#core/performance/stated.ts'
import { gridSlots } from '#main/render/layout/grid-layout.ts'
import { openPacks } from '#main/files/packs.ts'
import { sketchAccounts, type AccountsSketch } from '#test/support/accounts.ts'
import { printedSheets } from './printed-sheets.ts'

const packs = openPacks(['resources/packs'])
const shanxi = packs.load('shanxi/2023-决算')
const hunan2020 = packs.load('hunan/2020-决算')
const hunan2021 = packs.load('hunan/2021-决算')
const hebei = packs.load('hebei/2021-预算')

const points = (project: Project, pack: Pack): string | undefined => {
  const total = pack.scoring && totalScore(project, pack.scoring)
  return total && formatCount(total)
}

/** Findings about the sheets alone, `rule where`. */
function sheetFindings(
  projects: readonly Project[],
  pack: Pack,
  cells: AccountsSketch['cells'] = {},
): readonly Finding[] {
  const { stage, year } = pack.head
  const accounts = sketchAccounts({ cells, year })
  const key = { ...accounts.key, stage }
  const report = runChecks({
    accounts: { ...accounts, key },
    pack,
    projects,
    nameOfCode: () => '科目',
    derivedSheets: [],
    nearestCodes: () => [],
  })
  return report.findings.filter(({ rule }) => rule.startsWith('CK-1'))
}

const named = (findings: readonly Finding[], rule: string): readonly string[] =>
  findings.filter((finding) => finding.rule === rule).map(({ where }) => where)

describe('the six sheets of 2023', () => {
  const six = printedSheets('001')

  test.each([
    ['区委办业务费', '60.70', '6.07', '92.07', '优'],
    ['政研室业务费', '100.00', '10', '100', '优'],
    ['深化安全可靠替代工程项目', '19.65', '1.97', '83.97', '良'],
    ['县级党政专用高清涉密电视会议系统', '54.16', '5.42', '90.42', '优'],
    ['遗属补助', '84.45', '8.45', '93.45', '优'],
    ['应急值班工作经费', '0.00', '0', '45', '差'],
  ])('%s: %s %% scores %s, in all %s, %s', (name, rate, score, total, grade) => {
    const project = six.find((one) => one.name === name)
    if (!project || !shanxi.scoring) throw new Error('not there')
    const twoDecimals = { decimals: 2, trimZeros: false, thousands: false, zero: undefined }
    expect(formatCount(executionRate(project.total) ?? { fen: -1, quantum: 1 }, twoDecimals)).toBe(rate)
    expect(formatCount(executionScore(project.total, 10) ?? { fen: -1, quantum: 1 })).toBe(score)
    expect(points(project, shanxi)).toBe(total)
    expect(gradeOf(totalScore(project, shanxi.scoring) ?? { fen: -1, quantum: 1 }, shanxi.scoring)).toBe(grade)
    expect(blockTotals(project, shanxi.scoring).map(({ weight }) => weight?.fen)).toEqual([5000, 3000, 1000])
  })

  test('what their authors got wrong is found, and nothing else is an error', () => {
    const findings = sheetFindings(six, shanxi, { '支出决算表/合计/项目支出': '276.29' })
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(named(findings, 'CK-119')).toEqual(['县级党政专用高清涉密电视会议系统 资金使用规模'])
    expect(named(findings, 'CK-107')).toEqual(['区委办业务费 群众满意度'])
    expect(named(findings, 'CK-108')).toEqual([
      '区委办业务费 项目预算控制数',
      '县级党政专用高清涉密电视会议系统 资金使用规模',
      '应急值班工作经费 值班补助金额控制在预算范围内',
    ])
    expect(named(findings, 'CK-109')).toEqual(['应急值班工作经费'])
    expect([...new Set(findings.map(({ rule }) => rule))].toSorted()).toEqual([
      'CK-107',
      'CK-108',
      'CK-109',
      'CK-118', // 政研室业务费 prints one indicator several times
      'CK-119',
    ])
  })

  test('a total, a grade or a 执行率 that is stated otherwise is an error', () => {
    const wrong = six.map((project) => ({
      ...project,
      texts: new Map([...project.texts, [STATED.total, '92'], [STATED.grade, '中'], [STATED.rate, '61']]),
    }))
    const findings = sheetFindings(wrong.slice(0, 1), shanxi)
    expect(findings.filter(({ severity }) => severity === 'error').map(({ rule, where }) => [rule, where])).toEqual([
      ['CK-114', '区委办业务费 总分'],
      ['CK-114', '区委办业务费 等级'],
    ])
    const rate = sheetFindings(
      six.slice(0, 1).map((project) => ({ ...project, texts: new Map([[STATED.rate, '61.0']]) })),
      shanxi,
    )
    expect(named(rate, 'CK-112')).toEqual(['区委办业务费 执行率'])
  })

  test('more spent than the accounts have for projects is an error', () => {
    const findings = sheetFindings(six, shanxi, { '支出决算表/合计/项目支出': '273.42' })
    expect(named(findings, 'CK-111')).toEqual(['项目支出'])
    expect(named(sheetFindings(six, shanxi, { '支出决算表/合计/项目支出': '273.44' }), 'CK-111')).toEqual([])
  })
})

describe('the 部门整体 sheet of 2020', () => {
  const [sheet] = printedSheets('004')
  if (!sheet) throw new Error('not there')

  test('makes 92, with the 执行率 of 100.09 % capped', () => {
    expect(points(sheet, hunan2020)).toBe('92')
    if (!hunan2020.scoring) throw new Error('no scoring')
    expect(blockTotals(sheet, hunan2020.scoring).map(({ score }) => score?.fen)).toEqual([4600, 2700, 900])
  })

  test('is found to have spent more than its budget, and to lose points without a reason', () => {
    const cells = { '支出决算表/合计/本年支出合计': '747.60', '年初预算/合计/年初预算数': '579.45' }
    const findings = sheetFindings([sheet], hunan2020, cells)
    expect(findings.filter(({ severity, outcome }) => severity === 'error' && outcome === 'fail')).toEqual([])
    expect(named(findings, 'CK-113')).toEqual(['部门整体支出'])
    expect(named(findings, 'CK-104').length).toBe(8)
    expect(named(findings, 'CK-116')).toEqual(['部门整体支出 统筹协调有关部门'])
    expect(
      named(sheetFindings([sheet], hunan2020, { ...cells, '支出决算表/合计/本年支出合计': '747.61' }), 'CK-111'),
    ).toContain('部门整体支出 全年执行数')
  })
})

describe('the 28 indicators of 2021', () => {
  const [sheet] = printedSheets('002')
  if (!sheet) throw new Error('not there')

  test('make 93', () => {
    expect(sheet.indicators.length).toBe(28)
    expect(points(sheet, hunan2021)).toBe('93')
    if (!hunan2021.scoring) throw new Error('no scoring')
    expect(blockTotals(sheet, hunan2021.scoring).map(({ weight, score }) => [weight?.fen, score?.fen])).toEqual([
      [2000, 2000],
      [3000, 3000],
      [3000, 2600],
      [2000, 1700],
    ])
  })

  test('that follow from the accounts do so, and full marks for a missed one are found', () => {
    const cells = {
      '人员机构/在职合计/数量': '69元',
      '人员机构/编制合计/数量': '77元',
      '一般公共预算财政拨款支出决算表/合计/小计': '1305.63',
      '年初预算/合计/年初预算数': '837.69',
    }
    const findings = sheetFindings([sheet], hunan2021, cells)
    expect(named(findings, 'CK-105')).toEqual(['部门整体支出 预算执行率'])
    expect(named(findings, 'CK-104')).toEqual([]) // its form has no column for reasons
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

describe('the target tables of 2021', () => {
  const sheets = printedSheets('003')

  test('are targets only: weights of 100 for the whole unit, none for the projects, and no scores asked for', () => {
    const findings = sheetFindings(sheets, hebei)
    expect(findings.map(({ rule, where }) => [rule, where])).toEqual([
      ['CK-107', '部门整体支出 及时发放率'],
      ['CK-107', '部门整体支出 替代设备使用年限'],
      // Each of the six printed 实效 for 时效.
      ['CK-124', '安全可靠应用替代项目经费 工作完成率'],
      ['CK-124', '区政府华侨补贴项目经费 完成时间'],
      ['CK-124', '互联网接入检测器经费 工作完成率'],
      ['CK-124', '区政府一招人员经费 完成时间'],
      ['CK-124', '政务服务管理经费 按时完成率'],
      ['CK-124', '金融扶贫贴息资金 完成时间'],
    ])
  })
})

describe('the grids', () => {
  const accounts = sketchAccounts({ cells: {}, year: 2023 })
  const cases = [
    ['six sheets', shanxi, printedSheets('001'), 10],
    ['计分表', hunan2021, printedSheets('002'), 6],
    ['自评表', hunan2020, printedSheets('004'), 11],
  ] as const

  test.each(cases)('of the %s fill every column of every row', (_, pack, projects, width) => {
    const grids = sheetGrids(projects, pack, accounts)
    expect(grids.length).toBe(projects.length)
    for (const grid of grids) {
      expect(grid.widths.length).toBe(width)
      expect(gridSlots(grid).flatMap((slots) => slots.filter(({ kind }) => kind === 'empty'))).toEqual([])
    }
  })

  test('print what the sheets print', () => {
    const [first] = sheetGrids(printedSheets('001'), shanxi, accounts)
    if (!first) throw new Error('no grid')
    const rows = textsOf(first)
    expect(first.title).toBe('区委办业务费项目支出绩效自评表')
    expect(first.line).toEqual(['', '（2023年度）', ''])
    expect(rows).toContainEqual(['资金总额：', '62', '62', '62', '37.633', '24.367', '60.7', '6.07', ''])
    expect(rows).toContainEqual(['市县区财政资金', '62', '62', '62', '37.633', '24.367', '60.70', '6.07', ''])
    expect(rows).toContainEqual([
      '成本指标',
      '项目预算控制数',
      '≤62万元',
      '≤62万元',
      '≤37.6万元',
      '10',
      '6',
      '节约意识增强,部分资金未及支出,加强预算编制管理。',
    ])
    expect(rows).toContainEqual(['总分', '92.07', '优'])
  })

  test('of the Hebei tables split a target into sign, number and unit, words under 文字描述', () => {
    const [whole, project] = sheetGrids(printedSheets('003'), hebei, accounts)
    if (!whole || !project) throw new Error('no grid')
    expect(textsOf(whole)).toContainEqual([
      '成本',
      '成本控制',
      '10',
      '项目成本控制',
      '文字描述',
      '',
      '控制成本不超标',
      '计划标准',
    ])
    expect(project.title).toBe('1.安全可靠应用替代项目经费绩效目标表')
    expect(textsOf(project)).toContainEqual([
      '实效',
      '工作完成率',
      '按时完成的工作占计划工作的比率',
      '=100%',
      '计划标准',
    ])
  })

  test('print every indicator of a project, also one that the form does not fix', () => {
    const [sheet] = printedSheets('002')
    const extra = sheet?.indicators[0]
    if (!sheet || !extra) throw new Error('not there')
    const more = {
      ...sheet,
      indicators: [...sheet.indicators, { ...extra, key: '29', levels: ['效果', '履职效益', '自加指标'] as const }],
    }
    const [grid] = sheetGrids([more], hunan2021, accounts)
    expect(grid && textsOf(grid).some((row) => row.includes('自加指标（2分）'))).toBe(true)
  })

  test('of empty forms have a row for each 二级指标', () => {
    const [form] = blankForms(shanxi, accounts).filter(({ id }) => id === '项目支出绩效自评表')
    expect(form && textsOf(form).flat()).toEqual(
      expect.arrayContaining(['数量指标', '可持续影响指标', '服务对象满意度指标']),
    )
  })
})

function textsOf(grid: Grid): readonly (readonly string[])[] {
  return grid.rows.map((row) => row.cells.map(({ text }) => text))
}

import { describe, expect, test } from 'vitest'
import { runChecks } from '#core/check/run.ts'
import type { Indicator, Project } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import { readSheet, type SheetReading } from '#core/performance/read-sheet.ts'
import { sheetGrids } from '#core/performance/sheet-grids.ts'
import { readWorkbook } from '#main/files/read-workbook.ts'
import { renderXlsx } from '#main/render/xlsx.ts'
import { EXECUTION_REASON, STATED } from '#core/performance/stated.ts'
import { printActual, printTarget } from '#core/recognise/fill-in/target.ts'
import type { Merge, Sheet, SheetCell, SheetValue } from '#core/workbook/grid.ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPacks } from '#main/files/packs.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { sketchProject } from './sketch.ts'

const packs = openPacks(['resources/packs'])
const FINAL = packs.load('base/2023-决算')
const BUDGET = packs.load('base/2023-预算')

type Cell = string | number | SheetValue

/** A sheet as it is drawn: '<' belongs to the cell at its left, '^' to the one above. */
function draw(rows: readonly (readonly Cell[])[]): Sheet {
  const merges: Merge[] = []
  const cells = rows.map((row, top) =>
    row.flatMap((cell, left): readonly SheetCell[] => {
      if (cell === '' || cell === '<' || cell === '^') return []
      let right = left
      while (rows[top]?.[right + 1] === '<') right += 1
      let bottom = top
      while (rows[bottom + 1]?.[left] === '^') bottom += 1
      if (right > left || bottom > top) merges.push({ top, left, bottom, right })
      const value: SheetValue =
        typeof cell === 'string'
          ? { kind: 'text', text: cell }
          : typeof cell === 'number'
            ? { kind: 'number', text: String(cell) }
            : cell
      return [{ column: left, value }]
    }),
  )
  return {
    ...{ name: 'Sheet1', hidden: false, hiddenColumns: [], merges },
    rows: cells.map((own, index) => ({ index, hidden: false, cells: own })),
  }
}

function read(rows: readonly (readonly Cell[])[], pack: Pack = FINAL): SheetReading {
  const reading = readSheet(draw(rows), '表.xlsx', pack)
  if (!reading) throw new Error('not recognised')
  return reading
}

const short = ({ levels, target, actual, weight, score }: Indicator): unknown => [
  levels.join('/'),
  target && printTarget(target),
  actual && printActual(actual),
  weight && weight.fen / 100,
  score && score.fen / 100,
]
const wan = (project: Project): unknown =>
  [project.total, ...project.funds].map(({ compiled, budget, executed }) =>
    [compiled, budget, executed].map((amount) => amount && amount.fen / 1_000_000),
  )
const codes = ({ findings }: SheetReading): readonly string[] => findings.map(({ code }) => code)
const rules = (project: Project, pack = FINAL): readonly string[] =>
  runChecks({
    ...{ accounts: sketchAccounts({ cells: {}, year: 2023 }), pack, projects: [project] },
    ...{ nameOfCode: () => '', derivedSheets: [], nearestCodes: () => [] },
  }).findings.flatMap(({ rule, outcome }) => (rule.startsWith('CK-1') && outcome === 'fail' ? [rule] : []))

const TOP: readonly (readonly Cell[])[] = [
  ['项目支出绩效自评表', '<', '<', '<', '<', '<', '<', '<', '<', '<'],
  ['（2023年度）', '<', '<', '<', '<', '<', '<', '<', '<', '<'],
  ['项目名称', '<', '教师培训', '<', '<', '<', '<', '<', '<', '<'],
  ['主管部门', '<', '某县教育局', '<', '<', '实施单位', '<', '某县第一中学', '<', '<'],
]
const MONEY: readonly (readonly Cell[])[] = [
  ['项目资金（万元）', '<', '', '<', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
  ['^', '<', '年度资金总额', '<', 100, 100, 90, 10, '90%', 9],
  ['^', '<', '其中：当年财政拨款', '<', 100, 100, 90, '—', '—', '—'],
]
const GOAL: readonly (readonly Cell[])[] = [
  ['年度总体目标', '预期目标', '<', '<', '<', '实际完成情况', '<', '<', '<', '<'],
  ['^', '完成培训', '<', '<', '<', '已完成', '<', '<', '<', '<'],
]
const HEADINGS = ['年度指标值', '实际完成值', '分值', '得分', '偏差原因分析及改进措施']
const heading = (names: readonly string[] = HEADINGS): readonly Cell[] => [
  ...['绩效指标', '一级指标', '二级指标', '三级指标', '<', ...names],
]
const row = (...[first, second, third, ...rest]: readonly [string, string, string, ...Cell[]]): readonly Cell[] => [
  ...['^', first, second, third, '<', ...rest],
]
const COUNT = row('产出指标', '数量指标', '培训人次', '≥100人次', '100人次', 50, 50)
const BENEFIT = row('效益指标', '社会效益指标', '教学能力', '提升', '提升', 30, 30)
const CONTENT = row('满意度指标', '服务对象满意度指标', '教师满意度', '≥90%', '95%', 10, 10)
const TOTAL: readonly Cell[] = ['总分', '<', '<', '<', '<', '<', '<', 100, 99, '']
const form = (...rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] => [
  ...TOP,
  ...MONEY,
  ...GOAL,
  ...rows,
]
const THREE = [
  ['产出指标/数量指标/培训人次', '≥100人次', '100人次', 50, 50],
  ['效益指标/社会效益指标/教学能力', '提升', '提升', 30, 30],
  ['满意度指标/服务对象满意度指标/教师满意度', '≥90%', '95%', 10, 10],
]

describe('a form as other places print it is read without a remark', () => {
  test.each([
    [
      'placeholders that nobody filled in',
      [COUNT, row('^', '^', '指标2：'), row('^', '^', '……'), row('^', '质量指标', ''), BENEFIT, CONTENT, TOTAL],
    ],
    [
      'a block whose first row is empty',
      [
        COUNT,
        row('效益指标', '经济效益指标', ''),
        row('', '社会效益指标', '教学能力', '提升', '提升', 30, 30),
        CONTENT,
        TOTAL,
      ],
    ],
    [
      'names broken over lines, with their 分值',
      [row('产出\n指标\n（50分）', '数量\n指标', '培训人次', '≥100人次', '100人次', 50, 50), BENEFIT, CONTENT, TOTAL],
    ],
    ['a 小计 below each block', [COUNT, row('^', '小计', '', '', '', 50, 50), BENEFIT, CONTENT, TOTAL]],
    ['a total of another name', [COUNT, BENEFIT, CONTENT, ['自评总分', '<', '<', '<', '<', '<', '<', 100, 99, '']]],
    ['a total with its word', [COUNT, BENEFIT, CONTENT, ['总得分', '<', '<', '<', '<', '<', '<', '', '99分', '优']]],
    [
      'a total in a sentence',
      [COUNT, BENEFIT, CONTENT, ['自评得分：99分，自评等级：优', '<', '<', '<', '<', '<', '<', '<', '<', '<']],
    ],
    [
      'signatures below the total',
      [COUNT, BENEFIT, CONTENT, TOTAL, ['填表人：张三', '', '', '', '联系电话：1', '', '', '', '', '']],
    ],
    [
      'signatures and no total',
      [COUNT, BENEFIT, CONTENT, ['填报人：张三', '', '', '', '联系电话：1', '', '', '', '', '']],
    ],
    [
      'the 执行率 as a row of its own',
      [row('预算执行率', '预算执行率', '预算执行率', '100%', '90%', 10, 9), COUNT, BENEFIT, CONTENT, TOTAL],
    ],
    [
      'a 合计 below each block',
      [
        COUNT,
        ['^', '合计', '<', '<', '<', '<', '<', 50, 50, ''],
        BENEFIT,
        row('^', '合计', '', '', '', 30, 30),
        CONTENT,
        TOTAL,
      ],
    ],
  ] as const)('%s', (_, rows) => {
    const reading = read(form(heading(), ...rows))
    expect(codes(reading)).toEqual([])
    expect(reading.project.indicators.map(short)).toEqual(THREE)
    expect(reading.project.texts.get(STATED.total) ?? '99').toBe('99')
    expect(rules(reading.project)).toEqual([])
  })

  test('headings in other words, with brackets', () => {
    const names = ['年度指标值（含单位）', '全年实际值', '分值（权重）', '自评得分', '未完成原因分析']
    const reading = read(form(heading(names), COUNT, BENEFIT, CONTENT, TOTAL))
    expect([codes(reading), reading.project.indicators.map(short)]).toEqual([[], THREE])
  })

  test('a total that is not filled in is not the full marks beside it', () => {
    const open: readonly Cell[] = ['总分', '<', '<', '<', '<', '<', '<', 100, '', '']
    expect(read(form(heading(), COUNT, BENEFIT, CONTENT, open)).project.texts.has(STATED.total)).toBe(false)
  })

  test('the row of the 执行率 keeps what it states, and one that weighs something else stays an indicator', () => {
    const execution = (weight: number): readonly Cell[] =>
      row('预算执行率', '预算执行率', '预算执行率', '100%', '90%', weight, 9, '招标结余')
    const money = MONEY.map((cells) => cells.slice(0, 7))
    const rows = (weight: number) => [
      ...TOP,
      ...money,
      ...GOAL,
      heading(),
      execution(weight),
      COUNT,
      BENEFIT,
      CONTENT,
      TOTAL,
    ]
    const { project } = read(rows(10))
    expect([STATED.rate, STATED.executionScore, EXECUTION_REASON].map((id) => project.texts.get(id))).toEqual([
      ...['90%', '9', '招标结余'],
    ])
    expect(read(rows(20)).project.indicators).toHaveLength(4)
  })
})

describe('levels stay where the sheet has them', () => {
  test.each(['成本指标', '经济成本指标'])('the costs as a 一级 of their own (%s below it)', (second) => {
    const cost = row('成本指标', second, '培训成本', '≤100万元', '90万元', 20, 20)
    const rows = [
      cost,
      row('产出指标', '数量指标', '培训人次', '≥100人次', '100人次', 40, 40),
      row('效益指标', '社会效益指标', '教学能力', '提升', '提升', 20, 20),
      CONTENT,
      TOTAL,
    ]
    const reading = read(form(heading(), ...rows))
    expect(codes(reading)).toEqual([])
    expect(reading.project.indicators[0]?.levels).toEqual(['成本指标', second, '培训成本'])
    expect(rules(reading.project)).toEqual([])
    const lost = read(
      form(heading(), row('成本指标', second, '培训成本', '≤100万元', '90万元', 20, 15), ...rows.slice(1)),
    )
    expect(rules(lost.project)).toEqual(expect.arrayContaining(['CK-104', 'CK-108', 'CK-114']))
  })

  test('a 一级 without a 二级 does not take the one above', () => {
    const more = row('附加指标', '', '资料归档', '完整', '完整', 0, 0)
    const { project } = read(form(heading(), COUNT, BENEFIT, CONTENT, more, TOTAL))
    expect(project.indicators.at(-1)?.levels).toEqual(['附加指标', '', '资料归档'])
  })
})

describe('the money', () => {
  const withMoney = (...money: readonly (readonly Cell[])[]) => [
    ...TOP,
    ...money,
    ...GOAL,
    heading(),
    COUNT,
    BENEFIT,
    CONTENT,
    TOTAL,
  ]

  test.each([
    ['in the label', '项目资金（元）', ''],
    ['in the line above', '项目资金', '单位：元'],
  ])('元 %s', (_, label, line) => {
    const rows: readonly (readonly Cell[])[] = [
      [line],
      [label, '<', '', '<', '年初预算数', '全年预算数', '全年执行数', '分值', '执行率', '得分'],
      ['^', '<', '年度资金总额：', '<', '1,000,000.00', '1000000', 900000, 10, '90%', 9],
    ]
    const reading = read(withMoney(...rows))
    expect(wan(reading.project)).toEqual([[100, 100, 90]])
    expect(codes(reading)).toEqual([])
  })

  test('元 and 万元 on one form are refused', () => {
    const rows: readonly (readonly Cell[])[] = [['单位：元'], ...MONEY]
    expect(read(withMoney(...rows)).findings).toMatchObject([{ severity: 'refuse', code: 'IMPORT_LIST_UNIT' }])
  })

  test('figures within words are told, and are no source of money', () => {
    const rows: readonly (readonly Cell[])[] = [
      ...MONEY.slice(0, 2),
      ['^', '<', '按收入性质分：', '<', '<', '<', '按支出性质分：', '<', '<', '<'],
      ['^', '<', '其中：一般公共预算：100', '<', '<', '<', '其中：基本支出：60', '<', '<', '<'],
    ]
    const reading = read(withMoney(...rows))
    expect(wan(reading.project)).toEqual([[100, 100, 90]])
    expect(reading.findings.map(({ severity, address }) => `${severity} ${address ?? ''}`)).toEqual([
      ...['warn C7', 'warn G7', 'warn C8', 'warn G8'],
    ])
  })

  test('a rate without its sign is the rate, and a wrong one is found', () => {
    const rate = (text: Cell): readonly string[] =>
      rules(read(withMoney(MONEY[0] ?? [], ['^', '<', '年度资金总额', '<', 100, 100, 84.4464, 10, text, 8.45])).project)
    for (const right of [0.844464, 0.84, '84.45', '84.45%', 84.4]) expect(rate(right)).not.toContain('CK-112')
    for (const wrong of [0.85, '84.46%', 8.44]) expect(rate(wrong)).toContain('CK-112')
  })

  test('strokes in boxes that stay empty are no amounts', () => {
    const reading = read(withMoney(...MONEY, ['^', '<', '上年结转资金', '<', '/', '／', '—', '/', '\\', '/']))
    expect([codes(reading), wan(reading.project)]).toEqual([
      [],
      [
        [100, 100, 90],
        [100, 100, 90],
      ],
    ])
  })

  test('a score that a formula divides counts as the cell shows it', () => {
    const divided: SheetValue = { kind: 'number', text: '33.333333333333336', format: '0.00' }
    const { project } = read(
      form(
        heading(),
        row('产出指标', '数量指标', '培训人次', '≥150人次', '100人次', 50, divided, '缺'),
        BENEFIT,
        CONTENT,
      ),
    )
    expect(project.indicators[0]?.score).toMatchObject({ fen: 3333 })
  })
})

describe('targets of a 预算', () => {
  const head: readonly (readonly Cell[])[] = [
    ['项目支出绩效目标申报表', '<', '<', '<', '<', '<', '<'],
    ['（2023年度）', '<', '<', '<', '<', '<', '<'],
    ['项目名称', '校园安保', '<', '<', '<', '<', '<'],
    ['主管预算部门', '某县教育局', '<', '<', '实施单位', '某县第一中学', '<'],
    ['项目资金（万元）', '年度资金总额：', '<', '<', '36.00', '<', '<'],
    ['^', '其中：财政拨款', '<', '<', '36.00', '<', '<'],
    ['^', '其他资金', '<', '<', '0.00', '<', '<'],
  ]
  const parts = (...cells: readonly Cell[]): readonly Cell[] => ['^', '产出指标', '数量指标', ...cells]

  test('operator, number and unit in columns of their own, money and goal beside their labels', () => {
    const reading = read(
      [
        ...head,
        ['年度绩效目标', '聘请保安12名', '<', '<', '<', '<', '<'],
        ['绩效指标', '一级指标', '二级指标', '三级指标', '指标性质', '指标值', '度量单位'],
        parts('保安人数', '＝', '12', '人'),
        parts('持证上岗率', '≥', '95', '%'),
        parts('完成时间', '定性', '12月底前', ''),
        parts('到岗率', '≥', '95%', '%'),
        parts('投诉', '反向指标', '2', '次'),
      ],
      BUDGET,
    )
    expect(codes(reading)).toEqual([])
    expect(reading.project).toMatchObject({ department: '某县教育局', goal: '聘请保安12名' })
    expect(wan(reading.project)).toEqual([
      [36, undefined, undefined],
      [36, undefined, undefined],
      [0, undefined, undefined],
    ])
    expect(reading.project.indicators.map(({ target }) => target && printTarget(target))).toEqual([
      ...['=12人', '≥95%', '12月底前', '≥95%', '=2次'],
    ])
  })

  test('the goal below its label', () => {
    const { project } = read(
      [
        ...head,
        ['总体目标', '年度目标', '<', '<', '<', '<', '<'],
        ['^', '全年无事故', '<', '<', '<', '<', '<'],
        ['绩效指标', '一级指标', '二级指标', '三级指标', '<', '指标值', ''],
        ['^', '产出指标', '数量指标', '保安人数', '<', '=12人', ''],
      ],
      BUDGET,
    )
    expect(project).toMatchObject({
      goal: '全年无事故',
      indicators: [{ levels: ['产出指标', '数量指标', '保安人数'] }],
    })
  })

  test('the own form of the pack comes back as it was', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mingzhang-targets-'))
    try {
      const path = join(folder, '目标.xlsx')
      const project = sketchProject({
        ...{ key: '校园安保', name: '校园安保', goal: '全年无事故', figures: ['', '36', '', ''] },
        indicators: [{ levels: ['产出指标', '数量指标', '保安人数'], target: '≥12人', weight: '90' }],
      })
      const grids = sheetGrids([project], BUDGET, sketchAccounts({ cells: {}, year: 2023, stage: '预算' }))
      writeFileSync(path, await renderXlsx(grids, BUDGET.style, { title: '表', unitName: '某单位' }))
      const [sheet] = (await readWorkbook(path)).sheets
      expect(sheet && readSheet(sheet, '目标.xlsx', BUDGET)?.project).toEqual(project)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

import { compare, type Amount } from '#core/money/amount.ts'
import type { Indicator, Project, ProjectFigures, ProjectFund } from '#core/model/project.ts'
import { listSheet } from './build-list.ts'
import {
  ANALYSIS_TEXTS,
  FUND_COLUMNS,
  FUND_SHEET,
  INDICATOR_COLUMNS,
  INDICATOR_SHEET,
  LEVEL_1,
  LEVEL_2,
  PROJECT_COLUMNS,
  PROJECT_SHEET,
  SUBJECTS,
} from './known.ts'
import { input, type FillInCell, type FillInChoices, type FillInRow, type FillInSheet } from './model.ts'
import { printActual, printTarget } from './target.ts'

/** Lines of an empty 填报表: ten indicators for each of thirty projects, about what a bureau has. */
const EMPTY = { projects: 30, funds: 30, indicators: 300 }
/** Lines below what is filled in already. */
const MORE = { projects: 10, funds: 10, indicators: 60 }

const SUBJECT: FillInChoices = { kind: 'list', values: SUBJECTS, open: false }
const PROJECT_NAMES: FillInChoices = { kind: 'column', sheet: PROJECT_SHEET, heading: '项目名称' }

/** The sheets 项目, 项目资金 and 指标 with the projects that are known and room for more. */
export function projectSheets(projects: readonly Project[]): readonly FillInSheet[] {
  const funds = projects.flatMap((project) =>
    isSingleFund(project) ? [] : project.funds.map((fund) => ({ project, fund })),
  )
  const indicators = projects.flatMap((project) => project.indicators.map((one) => ({ project, one })))
  const lines = projects.length === 0 ? EMPTY : MORE
  return [
    listSheet(
      PROJECT_SHEET,
      PROJECT_COLUMNS,
      [26, 10, 16, 24, 13, 24, 13, 12, 12, 12, 12, 16, 40, 40, ...ANALYSIS_TEXTS.map(() => 40)],
      [...projects.map(projectRow), ...spare(lines.projects, () => projectRow(undefined))],
      {
        lines: [
          '一行一个项目（二级项目）；部门整体支出绩效自评也占一行，“类型”选“部门整体”。项目名称不能重复。',
          '资金来源只有一个的填在这里；有几个来源的，这里不填，到“项目资金”分行填写。',
        ],
        statesUnit: true,
        landscape: true,
      },
    ),
    listSheet(
      FUND_SHEET,
      FUND_COLUMNS,
      [34, 24, 16, 16, 16, 16],
      [
        ...funds.map(({ project, fund }) => fundRow(project.name, fund)),
        ...spare(lines.funds, () => fundRow(undefined, undefined)),
      ],
      { lines: ['一个项目有几个资金来源的，一个来源填一行。'], statesUnit: true, landscape: true },
    ),
    listSheet(
      INDICATOR_SHEET,
      INDICATOR_COLUMNS,
      [24, 12, 18, 34, 16, 16, 18, 8, 8, 36, 28, 20, 28],
      [
        ...indicators.map(({ project, one }) => indicatorRow(project.name, one)),
        ...spare(lines.indicators, () => indicatorRow(undefined, undefined)),
      ],
      {
        lines: [
          '一行一个三级指标。指标值写成 ≥90%、=9台、≤37.6万元，或者写文字，如：及时。实际完成值写数字（98%、9台）或文字（达成预期指标）。',
        ],
        landscape: true,
      },
    ),
  ]
}

const spare = (count: number, row: () => FillInRow): readonly FillInRow[] => Array.from({ length: count }, row)

function projectRow(project: Project | undefined): FillInRow {
  const fund = project && isSingleFund(project) ? project.funds[0]?.name : undefined
  return {
    cells: [
      input('text', project?.name),
      input('text', project?.subject, SUBJECT),
      input('text', project?.projectCode),
      input('text', project?.department),
      input('text', project?.departmentCode),
      input('text', project?.implementingUnit),
      input('text', project?.implementingUnitCode),
      ...figureCells(project?.total),
      input('text', fund),
      input('long-text', project?.goal),
      input('long-text', project?.achieved),
      ...ANALYSIS_TEXTS.map((id) => input('long-text', project?.texts.get(id))),
    ],
    lines: project === undefined ? 2 : 4,
  }
}

function fundRow(project: string | undefined, fund: ProjectFund | undefined): FillInRow {
  return { cells: [input('text', project, PROJECT_NAMES), input('text', fund?.name), ...figureCells(fund)], lines: 1 }
}

function figureCells(figures: ProjectFigures | undefined): readonly FillInCell[] {
  return [figures?.declared, figures?.compiled, figures?.budget, figures?.executed].map((amount) =>
    input('金额', amount && { kind: 'figure', value: { kind: 'amount', amount } }),
  )
}

function indicatorRow(project: string | undefined, indicator: Indicator | undefined): FillInRow {
  const score = (amount: Amount | undefined): FillInCell =>
    input('分值', amount && { kind: 'figure', value: { kind: 'amount', amount } })
  const [level1, level2, level3] = indicator?.levels ?? []
  return {
    cells: [
      input('text', project, PROJECT_NAMES),
      input('text', level1, { kind: 'list', values: LEVEL_1, open: true }),
      input('text', level2, { kind: 'list', values: LEVEL_2, open: true }),
      input('text', level3),
      input('text', indicator?.target && printTarget(indicator.target)),
      input('text', indicator?.adjustedTarget && printTarget(indicator.adjustedTarget)),
      input('text', indicator?.actual && printActual(indicator.actual)),
      score(indicator?.weight),
      score(indicator?.score),
      input('long-text', indicator?.deviationReason),
      input('long-text', indicator?.description),
      input('long-text', indicator?.basis),
      input('long-text', indicator?.standard),
    ],
    lines: 1,
  }
}

/** One source that pays the whole project: its figures are the total's, so its name says everything. */
function isSingleFund({ total, funds }: Project): boolean {
  const [fund] = funds
  return funds.length === 1 && fund !== undefined && KEYS.every((key) => same(fund[key], total[key]))
}

const KEYS = ['declared', 'compiled', 'budget', 'executed'] as const

function same(a: Amount | undefined, b: Amount | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return compare(a, b) === 0 && a.quantum === b.quantum
}

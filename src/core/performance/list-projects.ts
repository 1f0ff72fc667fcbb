import { compare, sum, type Amount } from '#core/money/amount.ts'
import type { Indicator, Project, ProjectFigures, ProjectFund } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import { repeatsOperator } from '#core/packs/form-layout.ts'
import type { ListField } from '#core/packs/schema-scoring.ts'
import { finding, quote, type ImportFinding } from '#core/recognise/finding.ts'
import { readActual } from '#core/recognise/fill-in/target.ts'
import { normaliseLabel, printedText } from '#core/workbook/label.ts'
import { splitExecution } from './execution-row.ts'
import { readTarget } from './indicator-value.ts'
import { STATED } from './stated.ts'
import { readTargetCells } from './target-cells.ts'
import type { ListRow, ProjectList } from './read-list.ts'
import { WHOLE_UNIT } from './read-sheet.ts'

export interface ListedProject {
  readonly project: Project
  /** The list that names it first. */
  readonly sheet: string
}

interface Row {
  readonly list: ProjectList
  readonly row: ListRow
}

/** Puts the rows of all lists of a workbook together by the names of their projects. */
export function listProjects(
  lists: readonly ProjectList[],
  file: string,
  pack: Pick<Pack, 'forms' | 'scoring'>,
): { readonly projects: readonly ListedProject[]; readonly findings: readonly ImportFinding[] } {
  const findings: ImportFinding[] = []
  const rows = lists.flatMap((list) => list.rows.map((row): Row => ({ list, row })))
  const byName = Map.groupBy(rows, ({ row }) => normaliseLabel(row.text('项目名称')))
  const projects = [...byName.values()].flatMap((own): readonly ListedProject[] => {
    const [first] = own
    return first ? [{ project: projectOf(own, file, pack, findings), sheet: first.list.sheet }] : []
  })
  return { projects, findings }
}

function projectOf(
  rows: readonly Row[],
  file: string,
  pack: Pick<Pack, 'forms' | 'scoring'>,
  findings: ImportFinding[],
): Project {
  const one = (field: ListField): string | undefined => settle(rows, field, file, findings)
  const printed = rows[0]?.row.text('项目名称') ?? ''
  const isWhole = /整体(支出)?/u.test(one('类型') ?? '') || normaliseLabel(printed) === WHOLE_UNIT
  const name = isWhole ? WHOLE_UNIT : printedText(printed)
  const projectCode = one('项目代码')
  const money = rows.filter(({ list }) => list.kind !== '指标清单')
  const { total, funds } = moneyOf(money, file, findings)
  const subject = isWhole ? '部门整体' : '项目'
  const { indicators, texts } = splitExecution(
    withLevels(
      rows.filter(({ row }) => row.text('三级指标') !== ''),
      repeatsOperator(pack),
    ),
    pack.scoring?.sheets[subject],
    pack.scoring?.lists ?? { columns: [] },
  )
  return {
    key: projectCode ?? name,
    subject,
    name,
    projectCode,
    department: one('主管部门'),
    departmentCode: one('主管部门代码'),
    implementingUnit: one('实施单位'),
    implementingUnitCode: one('实施单位代码'),
    total,
    funds,
    goal: one('年度目标'),
    achieved: one('实际完成情况'),
    texts: new Map([...texts, ...statedBy(rows)]),
    indicators,
  }
}

/** What the row of a project states and the program computes again; of a row with an indicator it would be the indicator's. */
function statedBy(rows: readonly Row[]): readonly (readonly [string, string])[] {
  const own = rows.filter(({ list }) => list.kind === '项目清单').map(({ row }) => row)
  const [only] = own
  if (!only || own.length > 1) return []
  const fields = [
    [STATED.balance, '资金结余'],
    [STATED.rate, '执行率'],
    [STATED.total, '总分'],
    [STATED.grade, '等级'],
  ] as const
  return fields.flatMap(([id, field]) => (only.text(field) === '' ? [] : [[id, only.text(field)] as const]))
}

/** A text of the project that several rows may repeat; two different ones are refused. */
function settle(rows: readonly Row[], field: ListField, file: string, findings: ImportFinding[]): string | undefined {
  const stated = rows.filter(({ row }) => row.text(field) !== '')
  const [first] = stated
  const other = stated.find(
    ({ row }) => normaliseLabel(row.text(field)) !== normaliseLabel(first?.row.text(field) ?? ''),
  )
  if (first && other) findings.push(contradiction(other, first, field, file))
  return first?.row.text(field)
}

const FIGURES = {
  declared: '目标申报数',
  compiled: '预算编制数',
  budget: '全年预算数',
  executed: '全年执行数',
} as const
const NONE: ProjectFigures = { declared: undefined, compiled: undefined, budget: undefined, executed: undefined }

/** Rows of one project that name different 资金来源 are its funds; the rows of its indicators repeat its amounts. */
function moneyOf(
  rows: readonly Row[],
  file: string,
  findings: ImportFinding[],
): { readonly total: ProjectFigures; readonly funds: readonly ProjectFund[] } {
  const sources = new Map(
    [...Map.groupBy(rows, ({ row }) => row.text('资金来源'))].map(([name, own]) => [
      name,
      figuresOf(own, file, findings),
    ]),
  )
  const named = [...sources].filter(([name]) => name !== '')
  const funds = named.map(([name, figures]) => ({ name: printedText(name), ...figures }))
  const whole = sources.get('') ?? named.find(([name]) => /^(资金总额|合计)$/u.test(normaliseLabel(name)))?.[1]
  const [only] = funds
  if (whole) return { total: whole, funds: funds.filter(({ name }) => !/^(资金总额|合计)$/u.test(name)) }
  if (only && funds.length === 1) return { total: { ...NONE, ...withoutName(only) }, funds }
  return { total: funds.length === 0 ? NONE : totalOf(funds), funds }
}

/** The sum of the sources, where all of them state the figure. */
function totalOf(funds: readonly ProjectFund[]): ProjectFigures {
  const total = (field: keyof ProjectFigures): Amount | undefined => {
    const amounts = funds.flatMap((fund) => fund[field] ?? [])
    return amounts.length === funds.length ? sum(amounts) : undefined
  }
  return {
    declared: total('declared'),
    compiled: total('compiled'),
    budget: total('budget'),
    executed: total('executed'),
  }
}

function withoutName({ declared, compiled, budget, executed }: ProjectFund): ProjectFigures {
  return { declared, compiled, budget, executed }
}

function figuresOf(rows: readonly Row[], file: string, findings: ImportFinding[]): ProjectFigures {
  const figure = (field: ListField): Amount | undefined => {
    const seen = new Set<string>()
    const stated = rows.flatMap((one) => {
      const at = `${one.list.sheet}/${one.row.at(field) ?? ''}`
      if (seen.has(at)) return []
      seen.add(at)
      const amount = one.row.figure(field, '金额')
      return amount ? [{ one, amount }] : []
    })
    const [first] = stated
    const other = stated.find(({ amount }) => first && compare(amount, first.amount) !== 0)
    if (first && other) findings.push(contradiction(other.one, first.one, field, file))
    return first?.amount
  }
  return {
    declared: figure(FIGURES.declared),
    compiled: figure(FIGURES.compiled),
    budget: figure(FIGURES.budget),
    executed: figure(FIGURES.executed),
  }
}

/**
 * Where a list of projects names one of them again with another amount from the same source; undefined where it does not. Such a
 * sheet has no row for each project: purchases, payments or contracts of projects look like this.
 */
export function namedAgain(list: ProjectList, file: string): ImportFinding | undefined {
  if (list.kind !== '项目清单') return undefined
  const findings: ImportFinding[] = []
  const rows = list.rows.map((row): Row => ({ list, row }))
  for (const own of Map.groupBy(rows, ({ row }) => normaliseLabel(row.text('项目名称'))).values())
    moneyOf(own, file, findings)
  const [first] = findings
  if (!first) return undefined
  const place = { file, sheet: list.sheet, address: first.address }
  return finding(
    'warn',
    'IMPORT_LIST_NOT_READ',
    place,
    '看起来像项目清单，但同一个项目写了几次、金额不同，不是一个项目一行，没有读入。',
    '如果是采购、付款等明细，不用处理；确是项目清单的，同一个项目只留一行，几个资金来源的加“资金来源”一栏，再重新导入。',
  )
}

function contradiction(other: Row, first: Row, field: ListField, file: string): ImportFinding {
  return finding(
    'refuse',
    'IMPORT_LIST_CONTRADICTION',
    { file, sheet: other.list.sheet, address: other.row.at(field) },
    `项目${quote(other.row.text('项目名称'))}的${field}是${quote(other.row.text(field))}，单元格 ${first.row.at(field) ?? ''} 写的却是${quote(first.row.text(field))}。`,
    '同一个项目只留一个；几个资金来源的，请加“资金来源”一栏分行填写。',
  )
}

/** 一级 and 二级 that stand only in the first of their rows hold for the rows below, within one project. */
function withLevels(rows: readonly Row[], repeatOperator: boolean): readonly Indicator[] {
  let first = ''
  let second = ''
  return rows.map(({ row }, index) => {
    const [level1, level2] = [row.text('一级指标'), row.text('二级指标')]
    if (level1 !== '' && level1 !== first) second = ''
    first = level1 === '' ? first : level1
    second = level2 === '' ? second : level2
    return indicatorOf(row, [first, second, row.text('三级指标')], index, repeatOperator)
  })
}

function indicatorOf(row: ListRow, levels: Indicator['levels'], index: number, repeatOperator: boolean): Indicator {
  const text = (field: ListField): string | undefined => (row.text(field) === '' ? undefined : row.text(field))
  const value = text('年初指标值') ?? row.text('指标值数值')
  const [operator, unit] = [row.text('指标值符号'), row.text('指标值单位')]
  // Words may stand at the unit, where the list has a column for the bare number.
  const { value: target } =
    value === '' && row.at('指标值数值') !== undefined ? readTarget(unit) : readTargetCells({ operator, value, unit })
  const adjustedTarget = readTarget(row.text('调整后指标值')).value
  return {
    key: String(index + 1),
    levels,
    description: text('指标描述'),
    basis: text('指标值确定依据'),
    standard: text('评分标准'),
    target,
    adjustedTarget,
    actual: readActual(row.text('实际完成值'), adjustedTarget ?? target, repeatOperator).value,
    weight: row.figure('分值', '分值'),
    score: row.figure('得分', '分值'),
    deviationReason: text('偏差原因'),
  }
}

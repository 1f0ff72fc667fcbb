import { quantumOf, withTrimmedZeros, type Amount, type MoneyUnit } from '#core/money/amount.ts'
import type { Indicator, Project, ProjectFigures, ProjectFund } from '#core/model/project.ts'
import type { Measure } from '#core/packs/schema-table.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import { readFigureValue } from '../figure-value.ts'
import { finding, quote, type ImportFinding } from '../finding.ts'
import type { Answer } from './answers.ts'
import {
  ANALYSIS_TEXTS,
  FUND_COLUMNS,
  INDICATOR_COLUMNS,
  PROJECT_COLUMNS,
  PROJECT_SHEET,
  SUBJECTS,
  type ListColumn,
} from './known.ts'
import { readList, type ListRow, type OpenSheet } from './read-list.ts'
import { answerOf } from './read-unit.ts'
import type { Pack } from '#core/packs/pack.ts'
import { repeatsOperator } from '#core/packs/form-layout.ts'
import { parseTarget, readActual } from './target.ts'

export interface ProjectSheets {
  readonly projects: OpenSheet | undefined
  readonly funds: OpenSheet | undefined
  readonly indicators: OpenSheet | undefined
}

/** Reads 项目, 项目资金 and 指标 and puts them together by the names of the projects. */
export function readProjects(
  sheets: ProjectSheets,
  unit: MoneyUnit,
  pack: Pick<Pack, 'forms'>,
): { readonly projects: readonly Answer<Project>[]; readonly findings: readonly ImportFinding[] } {
  const findings: ImportFinding[] = []
  const reader = figureReader(unit, findings)
  const listOf = (sheet: OpenSheet | undefined, columns: readonly ListColumn[]): readonly ListRow[] => {
    if (!sheet) return []
    const list = readList(sheet, columns)
    findings.push(...list.findings)
    return list.rows.filter((row) => columns.some((column) => textOf(row.value(column.key)) !== ''))
  }
  const projects = new Map<string, { readonly row: ListRow; readonly project: Project }>()
  for (const row of listOf(sheets.projects, PROJECT_COLUMNS)) {
    const key = normaliseLabel(row.text('name'))
    const before = projects.get(key)
    if (key === '') findings.push(nameless(row, 'name'))
    else if (before) findings.push(repeated(row, before.row))
    else projects.set(key, { row, project: readProject(row, reader, findings) })
  }
  const collect = <T>(rows: readonly ListRow[], read: (row: ListRow, index: number) => T): ReadonlyMap<string, T[]> => {
    const found = new Map<string, T[]>()
    let above = ''
    for (const row of rows) {
      // A name merged over its lines stands only in the first one.
      const key = normaliseLabel(row.text('project')) || above
      above = key
      if (!projects.has(key)) findings.push(key === '' ? nameless(row, 'project') : unknownProject(row))
      else found.set(key, [...(found.get(key) ?? []), read(row, found.get(key)?.length ?? 0)])
    }
    return found
  }
  const funds = collect(listOf(sheets.funds, FUND_COLUMNS), (row): ProjectFund => ({
    name: row.text('fund'),
    ...reader(row),
  }))
  const indicators = collect(listOf(sheets.indicators, INDICATOR_COLUMNS), (row, index) =>
    readIndicator(row, index, reader, repeatsOperator(pack)),
  )
  const read = [...projects].map(([key, { row, project }]) =>
    answerOf(row, 'name', {
      ...project,
      funds: funds.get(key) ?? project.funds,
      indicators: withLevels(indicators.get(key) ?? []),
    }),
  )
  return { projects: read, findings }
}

/** Figures of a row; what cannot be read is reported and stays undefined. */
interface FigureReader {
  (row: ListRow): ProjectFigures
  readonly one: (row: ListRow, key: string, measure: Measure) => Amount | undefined
}

function figureReader(unit: MoneyUnit, findings: ImportFinding[]): FigureReader {
  const one = (row: ListRow, key: string, measure: Measure): Amount | undefined => {
    const reading = readFigureValue(row.value(key), measure, unit, row.place(key))
    if (!reading.ok) findings.push(reading.finding)
    if (!reading.ok || reading.value.kind !== 'amount') return undefined
    const { amount } = reading.value
    // Who types 5 means 5.00, not about 5.
    return measure === '金额' ? withTrimmedZeros(amount, quantumOf(unit, 2)) : amount
  }
  const all = (row: ListRow): ProjectFigures => ({
    declared: one(row, 'declared', '金额'),
    compiled: one(row, 'compiled', '金额'),
    budget: one(row, 'budget', '金额'),
    executed: one(row, 'executed', '金额'),
  })
  return Object.assign(all, { one })
}

const orUndefined = (text: string): string | undefined => (text === '' ? undefined : text)

function readProject(row: ListRow, figures: FigureReader, findings: ImportFinding[]): Project {
  const name = row.text('name').replace(/\n/gu, '')
  const code = orUndefined(row.text('projectCode'))
  const total = figures(row)
  const fund = row.text('fund')
  const stated = normaliseLabel(row.text('subject'))
  const subject = SUBJECTS.find((one) => one === stated)
  if (!subject && stated !== '') {
    findings.push(
      finding(
        'refuse',
        'IMPORT_FILL_IN_ANSWER',
        row.place('subject'),
        `类型填的是${quote(stated)}，应填项目或部门整体。`,
        '从下拉列表中选择后重新导入。',
      ),
    )
  }
  const texts = ANALYSIS_TEXTS.flatMap((id): readonly (readonly [string, string])[] => {
    const text = row.text(`text·${id}`)
    return text === '' ? [] : [[id, text]]
  })
  return {
    key: code ?? name,
    subject: subject ?? '项目',
    name,
    projectCode: code,
    department: orUndefined(row.text('department')),
    departmentCode: orUndefined(row.text('departmentCode')),
    implementingUnit: orUndefined(row.text('implementingUnit')),
    implementingUnitCode: orUndefined(row.text('implementingUnitCode')),
    total,
    funds: fund === '' ? [] : [{ name: fund, ...total }],
    goal: orUndefined(row.text('goal')),
    achieved: orUndefined(row.text('achieved')),
    texts: new Map(texts),
    indicators: [],
  }
}

function readIndicator(row: ListRow, index: number, figures: FigureReader, repeatOperator: boolean): Indicator {
  const target = parseTarget(row.text('target'))
  const adjustedTarget = parseTarget(row.text('adjusted'))
  return {
    key: (index + 1).toString(),
    levels: [row.text('level1'), row.text('level2'), row.text('level3')],
    description: orUndefined(row.text('description')),
    basis: orUndefined(row.text('basis')),
    standard: orUndefined(row.text('standard')),
    target,
    adjustedTarget,
    actual: readActual(row.text('actual'), adjustedTarget ?? target, repeatOperator).value,
    weight: figures.one(row, 'weight', '分值'),
    score: figures.one(row, 'score', '分值'),
    deviationReason: orUndefined(row.text('reason')),
  }
}

/** 一级 and 二级指标 merged over their lines stand only in the first one. */
function withLevels(indicators: readonly Indicator[]): readonly Indicator[] {
  let level1 = ''
  let level2 = ''
  return indicators.map((indicator) => {
    const [first, second, third] = indicator.levels
    if (first !== '') {
      level2 = ''
      level1 = first
    }
    if (second !== '') level2 = second
    return { ...indicator, levels: [level1, level2, third] }
  })
}

function nameless(row: ListRow, key: string): ImportFinding {
  return finding(
    'refuse',
    'IMPORT_FILL_IN_NAMELESS',
    row.place(key),
    '这一行填了内容，但没有项目名称。',
    '补上项目名称，或清空这一行，再重新导入。',
  )
}

function repeated(row: ListRow, before: ListRow): ImportFinding {
  return finding(
    'refuse',
    'IMPORT_ROW_TWICE',
    row.place('name'),
    `项目${quote(row.text('name'))}与 ${before.place('name').address ?? ''} 重名。`,
    '合并成一行，或改成不同的名称，再重新导入。',
  )
}

function unknownProject(row: ListRow): ImportFinding {
  return finding(
    'refuse',
    'IMPORT_PROJECT_UNKNOWN',
    row.place('project'),
    `“${PROJECT_SHEET}”工作表中没有项目${quote(row.text('project'))}。`,
    '把项目名称改成与“项目”工作表一致，或先在那里加上这个项目，再重新导入。',
  )
}

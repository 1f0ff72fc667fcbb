import type { TableState, YearAccounts } from '#core/model/accounts.ts'
import { parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import type { Project, ProjectFigures } from '#core/model/project.ts'
import { quantumOf, withTrimmedZeros, type Amount, type MoneyUnit } from '#core/money/amount.ts'
import { parseAmount, parseCount, parsePercent } from '#core/money/parse.ts'
import type { Pack } from '#core/packs/pack.ts'
import { measureOf } from '#core/packs/read-figure.ts'
import type { Measure } from '#core/packs/schema-table.ts'
import type { KnownAnswers } from '#core/recognise/fill-in/known.ts'
import { parseActual, parseTarget } from '#core/recognise/fill-in/target.ts'
import type { Facts } from './facts.ts'

/** What a clerk of the unit would write into its 填报表. */
export function fillInAnswers(
  facts: Facts,
  pack: Pack,
  nameOfCode: (code: string) => string | undefined,
): KnownAnswers {
  const { unit } = facts
  const accounts = filledInAccounts(facts, pack)
  const moneyUnit = unitOf(pack)
  const codes = [
    ...Object.keys(facts.fillIn).flatMap((ref) => classificationOf(pack, ref) ?? []),
    ...Object.keys(facts.texts).flatMap((id) => id.match(/·(\d+)$/u)?.[1] ?? []),
  ]
  return {
    unit: {
      name: unit.name,
      shortName: unit.shortName,
      code: unit.code,
      parentName: unit.department.name,
      parentCode: unit.department.code,
      nature: unit.nature,
    },
    accounts,
    codes: new Map(codes.map((code) => [code, nameOfCode(code) ?? ''])),
    projects: projectsOf(facts, moneyUnit),
  }
}

/** Only what is filled in by hand: nothing of the published tables, nothing computed. */
function filledInAccounts(facts: Facts, pack: Pack): YearAccounts {
  const { unit, year, stage } = facts
  const cells = new Map<CellRef, CellValue>()
  const rows = new Map<string, readonly string[]>()
  for (const [text, figure] of Object.entries({ ...facts.fillIn, ...facts.prior })) {
    const ref = text as CellRef
    const parts = parseCellRef(text)
    if (!parts) throw new Error(`${text} is no cell`)
    cells.set(ref, { kind: 'amount', amount: figureOf(figure, measureOf(pack, ref), unitOf(pack)) })
    const key = keyOf(parts.table, parts.prior)
    rows.set(key, [...new Set([...(rows.get(key) ?? []), parts.row])])
  }
  const stateOf = (known: readonly string[]): TableState => ({ rows: known, names: new Map(), complete: false })
  return {
    key: { unit: unit.code, year, stage },
    unit: { code: unit.code, name: unit.name, shortName: unit.shortName, nature: unit.nature, parent: undefined },
    get: (ref) => cells.get(ref),
    table: (id, prior = false) => {
      const known = rows.get(keyOf(id, prior))
      return known && stateOf(known)
    },
    text: (id) => facts.texts[id],
  }
}

const keyOf = (table: string, prior: boolean): string => `${prior ? '上年·' : ''}${table}`

/** The code of a function that a row is listed under; a fixed row may be numbered like one and is none. */
function classificationOf(pack: Pack, ref: string): string | undefined {
  const parts = parseCellRef(ref)
  const table = parts && pack.tables.get(parts.table)
  const isListed = table?.blocks.some((block) => block.codeRows) ?? false
  return isListed && /^\d+$/u.test(parts?.row ?? '') ? parts?.row : undefined
}

const unitOf = (pack: Pack): MoneyUnit => pack.head.settings.tableAmount.unit

function figureOf(text: string, measure: Measure, unit: MoneyUnit): Amount {
  const parsed =
    measure === '金额' ? parseAmount(text, unit) : measure === '百分比' ? parsePercent(text) : parseCount(text)
  if (parsed.kind === 'amount') return parsed.amount
  if (parsed.kind === 'percent') return parsed.rate
  throw new Error(`${text} is no figure`)
}

/** The projects as the sheets state them, in the unit of the pack's tables. */
export function projectsOf(facts: Facts, moneyUnit: MoneyUnit = '万元'): readonly Project[] {
  const { unit } = facts
  const amount = (text: string, measure: Measure): Amount | undefined =>
    text === '' ? undefined : figureOf(text, measure, moneyUnit)
  // Sheets print two decimals and trim zeros: 62 is 62.00.
  const money = (text: string): Amount | undefined => {
    const figure = amount(text, '金额')
    return figure && withTrimmedZeros(figure, quantumOf(moneyUnit, 2))
  }
  const figuresOf = (figures: FactsProject['figures']): ProjectFigures => ({
    declared: money(figures.declared),
    compiled: money(figures.compiled),
    budget: money(figures.budget),
    executed: money(figures.executed),
  })
  return facts.projects.map(({ name, subject, figures, fund, funds, goal, achieved, indicators, texts }): Project => {
    const total = figuresOf(figures)
    return {
      key: name,
      subject,
      name,
      projectCode: undefined,
      department: unit.department.name,
      departmentCode: unit.department.code,
      implementingUnit: unit.name,
      implementingUnitCode: unit.code,
      total,
      funds: fund === '' ? funds.map((one) => ({ name: one.name, ...figuresOf(one) })) : [{ name: fund, ...total }],
      goal: orUndefined(goal),
      achieved: orUndefined(achieved),
      texts: new Map(Object.entries(texts)),
      indicators: indicators.map((one, index) => ({
        key: String(index + 1),
        levels: one.levels,
        description: orUndefined(one.description),
        basis: orUndefined(one.basis),
        standard: undefined,
        target: parseTarget(one.target),
        adjustedTarget: parseTarget(one.adjusted),
        actual: parseActual(one.actual),
        weight: amount(one.weight, '分值'),
        score: amount(one.score, '分值'),
        deviationReason: orUndefined(one.reason),
      })),
    }
  })
}

type FactsProject = Facts['projects'][number]

const orUndefined = (text: string): string | undefined => (text === '' ? undefined : text)

import { absolute, subtract, type Amount } from '#core/money/amount.ts'
import { parseCellRef, type CellRef } from '#core/model/cell.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { afresh, type Recall } from '#core/model/memory.ts'
import type { Pack } from '#core/packs/pack.ts'
import { measureOf, readFigure } from '#core/packs/read-figure.ts'
import type { PackRelation } from '#core/packs/schema-relation.ts'
import { breaksOf } from './corrections.ts'
import { diagnose, type Failure } from './diagnose.ts'
import { allTerms, evaluateRelation, type Outcome, type Sides } from './evaluate.ts'
import type { CheckReport, Finding, OutcomeCounts } from './finding.ts'
import { bindingsOf, cellsOf, type Binding } from './instances.ts'
import { printAmount } from './print-amount.ts'
import { inOtherUnit, unitSuspects, type UnitCause } from './unit-cause.ts'
import { verdictOf } from './verdict.ts'
import { CHECKS } from './checks/checks.ts'
import type { CheckContext } from './checks/check.ts'

/**
 * Runs every relation of the pack and every check on the standing figures.
 *
 * @param recall of a memory whose accounts are those of the context and whose pack and code lists never change
 */
export function runChecks(context: CheckContext, recall: Recall = afresh): CheckReport {
  const { pack, projects, derivedSheets } = context
  const results = pack.relations.flatMap((relation) =>
    recall(`关系 ${relation.id}`, [], () => runRelation(relation, context, recall)),
  )
  const fromChecks = CHECKS.flatMap((check) =>
    recall(`检查 ${check.id}`, [projects, derivedSheets], () => [...check.run(context)]),
  )
  const { findings, suspects } = groupFailures(results, context)
  const all = [...findings, ...fromChecks]
  return { ...verdictOf(all), counts: count(results, fromChecks), findings: all, suspects }
}

interface Result {
  readonly relation: PackRelation
  readonly binding: Binding
  readonly outcome: Outcome
  /** The table that `for` walks over and that nobody delivered. */
  readonly missingTable?: string
}

function runRelation(relation: PackRelation, { accounts, pack }: CheckContext, recall: Recall): readonly Result[] {
  const { bindings, missing } = bindingsOf(relation, accounts, pack)
  if (missing !== undefined) {
    const binding = { table: missing, row: undefined, column: undefined }
    return [{ relation, binding, outcome: { kind: 'cannot-check', missing: [] }, missingTable: missing }]
  }
  return bindings.map((binding) => ({
    relation,
    binding,
    outcome: recall(`关系 ${relation.id}/${binding.row ?? ''}/${binding.column ?? ''}`, [], () =>
      evaluateWithinRange(relation, binding, accounts, pack),
    ),
  }))
}

/** Sums beyond what can be stored exactly cannot be checked; one absurd cell must not end the run. */
function evaluateWithinRange(relation: PackRelation, binding: Binding, accounts: YearAccounts, pack: Pack): Outcome {
  try {
    return evaluateRelation(relation, binding, accounts, pack)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const cells = allTerms(relation).flatMap((terms) => cellsOf(terms, binding, accounts, pack))
    return { kind: 'cannot-check', missing: cells.flatMap(({ ref }) => ref ?? []) }
  }
}

function count(results: readonly Result[], fromChecks: readonly Finding[]): OutcomeCounts {
  const of = (kind: Outcome['kind']): number => results.filter(({ outcome }) => outcome.kind === kind).length
  const extra = (kind: Finding['outcome']): number => fromChecks.filter((finding) => finding.outcome === kind).length
  return {
    pass: of('pass'),
    tail: of('tail') + extra('tail'),
    fail: of('fail') + extra('fail'),
    cannotCheck: of('cannot-check') + extra('cannot-check'),
    notApplicable: of('not-applicable'),
  }
}

/** The table whose wrong unit explains failures, and which of them. */
interface UnitExplanation {
  readonly cause: UnitCause
  readonly explained: ReadonlySet<Result>
  /** How many relations more hold in the other unit. */
  readonly gain: number
}

/**
 * A table in the wrong unit breaks every relation with the others. It is the cause when at least two of them fail, and nearly all
 * of them hold in the other unit.
 */
function wrongUnit(
  results: readonly Result[],
  { accounts, pack }: CheckContext,
  amountOf: (ref: CellRef) => Amount,
): UnitExplanation | undefined {
  const failed = results.filter(({ outcome }) => outcome.kind === 'fail')
  const pairs = failed.flatMap(({ relation, outcome }) => {
    const [left, right, ...more] = outcome.kind === 'fail' ? outcome.cells : []
    return relation.kind === 'same' && left !== undefined && right !== undefined && more.length === 0
      ? [{ left, right }]
      : []
  })
  const isMoney = (ref: CellRef): boolean => measureOf(pack, ref) === '金额'
  const explanations = unitSuspects(pairs, amountOf).flatMap((cause): readonly UnitExplanation[] => {
    const other = inOtherUnit(accounts, cause, isMoney)
    const holds = ({ relation, binding }: Result): boolean => {
      const { kind } = evaluateWithinRange(relation, binding, other, pack)
      return kind !== 'fail' && kind !== 'cannot-check'
    }
    const own = results.filter(({ outcome }) => 'cells' in outcome && touches(outcome.cells, cause.table))
    const broken = own.filter(({ outcome }) => outcome.kind === 'fail')
    const explained = broken.filter(holds)
    // In the right unit what held still holds: otherwise the other table of the pair is the wrong one.
    const lost = own.filter((result) => result.outcome.kind !== 'fail' && !holds(result)).length
    const isCause = explained.length >= 2 && explained.length >= broken.length * NEARLY_ALL && lost < explained.length
    return isCause ? [{ cause, explained: new Set(explained), gain: explained.length - lost }] : []
  })
  return explanations.toSorted((a, b) => b.gain - a.gain)[0]
}

const NEARLY_ALL = 0.8

const touches = (cells: readonly CellRef[], table: string): boolean => cells.some((ref) => ref.startsWith(`${table}/`))

function unitFinding({ cause, explained }: UnitExplanation): Finding {
  const { table, unit } = cause
  const read = unit === '元' ? '万元' : '元'
  return {
    rule: 'CK-009',
    title: '金额单位写错',
    outcome: 'fail',
    severity: 'error',
    where: table,
    cells: [table],
    ...nothingToCompare,
    hint: `“${table}”按“${read}”读入，与其他表相差一万倍，单位可能应为“${unit}”；改正表头上方的金额单位后重新导入，${String(explained.size)} 处不符随之消失`,
    source: '公开报表的金额单位',
    group: table,
  }
}

function groupFailures(results: readonly Result[], context: CheckContext): Pick<CheckReport, 'findings' | 'suspects'> {
  const { accounts, pack } = context
  const amountOf = (ref: CellRef): Amount => {
    const reading = readFigure(accounts, pack, ref)
    return reading.kind === 'known' ? reading.amount : { fen: 0, quantum: 1 }
  }
  const unit = wrongUnit(results, context, amountOf)
  const vouched = new Map<CellRef, number>()
  const failures: Failure[] = []
  const failed: Result[] = []
  for (const result of results) {
    const { outcome, relation } = result
    if ((outcome.kind === 'pass' && !outcome.trivial) || outcome.kind === 'tail')
      for (const cell of outcome.cells) vouched.set(cell, (vouched.get(cell) ?? 0) + 1)
    if (outcome.kind !== 'fail' || unit?.explained.has(result)) continue
    failed.push(result)
    failures.push({ sides: outcome, linear: relation.kind === 'sum' || relation.kind === 'same' })
  }
  const diagnoses = diagnose(failures, vouched, amountOf, breaksOf(results, context, fails))
  const groupOf = new Map<Result, CellRef>()
  for (const { cell, failures: indexes } of diagnoses)
    for (const index of indexes) {
      const result = failed[index]
      if (result) groupOf.set(result, cell)
    }
  return {
    findings: [
      ...(unit ? [unitFinding(unit)] : []),
      ...results.flatMap((result) => {
        if (!unit?.explained.has(result)) return findingOf(result, groupOf.get(result), context)
        // They go with the unit; on their own they say nothing more.
        return findingOf(result, unit.cause.table, context).map((found): Finding => ({ ...found, severity: 'info' }))
      }),
    ],
    suspects: diagnoses.map(({ cell, failures: indexes, suggested }) => ({
      cell,
      findings: indexes.length,
      suggested: suggested && printAmount(suggested, cell, pack),
    })),
  }
}

const fails = ({ relation, binding }: Result, { accounts, pack }: Pick<CheckContext, 'accounts' | 'pack'>): boolean =>
  evaluateWithinRange(relation, binding, accounts, pack).kind === 'fail'

function findingOf(result: Result, group: string | undefined, { accounts, pack }: CheckContext): readonly Finding[] {
  const { relation, binding, outcome } = result
  const common = {
    rule: relation.id,
    title: relation.title,
    where: [binding.table, binding.row, binding.column].filter((part) => part !== undefined).join(' '),
    hint: relation.hint,
    source: `${relation.source.document} ${relation.source.clause}`,
  }
  if (outcome.kind === 'cannot-check') {
    const cells = result.missingTable === undefined ? missingPlaces(outcome.missing, accounts) : [result.missingTable]
    const isRequired = relation.required && relation.severity === 'error' && !isReportedAsTable(cells, pack)
    const severity = isRequired ? 'error' : 'info'
    return [
      { ...common, outcome: 'cannot-check', severity, cells, ...nothingToCompare, group: cells[0]?.split('/')[0] },
    ]
  }
  if (outcome.kind !== 'tail' && outcome.kind !== 'fail') return []
  const severity = outcome.kind === 'tail' ? 'info' : relation.severity
  return [
    {
      ...common,
      outcome: outcome.kind,
      severity,
      cells: outcome.cells,
      ...sidesInWords(outcome, relation, pack),
      group,
    },
  ]
}

/** Cells that nobody stated; of a table of which nothing is known, the table once. */
export function missingPlaces(missing: readonly CellRef[], accounts: YearAccounts): readonly string[] {
  const places = missing.map((ref) => {
    const parts = parseCellRef(ref)
    return parts && !parts.prior && !accounts.table(parts.table) ? parts.table : ref
  })
  return [...new Set(places)]
}

/** A published table that nobody delivered is one finding of its own (CK-004); what rests on it is not said again. */
export function isReportedAsTable(places: readonly string[], pack: Pack): boolean {
  return places.some((place) => {
    const table = pack.tables.get(place)
    return table?.role === 'statutory' && table.required
  })
}

const nothingToCompare = { stated: '', expected: '', difference: '' }

function sidesInWords(
  sides: Sides,
  relation: PackRelation,
  pack: Pack,
): Pick<Finding, 'stated' | 'expected' | 'difference'> {
  const [cell] = sides.cells
  const print = (amount: Amount): string => (cell === undefined ? '' : printAmount(amount, cell, pack))
  const bound = relation.kind === 'order' ? `${relation.op} ` : ''
  return {
    stated: print(sides.stated),
    expected: bound + print(sides.expected),
    difference: print(absolute(subtract(sides.stated, sides.expected))),
  }
}

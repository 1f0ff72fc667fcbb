import type { Amount } from '#core/money/amount.ts'
import type { CellRef } from '#core/model/cell.ts'
import { afresh, type Recall } from '#core/model/memory.ts'
import { breaksOf } from './corrections.ts'
import { diagnose, type Diagnosis, type Failure } from './diagnose.ts'
import type { Outcome } from './evaluate.ts'
import type { CheckReport, Finding, OutcomeCounts } from './finding.ts'
import { openHolding, type Holding } from './holding.ts'
import { openDiagnoses } from './kept-diagnoses.ts'
import { printAmount } from './print-amount.ts'
import { findingOf } from './result-findings.ts'
import { resultsOf, type Result } from './results.ts'
import { verdictOf } from './verdict.ts'
import { unitFinding, wrongUnit } from './wrong-unit.ts'
import { runAll } from './checks/checks.ts'
import type { CheckContext } from './checks/check.ts'

/**
 * Runs every relation of the pack and every check on the standing figures.
 *
 * @param recall of a memory whose accounts are those of the context and whose pack and code lists never change
 */
export function runChecks(context: CheckContext, recall: Recall = afresh): CheckReport {
  const { pack } = context
  const lists = pack.relations.map((relation) => ({ relation, results: resultsOf(relation, context, recall) }))
  const fromChecks = runAll(context, recall)
  const results = lists.flatMap((list) => list.results)
  const find: FindCulprits = (failed, amountOf) => {
    if (failed.length === 0) return []
    const holding = recall('成立的关系', [], openHolding)
    for (const { relation, results } of lists) holding.follow(relation, results)
    const diagnoses = recall('不符的原因', [], openDiagnoses)
    return diagnoses.of(failed, holding.touched(), () => diagnosed(failed, context, holding, amountOf))
  }
  const { findings, suspects } = groupFailures(results, context, find)
  const all = [...findings, ...fromChecks]
  return { ...verdictOf(all), counts: count(results, fromChecks), findings: all, suspects }
}

function count(results: readonly Result[], fromChecks: readonly Finding[]): OutcomeCounts {
  const of: Record<Outcome['kind'], number> = { pass: 0, tail: 0, fail: 0, 'cannot-check': 0, 'not-applicable': 0 }
  for (const { outcome } of results) of[outcome.kind] += 1
  for (const { outcome } of fromChecks) of[outcome] += 1
  const { pass, tail, fail } = of
  return { pass, tail, fail, cannotCheck: of['cannot-check'], notApplicable: of['not-applicable'] }
}

function groupFailures(
  results: readonly Result[],
  context: CheckContext,
  find: FindCulprits,
): Pick<CheckReport, 'findings' | 'suspects'> {
  const { accounts, pack } = context
  const amountOf = (ref: CellRef): Amount => {
    const value = accounts.get(ref)
    return value?.kind === 'amount' ? value.amount : ZERO
  }
  const unit = wrongUnit(results, context, amountOf)
  const failed = results.filter((result) => result.outcome.kind === 'fail' && !unit?.explained.has(result))
  const diagnoses = find(failed, amountOf)
  const groupOf = new Map<Result, CellRef>()
  for (const { cell, failures: indexes } of diagnoses)
    for (const index of indexes) {
      const result = failed[index]
      if (result) groupOf.set(result, cell)
    }
  return {
    findings: [
      ...(unit ? [unitFinding(unit)] : []),
      ...results.flatMap((result): Finding | readonly Finding[] => {
        if (!unit?.explained.has(result)) return findingOf(result, groupOf.get(result), context) ?? NONE
        // They go with the unit; on their own they say nothing more.
        const found = findingOf(result, unit.cause.table, context)
        return found ? { ...found, severity: 'info' } : NONE
      }),
    ],
    suspects: diagnoses.map(({ cell, failures: indexes, suggested }) => ({
      cell,
      findings: indexes.length,
      suggested: suggested && printAmount(suggested, cell, pack),
    })),
  }
}

const ZERO: Amount = { fen: 0, quantum: 1 }
const NONE: readonly Finding[] = []

/** The cells that explain failed results, by their indexes. */
type FindCulprits = (failed: readonly Result[], amountOf: (ref: CellRef) => Amount) => readonly Diagnosis[]

function diagnosed(
  failed: readonly Result[],
  context: CheckContext,
  holding: Holding,
  amountOf: (ref: CellRef) => Amount,
): readonly Diagnosis[] {
  const failures = failed.flatMap(({ outcome, relation }): readonly Failure[] =>
    outcome.kind === 'fail' ? [{ sides: outcome, linear: relation.kind === 'sum' || relation.kind === 'same' }] : [],
  )
  return diagnose(failures, { get: holding.vouching }, amountOf, breaksOf(holding, context))
}

import type { Amount } from '#core/money/amount.ts'
import type { CellRef } from '#core/model/cell.ts'
import { measureOf } from '#core/packs/read-figure.ts'
import { NOTHING_TO_COMPARE, type Finding } from './finding.ts'
import { evaluateWithinRange, type Result, type Standing } from './results.ts'
import { inOtherUnit, unitSuspects, type UnitCause } from './unit-cause.ts'

/** The table whose wrong unit explains failures, and which of them. */
export interface UnitExplanation {
  readonly cause: UnitCause
  readonly explained: ReadonlySet<Result>
  /** How many relations more hold in the other unit. */
  readonly gain: number
}

/**
 * A table in the wrong unit breaks every relation with the others. It is the cause when at least two of them fail, and nearly all
 * of them hold in the other unit.
 */
export function wrongUnit(
  results: readonly Result[],
  { accounts, pack }: Standing,
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

export function unitFinding({ cause, explained }: UnitExplanation): Finding {
  const { table, unit } = cause
  const read = unit === '元' ? '万元' : '元'
  return {
    rule: 'CK-009',
    title: '金额单位写错',
    outcome: 'fail',
    severity: 'error',
    where: table,
    cells: [table],
    ...NOTHING_TO_COMPARE,
    hint: `“${table}”按“${read}”读入，与其他表相差一万倍，单位可能应为“${unit}”；改正表头上方的金额单位后重新导入，${String(explained.size)} 处不符随之消失`,
    source: '公开报表的金额单位',
    group: table,
  }
}

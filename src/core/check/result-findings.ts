import { absolute, subtract, type Amount } from '#core/money/amount.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { parseCellRef, type CellRef } from '#core/model/cell.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { PackRelation } from '#core/packs/schema-relation.ts'
import type { Sides } from './evaluate.ts'
import { NOTHING_TO_COMPARE, type Finding } from './finding.ts'
import { printAmount } from './print-amount.ts'
import type { Result, Standing } from './results.ts'

/** Results never change; what is said of thousands of them is not put into words again after every edit. */
const worded = new WeakMap<Result, Finding>()

/** What is to be said of a result; undefined where it holds or does not apply. */
export function findingOf(result: Result, group: string | undefined, standing: Standing): Finding | undefined {
  const { outcome } = result
  if (outcome.kind === 'cannot-check') return unchecked(result, outcome.missing, standing)
  if (outcome.kind !== 'tail' && outcome.kind !== 'fail') return undefined
  const known = worded.get(result)
  if (known?.group === group && known) return known
  const { relation } = result
  const finding: Finding = {
    ...commonOf(result),
    outcome: outcome.kind,
    severity: outcome.kind === 'tail' ? 'info' : relation.severity,
    cells: outcome.cells,
    ...sidesInWords(outcome, relation, standing.pack),
    group,
  }
  worded.set(result, finding)
  return finding
}

function commonOf({ relation, binding }: Result): Pick<Finding, 'rule' | 'title' | 'where' | 'hint' | 'source'> {
  return {
    rule: relation.id,
    title: relation.title,
    where: [binding.table, binding.row, binding.column].filter((part) => part !== undefined).join(' '),
    hint: relation.hint,
    source: `${relation.source.document} ${relation.source.clause}`,
  }
}

function unchecked(result: Result, missing: readonly CellRef[], { accounts, pack }: Standing): Finding {
  const { relation, missingTable } = result
  const cells = missingTable === undefined ? missingPlaces(missing, accounts) : [missingTable]
  const isRequired = relation.required && relation.severity === 'error' && !isReportedAsTable(cells, pack)
  const severity = isRequired ? 'error' : 'info'
  const group = cells[0]?.split('/')[0]
  return { ...commonOf(result), outcome: 'cannot-check', severity, cells, ...NOTHING_TO_COMPARE, group }
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

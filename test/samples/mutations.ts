import { deriveTotals } from '#core/derive/totals.ts'
import { breaksOf } from '#core/check/corrections.ts'
import { holdingOf } from '#core/check/holding.ts'
import { diagnose, type Failure } from '#core/check/diagnose.ts'
import { evaluateRelation, type Outcome } from '#core/check/evaluate.ts'
import { bindingsOf, type Binding } from '#core/check/instances.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { cellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import { amountOf, type Amount } from '#core/money/amount.ts'
import type { Pack } from '#core/packs/pack.ts'
import { measureOf, readFigure } from '#core/packs/read-figure.ts'
import type { PackRelation } from '#core/packs/schema-relation.ts'
import type { Sample } from './open-sample.ts'

/** One digit of one figure, written wrongly. */
export interface Mutation {
  readonly ref: CellRef
  readonly was: Amount
  readonly becomes: Amount
}

/** Every figure that the published tables state, in the order of the pack. */
export function statedFigures({ accounts, pack }: Sample): readonly { ref: CellRef; amount: Amount }[] {
  return [...pack.tables.values()]
    .filter((table) => table.role === 'statutory')
    .flatMap((table) =>
      (accounts.table(table.id)?.rows ?? []).flatMap((row) =>
        table.columns.flatMap((column) => {
          const ref = cellRef(table.id, row, column.key)
          const value = accounts.get(ref)
          return value?.kind === 'amount' ? [{ ref, amount: value.amount }] : []
        }),
      ),
    )
}

/** All nine other digits at every place of a figure as it prints; a leading digit may become 0. */
export function mutationsOf(ref: CellRef, amount: Amount, pack: Pack): readonly Mutation[] {
  const unit = measureOf(pack, ref) === '金额' ? amount.quantum : 100
  const digits = String(amount.fen / unit)
  const places = measureOf(pack, ref) === '金额' ? digits.padStart(3, '0') : digits
  return Array.from(places).flatMap((digit, at) =>
    Array.from('0123456789')
      .filter((other) => other !== digit)
      .map((other) => {
        const changed = Number(places.slice(0, at) + other + places.slice(at + 1))
        return { ref, was: amount, becomes: amountOf(changed * unit, amount.quantum) }
      }),
  )
}

/** What the relations make of the accounts with one figure changed. */
export interface Reaction {
  /** Failed instances with the cells that they compare. */
  readonly failures: readonly {
    readonly rule: string
    readonly severity: PackRelation['severity']
    readonly cells: readonly CellRef[]
  }[]
  /** The cells that the diagnosis names. */
  readonly suspects: readonly CellRef[]
  /** Rules that read the changed cell and did not fail, with their outcome. */
  readonly silent: readonly { readonly rule: string; readonly outcome: 'pass' | 'tail' | 'not-applicable' }[]
}

interface Instance {
  readonly relation: PackRelation
  readonly binding: Binding
  readonly outcome: Outcome
}

/**
 * Runs the relations again for one changed figure: only the instances that read it, as seen when all were run, because no
 * other can come out differently. `runChecks` would say the same a hundred times more slowly; a test holds the two together.
 */
export function mutator(sample: Sample): (mutation: Mutation) => Reaction {
  const { accounts, pack } = sample
  const readers = new Map<CellRef, Instance[]>()
  const instances = pack.relations.flatMap((relation) =>
    bindingsOf(relation, accounts, pack).bindings.map((binding): Instance => {
      const read = new Set<CellRef>()
      const outcome = evaluateRelation(relation, binding, recording(accounts, read), pack)
      const instance = { relation, binding, outcome }
      for (const ref of read) readers.set(ref, [...(readers.get(ref) ?? []), instance])
      return instance
    }),
  )
  return (mutation) => {
    const changed = withFigure(sample, mutation)
    const differing = [mutation.ref, ...changed.recomputed]
    const affected = new Map(
      differing
        .flatMap((ref) => readers.get(ref) ?? [])
        .map((instance) => [instance, evaluateRelation(instance.relation, instance.binding, changed.accounts, pack)]),
    )
    return react(
      instances.map((instance) => ({ ...instance, outcome: affected.get(instance) ?? instance.outcome })),
      new Set([...affected.keys()].map(({ relation }) => relation.id)),
      changed.accounts,
      pack,
      mutation.ref,
    )
  }
}

function recording(accounts: YearAccounts, read: Set<CellRef>): YearAccounts {
  return {
    ...accounts,
    get: (ref) => {
      read.add(ref)
      return accounts.get(ref)
    },
  }
}

/** The accounts with one figure changed, and the computed cells that follow it. */
export function withFigure(
  { accounts, stated, derivedFrom, pack }: Sample,
  { ref, becomes }: Mutation,
): { readonly accounts: YearAccounts; readonly recomputed: readonly CellRef[] } {
  const value: CellValue = { kind: 'amount', amount: becomes }
  const changed = (known: YearAccounts): YearAccounts => ({
    ...known,
    get: (asked) => (asked === ref ? value : known.get(asked)),
  })
  if (!derivedFrom.has(ref)) return { accounts: changed(accounts), recomputed: [] }
  const derived = new Map(deriveTotals(changed(stated), pack).map((cell) => [cell.ref, cell.value]))
  const known = changed(accounts)
  return {
    accounts: { ...known, get: (asked) => derived.get(asked) ?? known.get(asked) },
    recomputed: [...derived.keys()],
  }
}

function react(
  results: readonly Instance[],
  concerned: ReadonlySet<string>,
  accounts: YearAccounts,
  pack: Pack,
  changed: CellRef,
): Reaction {
  const vouched = new Map<CellRef, number>()
  const failures: (Failure & Pick<Reaction['failures'][number], 'rule' | 'severity'>)[] = []
  const silent: Reaction['silent'][number][] = []
  for (const { relation, outcome } of results) {
    if ((outcome.kind === 'pass' && !outcome.trivial) || outcome.kind === 'tail')
      for (const cell of outcome.cells) vouched.set(cell, (vouched.get(cell) ?? 0) + 1)
    if (outcome.kind === 'fail')
      failures.push({
        rule: relation.id,
        severity: relation.severity,
        sides: outcome,
        linear: relation.kind === 'sum' || relation.kind === 'same',
      })
    else if (outcome.kind !== 'cannot-check' && concerned.has(relation.id) && touches(outcome, changed))
      silent.push({ rule: relation.id, outcome: outcome.kind })
  }
  const amountIn = (ref: CellRef): Amount => {
    const reading = readFigure(accounts, pack, ref)
    return reading.kind === 'known' ? reading.amount : amountOf(0, 1)
  }
  const breaks = breaksOf(holdingOf(results), { accounts, pack })
  return {
    failures: failures.map(({ rule, severity, sides }) => ({ rule, severity, cells: sides.cells })),
    suspects: diagnose(failures, vouched, amountIn, breaks).map(({ cell }) => cell),
    silent,
  }
}

function touches(outcome: Outcome, ref: CellRef): boolean {
  return 'cells' in outcome && outcome.cells.includes(ref)
}

/** Every digit of every figure changed to every other digit, one at a time, with what the relations make of it. */
export function trialsOf(sample: Sample): readonly { readonly mutation: Mutation; readonly reaction: Reaction }[] {
  const react = mutator(sample)
  return statedFigures(sample)
    .flatMap(({ ref, amount }) => mutationsOf(ref, amount, sample.pack))
    .map((mutation) => ({ mutation, reaction: react(mutation) }))
}

import { negate, sum, type Amount } from '#core/money/amount.ts'
import { intersects, intervalOf, sumOfPrints } from '#core/money/interval.ts'
import { bindingsOf, cellsOf, type Binding, type SignedCell } from '#core/check/instances.ts'
import { applicability } from '#core/check/conditions.ts'
import { parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import type { TableState, YearAccounts } from '#core/model/accounts.ts'
import type { Pack } from '#core/packs/pack.ts'
import { codeRowKeys, measureOf, readFigure } from '#core/packs/read-figure.ts'
import type { PackRelation } from '#core/packs/schema-relation.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import { LEVEL_LENGTH } from '#core/packs/term.ts'
import { figureColumns } from '#core/packs/words.ts'

/** A cell that the program computed, and what from. */
export interface DerivedCell {
  readonly ref: CellRef
  readonly value: CellValue
  readonly rule: string
  readonly inputs: readonly CellRef[]
}

/**
 * Computes the totals that nobody imported or entered: the left side of every sum relation with `fills`. A total that was
 * stated is never touched; it is checked instead. Totals of totals follow in further rounds.
 *
 * Rounded figures do not add up to the rounded total: where another table prints the same amount, its print is taken, as long as the
 * sum allows it; otherwise the sum says no more than its parts.
 *
 * @param accounts the standing figures without derived ones
 * @param typed tables that nobody imported and that are known whole: there the codes above others are totals too
 */
export function deriveTotals(
  accounts: YearAccounts,
  pack: Pack,
  typed: ReadonlySet<string> = new Set(),
): readonly DerivedCell[] {
  const derived = new Map<CellRef, DerivedCell>()
  const known: YearAccounts = {
    ...accounts,
    get: (ref) => accounts.get(ref) ?? derived.get(ref)?.value,
    table: (id, prior) =>
      prior !== true && typed.has(id) ? withParents(accounts.table(id)) : accounts.table(id, prior),
  }
  const prints = elsewhere(accounts, pack)
  const fill = (relation: SumRelation, binding: Binding): boolean => {
    const total = totalOf(relation, binding, { accounts: known, pack, prints })
    if (total) derived.set(total.ref, total)
    return total !== undefined
  }
  const filling = pack.relations.filter((relation) => relation.kind === 'sum').filter(({ fills }) => fills)
  for (const table of typed) fillCodeRows(table, filling, { accounts: known, pack, fill })
  let grew = true
  while (grew) {
    grew = false
    for (const relation of filling)
      for (const binding of bindingsOf(relation, known, pack).bindings) grew = fill(relation, binding) || grew
  }
  return [...derived.values()]
}

type SumRelation = Extract<PackRelation, { kind: 'sum' }>

/** The total of one relation where nobody stated it and its parts are known. */
function totalOf(
  relation: SumRelation,
  binding: Binding,
  { accounts, pack, prints }: { accounts: YearAccounts; pack: Pack; prints: (ref: CellRef) => readonly Print[] },
): DerivedCell | undefined {
  if (applicability(relation.when, binding, accounts, pack).kind !== 'applies') return undefined
  const [left, ...others] = cellsOf(relation.left, binding, accounts, pack)
  if (left?.ref === undefined || others.length > 0 || accounts.get(left.ref) !== undefined) return undefined
  const right = cellsOf(relation.right, binding, accounts, pack)
  const amounts = partsOf(right, accounts, pack, isPublished(left.ref, pack))
  if (!amounts) return undefined
  const { ref } = left
  const total = measureOf(pack, ref) === '金额' ? sumOfPrints(amounts) : sum(amounts)
  const isRough = total.quantum > Math.max(1, ...amounts.map(({ quantum }) => quantum))
  const print = isRough ? prints(ref).find(({ amount }) => isPrintOf(amount, total)) : undefined
  const inputs = right.flatMap((part) => part.ref ?? [])
  return {
    ref,
    value: { kind: 'amount', amount: print?.amount ?? total },
    rule: print?.rule ?? relation.id,
    inputs: print ? [print.ref] : inputs,
  }
}

/**
 * The totals of the code rows of a table that was typed in: each code after the codes below it, and of a code first what its children
 * give, then what its own columns give. In any other order a total that is not computed yet would be read as the zero of a blank.
 */
function fillCodeRows(
  table: string,
  filling: readonly SumRelation[],
  { accounts, pack, fill }: { accounts: YearAccounts; pack: Pack; fill: (one: SumRelation, at: Binding) => boolean },
): void {
  const columns = pack.tables.get(table)
  const trees = pack.relations
    .filter((relation) => relation.kind === 'sum')
    .filter((relation) => relation.for?.table === table && relation.for.rows === '有下级')
  const sums = filling.filter((relation) => relation.for?.table === table && relation.for.rows === '所有')
  if (!columns || trees.length === 0) return
  const codes = codeRowKeys(accounts, pack, table).toSorted((a, b) => b.length - a.length)
  for (const row of codes) {
    const isParent = codes.some((code) => code !== row && code.startsWith(row))
    for (const tree of isParent ? trees : [])
      for (const column of columnsOf(tree, columns)) fill(tree, { table, row, column })
    for (const relation of sums)
      for (const column of columnsOf(relation, columns)) fill(relation, { table, row, column })
  }
}

function columnsOf(relation: SumRelation, table: PackTable): readonly (string | undefined)[] {
  const columns = relation.for?.columns
  return columns === undefined ? [undefined] : columns === '所有' ? figureColumns(table) : columns
}

/** With the codes above those that were typed in: they are rows of the table as soon as they have a total. */
function withParents(state: TableState | undefined): TableState | undefined {
  if (!state) return undefined
  const codes = state.rows.filter((key) => /^\d+$/u.test(key))
  const above = codes.flatMap((code) =>
    Object.values(LEVEL_LENGTH).flatMap((length) => (length < code.length ? [code.slice(0, length)] : [])),
  )
  return { ...state, rows: [...new Set([...state.rows, ...above])] }
}

/** One figure of another table that must be the same. */
interface Print {
  readonly ref: CellRef
  readonly amount: Amount
  readonly rule: string
}

/** Where else the amount of a cell is stated, by the relations `same`; looked up only when the first rough sum asks. */
function elsewhere(accounts: YearAccounts, pack: Pack): (ref: CellRef) => readonly Print[] {
  let found: Map<CellRef, Print[]> | undefined
  return (ref) => (found ??= statedPairs(accounts, pack)).get(ref) ?? []
}

function statedPairs(accounts: YearAccounts, pack: Pack): Map<CellRef, Print[]> {
  const prints = new Map<CellRef, Print[]>()
  const note = (of: CellRef | undefined, at: CellRef | undefined, rule: string): void => {
    const value = at === undefined ? undefined : accounts.get(at)
    if (of === undefined || at === undefined || value?.kind !== 'amount' || accounts.get(of) !== undefined) return
    prints.set(of, [...(prints.get(of) ?? []), { ref: at, amount: value.amount, rule }])
  }
  for (const relation of pack.relations) {
    if (relation.kind !== 'same') continue
    for (const binding of bindingsOf(relation, accounts, pack).bindings) {
      if (applicability(relation.when, binding, accounts, pack).kind !== 'applies') continue
      const [left, right] = [relation.left, relation.right].map((term) => cellsOf([term], binding, accounts, pack)[0])
      if (left?.sign !== 1 || right?.sign !== 1) continue
      note(left.ref, right.ref, relation.id)
      note(right.ref, left.ref, relation.id)
    }
  }
  return prints
}

function isPrintOf(print: Amount, total: Amount): boolean {
  return print.quantum < total.quantum && intersects(intervalOf(print), intervalOf(total))
}

/**
 * The amounts of the cells, signed; undefined when one is unknown, or when none of them states anything: no zeros are made up. For a
 * figure that is not published itself, a blank of a published table is a statement, because the form leaves zeros blank.
 */
function partsOf(
  cells: readonly SignedCell[],
  accounts: YearAccounts,
  pack: Pack,
  onlyStated: boolean,
): readonly Amount[] | undefined {
  const amounts: Amount[] = []
  let isStated = false
  for (const { sign, ref } of cells) {
    if (ref === undefined) {
      // The constant 0 is a statement: "no expenditure, so no journeys".
      isStated = true
      continue
    }
    const reading = readFigure(accounts, pack, ref)
    if (reading.kind === 'unknown') return undefined
    isStated ||= reading.stated || (!onlyStated && isPublished(ref, pack))
    amounts.push(sign === 1 ? reading.amount : negate(reading.amount))
  }
  return isStated ? amounts : undefined
}

function isPublished(ref: CellRef, pack: Pack): boolean {
  return pack.tables.get(parseCellRef(ref)?.table ?? '')?.role === 'statutory'
}

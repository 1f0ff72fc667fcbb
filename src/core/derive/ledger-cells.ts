import { digitsOf } from '#core/ledger/account-code.ts'
import { yuan } from '#core/ledger/reading.ts'
import { levelOf, type CodeLevel } from '#core/codes/code-tree.ts'
import { exact } from '#core/money/amount.ts'
import { cellRef, type CellRef } from '#core/model/cell.ts'
import type { Pack } from '#core/packs/pack.ts'
import { fixedRowsOf } from '#core/packs/read-figure.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import type { DerivedCells, PackDerive } from '#core/packs/schema-derive.ts'
import { unclosedWarning } from './closing.ts'
import { unprovedWarning } from './proof.ts'
import type { DerivedCell } from './totals.ts'
import {
  isBudget,
  missing,
  readAmount,
  type AmountPart,
  type AmountReading,
  type LedgerFacts,
  type Missing,
} from './ledger-facts.ts'

/** One combination's part of a cell, with its sign. */
export interface CellPart {
  readonly amount: string
  readonly sign: 1 | -1
  readonly combination: number
  readonly fen: number
}

export interface LedgerCell extends DerivedCell {
  readonly fen: number
  readonly parts: readonly CellPart[]
}

/** A cell that the ledgers of the report do not tell, and why. */
export interface UnderivedCell {
  readonly table: string
  readonly column: string
  /** Undefined: the code rows of the column. */
  readonly row: string | undefined
  readonly why: string
  readonly missing: Missing | undefined
}

export interface LedgerTables {
  readonly cells: ReadonlyMap<CellRef, LedgerCell>
  readonly cannot: readonly UnderivedCell[]
  /** Codes with a figure, in code order, of tables whose rows the accounts bring. */
  readonly rows: ReadonlyMap<string, readonly string[]>
  /** Sentences for the user: amounts that ought to be zero, codes that a table has no row for. */
  readonly warnings: readonly string[]
  /** 全年执行数 by project. */
  readonly projects: ReadonlyMap<string, number>
  /** 全年预算数 by project, from the lists of 预算指标. */
  readonly budgets: ReadonlyMap<string, number>
  /** The parts of the two, by project. */
  readonly projectParts: Readonly<Record<'executed' | 'budget', ReadonlyMap<string, readonly CellPart[]>>>
  /** Why projects cannot be told. */
  readonly projectsCannot: string | undefined
  /** The settings in force, all of them. */
  readonly settings: readonly {
    readonly id: string
    readonly title: string
    readonly option: string
    readonly why: string
  }[]
}

const DIGITS: Readonly<Record<CodeLevel, number>> = { 类: 3, 款: 5, 项: 7 }

/** Computes every cell that the rules of the pack derive from ledgers, exact to the 分. Cells that cannot be told say why. */
export function deriveFromLedger(facts: LedgerFacts, derive: PackDerive, pack: Pack): LedgerTables {
  const amounts = new Map(derive.amounts.map((amount) => [amount.id, readAmount(amount, facts, derive)]))
  // Without a list of indicators nobody expects its figures; without ledgers every figure of theirs says so.
  const left = new Set(facts.indicators ? [] : derive.amounts.filter(isBudget).map(({ id }) => id))
  const cells = new Map<CellRef, LedgerCell>()
  const cannot: UnderivedCell[] = []
  const warnings: string[] = []
  for (const rule of derive.cells) {
    const table = pack.tables.get(rule.table)
    if (!table || !hasPlace(table, rule) || (rule.natures && !rule.natures.includes(facts.nature))) continue
    if (rule.sum.some((term) => left.has(term.replace(/^-/u, '')))) continue
    const sum = sumOf(rule, amounts)
    if (sum.kind === 'cannot') {
      cannot.push({ table: rule.table, column: rule.column, row: rule.row, why: sum.why, missing: sum.missing })
    } else if (rule.row !== undefined) put(cells, rule, rule.row, sum.parts)
    else codeCells(rule, sum.parts, { pack, facts, cells, cannot, warnings })
  }
  for (const { amount, message } of derive.warn) {
    const reading = amounts.get(amount)
    if (reading?.kind === 'parts' && reading.parts.some(({ fen }) => fen !== 0)) warnings.push(message)
  }
  const doubts = [unclosedWarning(facts, derive), unprovedWarning(facts, derive)]
  warnings.push(...uncounted(facts, derive), ...doubts.filter((doubt) => doubt !== undefined))
  const executed = projectsOf(derive.projects, amounts, facts)
  const budgets = projectsOf(derive.projectBudgets, amounts, facts)
  // Many ledgers have no projects, and nobody misses them there; a list of indicators has them as a rule.
  const untold = facts.indicators && budgets.cannot
  if (untold?.missing)
    cannot.push({ table: '项目', column: '全年预算数', row: undefined, why: untold.why, missing: untold.missing })
  return {
    cells,
    cannot,
    rows: rowsOf(cells, pack),
    warnings,
    projects: sumsOf(executed.projects),
    projectsCannot: executed.cannot?.why,
    budgets: sumsOf(budgets.projects),
    projectParts: { executed: executed.projects, budget: budgets.projects },
    settings: settingsOf(derive, facts),
  }
}

/** Income and expenditure on accounts that no rule knows: the tables are without it, and the user must hear of it. */
function uncounted({ totals, source }: LedgerFacts, derive: PackDerive): readonly string[] {
  if (source !== 'journal' && source !== 'balance') return []
  const used = new Set([...derive.cells.flatMap(({ sum }) => sum.map((term) => term.replace(/^-/u, ''))), ...derive.warn.map(({ amount }) => amount)]) // prettier-ignore
  const known = derive.amounts.flatMap(({ id, accounts }) => (used.has(id) ? accounts : []))
  const moved = new Map<string, number>()
  for (const { account, debit, credit } of totals) {
    const digits = digitsOf(account)
    const isOf = (beginnings: readonly string[]): boolean => beginnings.some((one) => digits.startsWith(one))
    if (!isOf(derive.transfers.from) || isOf(known) || (debit === 0 && credit === 0)) continue
    moved.set(account, (moved.get(account) ?? 0) + (debit === credit ? debit : debit - credit))
  }
  return [...moved].map(
    ([account, fen]) => `科目 ${account} 有发生额 ${yuan(Math.abs(fen))}，没有任何规则把它计入报表，请核对科目编码`,
  )
}

/** A pack may leave out rows and columns of the tables that its parent's rules are for. */
function hasPlace(table: PackTable, { column, row }: DerivedCells): boolean {
  if (!table.columns.some(({ key }) => key === column)) return false
  return row === undefined || fixedRowsOf(table).some(({ key }) => key === row)
}

type SumReading = { readonly kind: 'parts'; readonly parts: readonly SignedPart[] } | CannotTell

interface SignedPart extends AmountPart {
  readonly amount: string
  readonly sign: 1 | -1
}

function sumOf(rule: DerivedCells, amounts: ReadonlyMap<string, AmountReading>): SumReading {
  const parts: SignedPart[] = []
  for (const term of rule.sum) {
    const isTaken = term.startsWith('-')
    const id = isTaken ? term.slice(1) : term
    const reading = amounts.get(id)
    if (reading === undefined) throw new RangeError(`derive.yaml: no amount ${id}`)
    if (reading.kind === 'cannot') return reading
    for (const part of reading.parts) parts.push({ ...part, amount: id, sign: isTaken ? -1 : 1 })
  }
  return { kind: 'parts', parts }
}

function put(cells: Map<CellRef, LedgerCell>, rule: DerivedCells, row: string, parts: readonly SignedPart[]): void {
  const ref = cellRef(rule.table, row, rule.column)
  const fen = parts.reduce((sum, part) => sum + part.sign * part.fen, 0)
  cells.set(ref, {
    ref,
    fen,
    value: { kind: 'amount', amount: exact(fen) },
    rule: ruleName(rule),
    inputs: [],
    parts: parts.map(({ amount, sign, total, fen: part }) => ({
      amount,
      sign,
      combination: total.combination,
      fen: part,
    })),
  })
}

/** How a cell's origin names its rule: what is added up, in the words of the pack. */
export function ruleName(rule: DerivedCells): string {
  return `账簿：${rule.sum.map((term, at) => (term.startsWith('-') ? `－${term.slice(1)}` : at === 0 ? term : `＋${term}`)).join('')}`
}

interface CodeTarget {
  readonly pack: Pack
  readonly facts: LedgerFacts
  readonly cells: Map<CellRef, LedgerCell>
  readonly cannot: UnderivedCell[]
  readonly warnings: string[]
}

/** A row for each code with a figure and for the codes above it; fixed rows of the table without one are zero. */
function codeCells(rule: DerivedCells, parts: readonly SignedPart[], target: CodeTarget): void {
  const { rows } = rule
  const table = target.pack.tables.get(rule.table)
  if (!rows || !table) return
  const deepest = Math.max(...rows.levels.map((level) => DIGITS[level]))
  const isCode = (text: string | undefined): boolean =>
    text !== undefined && /^\d+$/u.test(text) && text.length >= deepest
  const nameless = parts.filter(({ total, fen }) => fen !== 0 && !isCode(total.dimensions[rows.dimension]))
  if (nameless.length > 0) {
    const why = missing(rows.dimension, [...new Set(nameless.map(({ total }) => total.combination))], target.facts)
    if (why.kind === 'cannot')
      target.cannot.push({ table: rule.table, column: rule.column, row: undefined, why: why.why, missing: why.missing })
    return
  }
  const byCode = new Map<string, SignedPart[]>()
  for (const part of parts) {
    const code = part.total.dimensions[rows.dimension] ?? ''
    for (const level of rows.levels) {
      const key = code.slice(0, DIGITS[level])
      if (key.length !== DIGITS[level]) continue
      const known = byCode.get(key)
      if (known) known.push(part)
      else byCode.set(key, [part])
    }
  }
  const fixed = fixedCodes(table)
  const isOpen = table.blocks.some((block) => block.codeRows)
  for (const [code, some] of byCode) {
    const row = fixed.get(code)
    if (row === undefined && !isOpen) {
      const fen = some.reduce((sum, part) => sum + part.sign * part.fen, 0)
      if (fen !== 0) target.warnings.push(`账上有 ${code} 的发生额，而${rule.table}没有这一行，没有计入`)
    } else if (row !== 'dash') put(target.cells, rule, row ?? code, some)
  }
  for (const [code, row] of fixed)
    if (!byCode.has(code) && row !== 'dash' && rows.levels.includes(levelOfCode(code))) put(target.cells, rule, row, [])
}

const levelOfCode = (code: string): CodeLevel => levelOf(code) ?? '项'

/** Fixed rows that are codes: the key, or `dash` for a row that holds no amount. */
function fixedCodes(
  table: Pack['tables'] extends ReadonlyMap<string, infer T> ? T : never,
): ReadonlyMap<string, string> {
  const fixed = new Map<string, string>()
  for (const block of table.blocks)
    for (const row of block.rows)
      if ('key' in row && row.code !== undefined) fixed.set(row.code, row.dash ? 'dash' : row.key)
  return fixed
}

function rowsOf(cells: ReadonlyMap<CellRef, LedgerCell>, pack: Pack): ReadonlyMap<string, readonly string[]> {
  const rows = new Map<string, Set<string>>()
  for (const { ref, fen } of cells.values()) {
    const [table = '', row = ''] = ref.split('/')
    if (fen === 0 || !/^\d+$/u.test(row) || pack.tables.get(table)?.blocks.some((block) => block.codeRows) !== true)
      continue
    rows.set(table, (rows.get(table) ?? new Set()).add(row))
  }
  return new Map([...rows].map(([table, codes]) => [table, [...codes].toSorted()]))
}

type CannotTell = Extract<AmountReading, { kind: 'cannot' }>

function projectsOf(
  id: string | undefined,
  amounts: ReadonlyMap<string, AmountReading>,
  facts: LedgerFacts,
): { readonly projects: ReadonlyMap<string, readonly CellPart[]>; readonly cannot: CannotTell | undefined } {
  const reading = id === undefined ? undefined : amounts.get(id)
  const projects = new Map<string, CellPart[]>()
  if (id === undefined || reading?.kind !== 'parts')
    return { projects, cannot: reading?.kind === 'cannot' ? reading : undefined }
  // 基本支出 belongs to no project; anything else without one may be of any of them.
  const nameless = reading.parts.filter(
    ({ total, fen }) => fen !== 0 && total.dimensions.项目 === undefined && total.dimensions.支出性质 !== '基本支出',
  )
  if (nameless.length > 0) {
    const why = missing(
      '项目',
      nameless.map(({ total }) => total.combination),
      facts,
    )
    return { projects, cannot: why.kind === 'cannot' ? why : undefined }
  }
  for (const { total, fen } of reading.parts) {
    const name = total.dimensions.项目
    if (name === undefined) continue
    const own = projects.get(name) ?? []
    projects.set(name, own)
    own.push({ amount: id, sign: 1, combination: total.combination, fen })
  }
  return { projects, cannot: undefined }
}

const sumsOf = (projects: ReadonlyMap<string, readonly CellPart[]>): ReadonlyMap<string, number> =>
  new Map([...projects].map(([name, parts]) => [name, parts.reduce((sum, { fen }) => sum + fen, 0)]))

function settingsOf(derive: PackDerive, facts: LedgerFacts): LedgerTables['settings'] {
  return derive.settings.map(({ id, title, default: usual, why }) => ({
    id,
    title,
    option: facts.settings[id] ?? usual,
    why,
  }))
}

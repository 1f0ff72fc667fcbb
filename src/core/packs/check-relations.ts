import type { PackProblem } from './pack.ts'
import { placeOf } from './parse-layer.ts'
import type { Entry } from './parse-layer.ts'
import type { NodePath } from './read-yaml.ts'
import type { PackQuantifier, PackRelation } from './schema-relation.ts'
import type { Draft } from './merge.ts'
import { fixedRowsOf } from './read-figure.ts'
import { mayHaveRow, shapeOf } from './table-shape.ts'
import type { TableShape } from './table-shape.ts'
import { readTerm } from './term.ts'
import type { Term } from './term.ts'

/** Finds the shape of a table; `broken` is a table that exists but did not validate: nothing more is said about it. */
export type FindTable = (id: string) => TableShape | 'broken' | undefined

type CellsTerm = Extract<Term, { kind: 'cells' }>
type Report = (path: NodePath, message: string) => void
interface PlacedTerm {
  readonly path: NodePath
  readonly text: string
}

/** Every table, row and column that a relation names must exist, and what its terms leave open must be bound by `for`. */
export function checkRelation(entry: Entry<PackRelation>, find: FindTable): readonly PackProblem[] {
  const problems: PackProblem[] = []
  const relation = entry.value
  const report: Report = (path, message) => {
    problems.push({ ...placeOf(entry, path), message: `${relation.id}：${message}` })
  }
  if (relation.for) checkQuantifier(relation.for, find, report)
  const terms = termsOf(relation).flatMap((placed) => {
    const reading = readTerm(placed.text)
    if (!reading.ok) report(placed.path, reading.reason)
    return reading.ok && reading.term.kind === 'cells' ? [{ ...placed, term: reading.term }] : []
  })
  for (const { path, text, term } of terms) {
    checkReference(term, find, (message) => {
      report(path, `“${text}”${message}`)
    })
    checkBinding(term, relation.for, find, (message) => {
      report(path, `“${text}”${message}`)
    })
  }
  checkUse(
    relation,
    terms.map(({ term }) => term),
    report,
  )
  return problems
}

/** A table, row or column that does not exist. Bound parts are left to `checkBinding`. */
export function checkReference(term: CellsTerm, find: FindTable, report: (message: string) => void): void {
  const shape = find(term.table)
  if (shape === 'broken') return
  if (!shape) {
    report(`里的表“${term.table}”不存在`)
    return
  }
  const { row, column } = term
  if (row.kind === 'key' && !mayHaveRow(shape, row.key)) report(`：表“${shape.id}”没有行“${row.key}”`)
  if ((row.kind === 'level' || row.kind === 'children') && !shape.hasCodes) {
    report(`：表“${shape.id}”没有按科目编码的行，不能用 @类、@款、@项、@下级`)
  }
  if (row.kind === 'entries' && !shape.hasEntries) report(`：表“${shape.id}”没有 entryRows，不能用 @自填行`)
  if (column.kind === 'key' && !shape.columns.has(column.key)) report(`：表“${shape.id}”没有栏“${column.key}”`)
}

function checkQuantifier(quantifier: PackQuantifier, find: FindTable, report: Report): void {
  const shape = find(quantifier.table)
  if (shape === 'broken') return
  if (!shape) {
    report(['for', 'table'], `表“${quantifier.table}”不存在`)
    return
  }
  const { rows, columns } = quantifier
  if (typeof rows === 'string' && rows !== '所有' && !shape.hasCodes) {
    report(['for', 'rows'], `表“${shape.id}”没有按科目编码的行，rows 不能写“${rows}”`)
  }
  if (typeof rows === 'object') {
    rows.forEach((row, index) => {
      if (!mayHaveRow(shape, row)) report(['for', 'rows', index], `表“${shape.id}”没有行“${row}”`)
    })
  }
  if (typeof columns === 'object') {
    columns.forEach((column, index) => {
      if (!shape.columns.has(column)) report(['for', 'columns', index], `表“${shape.id}”没有栏“${column}”`)
    })
  }
}

/** What `for` binds must exist in the table of the term as well, or the term is dead for that row or column. */
function checkBinding(
  term: CellsTerm,
  quantifier: PackQuantifier | undefined,
  find: FindTable,
  report: (message: string) => void,
): void {
  const usesRow = term.row.kind === 'bound' || term.row.kind === 'children'
  const usesColumn = term.column.kind === 'bound'
  if (usesRow && quantifier?.rows === undefined) report('用了 @行 或 @下级，而 for 没有写 rows')
  if (usesColumn && quantifier?.columns === undefined) report('用了 @列，而 for 没有写 columns')
  const walked = quantifier && find(quantifier.table)
  const target = find(term.table)
  if (!walked || !target || walked === 'broken' || target === 'broken' || walked.id === target.id) return
  if (term.row.kind === 'bound') {
    const dead = boundRows(quantifier, walked).filter((row) => !mayHaveRow(target, row))
    if (dead.length > 0) report(`：表“${target.id}”没有 for 所指的行“${dead.join('”“')}”`)
    if (walked.hasCodeRows && typeof quantifier.rows === 'string' && !target.hasCodes) {
      report(`：表“${target.id}”没有按科目编码的行，而 for 会取到科目行`)
    }
  }
  if (usesColumn) {
    const columns = quantifier.columns === '所有' ? [...walked.columns] : (quantifier.columns ?? [])
    const dead = columns.filter((column) => !target.columns.has(column))
    if (dead.length > 0) report(`：表“${target.id}”没有 for 所指的栏“${dead.join('”“')}”`)
  }
}

/** The fixed rows that `for` can bind. */
function boundRows(quantifier: PackQuantifier | undefined, walked: TableShape): readonly string[] {
  const rows = quantifier?.rows
  if (typeof rows === 'object') return rows
  return rows === '所有' ? [...walked.rows] : []
}

function checkUse(relation: PackRelation, terms: readonly CellsTerm[], report: Report): void {
  const usesRow = terms.some((term) => term.row.kind === 'bound' || term.row.kind === 'children')
  if (relation.for?.rows !== undefined && !usesRow)
    report(['for', 'rows'], 'for 写了 rows，却没有一项用到 @行 或 @下级')
  const usesColumn = terms.some((term) => term.column.kind === 'bound')
  if (relation.for?.columns !== undefined && !usesColumn)
    report(['for', 'columns'], 'for 写了 columns，却没有一项用到 @列')
  if (relation.for && relation.for.rows === undefined && relation.for.columns === undefined) {
    report(['for'], 'for 须写 rows 或 columns')
  }
  if (terms.length === 0) report([], '没有一项指向单元格')
  if (relation.kind === 'same' && relation.left === relation.right) report(['right'], '左右两边相同，永远成立')
  if (relation.kind === 'sum' && relation.fills) checkFills(relation.left, report)
}

/** `fills` computes one cell of this year: the left side has to be exactly that. */
function checkFills(left: readonly string[], report: Report): void {
  const reading = readTerm(left[0] ?? '')
  const term = reading.ok && reading.term.kind === 'cells' ? reading.term : undefined
  const single = term?.row.kind === 'key' || term?.row.kind === 'bound'
  if (left.length !== 1 || !term || !single || term.sign !== 1 || term.prior) {
    report(['left'], '写了 fills 时，left 只能是一个本年单元格，不带负号')
  }
}

/** A total that the program computes is no row whose blank is zero, or the zero would keep it from being computed. */
export function checkTotals({ relations, tables }: Pick<Draft, 'relations' | 'tables'>): readonly PackProblem[] {
  return [...relations.values()].flatMap((entry) => {
    const relation = entry.value
    if (relation.kind !== 'sum' || !relation.fills) return []
    const reading = readTerm(relation.left[0] ?? '')
    const term = reading.ok && reading.term.kind === 'cells' ? reading.term : undefined
    const table = term && tables.get(term.table)?.value
    if (!table) return []
    const { row } = term
    const rows = row.kind === 'key' ? [row.key] : boundRows(relation.for, shapeOf(table))
    const zero = fixedRowsOf(table).find((fixed) => fixed.blank !== undefined && rows.includes(fixed.key))
    const message = `${relation.id}：${table.id}的行“${zero?.key ?? ''}”由程序相加，不能写 blank: zero`
    return zero ? [{ ...placeOf(entry, ['left']), message }] : []
  })
}

/** Every term with its place, those of the conditions included. */
function termsOf(relation: PackRelation): readonly PlacedTerm[] {
  const list = (key: string, terms: string | readonly string[]): readonly PlacedTerm[] =>
    typeof terms === 'string'
      ? [{ path: [key], text: terms }]
      : terms.map((text, index) => ({ path: [key, index], text }))
  const conditions = relation.when.flatMap((condition, index) => {
    const [key, terms] = Object.entries(condition)[0] ?? ['nature', []]
    return key === 'nature' ? [] : terms.map((text, t) => ({ path: ['when', index, key, t], text }))
  })
  const sides = [...list('left', relation.left), ...(relation.kind === 'ratio' ? [] : list('right', relation.right))]
  const ratio =
    relation.kind === 'ratio'
      ? [...list('numerator', relation.numerator), ...list('denominator', relation.denominator)]
      : []
  return [...sides, ...ratio, ...conditions]
}

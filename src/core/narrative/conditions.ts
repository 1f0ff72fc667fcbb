import { compare, roundTo, type Amount } from '#core/money/amount.ts'
import { readFigure } from '#core/packs/read-figure.ts'
import { fixedRowsOf } from '#core/packs/read-figure.ts'
import { cellRef } from '#core/model/cell.ts'
import type { Comparison, Condition } from './ast.ts'
import { evaluate } from './evaluate.ts'
import { printedQuantum } from './print.ts'
import type { NarrativeContext, Scope, Value } from './values.ts'

/** Whether a condition holds. A comparison with something unknown does not hold. */
export function holds(condition: Condition, context: NarrativeContext, scope: Scope): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => holds(part, context, scope))
    case 'or':
      return condition.parts.some((part) => holds(part, context, scope))
    case 'known':
      return isKnown(evaluate(condition.of, context, scope))
    case 'empty-table':
      return isEmptyTable(condition.table, context)
    case 'compare':
      return compareValues(
        condition.op,
        evaluate(condition.left, context, scope),
        evaluate(condition.right, context, scope),
        context,
      )
  }
}

function isKnown(value: Value): boolean {
  return value.kind === 'rows' ? value.rows.length > 0 : value.kind !== 'unknown'
}

/** True when the table is known and holds nothing but zeros and blanks, and no words. */
export function isEmptyTable(
  tableId: string,
  { accounts, pack }: Pick<NarrativeContext, 'accounts' | 'pack'>,
): boolean {
  const table = pack.tables.get(tableId)
  const state = accounts.table(tableId)
  if (!table || !state) return false
  const rows = new Set([...state.rows, ...fixedRowsOf(table).map((row) => row.key)])
  for (const row of rows)
    for (const column of table.columns) {
      const ref = cellRef(tableId, row, column.key)
      if (column.measure === '文字' && (accounts.text(ref) ?? '') !== '') return false
      const reading = readFigure(accounts, pack, ref)
      if (reading.kind === 'known' && reading.amount.fen !== 0) return false
    }
  return true
}

function compareValues(op: Comparison, left: Value, right: Value, context: NarrativeContext): boolean {
  if (left.kind === 'text' && right.kind === 'text')
    return op === '=' ? left.text === right.text : op === '≠' && left.text !== right.text
  if (left.kind !== 'figure' || right.kind !== 'figure') return false
  const sign = compare(asPrinted(left, right, context), asPrinted(right, left, context))
  switch (op) {
    case '=':
      return sign === 0
    case '≠':
      return sign !== 0
    case '>':
      return sign > 0
    case '<':
      return sign < 0
    case '≥':
      return sign >= 0
    case '≤':
      return sign <= 0
  }
}

type Figure = Extract<Value, { kind: 'figure' }>

/** Amounts are compared as they print, so that 增加0.00万元 cannot happen; a bare number takes the other side's measure. */
function asPrinted(figure: Figure, other: Figure, context: NarrativeContext): Amount {
  const measured = figure.refs.length > 0 ? figure : other
  return roundTo(figure.amount, printedQuantum(measured, context.pack))
}

import { amountOf } from '#core/money/amount.ts'
import { parseAmount } from '#core/money/parse.ts'
import { cellRef, priorRef, type CellRef } from '#core/model/cell.ts'
import { fixedRowsOf, measureOf, readFigure } from '#core/packs/read-figure.ts'
import { isWordCell } from '#core/packs/words.ts'
import type { Expression } from './ast.ts'
import { FUNCTIONS } from './functions.ts'
import type { NarrativeContext, Scope, Value } from './values.ts'

/** Computes an expression. Never throws for bad accounts: what is not known comes back as `unknown`. */
export function evaluate(expression: Expression, context: NarrativeContext, scope: Scope): Value {
  switch (expression.kind) {
    case 'ref':
      return readCell(resolveRef(expression, scope), context)
    case 'string':
      return { kind: 'text', text: expression.text }
    case 'number':
      return numberValue(expression.text)
    case 'name':
      return readName(expression.name, context, scope)
    case 'call':
      return callWithinRange(expression, context, scope)
  }
}

/** Amounts beyond what can be computed exactly are not known; one absurd cell must not end the document. */
function callWithinRange(
  { name, args }: Extract<Expression, { kind: 'call' }>,
  context: NarrativeContext,
  scope: Scope,
): Value {
  try {
    return FUNCTIONS[name]?.(args, context, scope) ?? unknownFunction(name)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { kind: 'unknown', what: name, prompt: `“${name}”的结果过大，无法精确计算` }
  }
}

/** The cell that a ref names here: `@行` is the bound row. */
export function resolveRef(expression: Extract<Expression, { kind: 'ref' }>, scope: Scope): CellRef {
  const row = expression.row === '@行' ? (scope.row ?? expression.row) : expression.row
  return cellRef(expression.table, row, expression.column, expression.prior)
}

/** The cell behind an expression, through phrase parameters and 上年(…); undefined when it is computed. */
export function refOf(expression: Expression, scope: Scope): CellRef | undefined {
  if (expression.kind === 'ref') return resolveRef(expression, scope)
  if (expression.kind === 'name') {
    const bound = scope.params.get(expression.name)
    return bound && refOf(bound.expression, bound.scope)
  }
  const [inner] = expression.kind === 'call' && expression.name === '上年' ? expression.args : []
  const ref = inner && refOf(inner, scope)
  return ref && priorRef(ref)
}

export function readCell(ref: CellRef, context: NarrativeContext): Value {
  if (isWordCell(context.pack, ref)) return { kind: 'text', text: context.accounts.text(ref) ?? '' }
  const reading = readFigure(context.accounts, context.pack, ref)
  if (reading.kind === 'unknown') return { kind: 'unknown', what: ref, prompt: titleOfCell(ref, context) }
  return { kind: 'figure', amount: reading.amount, measure: measureOf(context.pack, ref), refs: [ref], formula: ref }
}

/** A cell in words for a person: `表“…”的“…”`. */
function titleOfCell(ref: CellRef, context: NarrativeContext): string {
  const [table = '', row = '', column = ''] = ref.split('/')
  return `${table} ${nameOfRow(row, table, context)} ${column}`
}

/** The printed name of a row: a code's name as imported, else by the list; a fixed row's label without its number. */
export function nameOfRow(row: string, tableId: string, context: NarrativeContext): string {
  const table = context.pack.tables.get(tableId)
  const fixed = table && fixedRowsOf(table).find((candidate) => candidate.key === row)
  if (fixed) return fixed.label.replace(/^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])\s*/u, '')
  return context.accounts.table(tableId)?.names.get(row) ?? context.nameOfCode(row) ?? row
}

function numberValue(text: string): Value {
  const parsed = parseAmount(text, '元')
  const amount = parsed.kind === 'amount' ? parsed.amount : amountOf(0, 1)
  return { kind: 'figure', amount, measure: '数量', refs: [], formula: text }
}

function readName(name: string, context: NarrativeContext, scope: Scope): Value {
  const bound = scope.params.get(name)
  if (bound) return evaluate(bound.expression, context, bound.scope)
  const { accounts, pack } = context
  switch (name) {
    case '年度':
      return { kind: 'text', text: String(accounts.key.year) }
    case '上年度':
      return { kind: 'text', text: String(accounts.key.year - 1) }
    case '单位':
      return { kind: 'text', text: accounts.unit.name }
    case '简称':
      return { kind: 'text', text: accounts.unit.shortName }
    case '自称':
      return { kind: 'text', text: pack.head.settings.selfName }
    case '性质':
      return { kind: 'text', text: accounts.unit.nature }
    case '@行':
      return { kind: 'text', text: scope.row ?? '' }
    case '序号':
      return numberValue(String(scope.number ?? 0))
    default:
      return { kind: 'unknown', what: name, prompt: `模板中的“${name}”没有定义` }
  }
}

function unknownFunction(name: string): Value {
  return { kind: 'unknown', what: name, prompt: `模板中的“${name}(…)”没有定义` }
}

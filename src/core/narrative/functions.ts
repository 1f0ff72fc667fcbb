import { absolute, decimalsToFen, subtract, sum, type Amount, type MoneyUnit } from '#core/money/amount.ts'
import { formatCount, type PercentStyle } from '#core/money/format.ts'
import { percentOf } from '#core/money/ratio.ts'
import type { Expression } from './ast.ts'
import { evaluate, nameOfRow, readCell, refOf } from './evaluate.ts'
import { mostDecimals } from './print.ts'
import { rowsNamed, rowsWhere } from './rows.ts'
import { rowTextId, type NarrativeContext, type Scope, type Value } from './values.ts'

type Figure = Extract<Value, { kind: 'figure' }>
type TemplateFunction = (args: readonly Expression[], context: NarrativeContext, scope: Scope) => Value

/** The closed list of functions; what each gives is said in README.md of this folder. */
export const FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  和: combine('和', sum),
  差: combine('差', ([a, ...rest]) => rest.reduce(subtract, a ?? sum([]))),
  绝对差: combine('绝对差', ([a, ...rest]) => absolute(rest.reduce(subtract, a ?? sum([])))),
  占比: rate('占比', (part) => part),
  增减率: rate('增减率', (part, whole) => absolute(subtract(part, whole))),
  金额: ([value, decimals], context, scope) => {
    const figure = value && evaluate(value, context, scope)
    if (figure?.kind !== 'figure') return figure ?? incomplete('金额')
    return decimals ? withDecimals(figure, decimals, context) : incomplete('金额')
  },
  万元: inUnit('万元'),
  元: inUnit('元'),
  上年: (args, context, scope) => {
    const ref = refOf({ kind: 'call', name: '上年', args }, scope)
    return ref ? readCell(ref, context) : incomplete('上年')
  },
  文: (args, context, scope) => readText(args, context, scope),
  名称: (args, context, scope) => nameAt(args[0], context, scope, (row) => row),
  类名: (args, context, scope) => nameAt(args[0], context, scope, (row) => row.slice(0, 3)),
  款名: (args, context, scope) => nameAt(args[0], context, scope, (row) => row.slice(0, 5)),
  序数: (args, context, scope) => ordinal(args[0], context, scope, (text) => text),
  大写括号: (args, context, scope) => ordinal(args[0], context, scope, (text) => `（${text}）`),
  行集: rowsWhere,
  行列: rowsNamed,
}

function incomplete(name: string): Value {
  return { kind: 'unknown', what: name, prompt: `模板中“${name}”的参数不全` }
}

/** All arguments as figures, or the first thing that is not known. */
function figuresOf(
  args: readonly Expression[],
  context: NarrativeContext,
  scope: Scope,
): readonly Figure[] | Extract<Value, { kind: 'unknown' }> {
  const figures: Figure[] = []
  for (const arg of args) {
    const value = evaluate(arg, context, scope)
    if (value.kind === 'unknown') return value
    if (value.kind !== 'figure') return { kind: 'unknown', what: value.kind, prompt: '模板中此处应为数字' }
    figures.push(value)
  }
  return figures
}

/** 万元(a), 万元(a, 小数): the amount printed in that unit, whatever the sentences of the pack are in. */
function inUnit(unit: MoneyUnit): TemplateFunction {
  return ([value, decimals], context, scope) => {
    const figure = value && evaluate(value, context, scope)
    if (figure?.kind !== 'figure') return figure ?? incomplete(unit)
    if (figure.measure !== '金额') return { kind: 'unknown', what: figure.formula, prompt: `${unit}(…) 里应为金额` }
    const { decimals: textDecimals } = context.pack.head.settings.textAmount
    const asked = figure.decimals ?? Math.min(textDecimals, decimalsToFen(unit))
    const converted: Figure = { ...figure, unit, decimals: asked, formula: formulaOf(unit, [figure]) }
    return withDecimals(converted, decimals, context)
  }
}

/** The figure with the decimals that the template asks for; more than it has are refused, not made up. */
function withDecimals(figure: Figure, asked: Expression | undefined, context: NarrativeContext): Value {
  const decimals = asked === undefined ? figure.decimals : decimalsIn(asked)
  if (asked !== undefined && decimals === undefined)
    return { kind: 'unknown', what: figure.formula, prompt: '模板中小数位数应是一个整数' }
  if (decimals === undefined) return figure
  const most = mostDecimals(figure, context.pack)
  return decimals > most
    ? { kind: 'unknown', what: figure.formula, prompt: `“${figure.formula}”最多 ${most} 位小数` }
    : { ...figure, decimals }
}

/** A number of decimals written in a template; undefined for anything else. */
export function decimalsIn(expression: Expression): number | undefined {
  return expression.kind === 'number' && /^\d$/.test(expression.text) ? Number.parseInt(expression.text, 10) : undefined
}

function refsOf(figures: readonly Figure[]): Figure['refs'] {
  return [...new Set(figures.flatMap((figure) => figure.refs))]
}

function formulaOf(name: string, figures: readonly Figure[]): string {
  return `${name}(${figures.map((figure) => figure.formula).join(', ')})`
}

function combine(name: string, compute: (amounts: readonly Amount[]) => Amount): TemplateFunction {
  return (args, context, scope) => {
    const figures = figuresOf(args, context, scope)
    if ('kind' in figures) return figures
    const [first] = figures
    if (!first) return incomplete(name)
    return {
      kind: 'figure',
      amount: compute(figures.map((figure) => figure.amount)),
      measure: first.measure,
      refs: refsOf(figures),
      formula: formulaOf(name, figures),
    }
  }
}

/** A percentage of the second argument, rounded once by the third or by the pack; 0 of 0 by the pack's setting, base 0 not known. */
function rate(name: string, numerator: (part: Amount, whole: Amount) => Amount): TemplateFunction {
  return ([first, second, decimals], context, scope) => {
    const operands = [first, second].filter((arg) => arg !== undefined)
    const figures = figuresOf(operands, context, scope)
    if ('kind' in figures) return figures
    const [part, whole] = figures
    if (!part || !whole) return incomplete(name)
    const { percent } = context.pack.head.settings
    const asked = decimals && decimalsIn(decimals)
    if (decimals && asked === undefined) return incomplete(name)
    const common = {
      kind: 'figure',
      measure: '百分比',
      refs: refsOf(figures),
      formula: formulaOf(name, figures),
      ...(asked === undefined ? {} : { decimals: asked }),
    } as const
    const top = numerator(part.amount, whole.amount)
    const amount = percentOf(top, whole.amount, asked ?? percent.decimals)
    if (amount && (amount.fen !== 0 || top.fen === 0)) return { ...common, amount }
    // A share that only rounds to nothing never takes the word for nothing.
    if (amount) return { ...common, amount, printed: withoutZeroWord(amount, asked, percent) }
    if (top.fen === 0 && percent.zeroOfZero !== 'omit')
      return { ...common, amount: sum([]), printed: percent.zeroOfZero }
    return { kind: 'unknown', what: common.formula, prompt: `“${common.formula}”的分母为零，没有百分比` }
  }
}

function withoutZeroWord(
  amount: Amount,
  asked: number | undefined,
  { decimals, trimZeros }: Pick<PercentStyle, 'decimals' | 'trimZeros'>,
): string {
  return formatCount(amount, { decimals: asked ?? decimals, trimZeros, thousands: false, zero: undefined })
}

/** 文(id) or 文(id, row): the text of the row, else the one for all rows, else the pack's default. */
function readText([which, at]: readonly Expression[], context: NarrativeContext, scope: Scope): Value {
  const id =
    which?.kind === 'name' || which?.kind === 'string' ? (which.kind === 'name' ? which.name : which.text) : undefined
  if (id === undefined) return incomplete('文')
  const { accounts, pack } = context
  const field = pack.texts.get(id)
  const row = at && evaluate(at, context, scope)
  const own = row?.kind === 'text' ? rowTextId(id, row.text) : undefined
  const text = (own && accounts.text(own)?.trim()) || accounts.text(id)?.trim()
  if (text) return { kind: 'text', text }
  if (field?.default !== undefined) return { kind: 'text', text: field.default }
  const prompt = field?.prompt ?? `模板中的文字“${id}”没有定义`
  if (own === undefined || row?.kind !== 'text') return { kind: 'unknown', what: id, prompt }
  return { kind: 'unknown', what: own, prompt: `${nameOfRow(row.text, scope.table ?? '', context)}：${prompt}` }
}

function nameAt(
  argument: Expression | undefined,
  context: NarrativeContext,
  scope: Scope,
  level: (row: string) => string,
): Value {
  const value = argument && evaluate(argument, context, scope)
  const row = value?.kind === 'text' ? value.text : scope.row
  if (row === undefined) return incomplete('名称')
  return { kind: 'text', text: nameOfRow(level(row), scope.table ?? '', context) }
}

const DIGITS = '零一二三四五六七八九'

function ordinal(
  argument: Expression | undefined,
  context: NarrativeContext,
  scope: Scope,
  wrap: (text: string) => string,
): Value {
  const value = argument && evaluate(argument, context, scope)
  if (value?.kind !== 'figure') return incomplete('序数')
  return { kind: 'text', text: wrap(chineseOrdinal(Math.trunc(value.amount.fen / 100))) }
}

/** 1 → 一, 12 → 十二, 25 → 二十五; below one hundred, as headings are. */
export function chineseOrdinal(n: number): string {
  const tens = Math.trunc(n / 10)
  const ones = n % 10
  const head = tens === 0 ? '' : tens === 1 ? '十' : `${DIGITS[tens] ?? ''}十`
  return head + (ones === 0 && tens > 0 ? '' : (DIGITS[ones] ?? ''))
}

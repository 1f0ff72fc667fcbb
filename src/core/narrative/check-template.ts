import { mayHaveRow, shapeOf } from '#core/packs/table-shape.ts'
import type { PackCheck } from '#core/packs/build-pack.ts'
import { withOptions } from '#core/packs/options.ts'
import type { Pack, PackProblem } from '#core/packs/pack.ts'
import { type Condition, type Expression, type TemplateBlock, TemplateError, type TemplateNode } from './ast.ts'
import { decimalsIn, FUNCTIONS } from './functions.ts'
import { parseDocument } from './parse-document.ts'
import { parsePhrase } from './parse-inline.ts'
import { reachedPhrases } from './reached-phrases.ts'

/**
 * Holds every sentence and phrase of a pack against the pack: cells, texts, phrases and functions that do not exist, names that
 * mean nothing where they stand, phrases called with the wrong number of arguments.
 */
export const checkTemplates: PackCheck = (pack, locate) => {
  const problems: PackProblem[] = []
  const isOwn = (id: string): boolean => locate('phrase', id).file.startsWith(`${pack.head.id}/`)
  const reached = reachedPhrases(pack, new Set([...pack.phrases.keys()].filter(isOwn)))
  for (const phrase of pack.phrases.values()) {
    if (!reached.has(phrase.id)) continue
    const place = locate('phrase', phrase.id)
    const report = (message: string): void => {
      problems.push({ ...place, message: `用语“${phrase.id}”：${message}` })
    }
    attempt(report, () => {
      for (const { when, content } of parsePhrase(phrase, place.line).cases) {
        const names = new Set([...VARIABLES, ...ROW_VARIABLES, ...phrase.params])
        if (when) checkCondition(when, { pack, names, report })
        checkNodes(content, { pack, names, report })
      }
    })
  }
  problems.push(...checkDocument(pack))
  for (const option of pack.options?.values() ?? []) {
    const place = locate('option', option.id)
    const whole = withOptions(pack, ({ id }) => id === option.id)
    const known = new Set(problems.map(({ message }) => message))
    for (const { message } of checkDocument(whole))
      if (!known.has(message)) problems.push({ ...place, message: `选项“${option.id}”：${message}` })
  }
  return problems
}

function checkDocument(pack: Pack): readonly PackProblem[] {
  const problems: PackProblem[] = []
  const { file, markdown } = pack.document
  try {
    const blocks = parseDocument(markdown)
    const reportAt = (line: number, message: string): void => {
      problems.push({ file, line, message })
    }
    checkBlocks(blocks, pack, new Set(VARIABLES), reportAt)
    checkSheets(blocks, pack, reportAt)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    problems.push({ file, line: error.line, message: error.message })
  }
  return problems
}

const VARIABLES = ['年度', '上年度', '单位', '简称', '自称', '性质'] as const
const ROW_VARIABLES = ['@行', '序号'] as const

interface Checking {
  readonly pack: Pack
  /** Names that mean something here. */
  readonly names: ReadonlySet<string>
  readonly report: (message: string) => void
}

function attempt(report: (message: string) => void, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    report(error.message)
  }
}

function checkBlocks(
  blocks: readonly TemplateBlock[],
  pack: Pack,
  names: ReadonlySet<string>,
  reportAt: (line: number, message: string) => void,
): void {
  for (const block of blocks) {
    const checking: Checking = {
      pack,
      names,
      report: (message) => {
        reportAt(block.line, message)
      },
    }
    switch (block.kind) {
      case 'heading':
      case 'sentence':
        checkNodes(block.content, checking)
        break
      case 'cover':
        for (const line of block.lines) checkNodes(line.content, checking)
        break
      case 'table':
        if (block.heading) checkNodes(block.heading, checking)
        break
      case 'words':
        checkNodes(block.title, checking)
        for (const cell of block.rows.flat()) checkNodes(cell, checking)
        break
      case 'when':
        checkCondition(block.condition, checking)
        checkBlocks(block.then, pack, names, reportAt)
        checkBlocks(block.otherwise, pack, names, reportAt)
        break
      case 'each':
        checkExpression(block.rows, checking)
        checkBlocks(block.blocks, pack, new Set([...names, ...ROW_VARIABLES]), reportAt)
        break
      case 'chart':
        if (!pack.charts.has(block.id)) checking.report(`图“${block.id}”不存在`)
        break
      case 'toc':
      case 'text':
      case 'glossary':
      case 'sheets':
      case 'page-break':
        break
    }
  }
}

type SheetsBlock = Extract<TemplateBlock, { kind: 'sheets' }>

function sheetsOf(blocks: readonly TemplateBlock[]): readonly SheetsBlock[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'sheets') return [block]
    if (block.kind === 'each') return sheetsOf(block.blocks)
    return block.kind === 'when' ? [...sheetsOf(block.then), ...sheetsOf(block.otherwise)] : []
  })
}

/** A document that places the sheets of one subject must place the others as well, or they would be lost. */
function checkSheets(
  blocks: readonly TemplateBlock[],
  pack: Pack,
  reportAt: (line: number, message: string) => void,
): void {
  const sheets = sheetsOf(blocks)
  const [first] = sheets
  if (!first || sheets.some(({ subject }) => subject === undefined)) return
  const subjects = new Set([...pack.forms.values()].map((form) => form.subject))
  for (const subject of subjects)
    if (!sheets.some((block) => block.subject === subject))
      reportAt(first.line, `没有“::: 自评表 ${subject}”，${subject}的表不会印出`)
}

function checkNodes(content: readonly TemplateNode[], checking: Checking): void {
  for (const node of content) if (node.kind === 'slot') checkExpression(node.expression, checking)
}

function checkCondition(condition: Condition, checking: Checking): void {
  switch (condition.kind) {
    case 'and':
    case 'or':
      for (const part of condition.parts) checkCondition(part, checking)
      break
    case 'known':
      checkExpression(condition.of, checking)
      break
    case 'empty-table':
      if (!checking.pack.tables.has(condition.table)) checking.report(`表“${condition.table}”不存在`)
      break
    case 'compare':
      checkExpression(condition.left, checking)
      checkExpression(condition.right, checking)
      break
  }
}

function checkExpression(expression: Expression, checking: Checking): void {
  const { pack, names, report } = checking
  switch (expression.kind) {
    case 'number':
    case 'string':
      break
    case 'name':
      if (!names.has(expression.name)) report(`“${expression.name}”在这里没有意义；变量有${[...names].join('、')}`)
      break
    case 'ref':
      checkCell(expression, pack, report)
      break
    case 'call':
      checkCall(expression, checking)
  }
}

function checkCell(cell: Extract<Expression, { kind: 'ref' }>, pack: Pack, report: (message: string) => void): void {
  const table = pack.tables.get(cell.table)
  if (!table) {
    report(`表“${cell.table}”不存在`)
    return
  }
  if (!table.columns.some((column) => column.key === cell.column)) report(`“${cell.table}”没有列“${cell.column}”`)
  const isRow = cell.row === '@行' || mayHaveRow(shapeOf(table), cell.row)
  if (!isRow) report(`“${cell.table}”没有行“${cell.row}”`)
}

/** Functions whose arguments are names of tables, levels and columns rather than values. */
const ROW_FUNCTIONS: readonly string[] = ['行集', '行列']

function checkCall(call: Extract<Expression, { kind: 'call' }>, checking: Checking): void {
  const { pack, report } = checking
  const phrase = pack.phrases.get(call.name)
  if (call.name === '文') checkText(call, checking)
  else if (ROW_FUNCTIONS.includes(call.name)) checkRows(call, checking)
  else if (call.name === '每') checkEach(call, checking)
  else if (phrase && phrase.params.length !== call.args.length)
    report(`用语“${call.name}”要 ${phrase.params.length} 个参数，这里写了 ${call.args.length} 个`)
  else if (phrase || call.name in FUNCTIONS) {
    for (const arg of call.args) checkExpression(arg, checking)
    if (!phrase) checkDecimals(call, checking)
  } else report(`函数或用语“${call.name}”不存在`)
}

/** Functions with a number of decimals: at which argument it stands, whether it must, and the most there are. */
const DECIMALS: Readonly<Record<string, { readonly at: number; readonly needed: boolean; readonly most: number }>> = {
  金额: { at: 1, needed: true, most: 6 },
  万元: { at: 1, needed: false, most: 6 },
  元: { at: 1, needed: false, most: 2 },
  占比: { at: 2, needed: false, most: 2 },
  增减率: { at: 2, needed: false, most: 2 },
}

function checkDecimals({ name, args }: Extract<Expression, { kind: 'call' }>, { report }: Checking): void {
  const rule = DECIMALS[name]
  if (!rule) return
  const { at, needed, most } = rule
  const given = args[at]
  if (args.length < at || args.length > at + 1 || (needed && !given))
    report(`${name}(…) 要 ${needed ? at + 1 : `${at} 或 ${at + 1}`} 个参数，这里写了 ${args.length} 个`)
  const decimals = given && decimalsIn(given)
  if (given && (decimals === undefined || decimals > most)) report(`${name}(…) 的小数位数应是 0 到 ${most} 的整数`)
}

function checkText({ args }: Extract<Expression, { kind: 'call' }>, { pack, report }: Checking): void {
  const [which] = args
  const id = which?.kind === 'name' ? which.name : which?.kind === 'string' ? which.text : undefined
  if (id === undefined || !pack.texts.has(id)) report(`文字“${id ?? ''}”不存在`)
}

function checkRows({ args, name }: Extract<Expression, { kind: 'call' }>, { pack, report }: Checking): void {
  const [first, , third] = args
  const table = first?.kind === 'name' ? pack.tables.get(first.name) : undefined
  if (!table) report(`${name}(…) 的第一个参数应是表名`)
  else if (name === '行集' && !(third?.kind === 'name' && table.columns.some((column) => column.key === third.name)))
    report(`“${table.id}”没有 ${name}(…) 的第三个参数所写的列`)
}

function checkEach({ args }: Extract<Expression, { kind: 'call' }>, checking: Checking): void {
  const [rows, phrase] = args
  if (rows) checkExpression(rows, checking)
  const name = phrase?.kind === 'name' || phrase?.kind === 'call' ? phrase.name : ''
  if (!checking.pack.phrases.has(name)) checking.report(`用语“${name}”不存在`)
  const names = new Set([...checking.names, ...ROW_VARIABLES])
  if (phrase?.kind === 'call') for (const arg of phrase.args) checkExpression(arg, { ...checking, names })
}

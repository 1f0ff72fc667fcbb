import { parseCellRef } from '#core/model/cell.ts'
import { type Comparison, type Condition, type Expression, TemplateError } from './ast.ts'

type Token =
  | { readonly kind: 'word' | 'string'; readonly text: string }
  | { readonly kind: 'symbol'; readonly text: '(' | ')' | ',' | Comparison }

const COMPARISONS: readonly string[] = ['=', '≠', '>', '<', '≥', '≤']

/** Parses `占比(表/行/列, 表/行/列)`, a cell ref, a number, a "text" or a name. Throws TemplateError. */
export function parseExpression(text: string, line: number): Expression {
  const reader = new TokenReader(tokenise(text, line), text, line)
  const expression = readExpression(reader)
  reader.end()
  return expression
}

/** Parses `a > b 且 有(c)`. Throws TemplateError. */
export function parseCondition(text: string, line: number): Condition {
  const reader = new TokenReader(tokenise(text, line), text, line)
  const condition = readOr(reader)
  reader.end()
  return condition
}

function tokenise(text: string, line: number): Token[] {
  const pattern = /\s+|"([^"]*)"|([(),，=≠<>≥≤])|([^\s"(),，=≠<>≥≤]+)/gu
  const tokens: Token[] = []
  let end = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index !== end) break
    end = match.index + match[0].length
    const [, quoted, symbol, word] = match
    if (quoted !== undefined) tokens.push({ kind: 'string', text: quoted })
    else if (symbol !== undefined)
      tokens.push({ kind: 'symbol', text: (symbol === '，' ? ',' : symbol) as '(' | ')' | ',' | Comparison })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
  }
  if (end !== text.length) throw new TemplateError(`看不懂“${text.slice(end)}”：引号没有成对`, line)
  return tokens
}

class TokenReader {
  private position = 0
  private readonly tokens: readonly Token[]
  private readonly source: string
  private readonly line: number
  constructor(tokens: readonly Token[], source: string, line: number) {
    this.tokens = tokens
    this.source = source
    this.line = line
  }

  peek(): Token | undefined {
    return this.tokens[this.position]
  }

  next(): Token {
    const token = this.peek()
    if (!token) this.fail('没有写完')
    this.position += 1
    return token
  }

  /** Takes the token if it is this word or symbol. */
  take(text: string): boolean {
    const token = this.peek()
    if (token?.text !== text || token.kind === 'string') return false
    this.position += 1
    return true
  }

  end(): void {
    const rest = this.peek()
    if (rest) this.fail(`“${rest.text}”是多余的`)
  }

  fail(message: string): never {
    throw new TemplateError(`“${this.source}”：${message}`, this.line)
  }
}

function readExpression(reader: TokenReader): Expression {
  const token = reader.next()
  if (token.kind === 'string') return { kind: 'string', text: token.text }
  if (token.kind === 'symbol') reader.fail(`这里不应有“${token.text}”`)
  if (reader.take('(')) return { kind: 'call', name: token.text, args: readArguments(reader) }
  return readWord(token.text, reader)
}

function readArguments(reader: TokenReader): Expression[] {
  const args: Expression[] = []
  if (reader.take(')')) return args
  for (;;) {
    args.push(readExpression(reader))
    if (reader.take(')')) return args
    if (!reader.take(',')) reader.fail('参数之间要用逗号，末尾要有右括号')
  }
}

function readWord(word: string, reader: TokenReader): Expression {
  if (/^\d+(\.\d+)?$/.test(word)) return { kind: 'number', text: word }
  if (!word.includes('/')) return { kind: 'name', name: word }
  const parts = parseCellRef(word)
  if (!parts) reader.fail(`“${word}”不是“表/行/列”`)
  return { kind: 'ref', ...parts }
}

function readOr(reader: TokenReader): Condition {
  const parts = [readAnd(reader)]
  while (reader.take('或')) parts.push(readAnd(reader))
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts }
}

function readAnd(reader: TokenReader): Condition {
  const parts = [readTest(reader)]
  while (reader.take('且')) parts.push(readTest(reader))
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts }
}

function readTest(reader: TokenReader): Condition {
  const left = readExpression(reader)
  if (left.kind === 'call' && left.name === '有' && left.args[0]) return { kind: 'known', of: left.args[0] }
  if (left.kind === 'call' && left.name === '空表' && left.args[0]?.kind === 'name')
    return { kind: 'empty-table', table: left.args[0].name }
  const op = reader.next()
  if (op.kind !== 'symbol' || !COMPARISONS.includes(op.text)) reader.fail(`“${op.text}”处要有 = ≠ > < ≥ ≤ 之一`)
  return { kind: 'compare', op: op.text as Comparison, left, right: readExpression(reader) }
}

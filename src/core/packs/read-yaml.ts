import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { Document } from 'yaml'
import type { PackProblem } from './pack.ts'

/** Keys and indexes from the top of a file to one of its nodes. */
export type NodePath = readonly (string | number)[]

/** A parsed file of a pack that still knows on which line everything stands. */
export interface YamlSource {
  readonly file: string
  readonly value: unknown
  /** Where the node stands, or the nearest node above it that exists. */
  readonly placeOf: (path: NodePath) => Place
}

/** `line` is 1-based. */
export interface Place {
  readonly file: string
  readonly line: number
}

/**
 * Reads one YAML 1.2 file. Duplicate keys, broken syntax, tags and anchors are problems: a pack is plain data that reads
 * the same in every tool, and every mistake in it has one line.
 */
export function readYaml(
  file: string,
  text: string,
): { readonly source: YamlSource | undefined; readonly problems: readonly PackProblem[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' })
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line)
  const problems: PackProblem[] = [...document.errors, ...document.warnings].map((error) => ({
    file,
    line: lineAt(error.pos[0]),
    message:
      colonMistake(text, lineAt(error.pos[0])) ??
      SYNTAX.get(error.code) ??
      `YAML 语法错误（${error.code}）：请检查缩进、引号和括号`,
  }))
  visit(document, {
    Alias: (_, node) => {
      problems.push({
        file,
        line: lineAt(node.range?.[0] ?? 0),
        message: '不支持 YAML 的锚点和引用（& 和 *），请写出内容',
      })
    },
  })
  if (problems.length > 0) return { source: undefined, problems }
  const value: unknown = document.toJS()
  return { source: { file, value, placeOf: (path) => ({ file, line: lineAt(offsetOf(document, path)) }) }, problems }
}

/** The two colons that a Chinese keyboard gets wrong; undefined where the line of a syntax error has none of them. */
function colonMistake(text: string, line: number): string | undefined {
  const written = text.split('\n')[line - 1] ?? ''
  if (/^\s*(?:- )?[^\s:：'"#]+：/u.test(written)) return '键后面的冒号是全角“：”，请改成半角“:”加一个空格'
  if (/^\s*(?:- )?[^\s:：'"#{[]+:[^\s:]/u.test(written)) return '键后面的冒号“:”与内容之间要有一个空格'
  return undefined
}

const SYNTAX: ReadonlyMap<string, string> = new Map([
  ['DUPLICATE_KEY', '同一层里有重复的键，后一个会盖住前一个，请删去一个'],
  ['TAB_AS_INDENT', '缩进用了制表符，请改用空格'],
  ['TAG_RESOLVE_FAILED', '不支持 YAML 的标签（!…）'],
  ['MULTIPLE_DOCS', '一个文件只能有一份 YAML，请删去“---”分隔线'],
])

/** A value of a map is placed at its key, because a block value starts only on the next line. */
function offsetOf(document: Document, path: NodePath): number {
  let node: unknown = document.contents
  let offset = document.contents?.range?.[0] ?? 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === step)
      if (!pair || !isScalar(pair.key)) return offset
      offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node) && typeof step === 'number') {
      const item: unknown = node.items[step]
      if (!isScalar(item) && !isMap(item) && !isSeq(item)) return offset
      offset = item.range?.[0] ?? offset
      node = item
    } else return offset
  }
  return offset
}

import { type CoverRole, type TemplateBlock, TemplateError, type TemplateNode } from './ast.ts'
import type { PerformanceSubject } from '#core/model/project.ts'
import { parseCondition, parseExpression } from './parse-expression.ts'
import { parseInline } from './parse-inline.ts'

/**
 * Parses document.md into blocks. Throws TemplateError with the line of the mistake.
 * The language is described in README.md of this folder.
 */
export function parseDocument(markdown: string): TemplateBlock[] {
  const reader: LineReader = { lines: markdown.split(/\r?\n/), position: 0, sentenceIds: new Set(), count: 0 }
  const { blocks, stop } = readBlocks(reader, [])
  if (stop !== undefined) throw new TemplateError(`“::: ${stop}”没有对应的开头`, reader.position)
  return blocks
}

interface LineReader {
  readonly lines: readonly string[]
  position: number
  readonly sentenceIds: Set<string>
  /** Numbers the blocks that have no id of their own. */
  count: number
}

interface ReadBlocks {
  readonly blocks: TemplateBlock[]
  /** The closing directive that ended them. */
  readonly stop: string | undefined
}

const DIRECTIVE = /^:::\s*(\S+)\s*(.*)$/u

function readBlocks(reader: LineReader, stops: readonly string[]): ReadBlocks {
  const blocks: TemplateBlock[] = []
  for (;;) {
    const raw = reader.lines[reader.position]
    if (raw === undefined) {
      if (stops.length > 0) throw new TemplateError(`缺少“::: ${stops.join('”或“::: ')}”`, reader.position)
      return { blocks, stop: undefined }
    }
    reader.position += 1
    const text = raw.trim()
    if (text === '' || (text.startsWith('<!--') && text.endsWith('-->'))) continue
    const directive = DIRECTIVE.exec(text)
    if (!directive) blocks.push(readParagraph(reader, raw, blocks.at(-1)))
    else if (directive[1] === '完' || directive[1] === '否则') {
      if (!stops.includes(directive[1])) throw new TemplateError(`这里不应有“${text}”`, reader.position)
      return { blocks, stop: directive[1] }
    } else blocks.push(readDirective(reader, directive[1] ?? '', directive[2] ?? ''))
  }
}

function readParagraph(reader: LineReader, raw: string, before: TemplateBlock | undefined): TemplateBlock {
  const line = reader.position
  const text = raw.trim()
  reader.count += 1
  if (text.startsWith('\\') || text.startsWith('- ')) return readPlain(reader, raw)
  const heading = /^(#{1,4})\s+(.*)$/u.exec(text)
  if (heading) {
    const level = (heading[1] ?? '').length as 1 | 2 | 3 | 4
    return { kind: 'heading', level, id: `h${reader.count}`, content: parseInline(heading[2] ?? '', line), line }
  }
  const labelled = /^\[([^\]\s]+)\]\s*(.*)$/u.exec(text)
  const id = labelled?.[1] ?? `p${reader.count}`
  if (reader.sentenceIds.has(id)) throw new TemplateError(`句子编号“${id}”重复`, line)
  reader.sentenceIds.add(id)
  const content = parseInline(labelled ? (labelled[2] ?? '') : text, line)
  return { kind: 'sentence', id, role: isTitleOf(before, content) ? 'title' : 'body', content, line }
}

/** The first paragraph of a front page is its title, unless it is a line to fill in already: the title may be left out. */
const isTitleOf = (before: TemplateBlock | undefined, content: readonly TemplateNode[]): boolean =>
  before?.kind === 'page-break' &&
  before.front &&
  content.every((node) => node.kind === 'words' || node.expression.kind === 'name')

/** `\\text` is a paragraph whatever it begins with; `- text` an item of a list, two spaces of indent to a level. */
function readPlain(reader: LineReader, raw: string): TemplateBlock {
  const line = reader.position
  const text = raw.trim()
  const id = `p${reader.count}`
  if (text.startsWith('\\'))
    return { kind: 'sentence', id, role: 'body', content: parseInline(text.slice(1), line), line }
  const depth = Math.min(BULLETS.length, 1 + Math.floor(raw.search(/\S/u) / 2))
  return {
    kind: 'sentence',
    id,
    role: 'list',
    content: parseInline(`${BULLETS[depth - 1] ?? '●'} ${text.slice(2)}`, line),
    line,
  }
}

/** Full-width dots, a deeper level after two more characters. */
const BULLETS = ['●', '　　○', '　　　　·'] as const

type DirectiveReader = (reader: LineReader, argument: string, line: number) => TemplateBlock

const DIRECTIVES: Readonly<Record<string, DirectiveReader>> = {
  封面: readCover,
  目录: (_reader, argument, line) => ({ kind: 'toc', title: argument === '' ? '目　录' : argument, line }),
  表: (_reader, argument, line) => {
    const [table = '', ...options] = argument.split(/\s+/u)
    const heading = options.join(' ').replace(/^标题=/u, '')
    return { kind: 'table', table, heading: heading === '' ? undefined : parseInline(heading, line), line }
  },
  文: (_reader, argument, line) => ({ kind: 'text', id: argument, line }),
  图: (_reader, argument, line) => ({ kind: 'chart', id: argument, line }),
  名词解释: (_reader, _argument, line) => ({ kind: 'glossary', line }),
  自评表: (_reader, argument, line) => ({ kind: 'sheets', subject: subjectOf(argument, line), line }),
  网格: readWords,
  分页: (_reader, _argument, line) => ({ kind: 'page-break', front: false, line }),
  前页: (_reader, _argument, line) => ({ kind: 'page-break', front: true, line }),
  若: readWhen,
  每: (reader, argument, line) => ({
    kind: 'each',
    rows: parseExpression(argument, line),
    blocks: readBlocks(reader, ['完']).blocks,
    line,
  }),
}

function readDirective(reader: LineReader, name: string, argument: string): TemplateBlock {
  const read = DIRECTIVES[name]
  if (!read)
    throw new TemplateError(`不认识“::: ${name}”，可用的有：${Object.keys(DIRECTIVES).join('、')}`, reader.position)
  return read(reader, argument.trim(), reader.position)
}

function readWhen(reader: LineReader, argument: string, line: number): TemplateBlock {
  const condition = parseCondition(argument, line)
  const then = readBlocks(reader, ['否则', '完'])
  const otherwise = then.stop === '否则' ? readBlocks(reader, ['完']).blocks : []
  return { kind: 'when', condition, then: then.blocks, otherwise, line }
}

const SUBJECTS: readonly PerformanceSubject[] = ['部门整体', '项目']

function subjectOf(argument: string, line: number): PerformanceSubject | undefined {
  const subject = SUBJECTS.find((one) => one === argument)
  if (argument !== '' && subject === undefined)
    throw new TemplateError(`“::: 自评表”后面只能写：${SUBJECTS.join('、')}`, line)
  return subject
}

/** `甲 | 乙 | 丙` per line, the header first. */
function readWords(reader: LineReader, argument: string, line: number): TemplateBlock {
  const rows: ReturnType<typeof parseInline>[][] = []
  for (;;) {
    const raw = reader.lines[reader.position]?.trim()
    if (raw === undefined) throw new TemplateError('网格缺少“::: 完”', line)
    reader.position += 1
    if (/^:::\s*完$/u.test(raw)) break
    if (raw === '') continue
    const cells = raw
      .split(/(?<!\\)\|/u)
      .map((cell) => parseInline(cell.trim().replaceAll('\\|', '|').replaceAll('<br>', '\n'), reader.position))
    const [header] = rows
    if (header && cells.length !== header.length)
      throw new TemplateError(`网格的表头有 ${header.length} 栏，这一行有 ${cells.length} 栏`, reader.position)
    rows.push(cells)
  }
  if (rows.length < 2) throw new TemplateError('网格至少要有表头和一行，各栏用“|”分开', line)
  reader.count += 1
  return { kind: 'words', id: `网格-${reader.count}`, title: parseInline(argument, line), rows, line }
}

const COVER_ROLES: readonly string[] = ['unit', 'title', 'date', 'line']

function readCover(reader: LineReader, _argument: string, line: number): TemplateBlock {
  const lines: { role: CoverRole; content: ReturnType<typeof parseInline> }[] = []
  for (;;) {
    const raw = reader.lines[reader.position]?.trim()
    if (raw === undefined) throw new TemplateError('封面缺少“::: 完”', line)
    reader.position += 1
    if (/^:::\s*完$/u.test(raw)) return { kind: 'cover', lines, line }
    if (raw === '') continue
    const [, role = '', text = ''] = /^(\w+):\s*(.*)$/u.exec(raw) ?? []
    if (!COVER_ROLES.includes(role))
      throw new TemplateError(`封面各行写成“unit: …”“title: …”“date: …”“line: …”`, reader.position)
    lines.push({ role: role as CoverRole, content: parseInline(text, reader.position) })
  }
}

import type { PastedBlock, PastedListItem, PastedText } from './blocks.ts'

/** As much of a DOM node as reading needs: nodes of a browser fit, and so does a tree made of tokens. */
export interface MarkupNode {
  /** Upper or lower case element name; `#text` for text. */
  readonly nodeName: string
  readonly nodeValue: string | null
  readonly childNodes: ArrayLike<MarkupNode>
  readonly getAttribute?: (name: string) => string | null
}

/**
 * Reads HTML that Word, WPS or a browser put on the clipboard, or that a converter made of a docx: headings, paragraphs, lists
 * (also Word's, which are paragraphs with mso-list), tables. Whatever is not shown to a reader is left out: scripts, styles, hidden
 * text, comments, deleted text. Images are counted, not kept.
 */
export function readMarkup(root: MarkupNode): PastedText {
  const state: State = { blocks: [], line: '', form: {}, images: 0, mergedCells: 0, isCut: false }
  walkChildren(root, state, { depth: 0, level: 0 })
  flush(state)
  return { blocks: state.blocks, images: state.images, mergedCells: state.mergedCells, isCut: state.isCut }
}

interface State {
  readonly blocks: PastedBlock[]
  line: string
  /** What the paragraph that is being read is. */
  form: { heading?: number; list?: PastedListItem }
  images: number
  mergedCells: number
  isCut: boolean
}

interface Place {
  /** Lists inside one another. */
  readonly depth: number
  /** Elements inside one another: a text of any use stays far below the limit. */
  readonly level: number
  readonly ordered?: boolean
}

const DEEPEST = 200
/** What no reader sees or what is no text. */
const NEVER = new Set([
  'script', 'style', 'head', 'title', 'meta', 'link', 'template', 'noscript', 'iframe', 'object', 'embed', 'svg', 'math', 'canvas',
  'audio', 'video', 'select', 'textarea', 'button', 'input', 'del', 'o:p', 'xml', '#comment', '#processing-instruction',
]) // prettier-ignore
const PARAGRAPHS = new Set([
  'p', 'div', 'section', 'article', 'header', 'footer', 'main', 'aside', 'blockquote', 'pre', 'dd', 'dt', 'dl', 'figure', 'figcaption', 'address', 'center', 'body', 'html', 'form',
]) // prettier-ignore
const IMAGES = new Set(['img', 'picture', 'v:imagedata'])

function walkChildren(node: MarkupNode, state: State, place: Place): void {
  if (place.level > DEEPEST) {
    state.isCut ||= textOf(node).trim() !== ''
    return
  }
  for (const child of Array.from(node.childNodes)) walk(child, state, { ...place, level: place.level + 1 })
}

function walk(node: MarkupNode, state: State, place: Place): void {
  const name = node.nodeName.toLowerCase()
  if (name === '#text') {
    state.line += oneLine(node.nodeValue ?? '')
    return
  }
  if (IMAGES.has(name)) state.images += 1
  else if (NEVER.has(name) || isHidden(node) || isContents(node)) return
  else if (name === 'br') state.line += '\n'
  else if (name === 'table') readTable(node, state, place)
  else if (name === 'ul' || name === 'ol') {
    flush(state)
    walkChildren(node, state, { ...place, depth: place.depth + 1, ordered: name === 'ol' })
    flush(state)
  } else if (name === 'li') readParagraph(node, state, place, { list: listOf(place) })
  else if (/^h[1-6]$/u.test(name)) readParagraph(node, state, place, { heading: Number(name.slice(1)) })
  else if (PARAGRAPHS.has(name)) readParagraph(node, state, place, formOf(node))
  else walkChildren(node, state, place)
}

const listOf = ({ depth, ordered }: Place): PastedListItem => ({ depth: Math.max(1, depth), ordered: ordered === true })

function readParagraph(node: MarkupNode, state: State, place: Place, form: State['form']): void {
  const inItem = state.form
  const isOwn = form.heading !== undefined || form.list !== undefined
  // The first paragraph inside an item is the item.
  if (state.line.trim() !== '' || isOwn) flush(state)
  state.form = isOwn ? form : inItem
  const word = wordListOf(node)
  const marker = word?.marker ?? ''
  // A numbered heading, and a paragraph that is numbered like one, keeps its number as words.
  if (form.heading !== undefined || /^(?:第|[（(]?[一二三四五六七八九十]+[）)、])/u.test(marker)) state.line = marker
  else if (word !== undefined) state.form = { list: word }
  walkChildren(node, state, place)
  flush(state)
  if (isOwn) state.form = {}
}

/** In the window the styles of pasted markup are kept from being applied. */
const styleOf = (node: MarkupNode): string => attribute(node, 'style') || attribute(node, 'data-style')

/** Word writes outline levels and its own styles as classes and mso- rules. */
function formOf(node: MarkupNode): State['form'] {
  const style = styleOf(node)
  const level = /mso-outline-level\s*:\s*(\d)/iu.exec(style)?.[1]
  return level === undefined ? {} : { heading: Number(level) }
}

/** An item of a Word list is a paragraph: `mso-list: l0 level2 lfo1`, with the printed number in a span that is to be ignored. */
function wordListOf(node: MarkupNode): PastedListItem | undefined {
  const marker = ignoredMarker(node)?.trim()
  if (marker === undefined || marker === '') return undefined
  const level = /mso-list\s*:\s*l\d+\s+level(\d)/iu.exec(styleOf(node))?.[1]
  const ordered = /[\p{L}\p{Nd}\p{No}]/u.test(marker) && !/^[onlu§Øü]$/u.test(marker)
  return { depth: level === undefined ? 1 : Number(level), ordered, ...(ordered ? { marker } : {}) }
}

function ignoredMarker(node: MarkupNode): string | undefined {
  if (isIgnored(node)) return textOf(node)
  for (const child of Array.from(node.childNodes)) {
    const found = ignoredMarker(child)
    if (found !== undefined) return found
  }
  return undefined
}

const isIgnored = (node: MarkupNode): boolean => /mso-list\s*:\s*ignore/iu.test(styleOf(node))

function isHidden(node: MarkupNode): boolean {
  const style = styleOf(node)
  return (
    isIgnored(node) ||
    /display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all/iu.test(style) ||
    /font-size\s*:\s*0(?:\.0+)?(?:pt|px|em)?\s*(?:;|$)/iu.test(style) ||
    node.getAttribute?.('hidden') != null ||
    attribute(node, 'aria-hidden') === 'true'
  )
}

/** A table of contents of the other document, whose page numbers mean nothing here. */
const isContents = (node: MarkupNode): boolean => /\bMsoToc/u.test(attribute(node, 'class'))

const attribute = (node: MarkupNode, name: string): string => node.getAttribute?.(name) ?? ''

function textOf(node: MarkupNode): string {
  return node.nodeName === '#text' ? (node.nodeValue ?? '') : Array.from(node.childNodes).map(textOf).join('')
}

function flush(state: State): void {
  const { form } = state
  for (const text of linesOf(state.line)) state.blocks.push({ kind: 'paragraph', text, ...form })
  if (linesOf(state.line).length > 0) state.form = {}
  state.line = ''
}

/** A break inside a paragraph begins another one. */
const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/[ \t\u00a0]+/gu, ' ').replace(/^[\s\u3000]+|[\s\u3000]+$/gu, ''))
    .filter((line) => line !== '')

/** Line ends of the source are spaces, and nothing between two Chinese characters; only `br` gives a break. */
const oneLine = (text: string): string =>
  text
    .replace(/(?<=[\u2e80-\u9fff\uff00-\uffef“”])[ \t]*[\r\n]+[ \t]*(?=[\u2e80-\u9fff\uff00-\uffef“”])/gu, '')
    .replace(/[\r\n]+/gu, ' ')

function readTable(node: MarkupNode, state: State, place: Place): void {
  flush(state)
  const rows: string[][] = []
  /** Cells of rows above that reach down: column → rows left. */
  const reaching = new Map<number, number>()
  for (const row of rowsOf(node)) {
    if (isHidden(row)) continue
    const cells: string[] = []
    const skip = (): void => {
      for (let left = reaching.get(cells.length); left !== undefined; left = reaching.get(cells.length)) {
        if (left <= 1) reaching.delete(cells.length)
        else reaching.set(cells.length, left - 1)
        cells.push('')
      }
    }
    for (const cell of Array.from(row.childNodes)) {
      if (!/^t[dh]$/iu.test(cell.nodeName) || isHidden(cell)) continue
      skip()
      readCell(cell, cells, reaching, state, place)
    }
    skip()
    if (cells.some((cell) => cell !== '')) rows.push(cells)
  }
  const width = Math.max(0, ...rows.map((row) => row.length))
  if (width > 0)
    state.blocks.push({
      kind: 'table',
      rows: rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')]),
    })
}

const WIDEST = 60

function readCell(cell: MarkupNode, cells: string[], reaching: Map<number, number>, state: State, place: Place): void {
  const inner: State = { blocks: [], line: '', form: {}, images: 0, mergedCells: 0, isCut: false }
  walkChildren(cell, inner, { ...place, depth: 0 })
  flush(inner)
  state.images += inner.images
  state.isCut ||= inner.isCut
  const span = (name: string): number => Math.min(WIDEST, Math.max(1, Number(attribute(cell, name)) || 1))
  const [columns, down] = [span('colspan'), span('rowspan')]
  if (columns > 1 || down > 1) state.mergedCells += 1
  const text = inner.blocks.map(plainOf).join('\n')
  for (let at = 0; at < columns; at += 1) {
    if (down > 1) reaching.set(cells.length, down - 1)
    cells.push(at === 0 ? text : '')
  }
}

const plainOf = (block: PastedBlock): string =>
  block.kind === 'paragraph'
    ? `${block.list?.marker ?? ''}${block.text}`
    : block.rows.map((row) => row.join(' ')).join('\n')

/** The rows of this table, not of one inside it. */
function rowsOf(node: MarkupNode): readonly MarkupNode[] {
  return Array.from(node.childNodes).flatMap((child) => {
    const name = child.nodeName.toLowerCase()
    if (name === 'tr') return [child]
    return ['thead', 'tbody', 'tfoot'].includes(name) && !isHidden(child) ? rowsOf(child) : []
  })
}

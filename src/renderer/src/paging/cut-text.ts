import type { Columns, Piece } from './columns.ts'

/** A place in a text. */
interface Point {
  readonly node: Text
  readonly offset: number
}

/** A block without a table: a list goes by its entries, a paragraph by its lines. */
export function cutText(block: Element, columns: Columns): () => readonly Piece[] {
  const place = columns.of(block)
  if (!place) return () => [{ page: 0, element: block }]
  const entries = [...block.children].filter((child) => child.tagName === 'LI')
  if (entries.length > 0) {
    const pages = entries.map((entry) => columns.of(entry)?.first ?? place.first)
    return () => listParts(block, entries, pages)
  }
  const starts: { readonly page: number; readonly at: Point }[] = []
  for (let page = place.first + 1; page <= place.last; page += 1) {
    const at = firstOn(block, page, columns)
    if (at) starts.push({ page, at })
  }
  const isJustified = getComputedStyle(block).textAlign === 'justify'
  return () => textParts(block, place.first, starts, isJustified)
}

function listParts(list: Element, entries: readonly Element[], pages: readonly number[]): readonly Piece[] {
  return [...new Set(pages)].map((page, index) => {
    const part = index === 0 ? list : (list.cloneNode(false) as Element)
    part.append(...entries.filter((_, at) => pages[at] === page))
    return { page, element: part }
  })
}

/** From the last page to the first: each cut takes the end of what is still there. */
function textParts(
  block: Element,
  first: number,
  starts: readonly { readonly page: number; readonly at: Point }[],
  isJustified: boolean,
): readonly Piece[] {
  const parts: Piece[] = []
  for (const { page, at } of starts.toReversed()) {
    const range = block.ownerDocument.createRange()
    range.setStart(at.node, at.offset)
    range.setEndAfter(block.lastChild ?? block)
    const rest = block.cloneNode(false) as Element
    rest.removeAttribute('id')
    rest.classList.remove('break')
    rest.classList.add('mz-continued')
    rest.append(range.extractContents())
    parts.unshift({ page, element: rest })
  }
  const all = [{ page: first, element: block }, ...parts]
  // Every part but the last ends within a sentence, so its last line is as full as the others.
  if (isJustified) for (const { element } of all.slice(0, -1)) element.classList.add('mz-cut')
  return all
}

/** The first character of a block that stands on a page or behind it. */
function firstOn(block: Element, page: number, columns: Columns): Point | undefined {
  const walker = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = node as Text
    const pageAt = (offset: number): number => columns.of(character(text, offset))?.first ?? -1
    if (pageAt(text.length - 1) < page) continue
    let [low, high] = [0, text.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (pageAt(middle) < page) low = middle + 1
      else high = middle
    }
    return { node: text, offset: low }
  }
  return undefined
}

function character(text: Text, offset: number): Range {
  const range = text.ownerDocument.createRange()
  range.setStart(text, offset)
  range.setEnd(text, offset + 1)
  return range
}

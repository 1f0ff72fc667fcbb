import type { PastedBlock, PastedText } from './blocks.ts'

/**
 * Reads Markdown or plain text. A line is a paragraph, as in every Chinese text file; `#` headings, `-` and `1.` lists and tables with
 * `|` are understood; an image is counted, not kept.
 */
export function readPlain(source: string): PastedText {
  const blocks: PastedBlock[] = []
  let table: string[][] = []
  let images = 0
  const endTable = (): void => {
    const width = Math.max(0, ...table.map((row) => row.length))
    if (width > 0)
      blocks.push({ kind: 'table', rows: table.map((row) => [...row, ...Array<string>(width - row.length).fill('')]) })
    table = []
  }
  for (const raw of source.split(/\r\n?|\n/u)) {
    const line = raw.replace(/!\[[^\]]*\]\([^)]*\)/gu, () => {
      images += 1
      return ''
    })
    const text = line.trim().replace(/^[\u3000\u00a0]+/u, '')
    if (/^\|.*\|$/u.test(text)) {
      const cells = text
        .slice(1, -1)
        .split(/(?<!\\)\|/u)
        .map((cell) => plain(cell.trim().replaceAll('\\|', '|')))
      if (!cells.every((cell) => /^:?-+:?$/u.test(cell))) table.push(cells)
      continue
    }
    endTable()
    if (text !== '' && !/^<!--.*-->$/u.test(text)) blocks.push(lineBlock(text, /^\s*/u.exec(line)?.[0].length ?? 0))
  }
  endTable()
  return { blocks, images, mergedCells: 0, isCut: false }
}

function lineBlock(text: string, indent: number): PastedBlock {
  const [, marks, title] = /^(#{1,6})\s+(.*?)\s*#*$/u.exec(text) ?? []
  if (marks !== undefined && title !== undefined && title !== '')
    return { kind: 'paragraph', text: plain(title), heading: marks.length }
  const depth = Math.min(3, 1 + Math.floor(indent / 2))
  const bullet = /^[-*+]\s+(.+)$/u.exec(text)?.[1]
  if (bullet !== undefined) return { kind: 'paragraph', text: plain(bullet), list: { depth, ordered: false } }
  return { kind: 'paragraph', text: plain(text) }
}

/** The emphasis of Markdown has no place in the sentences of this document. */
const plain = (text: string): string => text.replace(/\*\*([^*]+)\*\*/gu, '$1').replace(/\\([#*\-\\[\]])/gu, '$1')

import type { PastedBlock, PastedText } from './blocks.ts'
import { headingRank } from './heading-rank.ts'

/** A text in the words of document.md, ready to be laid over a pack. */
export interface StructuredText {
  /** The heading that the text itself begins with; undefined when it begins with a paragraph. */
  readonly title: string | undefined
  /** Everything under the title. Its highest heading is one level below `level`. */
  readonly markdown: string
  /** What did not come along, in words for the user. */
  readonly notes: readonly string[]
}

type Level = 1 | 2 | 3 | 4
const DEEPEST: Level = 4

/**
 * Sets a pasted text under a heading of `level`. The levels of its own headings are closed up, so that no level is skipped; one that
 * would be deeper than the document knows becomes a paragraph.
 *
 * @param title the heading that it will stand under, when the user gave one; the text's own first heading is dropped where it says
 *              the same, and otherwise kept
 */
export function structureText(
  { blocks, images, mergedCells, isCut }: PastedText,
  level: Level,
  title?: string,
): StructuredText {
  const [first, ...rest] = blocks
  const opening =
    first?.kind === 'paragraph' && (headingRank(first) !== undefined || first.text === title) ? first.text : undefined
  const isTitle = opening !== undefined && (title === undefined || opening === title)
  const body = isTitle ? rest : blocks
  const ranks = [...new Set(body.flatMap((block) => headingRank(block) ?? []))].sort((a, b) => a - b)
  const counters: number[] = []
  const lines = body.flatMap((block) => {
    if (block.kind === 'table') return tableLines(block.rows)
    const rank = headingRank(block)
    const depth = rank === undefined ? undefined : level + 1 + ranks.indexOf(rank)
    if (block.list === undefined || rank !== undefined) counters.length = 0
    if (depth !== undefined && depth <= DEEPEST) return [`${'#'.repeat(depth)} ${block.text}`, '']
    return [block.list ? itemLine(block.text, block.list, counters) : escapeLine(block.text), '']
  })
  return {
    title: title ?? (isTitle ? opening : undefined),
    markdown: lines.join('\n').trim(),
    notes: [
      ...(isCut ? ['原文有一部分嵌套过深，没有带入，请把那一部分单独复制一次。'] : []),
      ...(images > 0 ? [`原文中的 ${images} 张图片没有带入，文稿里只放文字和表格。`] : []),
      ...(mergedCells > 0 ? [`原文表格中有 ${mergedCells} 处合并单元格，已拆成单格，内容在左上角一格，请核对。`] : []),
    ],
  }
}

/** A paragraph that begins like something else in the language of document.md says that it is one. */
export const escapeLine = (text: string): string => (/^(?:[\\#[]|:::|<!--|- )/u.test(text) ? `\\${text}` : text)

/** Numbers as offices write them: 1. （1） ①; what has none gets a dot in front. */
function itemLine(
  text: string,
  list: NonNullable<Extract<PastedBlock, { kind: 'paragraph' }>['list']>,
  counters: number[],
): string {
  const depth = Math.min(3, list.depth)
  counters.length = Math.min(counters.length, depth)
  while (counters.length < depth) counters.push(0)
  if (!list.ordered) return `${'  '.repeat(depth - 1)}- ${text}`
  counters[depth - 1] = (counters[depth - 1] ?? 0) + 1
  return escapeLine(`${list.marker ?? numberOf(counters[depth - 1] ?? 1, depth)}${text}`)
}

const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳'

function numberOf(count: number, depth: number): string {
  if (depth === 1) return `${count}.`
  return depth === 2 ? `（${count}）` : (CIRCLED[count - 1] ?? `${count})`)
}

/** `::: 网格` needs a header and one row; a table of one row is a paragraph. */
function tableLines(rows: readonly (readonly string[])[]): readonly string[] {
  const [header, ...others] = rows
  if (header === undefined) return []
  if (others.length === 0) return [escapeLine(header.filter((cell) => cell !== '').join('　')), '']
  const write = (cells: readonly string[]): string =>
    cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', '<br>')).join(' | ')
  return ['::: 网格', ...rows.map(write), '::: 完', '']
}

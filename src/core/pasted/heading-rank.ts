import type { PastedBlock } from './blocks.ts'

/**
 * How official documents number their headings, highest first, with a rank beside the outline levels of Word (level × 10): a text
 * whose author used no styles still has its structure.
 *
 * Source  GB/T 9704-2012 7.3.3: 一、 （一） 1. （1）; parts (第一部分, 第一章) stand above.
 */
const NUMBERED: readonly { readonly rank: number; readonly begins: RegExp; readonly longest: number }[] = [
  { rank: 5, begins: /^第[一二三四五六七八九十百]+[部分章编]+[\s、：]?/u, longest: 40 },
  { rank: 15, begins: /^[一二三四五六七八九十]+、/u, longest: 40 },
  { rank: 25, begins: /^[（(][一二三四五六七八九十]+[）)]/u, longest: 36 },
  { rank: 35, begins: /^\d{1,2}[.．、](?!\d)/u, longest: 24 },
]

/** Undefined: no heading. A line that ends like a sentence is one, whatever stands before it. */
export function headingRank(block: PastedBlock): number | undefined {
  if (block.kind === 'table') return undefined
  if (block.heading !== undefined) return block.heading * 10
  if (block.list !== undefined || /[。；;，,：:！？]/u.test(block.text)) return undefined
  return NUMBERED.find(({ begins, longest }) => begins.test(block.text) && block.text.length <= longest)?.rank
}

import type { PastedBlock } from '#core/pasted/blocks.ts'
import { headingRank } from '#core/pasted/heading-rank.ts'
import { normaliseSentence } from '#core/narrative/normalise-sentence.ts'
import { NUMBERING } from './compile.ts'
import { tokensOfAll, type Token } from './tokens.ts'

/** A document that somebody wrote, as it is proofread. */
export interface Draft {
  readonly paragraphs: readonly DraftParagraph[]
  readonly tokens: readonly Token[]
  /** Tokens at which a sentence may begin, ascending. */
  readonly starts: readonly DraftStart[]
  readonly tables: number
}

export interface DraftParagraph {
  readonly text: string
  /** The headings that it stands under, the nearest last; a heading stands under itself. */
  readonly headings: readonly string[]
  /** The same as they are compared. */
  readonly keys: readonly string[]
  /** Counted under its nearest heading, from 1; 0 for a heading. */
  readonly number: number
}

export interface DraftStart {
  readonly at: number
  /** A paragraph or a whole sentence begins here, not a part of one. */
  readonly isWhole: boolean
}

/** Its tables are only counted: they hold no sentences. */
export function draftOf(blocks: readonly PastedBlock[]): Draft {
  const paragraphs: DraftParagraph[] = []
  let over: { readonly text: string; readonly rank: number }[] = []
  let number = 0
  let tables = 0
  // Tables of a plain text are lines with tabs.
  let inTable = false
  for (const block of blocks) {
    const isTable = block.kind === 'table' || /\t.*\t/u.test(block.text)
    if (isTable && (block.kind === 'table' || !inTable)) tables += 1
    inTable = isTable
    if (block.kind === 'table' || isTable || isContentsLine(block.text)) continue
    const rank = headingRank(block)
    if (rank !== undefined) {
      over = [...over.filter((one) => one.rank < rank), { text: block.text, rank }]
      number = 0
    } else number += 1
    const headings = over.map(({ text }) => text)
    paragraphs.push({ text: block.text, headings, keys: headings.map(headingKey), number })
  }
  const tokens = tokensOfAll(paragraphs.map(({ text }) => text))
  return { paragraphs, tokens, starts: startsOf(tokens), tables }
}

/** A line of a table of contents that came along: 一、部门职责……3 */
const isContentsLine = (text: string): boolean => /(?:[.．…·]{3,}|\t)\s*\d{1,3}$/u.test(text)

/** How a heading is compared: without its number, years and signs. */
export function headingKey(heading: string): string {
  return normaliseSentence(
    heading.replace(/^第[一二三四五六七八九十]+[部分章编]+/u, '').replace(NUMBERING, ''),
  ).replace(/[^\p{Script=Han}]/gu, '')
}

function startsOf(tokens: readonly Token[]): readonly DraftStart[] {
  const starts = new Map<number, boolean>()
  tokens.forEach((token, at) => {
    const before = tokens[at - 1]
    if (token.kind === 'break') return
    const isWhole = before === undefined || before.kind === 'break' || before.text === '。'
    if (!isWhole && !(before.kind === 'sign' && /^[;,:]$/u.test(before.text))) return
    starts.set(at, isWhole)
    const numbered = numberingLength(tokens, at)
    if (numbered > 0) starts.set(at + numbered, isWhole)
  })
  return [...starts].map(([at, isWhole]) => ({ at, isWhole })).toSorted((a, b) => a.at - b.at)
}

/** Tokens of the number before a paragraph. */
function numberingLength(tokens: readonly Token[], at: number): number {
  const ahead = tokens.slice(at, at + 6)
  const end = ahead.findIndex(({ kind }) => kind === 'break')
  const text = (end < 0 ? ahead : ahead.slice(0, end)).map((token) => token.text)
  const found = NUMBERING.exec(text.join(''))?.[0].length ?? 0
  let length = 0
  let count = 0
  for (; count < text.length && length < found; count += 1) length += text[count]?.length ?? 0
  return length === found ? count : 0
}

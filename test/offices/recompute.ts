import type { Inline } from '#core/document/model.ts'
import type { Office } from './office.ts'
import { statedFen } from './stated.ts'

/**
 * What a figure of a sentence must be, worked out again from the office alone: from the formula that the figure carries, with
 * whole numbers, knowing nothing of the program's arithmetic.
 */
export function recompute(office: Office, formula: string): Expected | undefined {
  const call = /^(和|差|绝对差|占比|增减率)\((.*)\)$/u.exec(formula)
  if (!call) return readFigure(office, formula)
  const [, name = '', inside = ''] = call
  const parts = inside.split(', ').map((part) => recompute(office, part))
  const [a, b] = parts
  if (!a || !b) return undefined
  if (name === '占比' || name === '增减率') {
    if (b.hundredths === 0n) return { kind: '%', hundredths: 0n }
    const top = name === '占比' ? a.hundredths : size(a.hundredths - b.hundredths)
    return { kind: '%', hundredths: divide(top * 10000n, b.hundredths) }
  }
  const rest = parts.slice(1).reduce((sum, part) => sum + (part?.hundredths ?? 0n), 0n)
  const value = name === '和' ? a.hundredths + rest : a.hundredths - rest
  return { kind: a.kind, hundredths: name === '绝对差' ? size(value) : value }
}

/** 分, hundredths of a percent, or hundredths of a piece. */
export interface Expected {
  readonly kind: '分' | '%' | '个'
  readonly hundredths: bigint
}

function readFigure(office: Office, ref: string): Expected | undefined {
  const count = office.counts.get(ref)
  if (count !== undefined) return { kind: '个', hundredths: BigInt(count) * 100n }
  if (ref.startsWith('绩效自评汇总/') && !office.answers.has(ref)) return { kind: '个', hundredths: 0n }
  if (/\/(?:0|[1-9]\d*)$/u.test(ref)) return undefined
  const fen = office.answers.get(ref) ?? office.figures.get(ref) ?? 0
  return { kind: '分', hundredths: BigInt(statedFen(fen, office.print)) }
}

const size = (value: bigint): bigint => (value < 0n ? -value : value)

/** Rounded once, half away from zero. */
function divide(top: bigint, bottom: bigint): bigint {
  const rounded = (size(top) * 2n + size(bottom)) / (size(bottom) * 2n)
  return top < 0n !== bottom < 0n ? -rounded : rounded
}

/** The text of a sentence must be this figure; money prints in 万元 with two decimals. */
export function isPrintedAs(expected: Expected, text: string): boolean {
  const printed = /^(-?)(\d+)(?:\.(\d{1,2}))?$/u.exec(text)
  if (!printed) return false
  const [, sign, whole = '', fraction = ''] = printed
  const stands = BigInt(whole + fraction.padEnd(2, '0')) * (sign === '-' ? -1n : 1n)
  return stands === (expected.kind === '分' ? divide(expected.hundredths, 10_000n) : expected.hundredths)
}

/** A word of direction before a figure must follow the sign of the change. */
export function wordingFault(office: Office, content: readonly Inline[]): string | undefined {
  for (const [index, inline] of content.entries()) {
    if (inline.kind !== 'figure') continue
    const change = /^(绝对差|增减率)\(([^,]*), ([^,]*)\)$/u.exec(inline.formula)
    if (!change) continue
    const [, name, now = '', last = ''] = change
    const delta = (recompute(office, now)?.hundredths ?? 0n) - (recompute(office, last)?.hundredths ?? 0n)
    const before = content[index - 1]
    const words = before?.kind === 'text' ? before.text : ''
    const up = name === '绝对差' ? /(增加|增长|多|增加额为?)$/u : /(增长|增加|上升)$/u
    const down = name === '绝对差' ? /(减少|下降|少)$/u : /(下降|减少|降低)$/u
    if (delta === 0n || !(delta > 0n ? up : down).test(words))
      return `${inline.formula} = ${String(delta)} after “${words}”`
  }
  return undefined
}

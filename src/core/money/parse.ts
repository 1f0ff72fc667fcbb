import { amountOf, decimalsToFen } from './amount.ts'
import type { Amount, MoneyUnit } from './amount.ts'

/** Why a text is no figure. The words for users are in `describeRefusal`. */
export type Refusal = 'not-numeric' | 'misplaced-comma' | 'unknown-unit' | 'beyond-fen' | 'too-large'

/**
 * What a cell's text says. `percent` carries hundredths of a percent: 99.72% is fen 9972, quantum 1.
 * Blank, a dash, 0 and 0.00 stay four different things.
 */
export type ParsedAmount =
  | { readonly kind: 'amount'; readonly amount: Amount }
  | { readonly kind: 'percent'; readonly rate: Amount }
  | { readonly kind: 'blank' }
  | { readonly kind: 'dash' }
  | { readonly kind: 'not-a-number'; readonly reason: Refusal }

const REFUSALS: Readonly<Record<Refusal, string>> = {
  'not-numeric': '不是数字',
  'misplaced-comma': '千位分隔符的位置不对',
  'unknown-unit': '数字后面的单位无法识别',
  'beyond-fen': '小数位数过多（金额最多到分，数量和百分比最多两位小数）',
  'too-large': '数值过大，无法精确保存',
}

/** Half a sentence in Chinese for the user, to stand after the cell and its text. */
export function describeRefusal(reason: Refusal): string {
  return REFUSALS[reason]
}

/** How the digits before a suffix count: decimals down to the last storable digit, and what the result is. */
interface Scale {
  readonly kind: 'amount' | 'percent'
  readonly decimals: number
  /** Counts are never rounded: 3 辆 are exactly 3. */
  readonly exact: boolean
}

const PERCENT: Scale = { kind: 'percent', decimals: 2, exact: false }
const COUNT: Scale = { kind: 'amount', decimals: 2, exact: true }
const YUAN: Scale = { kind: 'amount', decimals: decimalsToFen('元'), exact: false }
const WAN: Scale = { kind: 'amount', decimals: decimalsToFen('万元'), exact: false }

const MONEY_SUFFIXES: ReadonlyMap<string, Scale> = new Map([
  ['元', YUAN],
  ['万元', WAN],
  ['%', PERCENT],
])
const COUNT_SUFFIXES: ReadonlyMap<string, Scale> = new Map([
  ...['辆', '台', '套', '个', '人', '次', '人次', '批', '批次', '组', '团组', '分'].map(
    (word) => [word, COUNT] as const,
  ),
  ['%', PERCENT],
])
const PERCENT_SUFFIXES: ReadonlyMap<string, Scale> = new Map([['%', PERCENT]])

/**
 * Reads the text of an amount cell.
 *
 * Units      digits without a unit are in `unit` (the sheet's or the column's unit line); a trailing 元, 万元 or % in the text wins
 * Precision  the digits stated: '692.87' in 万元 is 692 870 000 分 with quantum 10 000; '600' in 万元 has quantum 1 000 000
 * Accepts    full-width forms, thousands commas, (1,234.00) as negative, leading − － –, ￥, spaces around, a leading apostrophe;
 *            △3.50 and ▲3.50 as negative (the mark of budget tables) and 3.50- (as some programs write it)
 * Refuses    what could be read two ways: 1,23 · —5 · (−5) · △-5 · 1E5 · 12 34 · △5% · more decimals than the 分 unless they are zeros
 */
export function parseAmount(text: string, unit: MoneyUnit): ParsedAmount {
  const parsed = parse(signFirst(text), unit === '元' ? YUAN : WAN, MONEY_SUFFIXES)
  // Beside a rate the triangle may as well mean growth.
  return parsed.kind === 'percent' && MARKED.test(text) ? refuse('not-numeric') : parsed
}

/** △ or ▲ before the digits, with or without a currency sign. */
const MARKED = /^(\s*[¥￥]?\s*)[△▲](?=[\s¥￥]*[\d.０-９．])/u
/** Digits and a single minus behind them, and no other sign. */
const TRAILING = /^(\s*[¥￥]?[\d.,０-９．，\s]*[\d０-９])\s*[-−－]\s*$/u

/** `△3.50` and `3.50-` as `-3.50`; every other text as it is. */
function signFirst(text: string): string {
  if (text.length > LONGEST) return text
  return text.replace(MARKED, '$1-').replace(TRAILING, '-$1')
}

/** Reads a count (辆, 人次, 分值 …): hundredths, always exact (quantum 1), because a count is never a rounded print. */
export function parseCount(text: string): ParsedAmount {
  return parse(text, COUNT, COUNT_SUFFIXES)
}

/** Reads a percentage, with or without the sign: '99.72%' is fen 9972, quantum 1; '9%' is fen 900, quantum 100. */
export function parsePercent(text: string): ParsedAmount {
  return parse(text, PERCENT, PERCENT_SUFFIXES)
}

/** Longer than any figure with its signs and spaces; keeps hostile cells cheap. */
const LONGEST = 60

const DASHES = /^[-‐‑‒–—―−─⸺﹘﹣]{1,4}$/
/** sign or parenthesis, currency, digits, suffix */
const FIGURE = /^(\(?)([-+]?)¥?([-+]?)(\d[\d,. ]*|\.\d[\d,. ]*)([^\d()]*)(\)?)([^\d()]*)$/
const DIGITS = /^(\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|)(?:\.(\d+))?$/

function parse(text: string, plain: Scale, suffixes: ReadonlyMap<string, Scale>): ParsedAmount {
  const trimmed = text.trim()
  if (trimmed.length > LONGEST) return refuse('not-numeric') // before any pattern: hostile blanks make patterns slow
  const narrow = halfWidth(trimmed).replace(/^['’‘] ?/, '')
  if (narrow === '') return { kind: 'blank' }
  if (DASHES.test(narrow.replaceAll(' ', ''))) return { kind: 'dash' }

  const match = FIGURE.exec(narrow.replace(/[−–﹣]/g, '-'))
  if (!match) return refuse('not-numeric')
  const [, open = '', signBefore = '', signAfter = '', digits = '', inner = '', close = '', outer = ''] = match
  const signs = signBefore + signAfter
  if ((open === '') !== (close === '') || (open + signs).length > 1 || (inner !== '' && outer !== '')) {
    return refuse('not-numeric')
  }
  const suffix = inner + outer
  const scale = suffix === '' ? plain : suffixes.get(suffix)
  if (scale === undefined) return refuse('unknown-unit')
  return stated(digits, scale, open !== '' || signs === '-')
}

function stated(digits: string, scale: Scale, negative: boolean): ParsedAmount {
  const match = DIGITS.exec(digits)
  if (!match) return refuse(digits.includes(',') ? 'misplaced-comma' : 'not-numeric')
  const [, whole = '', fraction = ''] = match
  if (/[1-9]/.test(fraction.slice(scale.decimals))) return refuse('beyond-fen')
  const size = BigInt(whole.replace(/[, ]/g, '') + fraction.slice(0, scale.decimals).padEnd(scale.decimals, '0'))
  if (size > BigInt(Number.MAX_SAFE_INTEGER)) return refuse('too-large')
  const fen = Number(size)
  const quantum = scale.exact ? 1 : 10 ** Math.max(0, scale.decimals - fraction.length)
  const amount = amountOf(negative ? -fen : fen, quantum)
  return scale.kind === 'amount' ? { kind: 'amount', amount } : { kind: 'percent', rate: amount }
}

/**
 * Full-width signs and digits to half-width; runs of blanks to one space, kept only between digits. Not NFKC: that
 * would turn ① into 1 and 12² into 122, and so make a number out of what is none.
 */
function halfWidth(text: string): string {
  return text
    .replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replaceAll('￥', '¥')
    .replace(/[ \t\u00a0\u2000-\u200b\u202f\u205f\u3000]+/g, ' ')
    .replace(/(?<!\d) | (?!\d)/g, '')
}

function refuse(reason: Refusal): ParsedAmount {
  return { kind: 'not-a-number', reason }
}

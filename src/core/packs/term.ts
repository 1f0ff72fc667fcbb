/**
 * A term of a relation, `[-][上年·]表/行/列` or the constant `0`, taken apart. The language is described in
 * schema-relation.ts; its words for rows and columns are closed.
 */
export type Term =
  | { readonly kind: 'zero'; readonly sign: 1 }
  | {
      readonly kind: 'cells'
      readonly sign: 1 | -1
      /** True for last year's report. */
      readonly prior: boolean
      readonly table: string
      readonly row: RowTerm
      readonly column: ColumnTerm
    }

export type RowTerm =
  | { readonly kind: 'key'; readonly key: string }
  /** @行 */
  | { readonly kind: 'bound' }
  /** @下级 */
  | { readonly kind: 'children' }
  /** @自填行: every row that the unit added */
  | { readonly kind: 'entries' }
  /** @类 @款 @项 */
  | { readonly kind: 'level'; readonly level: '类' | '款' | '项' }

export type ColumnTerm =
  | { readonly kind: 'key'; readonly key: string }
  /** @列 */
  | { readonly kind: 'bound' }

/** Digits of a functional or economic code at each level. */
export const LEVEL_LENGTH = { 类: 3, 款: 5, 项: 7 } as const

export type TermReading =
  { readonly ok: true; readonly term: Term } | { readonly ok: false; /** In Chinese. */ readonly reason: string }

const PRIOR = '上年·'

/** Reads a term that somebody wrote; says in Chinese why it is none. */
export function readTerm(text: string): TermReading {
  if (text === '0') return { ok: true, term: { kind: 'zero', sign: 1 } }
  const sign = text.startsWith('-') ? -1 : 1
  const unsigned = sign === 1 ? text : text.slice(1)
  const prior = unsigned.startsWith(PRIOR)
  const parts = (prior ? unsigned.slice(PRIOR.length) : unsigned).split('/')
  const [table = '', rowText = '', columnText = ''] = parts
  if (parts.length !== 3 || parts.some((part) => part === '' || /\s/u.test(part)) || table.startsWith('@')) {
    return { ok: false, reason: `“${text}”不是“表/行/列”，也不是 0` }
  }
  const row = rowOf(rowText)
  if (!row) return { ok: false, reason: `“${text}”里的行“${rowText}”不认识：只有 @行、@下级、@类、@款、@项、@自填行` }
  const column = columnOf(columnText)
  if (!column) return { ok: false, reason: `“${text}”里的列“${columnText}”不认识：只有 @列` }
  return { ok: true, term: { kind: 'cells', sign, prior, table, row, column } }
}

/** Terms are few and are read again for every row that a relation holds for. */
const parsed = new Map<string, Term>()

/** A term of a pack that was checked at load. RangeError otherwise, which is a bug. */
export function parseTerm(text: string): Term {
  const known = parsed.get(text)
  if (known) return known
  const reading = readTerm(text)
  if (!reading.ok) throw new RangeError(reading.reason)
  parsed.set(text, reading.term)
  return reading.term
}

function rowOf(text: string): RowTerm | undefined {
  switch (text) {
    case '@行':
      return { kind: 'bound' }
    case '@下级':
      return { kind: 'children' }
    case '@自填行':
      return { kind: 'entries' }
    case '@类':
      return { kind: 'level', level: '类' }
    case '@款':
      return { kind: 'level', level: '款' }
    case '@项':
      return { kind: 'level', level: '项' }
    default:
      return text.startsWith('@') ? undefined : { kind: 'key', key: text }
  }
}

function columnOf(text: string): ColumnTerm | undefined {
  if (text === '@列') return { kind: 'bound' }
  return text.startsWith('@') ? undefined : { kind: 'key', key: text }
}

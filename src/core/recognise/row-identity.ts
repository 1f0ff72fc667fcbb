import { parseSpreadsheetCount } from '#core/money/spreadsheet.ts'
import { address } from '#core/workbook/grid.ts'
import type { SheetValue } from '#core/workbook/grid.ts'
import { normaliseLabel, printedText } from '#core/workbook/label.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import type { SheetColumn } from './header-columns.ts'

/** What the first columns of a row say about which row it is. */
export interface RowIdentity {
  /** Classification code of 3, 5 or 7 digits. */
  readonly code: string | undefined
  /** A code that is none: 201030. */
  readonly strangeCode: string | undefined
  /** Name or label as printed, without line breaks. */
  readonly label: string
  /** First filled identity cell; the first identity column where all are empty. */
  readonly address: string
}

/** Reads the codes of a block from top to bottom: a 款 in a column of its own needs the 类 of a row above. */
export interface CodeReader {
  read(view: SheetView, row: number, columns: readonly SheetColumn[]): RowIdentity
}

export function codeReader(withCodes: boolean): CodeReader {
  let above = ''
  return {
    read(view, row, columns) {
      const cells = columns.flatMap(({ columns: grid, role }) => grid.map((column) => ({ column, role })))
      const filled = cells
        .map((cell, index) => ({ ...cell, index, value: view.value(row, cell.column) }))
        .filter(({ value }) => textOf(value) !== '')
      const place = address(row, filled[0]?.column ?? cells[0]?.column ?? 0)
      const codes: { readonly digits: string; readonly index: number }[] = []
      const labels: string[] = []
      for (const { value, index, role } of filled) {
        const { digits, rest } = withCodes ? splitCode(value, role === 'code') : { digits: '', rest: textOf(value) }
        if (digits !== '') codes.push({ digits, index })
        // 合计 may stand in the column of codes and in that of names.
        if (rest !== '' && !labels.includes(printedText(rest))) labels.push(printedText(rest))
      }
      const label = labels.join('')
      if (codes.length === 0) return { code: undefined, strangeCode: undefined, label, address: place }
      const joined = joinCodes(codes, above)
      const code = settleCode(joined)
      if (code !== undefined) above = code
      return { code, strangeCode: code === undefined ? joined : undefined, label, address: place }
    },
  }
}

/** A code and a name in one cell: 2010301行政运行, [2010301] 行政运行, 2010301-行政运行. */
const JOINED = /^\(?(\d{3}|\d{5}|\d{7})\)?[-_:、.·]?(\D.*)?$/su

function splitCode(
  value: SheetValue | undefined,
  isCodeColumn: boolean,
): { readonly digits: string; readonly rest: string } {
  const text = textOf(value)
  if (value?.kind === 'number') return { digits: wholeDigits(text), rest: '' }
  const label = normaliseLabel(text).replace(/(?<=\d)\.0+$/u, '')
  const plain = label.replace(/(?<=\d)[-.](?=\d)/gu, '')
  if (/^\(?\d+\)?$/u.test(plain)) return { digits: plain.replace(/[()]/gu, ''), rest: '' }
  const joined = JOINED.exec(label)
  if (joined?.[1] !== undefined && joined[2] !== undefined && (isCodeColumn || !/^[、.]/u.test(joined[2]))) {
    return { digits: joined[1], rest: text.replace(/^\D*\d+\s*[\])）】〕-]*[-_:：、.·\s—]*/u, '') }
  }
  return { digits: '', rest: text }
}

/** Digits of a number cell that holds a code: 2010301, 2010301.0, 2.010301E6; its text where it is no whole number. */
function wholeDigits(text: string): string {
  const parsed = parseSpreadsheetCount(text)
  if (parsed.kind !== 'amount' || parsed.amount.fen % 100 !== 0) return text
  return (parsed.amount.fen / 100).toString()
}

/** 201 | 03 | 01, or 201 | 20103 | 2010301; in a row that says only its 款 the code above says the rest. */
function joinCodes(codes: readonly { readonly digits: string; readonly index: number }[], above: string): string {
  const [first] = codes
  if (!first) return ''
  let joined = ''
  if (first.digits.length <= 2 && first.index > 0) joined = above.slice(0, first.index === 1 ? 3 : 5)
  for (const { digits } of codes) {
    if (joined !== '' && digits.startsWith(joined)) joined = digits
    else joined += joined === '' || digits.length > 2 ? digits : digits.padStart(2, '0')
  }
  return joined
}

/** A code of a level: also when padded with zeros to the length of a 项, before or behind. No 款 or 项 is numbered 00. */
function settleCode(digits: string): string | undefined {
  if (!/^\d+$/u.test(digits)) return undefined
  const bare = LEVELS.has(digits.length) ? digits : digits.replace(/^0+/u, '')
  if (!LEVELS.has(bare.length) || bare.startsWith('0')) return undefined
  return bare.replace(/^(\d{3})0000$|^(\d{5})00$|^(\d{3})00$/u, '$1$2$3')
}

const LEVELS: ReadonlySet<number> = new Set([3, 5, 7])

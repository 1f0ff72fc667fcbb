import { normaliseLabel } from '#core/workbook/label.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import { COLUMN_NUMBER } from './header-columns.ts'
import type { TableRecognition } from './recognition.ts'
import { isFormText, isStatedRow } from './stated-lines.ts'
import { matchTitle } from './titles.ts'

/** Says of a row below the header whether all it holds is the head of the table, printed again on a new page. */
export type RepeatedHead = (row: number) => boolean

interface HeadTexts {
  /** Of title and lines: they may stand in other columns on the next page. */
  readonly lines: ReadonlySet<string>
  /** Of headings, as seen in their columns. */
  readonly headings: (column: number) => ReadonlySet<string>
  /** Whole rows of the header, for rows with numbers of columns. */
  readonly rows: ReadonlySet<string>
}

/**
 * Reads the head of a table from its title down to the last row of its header. A row repeats it when every filled cell does;
 * a number only as one of a whole row of the header that prints the numbers of its columns. So no amount can be in it.
 */
export function repeatedHead(view: SheetView, found: TableRecognition): RepeatedHead {
  const head = readHead(view, found)
  const title = normaliseLabel(found.title?.text ?? '')
  const titles = title === '' ? [] : [{ tableId: found.tableId, title }]
  return (row) => {
    if (head.rows.has(rowText(view, row))) return true
    return view.cells(row).every(({ column, value }) => {
      const text = normaliseLabel(textOf(value))
      if (text === '') return true
      if (value.kind !== 'text' || NUMBER.test(text)) return false
      if (head.lines.has(text) || isFormText(text) || PAGE.test(text)) return true
      return head.headings(column).has(text) || matchTitle(text, titles) !== undefined
    })
  }
}

/** Anything without a word in it: amounts, codes, numbers of columns. */
const NUMBER = /^[^\p{L}]*\d[^\p{L}]*$/u
const PAGE = /^\(?第\d+页[,/]?(?:共\d+页)?\)?$/u

function readHead(view: SheetView, { title, from, header }: TableRecognition): HeadTexts {
  const filled = view.sheet.rows.map((row) => row.index).filter((row) => row >= from && row <= header.bottom)
  // What stands above a title is the head only where it says the form, the unit or the office.
  const lines = filled.filter((row) => row < header.top && (row === title?.row || isStatedRow(view, row)))
  const headings = filled.filter((row) => row >= (title?.row ?? from) && !lines.includes(row))
  const known = new Map<number, ReadonlySet<string>>()
  const inColumn = (column: number): ReadonlySet<string> => {
    const before = known.get(column)
    if (before) return before
    const texts = new Set(headings.map((row) => normaliseLabel(view.shown(row, column))))
    known.set(column, texts)
    return texts
  }
  return {
    lines: new Set(lines.flatMap((row) => view.cells(row).map(({ value }) => normaliseLabel(textOf(value))))),
    headings: inColumn,
    rows: new Set(
      headings.filter((row) => row >= header.top && isNumbered(view, row)).map((row) => rowText(view, row)),
    ),
  }
}

/** 类 | 款 | 项 | 栏次 | 1 | 2 | 3: words and numbers of columns, nothing else. */
function isNumbered(view: SheetView, row: number): boolean {
  const texts = view
    .cells(row)
    .map(({ value }) => normaliseLabel(textOf(value)))
    .filter((text) => text !== '')
  const numbers = texts.filter((text) => NUMBER.test(text))
  return numbers.length < texts.length && numbers.length > 0 && numbers.every((text) => COLUMN_NUMBER.test(text))
}

/** What a row says, column by column. */
function rowText(view: SheetView, row: number): string {
  return view
    .cells(row)
    .flatMap(({ column, value }) => {
      const text = normaliseLabel(textOf(value)).replace(/^(\d+)\.0+$/u, '$1')
      return text === '' ? [] : `${String(column)}\t${text}`
    })
    .join('\n')
}

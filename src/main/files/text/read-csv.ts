import Papa from 'papaparse'

import type { SheetCell, SheetRow } from '#core/workbook/grid.ts'

import { fileQuotesBroken, fileTooLarge } from '../file-errors.ts'
import type { GridSink } from '../grid-sink.ts'
import { decodeInPieces } from './decode.ts'
import { sniffDelimiter } from './delimiter.ts'

/** As many columns as a sheet has. */
const MAX_COLUMNS = 16_384
/** A field longer than this is a quote that was never closed. */
const MAX_PENDING_CHARACTERS = 8 << 20

/**
 * Reads delimited text (`,` tab `;` `|`) as one sheet. Every value stays text: `0201` stays `0201`, and an amount keeps
 * its digits. Row indexes are those of the records, blank records included, as a spreadsheet program counts them.
 *
 * Errors  AppError FILE_ENCODING_UNKNOWN, FILE_QUOTES_BROKEN, FILE_TOO_LARGE
 */
export function readDelimited(file: string, sheetName: string, bytes: Buffer, sink: GridSink): void {
  if (!sink.sheet({ index: 0, name: sheetName, hidden: false })) return
  for (const row of rowsOf(file, bytes)) sink.row(row)
  sink.sheetEnd({ merges: [], hiddenColumns: [] })
}

function* rowsOf(file: string, bytes: Buffer): Generator<SheetRow> {
  let index = 0
  for (const record of recordsOf(file, bytes)) {
    if (record.length > MAX_COLUMNS) throw fileTooLarge(file, `第 ${index + 1} 行有 ${record.length} 列`)
    const cells: SheetCell[] = []
    record.forEach((field, column) => {
      const text = unwrapped(field)
      if (text !== '') cells.push({ column, value: { kind: 'text', text } })
    })
    if (cells.length > 0) yield { index, hidden: false, cells }
    index += 1
  }
}

function* recordsOf(file: string, bytes: Buffer): Generator<readonly string[]> {
  let parser: Papa.Parser | undefined
  let pending = ''
  let line = 1
  for (const piece of withOneLineBreak(decodeInPieces(file, bytes))) {
    pending += piece
    if (parser === undefined) {
      // Excel's own convention: a first line `sep=;` names the delimiter and is not shown.
      const named = /^sep=(.)\n/.exec(pending)
      parser = new Papa.Parser({ delimiter: named?.[1] ?? sniffDelimiter(pending), newline: '\n' })
      if (named) pending = pending.slice(named[0].length)
    }
    // The last record may go on in the next piece.
    const parsed = parsedBy(parser, pending, true)
    refuseBrokenQuotes(file, parsed, line)
    yield* parsed.data
    line += parsed.data.length
    pending = pending.slice(parsed.cursor)
    if (pending.length > MAX_PENDING_CHARACTERS) throw fileQuotesBroken(file, line)
  }
  if (parser === undefined || pending === '') return
  const last = parsedBy(parser, pending, false)
  refuseBrokenQuotes(file, last, line)
  yield* last.data
}

/** Exports mix `\r\n`, `\n` and `\r`, even in one file; a parser told of one of them joins the lines of the others. */
function* withOneLineBreak(pieces: Iterable<string>): Generator<string> {
  let held = ''
  for (const piece of pieces) {
    const text = held + piece
    held = text.endsWith('\r') ? '\r' : ''
    yield (held === '' ? text : text.slice(0, -1)).replaceAll(/\r\n?/g, '\n')
  }
  if (held !== '') yield '\n'
}

interface Parsed {
  readonly data: readonly (readonly string[])[]
  readonly errors: readonly Papa.ParseError[]
  readonly cursor: number
}

function parsedBy(parser: Papa.Parser, text: string, more: boolean): Parsed {
  const { data, errors, meta } = parser.parse(text, 0, more) as Papa.ParseResult<string[]>
  // While more is to come, what is odd about the last record may only be that it is not finished.
  return { data, errors: more ? errors.filter((e) => (e.row ?? 0) < data.length) : errors, cursor: meta.cursor }
}

function refuseBrokenQuotes(file: string, parsed: Parsed, firstLine: number): void {
  const broken = parsed.errors.find((error) => error.type === 'Quotes')
  if (broken) throw fileQuotesBroken(file, firstLine + (broken.row ?? 0))
}

/** `="0201"` is how exports keep a spreadsheet program from making a number of a code: the text is `0201`. */
function unwrapped(field: string): string {
  return /^="([^"]*)"$/.exec(field)?.[1] ?? field
}

import { basename, extname } from 'node:path'

import type { Workbook } from '#core/workbook/grid.ts'

import { readingCancelled } from './file-errors.ts'
import { feedSheets, sheetCollector } from './grid-sink.ts'
import type { GridSink } from './grid-sink.ts'
import { formatNote, sniff } from './sniff.ts'
import type { WorkbookFormat } from './sniff.ts'
import { findSourceFile, readAll, whileUnchanged } from './source-file.ts'
import type { SourceFile } from './source-file.ts'
import { decodeWhole } from './text/decode.ts'
import { readDelimited } from './text/read-csv.ts'
import { readHtml } from './text/read-html.ts'
import { readXml2003 } from './text/read-xml2003.ts'
import { streamXlsx } from './xlsx/stream-xlsx.ts'

/** What was found out about the file itself. */
export interface FileReport {
  readonly format: WorkbookFormat
  /** Sentences for the user, such as an extension that does not fit the content. */
  readonly notes: readonly string[]
}

/** A workbook, and what was found out about its file. */
export interface OpenedWorkbook extends Workbook, FileReport {}

export interface ReadOptions {
  /** `done` of `total`: bytes of the file taken in. Only formats that are streamed report more than the end. */
  readonly onProgress?: (done: number, total: number) => void
  readonly signal?: AbortSignal
}

/**
 * Reads a workbook of any supported format into a sink, IN THIS PROCESS: for the reader process, and for files that this
 * program wrote itself. Untrusted files go through `openReader`.
 *
 * Errors  AppError FILE_*; rows already given to the sink must then be dropped
 */
export async function streamWorkbook(path: string, sink: GridSink, options: ReadOptions = {}): Promise<FileReport> {
  const file = await findSourceFile(path)
  return whileUnchanged(file, async () => {
    const format = await sniff(file)
    await readAs(format, file, sink, options).catch((cause: unknown) => {
      throw options.signal?.aborted === true ? readingCancelled(file.name) : cause
    })
    options.onProgress?.(file.bytes, file.bytes)
    const note = formatNote(file.name, format)
    return { format, notes: note === undefined ? [] : [note] }
  })
}

/** Reads a whole workbook, in this process. Errors as `streamWorkbook`. */
export async function readWorkbook(path: string, options: ReadOptions = {}): Promise<OpenedWorkbook> {
  const { sink, sheets } = sheetCollector()
  const report = await streamWorkbook(path, sink, options)
  return { fileName: basename(path), sheets, ...report }
}

async function readAs(format: WorkbookFormat, file: SourceFile, sink: GridSink, options: ReadOptions): Promise<void> {
  switch (format) {
    case 'xlsx':
      await streamXlsx(file.path, sink, options)
      return
    case 'xls': {
      // A megabyte of library that most imports never need.
      const { readXls } = await import('./xls/read-xls.ts')
      feedSheets(readXls(file.name, await readAll(file)), sink)
      return
    }
    case 'html':
      feedSheets(readHtml(file.name, decodeWhole(file.name, await readAll(file))), sink)
      return
    case 'xml-2003':
      feedSheets(readXml2003(file.name, decodeWhole(file.name, await readAll(file))), sink)
      return
    case 'delimited':
      readDelimited(file.name, basename(file.name, extname(file.name)), await readAll(file), sink)
      return
  }
}

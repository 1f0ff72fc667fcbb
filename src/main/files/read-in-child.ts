import { basename, resolve } from 'node:path'

import { AppError } from '#core/model/error.ts'
import type { PastedText } from '#core/pasted/blocks.ts'
import type { Merge, Sheet, SheetRow } from '#core/workbook/grid.ts'

import { fileTooLarge, readerCrashed, readingCancelled } from './file-errors.ts'
import { sheetCollector } from './grid-sink.ts'
import type { FileReport, OpenedWorkbook, ReadOptions } from './read-workbook.ts'
import { MEMORY_LIMIT_MARK } from './reader/messages.ts'
import type { JobEnd, ReadJob, ReaderMessage } from './reader/messages.ts'
import { unpackRows } from './reader/packed-rows.ts'
import { defaultWatch, spawnReader } from './reader/spawn-reader.ts'
import type { MemoryWatch, ReaderProcess } from './reader/spawn-reader.ts'

/** Takes a workbook in batches. The reader waits for every promise handed back, and holds nothing meanwhile. */
export interface BatchSink {
  sheet(info: { readonly index: number; readonly name: string; readonly hidden: boolean }): void | Promise<void>
  rows(rows: readonly SheetRow[]): void | Promise<void>
  sheetEnd(info: { readonly merges: readonly Merge[]; readonly hiddenColumns: readonly number[] }): void | Promise<void>
}

export interface ChildReadOptions extends ReadOptions {
  /** Only so many rows of each sheet: what a file is, without reading a large one to its end. */
  readonly headRows?: number
}

/** Reads untrusted workbooks in a process of its own, one after the other; the process starts with the first file. */
export interface WorkbookReader {
  /** The whole workbook. Errors as `stream`; FILE_TOO_LARGE also for more cells than fit in memory at ease. */
  read(path: string, options?: ChildReadOptions): Promise<OpenedWorkbook>
  /**
   * Row batches of any size of workbook, at the pace of the sink.
   *
   * Errors  AppError FILE_*, among them FILE_TOO_LARGE when the process had to be stopped for its memory or time,
   *         FILE_READER_CRASHED, FILE_CANCELLED; whatever the sink throws. Rows already given must then be dropped.
   */
  stream(path: string, sink: BatchSink, options?: ChildReadOptions): Promise<FileReport>
  /** A text with its structure (.docx, Markdown, plain text). Errors as `stream`, and FILE_NOT_TEXT. */
  readText(path: string): Promise<PastedText>
  /** Ends the process. A file that is being read ends with FILE_CANCELLED. */
  close(): Promise<void>
}

export interface ReaderLimits {
  readonly memoryBytes: number
  /** Time spent waiting for the reader process; a slow sink does not count. */
  readonly milliseconds: number
  /** Cells that `read` will hold in this process. */
  readonly wholeCells: number
  readonly watch: MemoryWatch
}

/** An .xls of 65,000 rows takes 630 MB, a million-row .xlsx 230 MB and seconds. */
const DEFAULT_LIMITS: ReaderLimits = {
  memoryBytes: 2 ** 30,
  milliseconds: 120_000,
  wholeCells: 2_000_000,
  watch: defaultWatch(),
}
const LOOK_EVERY_MS = 20

export function openReader(given: Partial<ReaderLimits> = {}): WorkbookReader {
  const limits: ReaderLimits = { ...DEFAULT_LIMITS, ...given }
  let current: ReaderProcess | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let closing = false
  const isClosing = (): boolean => closing

  /** The process that is there, or a new one. */
  const running = (): ReaderProcess => {
    if (current) return current
    const started = spawnReader(limits.memoryBytes, limits.watch)
    void started.exited.then(() => {
      if (current === started) current = undefined
    })
    return (current = started)
  }
  const discard = (spent: ReaderProcess): void => {
    if (current === spent) current = undefined
    spent.kill()
  }
  const attempt = async (job: ReadJob, sink: JobSink, options: ReadOptions): Promise<JobEnd | 'gone'> => {
    const isWarm = current !== undefined
    const reader = running()
    let end: JobEnd | 'gone' = 'gone'
    try {
      end = await runJob(reader, isWarm, job, sink, options, limits)
      return end
    } finally {
      // A process that was stopped midway, or that keeps much, is not used again.
      if (end === 'gone' || end.residentBytes > limits.memoryBytes / 2) discard(reader)
    }
  }
  const run = (asked: ReadJob, sink: JobSink, options: ReadOptions): Promise<FileReport | undefined> => {
    const fileName = basename(asked.path)
    const job = async (): Promise<FileReport | undefined> => {
      if (isClosing() || options.signal?.aborted === true) throw readingCancelled(fileName)
      try {
        let end = await attempt(asked, sink, options)
        // The process may have died since the last file; this one is not to blame before a new process has tried it.
        if (end === 'gone') end = await attempt(asked, sink, options)
        if (end === 'gone') throw readerCrashed(fileName, 'no answer')
        if (end.kind === 'done') return end.report
        throw end.kind === 'failed' ? new AppError(end.error) : readerCrashed(fileName, end.detail)
      } catch (cause) {
        throw isClosing() ? readingCancelled(fileName) : cause
      }
    }
    const result = queue.then(job)
    queue = result.catch(() => undefined)
    return result
  }
  const stream: WorkbookReader['stream'] = async (path, sink, options = {}) => {
    const report = await run({ path: resolve(path), as: 'workbook', headRows: options.headRows }, sink, options)
    if (report) return report
    throw readerCrashed(basename(path), 'no report')
  }
  return {
    stream,
    async readText(path) {
      let read: PastedText | undefined
      const sink: JobSink = { ...NO_SHEETS, text: (text) => (read = text) }
      await run({ path: resolve(path), as: 'text' }, sink, {})
      if (read) return read
      throw readerCrashed(basename(path), 'no text')
    },
    async read(path, options) {
      const { sink, sheets } = wholeSheets(basename(path), limits.wholeCells)
      const report = await stream(path, sink, options)
      return { fileName: basename(path), sheets, ...report }
    },
    async close() {
      closing = true
      const last = current
      last?.kill()
      await last?.exited
    },
  }
}

/** A sink that also takes the text of a document. */
type JobSink = BatchSink & { readonly text?: (text: PastedText) => void }

const NO_SHEETS: BatchSink = { sheet: () => undefined, rows: () => undefined, sheetEnd: () => undefined }

/** `gone`: a process that had read other files before (`isWarm`) ended without one answer. */
async function runJob(
  reader: ReaderProcess,
  isWarm: boolean,
  job: ReadJob,
  sink: JobSink,
  options: ReadOptions,
  limits: ReaderLimits,
): Promise<JobEnd | 'gone'> {
  const fileName = basename(job.path)
  const guard = watchReader(reader, fileName, limits, options.signal)
  let answers = 0
  try {
    reader.send(job)
    for (;;) {
      guard.waiting(true)
      const next = await reader.frames.next().catch((cause: unknown) => {
        throw readerCrashed(fileName, String(cause))
      })
      guard.waiting(false)
      const stopped = guard.stoppedBy()
      if (stopped !== undefined) throw stopped
      if (next.done === true && isWarm && answers === 0) return 'gone'
      if (next.done === true) throw await crashOf(reader, fileName)
      answers += 1
      // Only our own process writes to this pipe.
      const message = next.value as ReaderMessage
      if (message.kind === 'done' || message.kind === 'failed' || message.kind === 'fault') return message
      await deliver(message, sink, options)
    }
  } finally {
    guard.end()
  }
}

async function deliver(message: Exclude<ReaderMessage, JobEnd>, sink: JobSink, options: ReadOptions): Promise<void> {
  switch (message.kind) {
    case 'sheet':
      await sink.sheet({ index: message.index, name: message.name, hidden: message.hidden })
      return
    case 'rows':
      await sink.rows(unpackRows(message.rows))
      return
    case 'sheetEnd':
      await sink.sheetEnd({ merges: message.merges, hiddenColumns: message.hiddenColumns })
      return
    case 'text':
      sink.text?.(message.text)
      return
    case 'progress':
      options.onProgress?.(message.done, message.total)
      return
  }
}

interface Guard {
  waiting(now: boolean): void
  stoppedBy(): AppError | undefined
  end(): void
}

/** Kills the process when it takes too much memory or time, or when the user cancels. */
function watchReader(reader: ReaderProcess, fileName: string, limits: ReaderLimits, signal?: AbortSignal): Guard {
  let stoppedBy: AppError | undefined
  let waited = 0
  let since: number | undefined
  const stop = (error: AppError): void => {
    stoppedBy ??= error
    reader.kill()
  }
  const cancel = (): void => {
    stop(readingCancelled(fileName))
  }
  const timer = setInterval(() => {
    if ((reader.residentBytes() ?? 0) > limits.memoryBytes) stop(outOfMemory(fileName, 'stopped by the parent'))
    const milliseconds = waited + (since === undefined ? 0 : performance.now() - since)
    if (milliseconds > limits.milliseconds) {
      stop(fileTooLarge(fileName, `读取超过 ${Math.ceil(limits.milliseconds / 1000)} 秒仍未完成`))
    }
  }, LOOK_EVERY_MS)
  signal?.addEventListener('abort', cancel)
  return {
    waiting(now) {
      if (since !== undefined) waited += performance.now() - since
      since = now ? performance.now() : undefined
    },
    stoppedBy: () => stoppedBy,
    end() {
      clearInterval(timer)
      signal?.removeEventListener('abort', cancel)
    },
  }
}

const outOfMemory = (fileName: string, detail: string): AppError =>
  fileTooLarge(fileName, '读取它所需的内存超过上限', detail)

/** Why the process is gone that nobody here stopped. A kill from outside is the system short of memory. */
async function crashOf(reader: ReaderProcess, fileName: string): Promise<AppError> {
  const { code, signal, complaint } = await reader.exited
  const detail = `code ${code ?? '-'}, signal ${signal ?? '-'}\n${complaint}`
  const memory = complaint.includes(MEMORY_LIMIT_MARK) || /out of memory|allocation failed/i.test(complaint)
  return memory || signal === 'SIGKILL' ? outOfMemory(fileName, detail) : readerCrashed(fileName, detail)
}

function wholeSheets(
  fileName: string,
  maxCells: number,
): { readonly sink: BatchSink; readonly sheets: readonly Sheet[] } {
  const collector = sheetCollector()
  let cells = 0
  const sink: BatchSink = {
    sheet: (info) => void collector.sink.sheet(info),
    rows(rows) {
      for (const row of rows) {
        cells += row.cells.length
        if (cells > maxCells) throw fileTooLarge(fileName, `填写的单元格超过 ${maxCells} 个`)
        collector.sink.row(row)
      }
    },
    sheetEnd(info) {
      collector.sink.sheetEnd(info)
    },
  }
  return { sink, sheets: collector.sheets }
}

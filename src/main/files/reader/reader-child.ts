/** The reader process: takes one job at a time, reads the file, answers in frames. It writes to nothing else. */
import { Worker } from 'node:worker_threads'

import { AppError } from '#core/model/error.ts'
import type { SheetRow } from '#core/workbook/grid.ts'

import type { GridSink } from '../grid-sink.ts'
import { readTextDocument } from '../read-text.ts'
import { streamWorkbook } from '../read-workbook.ts'
import { writeFrame } from './frames.ts'
import { FRAMES_FD } from './messages.ts'
import type { JobEnd, ReaderMessage, ReadJob } from './messages.ts'
import { packRows } from './packed-rows.ts'

/** Rows, cells and characters to a batch: whichever is reached first. */
const BATCH = { rows: 2_000, cells: 50_000, characters: 4 << 20 }
const PROGRESS_EVERY_MS = 100

const answer = (message: ReaderMessage): void => {
  writeFrame(FRAMES_FD, message)
}

function framesSink(): GridSink {
  let rows: SheetRow[] = []
  let cells = 0
  let characters = 0
  const flush = (): void => {
    if (rows.length > 0) answer({ kind: 'rows', rows: packRows(rows) })
    rows = []
    cells = 0
    characters = 0
  }
  return {
    sheet({ index, name, hidden }) {
      answer({ kind: 'sheet', index, name, hidden })
      return true
    },
    row(row) {
      rows.push(row)
      cells += row.cells.length
      for (const { value } of row.cells) if (value.kind === 'text') characters += value.text.length
      if (rows.length >= BATCH.rows || cells >= BATCH.cells || characters >= BATCH.characters) flush()
    },
    sheetEnd({ merges, hiddenColumns }) {
      flush()
      answer({ kind: 'sheetEnd', merges, hiddenColumns })
    },
  }
}

/** Rows beyond the head that are passed over before a sheet is broken off; starting anew costs about as much. */
const PASSED_OVER = 20_000

class Enough extends Error {}

/** The first rows of each sheet. A long sheet is broken off, and the file read again from the sheet behind it. */
async function streamHeads(
  path: string,
  rows: number,
  sink: GridSink,
): Promise<Awaited<ReturnType<typeof streamWorkbook>>> {
  let from = 0
  for (;;) {
    let current = from
    let seen = 0
    const heads: GridSink = {
      sheet(info) {
        if (info.index < from) return false
        current = info.index
        seen = 0
        return sink.sheet(info)
      },
      row(row) {
        seen += 1
        if (seen <= rows) sink.row(row)
        else if (seen > rows + PASSED_OVER) throw new Enough()
      },
      sheetEnd: (tail) => {
        sink.sheetEnd(tail)
      },
    }
    try {
      return await streamWorkbook(path, heads)
    } catch (cause) {
      if (!(cause instanceof Enough)) throw cause
      sink.sheetEnd({ merges: [], hiddenColumns: [] })
      from = current + 1
    }
  }
}

async function work({ path, as, headRows }: ReadJob): Promise<JobEnd> {
  let reportedAt = 0
  const onProgress = (done: number, total: number): void => {
    const now = Date.now()
    if (now - reportedAt < PROGRESS_EVERY_MS) return
    reportedAt = now
    answer({ kind: 'progress', done, total })
  }
  try {
    if (as === 'text') {
      answer({ kind: 'text', text: await readTextDocument(path) })
      return { kind: 'done', report: undefined, residentBytes: process.memoryUsage.rss() }
    }
    const report =
      headRows === undefined
        ? await streamWorkbook(path, framesSink(), { onProgress })
        : await streamHeads(path, headRows, framesSink())
    return { kind: 'done', report, residentBytes: process.memoryUsage.rss() }
  } catch (cause) {
    const residentBytes = process.memoryUsage.rss()
    if (cause instanceof AppError) return { kind: 'failed', error: cause.info, residentBytes }
    const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
    return { kind: 'fault', detail, residentBytes }
  }
}

function takeJobs(): void {
  process.on('message', (job: unknown) => {
    if (typeof job !== 'object' || job === null || !('path' in job) || typeof job.path !== 'string') return
    const headRows = 'headRows' in job && typeof job.headRows === 'number' ? job.headRows : undefined
    const as = 'as' in job && job.as === 'text' ? 'text' : 'workbook'
    void work({ path: job.path, as, headRows }).then(answer)
  })
}

// Without the program that asks there is nothing to do.
process.on('disconnect', () => process.exit(0))

const memoryLimit = process.argv[2]
if (memoryLimit === undefined) takeJobs()
// No file is opened before the guard is on its post; jobs wait in the channel.
else new Worker(new URL('./memory-guard.ts', import.meta.url), { workerData: memoryLimit }).once('message', takeJobs)

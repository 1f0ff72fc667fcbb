/** The reader process: takes one job at a time, reads the file, answers in frames. It writes to nothing else. */
import { Worker } from 'node:worker_threads'

import { AppError } from '#core/model/error.ts'
import type { SheetRow } from '#core/workbook/grid.ts'

import type { GridSink } from '../grid-sink.ts'
import { streamWorkbook } from '../read-workbook.ts'
import { writeFrame } from './frames.ts'
import { FRAMES_FD } from './messages.ts'
import type { JobEnd, ReaderMessage } from './messages.ts'
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

async function work(path: string): Promise<JobEnd> {
  let reportedAt = 0
  const onProgress = (done: number, total: number): void => {
    const now = Date.now()
    if (now - reportedAt < PROGRESS_EVERY_MS) return
    reportedAt = now
    answer({ kind: 'progress', done, total })
  }
  try {
    const report = await streamWorkbook(path, framesSink(), { onProgress })
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
    void work(job.path).then(answer)
  })
}

// Without the program that asks there is nothing to do.
process.on('disconnect', () => process.exit(0))

const memoryLimit = process.argv[2]
if (memoryLimit === undefined) takeJobs()
// No file is opened before the guard is on its post; jobs wait in the channel.
else new Worker(new URL('./memory-guard.ts', import.meta.url), { workerData: memoryLimit }).once('message', takeJobs)

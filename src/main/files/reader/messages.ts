import type { AppErrorInfo } from '#core/model/error.ts'
import type { PastedText } from '#core/pasted/blocks.ts'
import type { Merge } from '#core/workbook/grid.ts'

import type { FileReport } from '../read-workbook.ts'
import type { PackedRows } from './packed-rows.ts'

/** What the reader process is asked, over the IPC channel. */
export interface ReadJob {
  readonly path: string
  /** Only so many rows of each sheet; all of them when undefined. */
  readonly headRows?: number | undefined
  /** A workbook, or a text with its structure. */
  readonly as: 'workbook' | 'text'
}

/** What it answers, in frames over its own pipe. */
export type ReaderMessage =
  | { readonly kind: 'sheet'; readonly index: number; readonly name: string; readonly hidden: boolean }
  | { readonly kind: 'rows'; readonly rows: PackedRows }
  | { readonly kind: 'sheetEnd'; readonly merges: readonly Merge[]; readonly hiddenColumns: readonly number[] }
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'text'; readonly text: PastedText }
  | JobEnd

/** `residentBytes` is what the reader process holds afterwards. */
export type JobEnd =
  | { readonly kind: 'done'; readonly report: FileReport | undefined; readonly residentBytes: number }
  | { readonly kind: 'failed'; readonly error: AppErrorInfo; readonly residentBytes: number }
  /** Anything that is not a user's error: a fault of this program. */
  | { readonly kind: 'fault'; readonly detail: string; readonly residentBytes: number }

/** The descriptor on which the reader process writes its frames. */
export const FRAMES_FD = 3

/** What the thread that watches the memory writes to the error output before it ends the process. */
export const MEMORY_LIMIT_MARK = 'reader: memory limit'

/**
 * What an untrusted file may cost. All sizes are bytes that were really read or inflated: what a header declares is
 * never believed. The defaults leave room for a journal of a million rows (75 MB file, 550 MB inflated, ratio 7–9).
 */
export interface ReadLimits {
  readonly fileBytes: number
  /** Inflated bytes of all parts together. */
  readonly inflatedBytes: number
  /** Longest tag, text, comment or string. */
  readonly elementBytes: number
  /** Elements inside one another. */
  readonly depth: number
  readonly rows: number
  readonly columns: number
  /** Filled cells of all sheets together. */
  readonly cells: number
  /** Merged ranges of one sheet. */
  readonly merges: number
  /** Entries in the zip directory. */
  readonly entries: number
  /** Inflated : compressed so far, asked only of a part of which more than `ratioFromBytes` came out. */
  readonly ratio: number
  readonly ratioFromBytes: number
}

export const DEFAULT_LIMITS: ReadLimits = {
  fileBytes: 200 * 2 ** 20,
  inflatedBytes: 3 * 2 ** 30,
  elementBytes: 8 * 2 ** 20,
  depth: 256,
  rows: 1_048_576,
  columns: 1_024,
  cells: 40_000_000,
  merges: 1_048_576,
  entries: 1_000,
  ratio: 100,
  ratioFromBytes: 16 * 2 ** 20,
}

/** For reading into one grid, where every cell costs about a hundred bytes until the end. */
export const GRID_LIMITS: ReadLimits = { ...DEFAULT_LIMITS, cells: 2_000_000 }

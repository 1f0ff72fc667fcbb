import { alikeIndex, type AlikeIndex } from './alike.ts'
import type { CodeRow } from './code-row.ts'
import { editDistance } from './edit-distance.ts'

/** 类 款 项 of a classification code, said by its 3, 5 or 7 digits. */
export type CodeLevel = '类' | '款' | '项'

/** What a list says of a code in a year. An unknown or outdated code is accepted and flagged, never refused. */
export type CodeLookup<Row extends CodeRow> =
  | { readonly kind: 'known'; readonly row: Row }
  /** Listed, but not for this year. */
  | { readonly kind: 'outdated'; readonly row: Row }
  | { readonly kind: 'unknown'; readonly nearest: readonly Row[] }

export interface CodeTree<Row extends CodeRow = CodeRow> {
  readonly rows: readonly Row[]
  readonly lookUp: (code: string, year?: number) => CodeLookup<Row>
  /** The name in that year, else the name of the nearest year; undefined for an unknown code. */
  readonly nameOf: (code: string, year?: number) => string | undefined
  /** Code of the level above, also for unknown codes; undefined at the top. */
  readonly parentOf: (code: string) => string | undefined
  /** Listed codes one level below, in code order. */
  readonly childrenOf: (code: string) => readonly string[]
  /** Up to three listed rows that a mistyped code may have meant, the likeliest first. */
  readonly nearest: (code: string) => readonly Row[]
}

/**
 * Builds the tree of a list. A code may have several rows for different years. In a `classification` the parent is the
 * code without its last two digits; in `accounts` it is what the row says, or the longest listed beginning.
 */
export function buildCodeTree<Row extends CodeRow>(
  rows: readonly Row[],
  shape: 'classification' | 'accounts' = 'classification',
): CodeTree<Row> {
  const byCode = Map.groupBy(rows, (row) => row.code)
  const parentOf = (code: string): string | undefined => {
    if (shape === 'classification') return parentByDigits(code)
    return byCode.get(code)?.[0]?.parent ?? longestBeginning(code, byCode)
  }
  const children = Map.groupBy([...byCode.keys()].toSorted(), (code) => parentOf(code))
  const found = (code: string, year?: number): Row | undefined => bestForYear(byCode.get(code) ?? [], year)
  const index: { alike: AlikeIndex | undefined } = { alike: undefined }
  const nearest = (code: string): readonly Row[] => {
    index.alike ??= alikeIndex(byCode.keys(), FARTHEST)
    return nearestRows(
      [...index.alike(code)].flatMap((one) => byCode.get(one) ?? []),
      code,
    )
  }
  return {
    rows,
    lookUp: (code, year) => {
      const row = found(code, year)
      if (!row) return { kind: 'unknown', nearest: nearest(code) }
      return { kind: yearsBeyond(row, year) === 0 ? 'known' : 'outdated', row }
    },
    // Every row of every table is asked for its name: what else an unknown code may have meant is not sought here.
    nameOf: (code, year) => found(code, year)?.name,
    parentOf,
    childrenOf: (code) => children.get(code) ?? [],
    nearest,
  }
}

/** 3 digits 类, 5 款, 7 项; undefined for anything else. */
export function levelOf(code: string): CodeLevel | undefined {
  if (!/^\d+$/.test(code)) return undefined
  return LEVELS.get(code.length)
}

const LEVELS: ReadonlyMap<number, CodeLevel> = new Map([
  [3, '类'],
  [5, '款'],
  [7, '项'],
])

/** 2010301 → 20103 → 201 → undefined; undefined for what is no classification code. */
export function parentByDigits(code: string): string | undefined {
  const level = levelOf(code)
  return level === undefined || level === '类' ? undefined : code.slice(0, -2)
}

function longestBeginning(code: string, listed: ReadonlyMap<string, unknown>): string | undefined {
  for (let length = code.length - 1; length > 0; length--) {
    const beginning = code.slice(0, length)
    if (listed.has(beginning)) return beginning
  }
  return undefined
}

function bestForYear<Row extends CodeRow>(rows: readonly Row[], year: number | undefined): Row | undefined {
  return rows.toSorted((a, b) => yearsBeyond(a, year) - yearsBeyond(b, year))[0]
}

/** How many years lie between `year` and the years of the row; 0 inside. */
function yearsBeyond(row: CodeRow, year: number | undefined): number {
  if (year === undefined) return 0
  return Math.max(0, (row.fromYear ?? year) - year, year - (row.toYear ?? year))
}

const FARTHEST = 2
const MOST = 3

function nearestRows<Row extends CodeRow>(rows: readonly Row[], code: string): readonly Row[] {
  const scored = rows.flatMap((row) => {
    const distance = editDistance(code, row.code)
    return distance > 0 && distance <= FARTHEST ? [{ row, distance, shared: sharedBeginning(code, row.code) }] : []
  })
  return scored
    .toSorted((a, b) => a.distance - b.distance || b.shared - a.shared || (a.row.code < b.row.code ? -1 : 1))
    .slice(0, MOST)
    .map(({ row }) => row)
}

function sharedBeginning(a: string, b: string): number {
  let length = 0
  while (length < a.length && a[length] === b[length]) length++
  return length
}

import type { PackFixedRow, PackTable } from '#core/packs/schema-table.ts'
import { looseLabel, normaliseLabel } from '#core/workbook/label.ts'
import type { RowIdentity } from './row-identity.ts'

/** Which fixed row of the table a row of the sheet is. */
export type RowMatch =
  | { readonly kind: 'fixed'; readonly row: PackFixedRow }
  /** Several rows of the table have this label and nothing tells which is meant. */
  | { readonly kind: 'ambiguous'; readonly rows: readonly PackFixedRow[] }
  | { readonly kind: 'unknown' }

/** A fixed row with its labels in comparable form. */
interface Candidate {
  readonly row: PackFixedRow
  readonly strict: ReadonlySet<string>
  readonly loose: ReadonlySet<string>
}

/**
 * Matches the labelled rows of one block of a sheet, from top to bottom, with the fixed rows of block `block`; rows that
 * are not found there are looked for in the other blocks, because forms cut their columns differently.
 *
 * A label that several rows share (the funds of the year and of the year's start) is settled by its order among the
 * rows around it, never by the first that comes.
 */
export function matchFixedRows(
  table: PackTable,
  block: number,
  identities: readonly RowIdentity[],
): readonly RowMatch[] {
  const own = candidatesOf(table, [block])
  const others = candidatesOf(
    table,
    table.blocks.map((_, index) => index).filter((index) => index !== block),
  )
  const found = identities.map((identity) => {
    const here = candidatesFor(own, identity)
    return here.length > 0 ? here : candidatesFor(others, identity)
  })
  const order = new Map([...own, ...others].map((candidate, index) => [candidate, index]))
  const at = (candidate: Candidate): number => order.get(candidate) ?? 0
  const groups = Map.groupBy(
    found.flatMap((candidates, index) => (candidates.length > 1 ? [index] : [])),
    (index) => looseLabel(identities[index]?.label ?? ''),
  )
  return found.map((candidates, index): RowMatch => {
    const [first] = candidates
    if (!first) return { kind: 'unknown' }
    if (candidates.length === 1) return { kind: 'fixed', row: first.row }
    const group = groups.get(looseLabel(identities[index]?.label ?? '')) ?? []
    const inOrder = group.length === candidates.length ? candidates[group.indexOf(index)] : undefined
    const near = inOrder ? [inOrder] : between(found, candidates, index, at)
    const left = near.length > 1 ? underHeading(near, [...own, ...others], found.slice(0, index)) : near
    const [only] = left
    if (only && left.length === 1) return { kind: 'fixed', row: only.row }
    return { kind: 'ambiguous', rows: candidates.map((candidate) => candidate.row) }
  })
}

/** How many of the rows a block of the table knows. */
export function countFixedRows(table: PackTable, block: number, identities: readonly RowIdentity[]): number {
  const own = candidatesOf(table, [block])
  return identities.filter((identity) => candidatesFor(own, identity).length > 0).length
}

function candidatesOf(table: PackTable, blocks: readonly number[]): readonly Candidate[] {
  const rows = blocks.flatMap((block) => table.blocks[block]?.rows.filter((row) => 'key' in row) ?? [])
  return rows.map((row) => {
    const labels = [row.label, row.key, ...row.aliases]
    return { row, strict: new Set(labels.map(normaliseLabel)), loose: new Set(labels.map(looseLabel)) }
  })
}

function candidatesFor(candidates: readonly Candidate[], identity: RowIdentity): readonly Candidate[] {
  if (identity.code !== undefined) {
    return candidates.filter(({ row }) => (row.code ?? row.key) === identity.code)
  }
  const loose = looseLabel(identity.label)
  if (loose === '') return []
  const found = candidates.filter((candidate) => candidate.loose.has(loose))
  if (found.length > 0) return found
  const strict = normaliseLabel(identity.label)
  return candidates.filter((candidate) => candidate.strict.has(strict))
}

/** The candidates that lie between the nearest rows above and below whose place is sure. */
function between(
  found: readonly (readonly Candidate[])[],
  candidates: readonly Candidate[],
  index: number,
  at: (candidate: Candidate) => number,
): readonly Candidate[] {
  const sure = (list: readonly (readonly Candidate[])[]): readonly number[] =>
    list.flatMap((one) => (one.length === 1 ? one.map(at) : []))
  const above = sure(found.slice(0, index)).at(-1) ?? -1
  const below = sure(found.slice(index + 1))[0] ?? Infinity
  return candidates.filter((candidate) => at(candidate) > above && at(candidate) < below)
}

const SECTION = /^[一二三四五六七八九十]+、/u
const PART = /^[(（][一二三四五六七八九十]+[)）]/u

/**
 * Of parts （一）（二） those whose section 一、 stands above them in the sheet: where a form leaves out a section that is not in use,
 * its parts are left out with it.
 */
function underHeading(
  candidates: readonly Candidate[],
  all: readonly Candidate[],
  above: readonly (readonly Candidate[])[],
): readonly Candidate[] {
  const sure = new Set(above.flatMap((one) => (one.length === 1 ? one : [])))
  const sectionOf = (candidate: Candidate): Candidate | undefined =>
    PART.test(candidate.row.label)
      ? all.slice(0, all.indexOf(candidate)).findLast(({ row }) => SECTION.test(row.label))
      : undefined
  const sections = candidates.map(sectionOf)
  if (sections.includes(undefined)) return candidates
  return candidates.filter((_, index) => {
    const section = sections[index]
    return section !== undefined && sure.has(section)
  })
}

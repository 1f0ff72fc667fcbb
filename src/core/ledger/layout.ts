import type { LedgerRole, PackRecognisers } from '#core/packs/schema-recognisers.ts'
import type { SheetRow } from '#core/workbook/grid.ts'
import { headerPaths, labelKey } from './header-paths.ts'
import type { LedgerKind } from './model.ts'

/** What a column of a sheet is used for. `both`: code and name in one cell. */
export type ColumnUse =
  | { readonly kind: 'role'; readonly role: LedgerRole }
  | { readonly kind: 'auxiliary'; readonly auxiliary: string; readonly part: 'code' | 'name' | 'both' }

/** How the rows of a sheet are read. Positions are 0-based. */
export interface SheetLayout {
  readonly kind: LedgerKind
  readonly headerTop: number
  readonly headerBottom: number
  readonly uses: ReadonlyMap<number, ColumnUse>
  /** Labels of all columns, so that next year's file of the same shape is known. */
  readonly fingerprint: string
}

/** A column that the user has to say something about, or may leave out. */
export interface AskedColumn {
  readonly column: number
  readonly label: string
  readonly use: ColumnUse | undefined
}

/** A sheet that looks like a ledger and cannot be read without a decision. */
export interface LayoutQuestion {
  readonly fingerprint: string
  readonly headerTop: number
  readonly headerBottom: number
  readonly columns: readonly AskedColumn[]
  /** What is missing or said twice, in Chinese. */
  readonly why: string
  /** The first rows below the header. */
  readonly preview: readonly (readonly string[])[]
}

/** What a user decided about the columns of one shape of sheet: use by label; a label that is absent is left out. */
export interface LayoutDecision {
  readonly kind: LedgerKind
  readonly columns: Readonly<Record<string, ColumnUse>>
}

export type LayoutReading =
  | { readonly kind: 'layout'; readonly layout: SheetLayout }
  | { readonly kind: 'question'; readonly question: LayoutQuestion }
  /** No header of a ledger among the rows. */
  | { readonly kind: 'other' }

/** Fewer hits than this are chance. */
const MIN_HITS = 3
const DEPTHS = [1, 2, 3]

/**
 * Finds the header among the first rows of a sheet: the one to three rows with the most known labels. What the sheet is follows
 * from the roles that its columns have.
 */
export function readLayout(
  rows: readonly SheetRow[],
  recognisers: PackRecognisers,
  decisions: ReadonlyMap<string, LayoutDecision>,
): LayoutReading {
  const known = knownLabels(recognisers)
  let best: Candidate | undefined
  rows.forEach((_, top) => {
    for (const depth of DEPTHS) {
      const taken = rows.slice(top, top + depth)
      if (taken.length < depth) continue
      const candidate = candidateOf(taken, known)
      if (candidate.hits > (best?.hits ?? MIN_HITS - 1)) best = candidate
    }
  })
  if (!best) return { kind: 'other' }
  return settle(best, rows, decisions.get(best.fingerprint))
}

interface Candidate {
  readonly rows: readonly SheetRow[]
  readonly columns: readonly AskedColumn[]
  readonly hits: number
  readonly fingerprint: string
}

function candidateOf(rows: readonly SheetRow[], known: ReadonlyMap<string, ColumnUse>): Candidate {
  const columns = headerPaths(rows).map(({ column, path }) => ({ column, label: path, use: known.get(path) }))
  const hits = new Set(columns.flatMap(({ use }) => (use ? [nameOf(use)] : []))).size
  return { rows, columns, hits, fingerprint: columns.map(({ label }) => label).join('|') }
}

/** Normalised label → use. Hyphens between levels are as good as rows. */
function knownLabels(recognisers: PackRecognisers): ReadonlyMap<string, ColumnUse> {
  const known = new Map<string, ColumnUse>()
  const add = (labels: readonly string[] | undefined, use: ColumnUse): void => {
    for (const label of labels ?? []) known.set(labelKey(label), use)
  }
  for (const { kind, labels, codes, names } of recognisers.auxiliaries) {
    add(labels, { kind: 'auxiliary', auxiliary: kind, part: 'both' })
    add(codes, { kind: 'auxiliary', auxiliary: kind, part: 'code' })
    add(names, { kind: 'auxiliary', auxiliary: kind, part: 'name' })
  }
  for (const { role, labels } of recognisers.columns) add(labels, { kind: 'role', role })
  return known
}

function nameOf(use: ColumnUse): string {
  return use.kind === 'role' ? use.role : `${use.auxiliary}·${use.part}`
}

function settle(best: Candidate, rows: readonly SheetRow[], decision: LayoutDecision | undefined): LayoutReading {
  const { fingerprint } = best
  const headerTop = best.rows[0]?.index ?? 0
  const headerBottom = best.rows.at(-1)?.index ?? headerTop
  const columns = decision ? best.columns.map((one) => ({ ...one, use: decision.columns[one.label] })) : best.columns
  const named = columns.flatMap(({ use }) => (use ? [nameOf(use)] : []))
  const twice = named.find((name, at) => named.indexOf(name) !== at)
  const kind = decision?.kind ?? kindOf(new Set(named))
  if (kind === undefined || twice !== undefined) {
    const why = twice === undefined ? missing(new Set(named)) : `有两列都像“${twice}”`
    const preview = rows
      .filter((row) => row.index > headerBottom)
      .slice(0, 5)
      .map((row) => row.cells.map(({ value }) => ('text' in value ? value.text : '')))
    return { kind: 'question', question: { fingerprint, headerTop, headerBottom, columns, why, preview } }
  }
  const uses = new Map(columns.flatMap(({ column, use }) => (use ? [[column, use] as const] : [])))
  return { kind: 'layout', layout: { kind, headerTop, headerBottom, uses, fingerprint } }
}

const hasAny = (named: ReadonlySet<string>, ...names: readonly string[]): boolean =>
  names.some((name) => named.has(name))
const hasAll = (named: ReadonlySet<string>, ...names: readonly string[]): boolean =>
  names.every((name) => named.has(name))

const hasAccount = (named: ReadonlySet<string>): boolean => hasAny(named, '科目编码', '科目')
const hasMovement = (named: ReadonlySet<string>): boolean =>
  hasAll(named, '借方', '贷方') || hasAll(named, '方向', '金额')

function kindOf(named: ReadonlySet<string>): LedgerKind | undefined {
  const hasPeriod = hasAll(named, '本期借方', '本期贷方') || hasAll(named, '累计借方', '累计贷方')
  const hasBalance =
    hasAll(named, '期末借方', '期末贷方') ||
    hasAll(named, '期末方向', '期末金额') ||
    hasAll(named, '期初借方', '期初贷方')
  if (hasAccount(named) && hasPeriod && hasBalance) return 'balance'
  const isDated = hasAny(named, '日期', '凭证号') || hasAll(named, '月', '日')
  if (hasAccount(named) && hasMovement(named) && isDated) return 'journal'
  if (named.has('指标金额')) return 'indicators'
  const hasFunction = hasAny(named, '功能分类·both', '功能分类·code')
  return hasFunction && named.has('金额') && !hasAccount(named) ? 'payments' : undefined
}

function missing(named: ReadonlySet<string>): string {
  if (!hasAccount(named)) return '没有认出科目编码列'
  return hasMovement(named) ? '没有认出日期或凭证号列' : '没有认出借方、贷方金额列'
}

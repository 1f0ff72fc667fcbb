import type { LedgerRole, PackRecognisers } from '#core/packs/schema-recognisers.ts'
import type { SheetRow } from '#core/workbook/grid.ts'
import { meaningOf } from './column-meaning.ts'
import { inContext, sinceYearBegan } from './column-context.ts'
import { readHeadLines } from './head-lines.ts'
import { headerPaths, labelKey } from './header-paths.ts'
import { kindOf, missing } from './layout-kind.ts'
import type { LedgerKind } from './model.ts'
import { cellText } from './text-cell.ts'

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
  /** The first rows below the header: a text for each of `columns`, '' for an empty cell. */
  readonly preview: readonly (readonly string[])[]
}

/** What a user decided about the columns of one shape of sheet: use by label; a label that is absent is left out. */
export interface LayoutDecision {
  readonly kind: LedgerKind
  readonly columns: Readonly<Record<string, ColumnUse>>
}

export type LayoutReading =
  /** `question` shows the columns as they were taken, for a user who wants to say otherwise. */
  | { readonly kind: 'layout'; readonly layout: SheetLayout; readonly question: LayoutQuestion }
  | { readonly kind: 'question'; readonly question: LayoutQuestion }
  /** No header of a ledger among the rows; `likeliest` is what to ask when the user says that it is one all the same. */
  | { readonly kind: 'other'; readonly likeliest?: LayoutQuestion }

/** Fewer hits than this are chance. */
const MIN_HITS = 3
/** A sheet that the user calls a ledger has at least an account and an amount beside one label that is known. */
const MIN_COLUMNS = 3
const DEPTHS = [1, 2, 3]
const PREVIEW_ROWS = 5

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
  for (const [top] of rows.entries())
    for (const depth of DEPTHS) {
      const taken = rows.slice(top, top + depth)
      if (taken.length < depth) continue
      const candidate = candidateOf(taken, known)
      const decision = decisions.get(candidate.fingerprint)
      // What the user once said of these very labels goes before what the program thinks of others.
      if (decision) return settle(candidate, rows, decision)
      if (candidate.hits > (best?.hits ?? 0)) best = candidate
    }
  if (best && best.hits >= MIN_HITS) return settle(best, rows, undefined)
  return best && best.columns.length >= MIN_COLUMNS
    ? { kind: 'other', likeliest: questionOf(best, rows, missing(namesOf(best.columns))) }
    : { kind: 'other' }
}

/**
 * What the columns of a question mean when the user has said something of some of them: a decision for this shape of sheet, or
 * why there is still none. Columns that are not in `said` keep what the program took them for.
 */
export function decideLayout(
  { columns }: Pick<LayoutQuestion, 'columns'>,
  said: ReadonlyMap<string, ColumnUse | 'none'>,
): { readonly kind: 'decision'; readonly decision: LayoutDecision } | { readonly kind: 'open'; readonly why: string } {
  const used = columns.map((one) => {
    const own = said.get(one.label)
    return { ...one, use: own === 'none' ? undefined : (own ?? one.use) }
  })
  const named = namesOf(used)
  const twice = twiceOf(used)
  if (twice !== undefined) return { kind: 'open', why: twice }
  const kind = kindOf(named)
  if (kind === undefined) return { kind: 'open', why: missing(named) }
  const uses = used.flatMap(({ label, use }) => (use ? [[label, use] as const] : []))
  return { kind: 'decision', decision: { kind, columns: Object.fromEntries(uses) } }
}

interface Candidate {
  readonly rows: readonly SheetRow[]
  readonly columns: readonly AskedColumn[]
  readonly hits: number
  readonly fingerprint: string
}

function candidateOf(rows: readonly SheetRow[], known: ReadonlyMap<string, ColumnUse>): Candidate {
  const counts = new Map<string, number>()
  const named = headerPaths(rows).map(({ column, path }) => {
    const count = (counts.get(path) ?? 0) + 1
    counts.set(path, count)
    return {
      column,
      label: count === 1 ? path : `${path}（第${count}列）`,
      use: known.get(path) ?? identityOf(path, known),
    }
  })
  const columns = sinceYearBegan(inContext(eitherWillDo(named, known)))
  const hits = new Set(columns.flatMap(({ use }) => (use && !isBeside(use) ? [nameOf(use)] : []))).size
  return { rows, columns, hits, fingerprint: columns.map(({ label }) => label).join('|') }
}

/** Two columns may say one of these: 单位编码 and 单位名称, 凭证日期 and 业务日期. The one that the recognisers name first is read. */
const EITHER: ReadonlySet<string> = new Set<LedgerRole>(['日期', '期间', '单位', '凭证号', '摘要', '科目名称'])

function eitherWillDo<T extends AskedColumn>(
  columns: readonly T[],
  known: ReadonlyMap<string, ColumnUse>,
): readonly T[] {
  const ranks = [...known.keys()]
  const rankOf = ({ label }: T): number => {
    const own = ranks.indexOf(label)
    return own >= 0 ? own : ranks.indexOf(label.slice(label.lastIndexOf('/') + 1))
  }
  const isEither = ({ use }: T): boolean => use?.kind === 'role' && EITHER.has(use.role)
  const isFirst = (column: T): boolean =>
    columns.every(
      (other) =>
        other === column ||
        !isEither(other) ||
        other.use === undefined ||
        column.use === undefined ||
        nameOf(other.use) !== nameOf(column.use) ||
        // Two columns of one label are asked about.
        rankOf(other) >= rankOf(column),
    )
  return columns.map((column) => (isEither(column) && !isFirst(column) ? { ...column, use: undefined } : column))
}

/** Words that many lists have besides ledgers: they are read where a ledger has them and make no list a ledger. */
const isBeside = (use: ColumnUse): boolean =>
  use.kind === 'role' ? use.role === '预算年度' || use.role === '是否启用' : use.auxiliary === '指标类型'

/** 科目信息/科目编码 is 科目编码; 期初/借方 is not 借方, so amounts and directions must be known with all their levels. */
function identityOf(path: string, known: ReadonlyMap<string, ColumnUse>): ColumnUse | undefined {
  const use = path.includes('/') ? known.get(path.slice(path.lastIndexOf('/') + 1)) : undefined
  return use?.kind === 'auxiliary' || (use && WORDS.has(use.role)) ? use : undefined
}

const WORDS: ReadonlySet<string> = new Set<LedgerRole>(['日期', '期间', '凭证号', '摘要', '科目编码', '科目名称'])

/** Normalised label → use. Hyphens between levels are as good as rows. */
function knownLabels(recognisers: PackRecognisers): ReadonlyMap<string, ColumnUse> {
  const known = new Map<string, ColumnUse>()
  const add = (labels: readonly string[] | undefined, use: ColumnUse): void => {
    for (const label of labels ?? []) known.set(labelKey(label), use)
  }
  for (const { kind, labels, codes, names } of recognisers.auxiliaries) {
    add(labels, { kind: 'auxiliary', auxiliary: kind, part: 'both' })
    const below = (...parts: readonly string[]): readonly string[] =>
      labels.flatMap((label) => parts.map((part) => `${label}/${part}`))
    add(below('编码', '代码'), { kind: 'auxiliary', auxiliary: kind, part: 'code' })
    add(below('名称'), { kind: 'auxiliary', auxiliary: kind, part: 'name' })
    add(codes, { kind: 'auxiliary', auxiliary: kind, part: 'code' })
    add(names, { kind: 'auxiliary', auxiliary: kind, part: 'name' })
  }
  for (const { role, labels } of recognisers.columns) add(labels, { kind: 'role', role })
  return known
}

function nameOf(use: ColumnUse): string {
  return use.kind === 'role' ? use.role : `${use.auxiliary}·${use.part}`
}

function namesOf(columns: readonly AskedColumn[]): ReadonlySet<string> {
  return new Set(columns.flatMap(({ use }) => (use ? [nameOf(use)] : [])))
}

/** Half a sentence about two columns with one meaning; undefined when there are none. */
function twiceOf(columns: readonly AskedColumn[]): string | undefined {
  const used = columns.flatMap(({ label, use }) => (use ? [{ label, use, name: nameOf(use) }] : []))
  for (const [at, { name, label, use }] of used.entries()) {
    const first = used.slice(0, at).find((one) => one.name === name)
    if (first) return `“${first.label}”和“${label}”两列都像“${meaningOf(use)}”`
  }
  return undefined
}

function settle(best: Candidate, rows: readonly SheetRow[], decision: LayoutDecision | undefined): LayoutReading {
  const { fingerprint } = best
  const headerTop = best.rows[0]?.index ?? 0
  const headerBottom = best.rows.at(-1)?.index ?? headerTop
  const columns = decision
    ? sinceYearBegan(best.columns.map((one) => ({ ...one, use: decision.columns[one.label] })))
    : best.columns
  const twice = twiceOf(columns)
  // A detail ledger of one account names it above its header.
  const title = readHeadLines(rows.filter((row) => row.index < headerTop)).account
  const own = kindOf(namesOf(columns), title !== undefined)
  // Which kind of indicator an amount is must be said, also by a decision.
  const kind = decision && decision.kind !== 'indicators' ? decision.kind : own
  const cut = kind === 'indicators' && !decision ? reductionOf(columns) : undefined
  if (kind === undefined || twice !== undefined || cut !== undefined) {
    const why = twice ?? cut ?? missing(namesOf(columns))
    return { kind: 'question', question: questionOf({ ...best, columns }, rows, why) }
  }
  const uses = new Map(columns.flatMap(({ column, use }) => (use ? [[column, use] as const] : [])))
  const question = questionOf({ ...best, columns }, rows, '')
  return { kind: 'layout', layout: { kind, headerTop, headerBottom, uses, fingerprint }, question }
}

/** A column of reductions without the sum beside it: whether it is to be taken away, only the user knows. */
function reductionOf(columns: readonly AskedColumn[]): string | undefined {
  const found = columns.find(({ label, use }) => use === undefined && label.includes('调减'))
  return found && !namesOf(columns).has('可执行指标')
    ? `“${found.label}”列的金额是正数还是负数看不出来（负数的可作“调整指标”）`
    : undefined
}

function questionOf(
  { rows: header, columns, fingerprint }: Candidate,
  rows: readonly SheetRow[],
  why: string,
): LayoutQuestion {
  const headerTop = header[0]?.index ?? 0
  const headerBottom = header.at(-1)?.index ?? headerTop
  const preview = rows
    .filter((row) => row.index > headerBottom)
    .slice(0, PREVIEW_ROWS)
    .map((row) => {
      const texts = new Map(row.cells.map(({ column, value }) => [column, cellText(value)]))
      return columns.map(({ column }) => texts.get(column) ?? '')
    })
  return { fingerprint, headerTop, headerBottom, columns, why, preview }
}

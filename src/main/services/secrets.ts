import type { NamedSecret } from '#core/secret/findings.ts'
import { parseAmount } from '#core/money/parse.ts'
import { intervalOf, mayBeAtMost } from '#core/money/interval.ts'
import { decimalText } from '#core/money/format.ts'
import type { Amount } from '#core/money/amount.ts'
import { cellRef } from '#core/model/cell.ts'
import { fixedRowsOf, readFigure } from '#core/packs/read-figure.ts'
import { codeOfRow, isEconomicItem, rowKeysOf } from '#core/secret/shares.ts'
import { AppError } from '#core/model/error.ts'
import type { SecretDecision, SecretItem, SecretPart, SecretTarget } from '#core/model/secret.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import type { OpenReport } from './open-report.ts'
import { codeNames, type Workspace } from './workspace.ts'

/** A mark in force, or one of an earlier report that this one has not answered for. */
interface FoundSecret {
  readonly item: SecretItem
  readonly proposedBy: Report | undefined
}

/**
 * The 涉密 items of a report, with their names. What last year's report (or the budget of the same year) marked and this one holds
 * as well is there as a proposal until somebody confirms it or says that it is secret no longer.
 */
export function secretsOf(workspace: Pick<Workspace, 'store' | 'codes'>, opened: OpenReport): readonly NamedSecret[] {
  return found(workspace.store, opened.report)
    .filter(({ item, proposedBy }) => proposedBy === undefined || holds(opened, item))
    .map(({ item, proposedBy }) => ({
      item,
      name: nameOf(workspace, opened, item),
      proposedBy: proposedBy && `${proposedBy.key.year}年度${proposedBy.key.stage}`,
    }))
}

function found(store: Workspace['store'], report: Report): readonly FoundSecret[] {
  const own = store.secrets.current(report.id)
  const spokenOf = new Set(own.map(keyOf))
  const proposals = new Map<string, FoundSecret>()
  for (const earlier of earlierReports(store, report))
    for (const { item, proposedBy } of found(store, earlier))
      if (!spokenOf.has(keyOf(item)))
        // Amounts of another year are no answer for this one.
        proposals.set(keyOf(item), { item: { ...item, parts: [] }, proposedBy: proposedBy ?? earlier })
  return [...own.flatMap(({ item }) => (item ? [{ item, proposedBy: undefined }] : [])), ...proposals.values()]
}

/** Last year's report of the same stage; for the accounts, the budget of the same year as well. */
function earlierReports(store: Workspace['store'], { key }: Report): readonly Report[] {
  const lastYear = store.reports.find({ ...key, year: key.year - 1 })
  const budget = key.stage === '决算' ? store.reports.find({ ...key, stage: '预算' }) : undefined
  return [lastYear, budget].filter((report) => report !== undefined)
}

const keyOf = ({ kind, target }: SecretTarget): string => `${kind}/${target}`

/**
 * Marks an item as 涉密 or changes what was decided about it; also confirms a proposal.
 * Errors: APP_SECRET_NO_ITEM when the report has no such row or project.
 */
export function markSecret(workspace: Workspace, opened: OpenReport, decision: SecretDecision): void {
  requireItem(opened, decision)
  requireParts(opened, decision)
  const { store, actor } = workspace
  const { kind, target, totals, parts } = decision
  const detail = { report: opened.report.id, kind, target, totals: totals ?? null, parts: parts.length }
  store.write(actor, { action: 'mark-secret', detail }, () => {
    store.secrets.save(opened.report.id, decision)
  })
}

/** Says that an item is secret no longer; it is published again. Also turns a proposal down. */
export function withdrawSecret(
  { store, actor }: Workspace,
  { report }: OpenReport,
  { kind, target }: SecretTarget,
): void {
  store.write(actor, { action: 'withdraw-secret', detail: { report: report.id, kind, target } }, () => {
    store.secrets.withdraw(report.id, { kind, target })
  })
}

/** Errors: APP_SECRET_NO_ITEM. */
export function requireItem(opened: OpenReport, target: SecretTarget): void {
  if (holds(opened, target)) return
  throw new AppError({
    code: 'APP_SECRET_NO_ITEM',
    message:
      target.kind === '科目'
        ? `这份报表的各张表里没有科目“${target.target}”。`
        : `这份报表没有绩效项目“${target.target}”。`,
    remedies: [{ text: '科目写类、款或项的代码，项目写名称或项目代码，要与报表里的一致。' }],
  })
}

/**
 * The rows of the 经济分类 of a report with their amounts, in which the 基本支出 of a 涉密 item may stand.
 * Of several tables the first that has any.
 */
export function economicRows({ accounts, pack }: OpenReport): readonly EconomicRow[] {
  for (const table of pack.tables.values()) {
    const [column] = table.columns
    if (table.role !== 'statutory' || column === undefined) continue
    const rows = rowKeysOf(table, accounts).flatMap((row): readonly EconomicRow[] => {
      const code = codeOfRow(table, row) ?? ''
      if (!isEconomicItem(code)) return []
      const reading = readFigure(accounts, pack, cellRef(table.id, row, column.key))
      if (reading.kind === 'unknown' || reading.amount.fen === 0) return []
      const label = fixedRowsOf(table).find(({ key }) => key === row)?.label
      return [{ code, name: label ?? accounts.table(table.id)?.names.get(row) ?? '', amount: reading.amount }]
    })
    if (rows.length > 0) return rows
  }
  return []
}

/** A 款 of the 经济分类 that the report has an amount for. */
export interface EconomicRow {
  readonly code: string
  readonly name: string
  readonly amount: Amount
}

/** Errors: APP_SECRET_PARTS for a row that the report has not, or that holds less. */
export function requireParts(opened: OpenReport, { target, parts }: SecretDecision): void {
  if (parts.length === 0) return
  const rows = economicRows(opened)
  for (const { code, amount } of parts) {
    const row = rows.find((one) => one.code === code)
    const isWithin = row && amount.fen > 0 && !isMore(amount, row.amount)
    if (isWithin) continue
    throw new AppError({
      code: 'APP_SECRET_PARTS',
      message:
        row === undefined
          ? `涉密项“${target}”的经济分类“${code}”在一般公共预算财政拨款基本支出决算表里没有数。`
          : `涉密项“${target}”在经济分类“${code} ${row.name}”里的金额应大于零，且不超过该行的 ${decimalText(row.amount, '万元')} 万元。`,
      remedies: [{ text: `有数的款：${rows.map((one) => `${one.code} ${one.name}`).join('、')}。` }],
    })
  }
}

/** Rows of the 经济分类 with amounts in 万元 as a person writes them. Errors: APP_SECRET_PARTS for what is no amount. */
export function readParts(
  written: readonly { readonly code: string; readonly amount: string }[],
): readonly SecretPart[] {
  const parts = new Map<string, SecretPart>()
  for (const { code, amount } of written) {
    const parsed = parseAmount(amount, '万元')
    if (parsed.kind !== 'amount' || parts.has(code))
      throw new AppError({
        code: 'APP_SECRET_PARTS',
        message: parts.has(code) ? `经济分类“${code}”写了两次。` : `经济分类“${code}”的金额“${amount}”不是金额。`,
        remedies: [{ text: '每一款写一次，金额以万元为单位，例如 30101 写 1.23。' }],
      })
    parts.set(code, { code, amount: parsed.amount })
  }
  return [...parts.values()]
}

/** Beyond what rounding explains. */
function isMore(part: Amount, whole: Amount): boolean {
  return !mayBeAtMost(intervalOf(part), intervalOf(whole))
}

function holds({ accounts, pack, projects }: OpenReport, { kind, target }: SecretTarget): boolean {
  if (kind === '项目') return projects.some(({ key }) => key === target)
  return [...pack.tables.values()].some((table) => {
    const state = accounts.table(table.id)
    return (
      state !== undefined &&
      rowKeysOf(table, accounts).some(
        (row) => codeOfRow(table, row) === target && (state.rows.includes(row) || target.length === 3),
      )
    )
  })
}

function nameOf(
  { codes }: Pick<Workspace, 'codes'>,
  { accounts, pack, projects }: OpenReport,
  { kind, target }: SecretTarget,
): string {
  if (kind === '项目') return projects.find(({ key }) => key === target)?.name ?? target
  const own = [...pack.tables.keys()].flatMap((id) => accounts.table(id)?.names.get(target) ?? [])[0]
  return `${target} ${own ?? codeNames(codes, accounts.key.year)(target) ?? ''}`.trim()
}

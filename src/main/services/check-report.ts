import { listOf } from '#core/codes/code-lists.ts'
import type { CheckReport, Finding } from '#core/check/finding.ts'
import { printAmount } from '#core/check/print-amount.ts'
import { runChecks } from '#core/check/run.ts'
import { verdictOf } from '#core/check/verdict.ts'
import { buildDocument } from '#core/document/build.ts'
import { handNumberFindings } from '#core/document/hand-numbers.ts'
import { missingFindings } from '#core/document/missing.ts'
import type { DocumentModel } from '#core/document/model.ts'
import type { CellRef, CellValue } from '#core/model/cell.ts'
import { afresh, openMemory, type Memory } from '#core/model/memory.ts'
import { priorConflicts } from '#main/db/accounts.ts'
import { conflicts, keptTotals, openQuestions, tablesThatKeep } from '#core/secret/findings.ts'
import { mentions } from '#core/secret/mentions.ts'
import type { Published } from '#core/secret/published.ts'
import { withheld } from '#core/secret/withheld.ts'
import { sheetGrids } from '#core/performance/sheet-grids.ts'
import { UNCONFIRMED } from '#core/check/finding.ts'
import type { Pack } from '#core/packs/pack.ts'
import { publishedHistory } from './history.ts'
import type { OpenReport } from './open-report.ts'
import { publishReport, visibleNamesOf, type PublishedReport } from './publish-report.ts'
import { codeNames, type Workspace } from './workspace.ts'

/** The document as it stands and everything that is to be said about it. */
export interface CheckedReport {
  readonly model: DocumentModel
  readonly checks: CheckReport
  /** The checks as they may be written into a package: nothing in them says what is secret. */
  readonly toPublish: CheckReport
}

/**
 * Runs all relations and checks on the stored figures, builds the document from what may be published and adds what it still
 * lacks.
 *
 * @param memory what is known of the same report with the very same pack, from before its last changes; everything without it
 */
export function checkReport(
  workspace: Pick<Workspace, 'store' | 'codes'>,
  opened: OpenReport,
  memory: Memory = openMemory(opened.accounts),
): CheckedReport {
  const { pack, report, projects, derivedSheets } = opened
  memory.follow(opened.accounts)
  const { accounts, recall } = memory
  const nameOfCode = codeNames(workspace.codes, accounts.key.year)
  const nearestCodes = (code: string): readonly string[] =>
    listOf(workspace.codes, code)
      ?.nearest(code)
      .map((row) => row.code) ?? []
  const published = publishReport(workspace, { ...opened, accounts })
  // What is remembered is remembered of the stored figures.
  const isWhole = published.accounts === accounts
  const recallHere = isWhole ? recall : afresh
  const sheets = recallHere('自评表', [published.projects], () =>
    sheetGrids(published.projects, pack, published.accounts, recallHere),
  )
  const built = buildDocument(
    {
      accounts: published.accounts,
      pack,
      nameOfCode,
      sheets,
      history: () => publishedHistory(workspace, { ...opened, accounts }, published.mask),
    },
    recallHere,
  )
  const model = withNotes(built, tablesThatKeep(published.mask, pack), pack.head.settings.secret.keptNote)
  const check = (of: Published): CheckReport => runChecks({ ...of, pack, derivedSheets, nameOfCode, nearestCodes })
  const own = runChecks({ accounts, pack, projects, derivedSheets, nameOfCode, nearestCodes }, recall)
  const hasSecrets = published.secrets.length > 0
  const aboutSecrets = hasSecrets
    ? secretFindings(model, { ...opened, accounts }, published, own, check, nameOfCode)
    : []
  const lacking = missingFindings(model, published.accounts, pack)
  const byHand = handNumberFindings(opened.wording.changes, published.accounts, pack)
  const extra = [
    ...lacking,
    ...conflictFindings(workspace, report.id, opened),
    ...wordingFindings(opened),
    ...byHand,
    ...aboutSecrets,
  ]
  const findings = [...own.findings, ...extra, ...unconfirmedFindings(pack)]
  const of = (outcome: Finding['outcome']): number => extra.filter((finding) => finding.outcome === outcome).length
  const counts = {
    ...own.counts,
    tail: own.counts.tail + of('tail'),
    fail: own.counts.fail + of('fail'),
    cannotCheck: own.counts.cannotCheck + of('cannot-check'),
  }
  const checks = { ...own, ...verdictOf(findings), counts, findings }
  return {
    model,
    checks,
    toPublish: hasSecrets
      ? withheld(checks, [
          ...check(published).findings,
          ...lacking,
          ...byHand,
          ...wordingFindings(opened),
          ...unconfirmedFindings(pack),
        ])
      : checks,
  }
}

/** Everything that is to be said about the 涉密 items of a report. */
function secretFindings(
  model: DocumentModel,
  { accounts, pack }: OpenReport,
  { secrets, mask, reduced, accounts: visible }: PublishedReport,
  stored: CheckReport,
  check: (of: Published) => CheckReport,
  nameOfCode: (code: string) => string | undefined,
): readonly Finding[] {
  const isReduced = secrets.some(({ item }) => item.totals === '不包含')
  const visibleNames = visibleNamesOf(visible, pack, nameOfCode)
  return [
    ...openQuestions(secrets),
    ...(isReduced ? conflicts(stored.findings, check(reduced).findings) : []),
    ...keptTotals(secrets, mask, accounts, pack),
    ...mentions(model, secrets, mask, { accounts, pack, visibleNames }),
  ]
}

/** The note of the pack under every table whose totals hold more than its rows. */
function withNotes(model: DocumentModel, tables: ReadonlySet<string>, note: string): DocumentModel {
  if (note === '' || tables.size === 0) return model
  return {
    ...model,
    blocks: model.blocks.map((block) =>
      block.kind === 'grid' && tables.has(block.grid.id)
        ? { ...block, grid: { ...block.grid, notes: [...block.grid.notes, note] } }
        : block,
    ),
  }
}

/** Last year's figures in the 填报表 that differ from last year's report: the report stands, the 填报表 is to be put right. */
function conflictFindings(
  { store }: Pick<Workspace, 'store'>,
  reportId: number,
  { pack }: OpenReport,
): readonly Finding[] {
  return priorConflicts(store, reportId).map(({ ref, lastYear, filledIn }) => ({
    rule: 'CK-005',
    outcome: 'fail',
    severity: 'error',
    title: '填报的上年数与上年决算不一致',
    where: ref,
    cells: [ref],
    stated: textOf(filledIn, ref, pack),
    expected: lastYear === undefined ? '上年决算没有这一行' : textOf(lastYear, ref, pack),
    difference: '',
    hint: '以上年决算为准，请改正填报表；上年决算确有更正的，请先更正上年的报表',
    source: '部门决算 年初数与上年年末数',
    group: undefined,
  }))
}

/** What no source confirms of the pack: to be held against the notice of the place. Not counted, because nothing was checked. */
function unconfirmedFindings({ head }: Pack): readonly Finding[] {
  return head.unconfirmed.map((mark) => ({
    rule: UNCONFIRMED,
    outcome: 'fail',
    severity: 'info',
    title: '模板中没有证实的内容',
    where: mark,
    cells: [],
    stated: '',
    expected: '',
    difference: '',
    hint: '请与当地的通知或往年公开件核对；不一致的，可以改写句子或另做模板',
    source: `${head.id} ${head.title}`,
    group: undefined,
  }))
}

/** Changes of the unit's own wording that the document no longer has a place for: said, never dropped in silence. */
function wordingFindings({ wording, pack }: OpenReport): readonly Finding[] {
  return wording.lost.map(({ id, change }) => ({
    rule: 'CK-006',
    outcome: 'fail',
    severity: 'warning',
    title: '本单位改过的写法在模板中找不到位置，没有采用',
    where: id,
    cells: [],
    stated: 'markdown' in change ? change.markdown : '省去',
    expected: '',
    difference: '',
    hint: '用 wording 命令恢复模板的写法，或改到新的位置',
    source: pack.head.title,
    group: undefined,
  }))
}

function textOf(value: CellValue, ref: CellRef, pack: OpenReport['pack']): string {
  if (value.kind === 'amount') return printAmount(value.amount, ref, pack)
  return value.kind === 'blank' ? '空白' : '——'
}

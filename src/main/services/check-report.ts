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
import { openMemory, type Memory } from '#core/model/memory.ts'
import { priorConflicts } from '#main/db/accounts.ts'
import { sheetGrids } from '#core/performance/sheet-grids.ts'
import { UNCONFIRMED } from '#core/check/finding.ts'
import type { Pack } from '#core/packs/pack.ts'
import { historyOf } from './history.ts'
import type { OpenReport } from './open-report.ts'
import { codeNames, type Workspace } from './workspace.ts'

/** The document as it stands and everything that is to be said about it. */
export interface CheckedReport {
  readonly model: DocumentModel
  readonly checks: CheckReport
}

/**
 * Runs all relations and checks, builds the document and adds what it still lacks.
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
  const sheets = recall('自评表', [projects], () => sheetGrids(projects, pack, accounts))
  const model = buildDocument(
    { accounts, pack, nameOfCode, sheets, history: () => historyOf(workspace, report) },
    recall,
  )
  const own = runChecks({ accounts, pack, projects, derivedSheets, nameOfCode, nearestCodes }, recall)
  const extra = [
    ...missingFindings(model, accounts, pack),
    ...conflictFindings(workspace, report.id, opened),
    ...wordingFindings(opened),
    ...handNumberFindings(opened.wording.changes, accounts, pack),
  ]
  const findings = [...own.findings, ...extra, ...unconfirmedFindings(pack)]
  const of = (outcome: Finding['outcome']): number => extra.filter((finding) => finding.outcome === outcome).length
  const counts = {
    ...own.counts,
    fail: own.counts.fail + of('fail'),
    cannotCheck: own.counts.cannotCheck + of('cannot-check'),
  }
  return { model, checks: { ...own, ...verdictOf(findings), counts, findings } }
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

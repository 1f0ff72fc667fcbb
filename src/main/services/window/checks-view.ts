import type { ChecksView, FindingView } from '#core/contract/views.ts'
import type { Finding } from '#core/check/finding.ts'
import { AppError } from '#core/model/error.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import type { Workspace } from '../workspace.ts'
import { tableOfFinding } from './report-view.ts'
import { checkedReport, type WindowSession } from './session.ts'

/** All findings with what people said about them. */
export function checksView({ workspace }: Pick<WindowSession, 'workspace'>, reportId: number): ChecksView {
  const { checks, opened } = checkedReport(workspace(), reportId)
  const said = new Map(
    workspace()
      .store.explanations.all(reportId)
      .map((one) => [one.findingKey, one]),
  )
  const before = saidLastYear(workspace(), opened.report)
  const findings = checks.findings.map((finding): FindingView => {
    const key = keyOf(finding)
    // What was a hint when it was explained may be an error now: nothing explains an error away.
    const isError = finding.severity === 'error'
    const explanation = isError ? undefined : said.get(key)
    return {
      ...finding,
      key,
      table: tableOfFinding(finding),
      textId: finding.rule === 'TX-001' ? finding.cells[0] : undefined,
      project: opened.projects.find(({ name }) => finding.cells.some((cell) => cell.startsWith(name)))?.key,
      explanation: explanation && { text: explanation.text, who: explanation.who, at: explanation.at },
      lastYear: isError || explanation ? undefined : before.get(withoutYears(key)),
    }
  })
  const { verdict, mayPublish, counts, suspects } = checks
  return { verdict, mayPublish, counts, findings, suspects }
}

/** What last year's report of the same unit and stage said, by keys without years. */
function saidLastYear({ store }: Workspace, { key }: Report): ReadonlyMap<string, string> {
  const report = store.reports.find({ ...key, year: key.year - 1 })
  if (!report) return new Map()
  return new Map(store.explanations.all(report.id).map(({ findingKey, text }) => [withoutYears(findingKey), text]))
}

const withoutYears = (key: string): string => key.replaceAll(/(?:19|20)\d\d/gu, '')

/**
 * Keeps why a finding is right all the same; an empty text takes it back.
 * Errors: APP_ERROR_NOT_EXPLAINABLE for an error, APP_FINDING_GONE when the finding is no longer there.
 */
export function explainFinding(workspace: Workspace, reportId: number, key: string, text: string): void {
  const { store } = workspace
  const finding = checkedReport(workspace, reportId).checks.findings.find((one) => keyOf(one) === key)
  if (!finding)
    throw new AppError({
      code: 'APP_FINDING_GONE',
      message: '这条审核问题已经不存在，不需要说明。',
      remedies: [{ text: '刷新审核结果。' }],
    })
  if (finding.severity === 'error')
    throw new AppError({
      code: 'APP_ERROR_NOT_EXPLAINABLE',
      message: `“${finding.title}”是错误，不能用说明代替改正。`,
      remedies: [{ text: finding.hint }],
    })
  store.write(workspace.actor, { action: 'explain-finding', detail: { rule: finding.rule } }, () => {
    const trimmed = text.trim()
    store.explanations.save(reportId, key, trimmed === '' ? undefined : trimmed)
  })
}

/** Stable over runs: a finding is the same as long as its rule, instance and cells are. */
function keyOf({ rule, where, cells }: Finding): string {
  return [rule, where, ...cells].join('|')
}

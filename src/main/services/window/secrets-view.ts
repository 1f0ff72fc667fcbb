import type { SecretItemView, SecretsView } from '#core/contract/views.ts'
import { decimalText } from '#core/money/format.ts'
import type { SecretDecision, SecretTarget } from '#core/model/secret.ts'
import { checkReport, type CheckedReport } from '../check-report.ts'
import { openReport, type OpenReport } from '../open-report.ts'
import { economicRows, requireItem, requireParts, secretsOf } from '../secrets.ts'
import type { Workspace } from '../workspace.ts'
import { NOTHING, type EditStep } from './edit-history.ts'
import { apply, type Editing } from './edit-report.ts'
import { checkedReport, requireReport } from './session.ts'

/** The 涉密 items of a report and what is to be said about them. */
export function secretsView(workspace: Workspace, reportId: number): SecretsView {
  const checked = checkedReport(workspace, reportId)
  const items = secretsOf(workspace, checked.opened).map(({ item, name, proposedBy }): SecretItemView => ({
    ...item,
    parts: item.parts.map(({ code, amount }) => ({ code, amount: decimalText(amount, '万元') })),
    name,
    proposedBy,
  }))
  const economic = economicRows(checked.opened).map((row) => ({ ...row, amount: decimalText(row.amount, '万元') }))
  return { items, economic, told: toldOf(checked) }
}

/** The same sentences for the command line. */
export function aboutSecrets(workspace: Workspace, opened: OpenReport): readonly string[] {
  return toldOf(checkReport(workspace, opened))
}

function toldOf({ checks }: Pick<CheckedReport, 'checks'>): readonly string[] {
  return checks.findings.flatMap(({ rule, title, where, hint }) =>
    rule.startsWith('SM-') ? [`${title}（${where}）：${hint}`] : [],
  )
}

/** Marks an item, changes its answer, or takes the mark off (no decision); one step of Ctrl+Z. Errors: APP_SECRET_NO_ITEM. */
export function decideSecret(
  editing: Editing,
  reportId: number,
  target: SecretTarget,
  decision: Omit<SecretDecision, keyof SecretTarget> | undefined,
): void {
  const workspace = editing.workspace()
  const opened = openReport(workspace, requireReport(workspace, reportId))
  if (decision) {
    requireItem(opened, target)
    requireParts(opened, { ...target, ...decision })
  }
  const { kind, target: key } = target
  const found = secretsOf(workspace, opened).find(({ item }) => item.kind === kind && item.target === key)
  // An answer to last year's mark that is taken back leaves a question, never a publication.
  const before = found && (found.proposedBy === undefined ? found.item : { ...found.item, totals: undefined })
  const step: EditStep = {
    label: `${decision ? '标记' : '取消'}涉密项“${key}”`,
    before: { ...NOTHING, secrets: [{ kind, target: key, value: before }] },
    after: { ...NOTHING, secrets: [{ kind, target: key, value: decision && { kind, target: key, ...decision } }] },
  }
  apply(workspace, reportId, step.after, decision ? 'mark-secret' : 'withdraw-secret')
  editing.history.push(reportId, step)
}

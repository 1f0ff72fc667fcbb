import type { KeptDraft } from './kept-drafts.ts'
import { requireReport, type WindowSession } from './session.ts'

/** Named by what the report is: after a restore its number may be another one's. */
function keyOf({ workspace }: Pick<WindowSession, 'workspace'>, reportId: number): string {
  const { unit, year, stage } = requireReport(workspace(), reportId).key
  return JSON.stringify([unit, year, stage])
}

/** What was begun for a report and not finished. Errors: APP_REPORT_GONE. */
export function draftsOf(session: Pick<WindowSession, 'workspace' | 'drafts'>, reportId: number): readonly KeptDraft[] {
  return session.drafts.of(keyOf(session, reportId))
}

/** Keeps what is being typed, or forgets it where the text is empty. Errors: APP_REPORT_GONE. */
export function keepDraft(
  session: Pick<WindowSession, 'workspace' | 'drafts'>,
  reportId: number,
  draft: KeptDraft,
): { readonly kept: true } {
  session.drafts.keep(keyOf(session, reportId), draft)
  return { kept: true }
}

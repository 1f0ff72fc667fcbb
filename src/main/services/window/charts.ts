import type { ChartItem, ChartsView } from '#core/contract/views.ts'
import { chartOf } from '#core/document/chart.ts'
import { AppError } from '#core/model/error.ts'
import { chartOption, descriptionOf } from '#main/render/chart/option.ts'
import { publishedHistory } from '../history.ts'
import { packOf } from '../open-report.ts'
import { publishReport } from '../publish-report.ts'
import { changeWording, withdrawWording, wordingOf } from '../wording.ts'
import { codeNames, type Workspace } from '../workspace.ts'
import { checkedReport, requireReport } from './session.ts'

/** Every chart of the report's pack as it is drawn now, and where in the document it stands. */
export function chartsView(workspace: Workspace, reportId: number): ChartsView {
  const { opened } = checkedReport(workspace, reportId)
  const { pack, report } = opened
  // As the document shows them: without what is secret.
  const { accounts, mask } = publishReport(workspace, opened)
  const history = publishedHistory(workspace, opened, mask)
  const sources = { accounts, pack, history: () => history, nameOfCode: codeNames(workspace.codes, accounts.key.year) }
  const placed = new Map(wordingOf(workspace, report).map(({ id, change }) => [id, change]))
  const charts = [...pack.charts.values()].map((one): ChartItem => {
    const { id, title, kind } = one
    const chart = chartOf(one, sources)
    const change = placed.get(placeId(id))
    return {
      id,
      title,
      kind,
      drawn: chart && { option: chartOption(chart), description: descriptionOf(chart) },
      after: change?.action === 'add' ? change.after : undefined,
    }
  })
  return { charts, places: headingsIn(packOf(workspace.store, report).document.markdown) }
}

/**
 * Puts a chart into the document at the end of a section, or takes it out. Kept with the unit's own wording.
 * Errors: APP_CHART_UNKNOWN, APP_WORDING_NO_PLACE.
 */
export function placeChart(workspace: Workspace, reportId: number, chart: string, after: string | undefined): void {
  const report = requireReport(workspace, reportId)
  if (!packOf(workspace.store, report).charts.has(chart)) throw unknownChart(chart)
  const at = { place: 'section', id: placeId(chart) } as const
  if (after === undefined) withdrawWording(workspace, report, at)
  else changeWording(workspace, report, at, { action: 'add', markdown: `::: 图 ${chart}`, after })
}

/** What the unit's own wording calls the place of a chart. */
function placeId(chart: string): string {
  return `图·${chart}`
}

/** Headings whose words are fixed: behind such a section a chart can be put. */
function headingsIn(markdown: string): readonly string[] {
  return markdown.split(/\r?\n/u).flatMap((line) => /^#{2,4}\s+([^{}]+)$/u.exec(line.trim())?.[1] ?? [])
}

function unknownChart(chart: string): AppError {
  return new AppError({
    code: 'APP_CHART_UNKNOWN',
    message: `模板中没有名为“${chart}”的图。`,
    remedies: [{ text: '刷新窗口后重新选择。' }],
  })
}

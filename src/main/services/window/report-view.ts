import type { MoneyUnitChoice, ReportItem, ReportView, TableItem, UnitItem } from '#core/contract/views.ts'
import type { Finding } from '#core/check/finding.ts'
import { parseCellRef } from '#core/model/cell.ts'
import type { Unit } from '#core/model/report.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { publishingView } from './publishing.ts'
import { priorItem } from './prior-sheet.ts'
import { checkedReport, type CheckedSession, type WindowSession } from './session.ts'
import { sheetView } from './sheet-view.ts'

/** A table that is to come along with the view of its report; without a name the first one. */
export interface Shown {
  readonly table?: string | undefined
  readonly unit: MoneyUnitChoice
}

/** What every page of an open report shows around its own content. */
export function reportView(session: WindowSession, reportId: number, show?: Shown): ReportView {
  const { workspace, history } = session
  const checked = checkedReport(workspace(), reportId)
  const { opened, checks } = checked
  const tables = tableItems(checked)
  const shown = show && tables.find(({ id }) => show.table === undefined || show.table === id)
  const required = tables.filter((table) => table.required && table.role === 'statutory')
  const errors = causes(checks.findings.filter(({ severity, outcome }) => severity === 'error' && outcome === 'fail'))
  return {
    report: reportItem(opened.report),
    unit: unitItem(opened.accounts.unit),
    packTitle: opened.pack.head.title,
    tables,
    verdict: checks.verdict,
    mayPublish: checks.mayPublish,
    counts: checks.counts,
    progress: {
      tables: { filled: required.filter(({ state }) => state !== 'nothing').length, required: required.length },
      errors,
      missing: checks.findings.filter(({ rule }) => rule.startsWith('TX-')).length,
      projects: opened.projects.length,
      exported: workspace().store.exports.all(reportId).length,
    },
    publishing: publishingView(workspace(), reportId),
    undo: history.peekUndo(reportId)?.label,
    redo: history.peekRedo(reportId)?.label,
    sheet: shown && sheetView(session, reportId, shown.id, show.unit),
  }
}

export function reportItem({ id, key, pack }: Report): ReportItem {
  return { id, ...key, pack: pack.id }
}

export function unitItem({ code, name, shortName, nature, parent }: Unit): UnitItem {
  return { code, name, shortName, nature, parent }
}

/** The table that a finding is about: that of the suspected cell, else that of its first cell. */
export function tableOfFinding({ group, cells }: Finding): string | undefined {
  const parts = [group, ...cells].flatMap((ref) => (ref === undefined ? [] : [parseCellRef(ref)]))
  return parts.find((part) => part?.prior === false)?.table
}

/** Findings that one cell explains are one thing to put right. */
function causes(findings: readonly Finding[]): number {
  const grouped = findings.flatMap(({ group }) => group ?? [])
  return new Set(grouped).size + findings.length - grouped.length
}

/** As the window groups them. */
const ROLES: readonly TableItem['role'][] = ['statutory', 'fill-in', 'computed']

/** Published tables first, each kind in the order of the document; what it does not print comes after. */
function tableItems({ opened, checks, model }: CheckedSession): readonly TableItem[] {
  const { pack, accounts } = opened
  const failed = checks.findings.filter(({ outcome }) => outcome === 'fail')
  const byTable = Map.groupBy(failed, tableOfFinding)
  const count = (table: string, severity: Finding['severity']): number =>
    causes((byTable.get(table) ?? []).filter((finding) => finding.severity === severity))
  const printed = model.blocks.flatMap((block) => (block.kind === 'grid' ? [block.grid.id] : []))
  const place = (id: string): number => (printed.includes(id) ? printed.indexOf(id) : printed.length)
  const prior = priorItem(opened)
  const items = [...pack.tables.values()]
    .filter((table) => table.print !== undefined)
    .toSorted((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || place(a.id) - place(b.id))
    .map((table): TableItem => {
      const state = accounts.table(table.id)
      return {
        id: table.id,
        title: table.title,
        code: table.code,
        role: table.role,
        required: table.required,
        state: state === undefined ? 'nothing' : state.complete ? 'whole' : 'partly',
        errors: count(table.id, 'error'),
        warnings: count(table.id, 'warning'),
      }
    })
  return prior ? [...items, prior] : items
}

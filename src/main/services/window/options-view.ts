import type { OptionItem } from '#core/contract/views.ts'
import { packOf } from '../open-report.ts'
import { optionsOf, requireOption } from '../pack-options.ts'
import type { Workspace } from '../workspace.ts'
import { NOTHING, type EditStep } from './edit-history.ts'
import { apply, type Editing } from './edit-report.ts'
import { requireReport } from './session.ts'

/** The lines and pages that the pack of a report offers. */
export function optionItems({ store }: Workspace, reportId: number): readonly OptionItem[] {
  const report = requireReport({ store }, reportId)
  return optionsOf(store, report, packOf(store, report)).map(({ option, isOn, by }) => ({
    id: option.id,
    title: option.title,
    help: option.help,
    unconfirmed: option.unconfirmed,
    isOn,
    by,
  }))
}

/** Switches an option; one step of Ctrl+Z. Errors: APP_NO_OPTION. */
export function decideOption({ workspace, history }: Editing, reportId: number, id: string, isOn: boolean): void {
  const { store } = workspace()
  const report = requireReport(workspace(), reportId)
  const option = requireOption(packOf(store, report), id)
  const step: EditStep = {
    label: `${isOn ? '打开' : '关闭'}“${option.title}”`,
    before: { ...NOTHING, options: [{ id, value: store.packOptions.all(reportId).get(id) }] },
    after: { ...NOTHING, options: [{ id, value: isOn }] },
  }
  apply(workspace(), reportId, step.after, 'switch-option')
  history.push(reportId, step)
}

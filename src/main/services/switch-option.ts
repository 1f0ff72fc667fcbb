import { AppError } from '#core/model/error.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { packOf } from './open-report.ts'
import { optionsOf, requireOption } from './pack-options.ts'
import type { Workspace } from './workspace.ts'

/** Switches an option of the pack for one report; undefined leaves it to last year and the pack. Errors: APP_NO_OPTION. */
export function switchOption({ store, actor }: Workspace, report: Report, id: string, isOn: boolean | undefined): void {
  requireOption(packOf(store, report), id)
  store.write(actor, { action: 'switch-option', detail: { report: report.id, option: id, on: isOn ?? null } }, () => {
    store.packOptions.save(report.id, id, isOn)
  })
}

/** Fills in a field of an option; an empty text takes it back. Errors: APP_NO_OPTION for a field of no option that is on. */
export function fillOption({ store, actor }: Workspace, report: Report, field: string, text: string): void {
  const on = optionsOf(store, report, packOf(store, report)).filter(({ isOn }) => isOn)
  const fields = on.flatMap(({ option }) => option.fields.map(({ id }) => id))
  if (!fields.includes(field))
    throw new AppError({
      code: 'APP_NO_OPTION',
      message: `已打开的选项里没有“${field}”这一栏。`,
      remedies: [{ text: fields.length === 0 ? '先用 option on 打开一个选项。' : `可填的有：${fields.join('、')}。` }],
    })
  const trimmed = text.trim()
  store.write(actor, { action: 'edit-text', detail: { report: report.id, text: field } }, () => {
    store.texts.save(report.id, new Map([[field, trimmed === '' ? undefined : trimmed]]), 'entered')
  })
}

import type { Pack } from '#core/packs/pack.ts'
import type { PackOption } from '#core/packs/schema-pack.ts'
import { AppError } from '#core/model/error.ts'
import { lastYearOf } from '#main/db/accounts.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import type { Workspace } from './workspace.ts'

/** An option of the pack as it stands for one report. */
export interface OptionState {
  readonly option: PackOption
  readonly isOn: boolean
  /** Who said so: this report, last year's, or the pack. */
  readonly by: 'report' | 'last-year' | 'pack'
}

/** The options that a report may switch; what it does not say itself is as last year, else as the pack says. */
export function optionsOf(store: Workspace['store'], report: Report, { options }: Pack): readonly OptionState[] {
  const own = store.packOptions.all(report.id)
  const inherited = new Map<string, boolean>()
  // A store that holds many years is walked back until somebody said something.
  for (let before = lastYearOf(store, report); before !== undefined; before = lastYearOf(store, before))
    for (const [id, isOn] of store.packOptions.all(before.id)) if (!inherited.has(id)) inherited.set(id, isOn)
  return [...(options?.values() ?? [])].map((option) => {
    const mine = own.get(option.id)
    if (mine !== undefined) return { option, isOn: mine, by: 'report' }
    const earlier = inherited.get(option.id)
    if (earlier !== undefined) return { option, isOn: earlier, by: 'last-year' }
    return { option, isOn: option.default, by: 'pack' }
  })
}

/** Errors: APP_NO_OPTION with what there is. */
export function requireOption({ options, head }: Pack, id: string): PackOption {
  const option = options?.get(id)
  if (option) return option
  const known = [...(options?.keys() ?? [])].join('、')
  throw new AppError({
    code: 'APP_NO_OPTION',
    message: `模板“${head.title}”没有选项“${id}”。`,
    remedies: [{ text: known === '' ? '这份报表的模板没有可选的行和页。' : `可用的选项：${known}。` }],
  })
}

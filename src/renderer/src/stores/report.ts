import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Channel, Request, Responses } from '#core/contract/contract.ts'
import type { MoneyUnitChoice, ReportView, SheetView } from '#core/contract/views.ts'
import { call, leaving } from '../api.ts'
import { useNotices } from './notices.ts'

const LAST = 'mingzhang.report'

/** Channels that change a report and answer with how it then stands. */
type Editing = { [C in Channel]: Responses[C] extends ReportView ? C : never }[Channel]

/** The open report as main last told it. Decides nothing. */
export const useReport = defineStore('report', () => {
  const view = shallowRef<ReportView>()
  const saving = ref(0)
  /** Grows with every change, so that pages know when to ask again. */
  const version = ref(0)
  /** Grows with every change, but not when another report is opened. */
  const changes = ref(0)
  const notices = useNotices()
  /** The table that came along with the last answer, until the page that shows it takes it. */
  let along: { readonly sheet: SheetView; readonly unit: MoneyUnitChoice } | undefined

  function take(answer: ReportView, unit: MoneyUnitChoice | undefined): void {
    const { sheet, ...told } = answer
    along = sheet && unit && { sheet, unit }
    view.value = { ...told, sheet: undefined }
    version.value += 1
  }

  /** The table as it stands, if it came along with the last answer. */
  function takeSheet(table: string, unit: MoneyUnitChoice): SheetView | undefined {
    const taken = along
    along = undefined
    return taken?.sheet.id === table && taken.unit === unit ? taken.sheet : undefined
  }

  /** `show`: its first table, in this unit, is what the window shows next. */
  async function open(report: number, show?: MoneyUnitChoice): Promise<boolean> {
    const result = await call('report:open', { report, ...(show && { show: { unit: show } }) })
    if (!result.ok) {
      notices.error(result.error)
      return false
    }
    take(result.value, show)
    localStorage.setItem(LAST, String(report))
    return true
  }

  /** Opens what was open when the window was last closed, if it is still there. */
  async function reopen(): Promise<void> {
    const last = Number.parseInt(localStorage.getItem(LAST) ?? '', 10)
    if (!Number.isSafeInteger(last)) return
    const result = await call('report:open', { report: last })
    if (result.ok) take(result.value, undefined)
    else localStorage.removeItem(LAST)
  }

  /** Requests that are under way together may overtake each other, and so may their answers: each change waits for the one before. */
  let last: Promise<unknown> = Promise.resolve()

  /** Sends one change; true when it was stored. */
  async function change<C extends Editing>(channel: C, request: Request<C>): Promise<boolean> {
    saving.value += 1
    const sent = Promise.race([last, leaving()]).then(() => call(channel, request))
    last = sent
    const result = await sent
    saving.value -= 1
    if (!result.ok) {
      notices.error(result.error)
      return false
    }
    take(result.value, 'unit' in request ? request.unit : undefined)
    changes.value += 1
    return true
  }

  async function step(direction: 'undo' | 'redo'): Promise<void> {
    if (!view.value) return
    const label = direction === 'undo' ? view.value.undo : view.value.redo
    if (label === undefined) return
    const done = await change(direction === 'undo' ? 'edit:undo' : 'edit:redo', { report: view.value.report.id })
    if (done) notices.tell(`已${direction === 'undo' ? '撤销' : '重做'}：${label}`)
  }

  function close(): void {
    view.value = undefined
    localStorage.removeItem(LAST)
  }

  return { view, saving, version, changes, takeSheet, open, reopen, change, step, close }
})

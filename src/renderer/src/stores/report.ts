import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Channel, Request, Responses } from '#core/contract/contract.ts'
import type { ReportView } from '#core/contract/views.ts'
import { call } from '../api.ts'
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
  const notices = useNotices()

  async function open(report: number): Promise<boolean> {
    const result = await call('report:open', { report })
    if (!result.ok) {
      notices.error(result.error)
      return false
    }
    view.value = result.value
    version.value += 1
    localStorage.setItem(LAST, String(report))
    return true
  }

  /** Opens what was open when the window was last closed, if it is still there. */
  async function reopen(): Promise<void> {
    const last = Number.parseInt(localStorage.getItem(LAST) ?? '', 10)
    if (!Number.isSafeInteger(last)) return
    const result = await call('report:open', { report: last })
    if (result.ok) {
      view.value = result.value
      version.value += 1
    } else localStorage.removeItem(LAST)
  }

  /** Sends one change; true when it was stored. */
  async function change<C extends Editing>(channel: C, request: Request<C>): Promise<boolean> {
    saving.value += 1
    const result = await call(channel, request)
    saving.value -= 1
    if (!result.ok) {
      notices.error(result.error)
      return false
    }
    view.value = result.value
    version.value += 1
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

  return { view, saving, version, open, reopen, change, step, close }
})

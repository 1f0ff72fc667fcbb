import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ProofView } from '#core/contract/proof-views.ts'
import { call } from '../api.ts'
import { uploadFiles } from '../upload.ts'
import { useNotices } from './notices.ts'
import { useReport } from './report.ts'
import { useTasks } from './tasks.ts'

interface Proofread {
  readonly report: number
  readonly upload: string
  readonly view: ProofView
}

/** The document that was proofread last. It stays while the user goes from its mistakes to sentences and cells and back. */
export const useProofreading = defineStore('proofreading', () => {
  const report = useReport()
  const notices = useNotices()
  const tasks = useTasks()
  const kept = shallowRef<Proofread>()
  const shown = computed(() => (kept.value?.report === report.view?.report.id ? kept.value : undefined))

  async function read(file: File): Promise<void> {
    const id = report.view?.report.id
    if (id === undefined) return
    const sent = await uploadFiles([file])
    if (!sent.ok) {
      notices.error(sent.error)
      return
    }
    const [upload = ''] = sent.uploads
    const result = await tasks.run('核对文稿', () => call('draft:proofread', { report: id, upload }))
    await drop(kept.value?.upload)
    kept.value = undefined
    if (result.ok) kept.value = { report: id, upload, view: result.value }
    else {
      await drop(upload)
      notices.error(result.error)
    }
  }
  async function close(): Promise<void> {
    await drop(kept.value?.upload)
    kept.value = undefined
  }
  return { shown, read, close }
})

async function drop(upload: string | undefined): Promise<void> {
  if (upload !== undefined) await call('upload:drop', { uploads: [upload] })
}

import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { call } from '../api.ts'

/** So long after the last key is a draft kept. */
const PAUSE = 400

/**
 * What is being typed and is not part of the report yet: a wording, reasons, an explanation. Main keeps it, so that neither leaving
 * the place nor the end of the program loses it.
 */
export const useDrafts = defineStore('drafts', () => {
  const report = shallowRef<number>()
  const kept = shallowRef<ReadonlyMap<string, string>>(new Map())
  const waiting = new Map<string, { readonly report: number; readonly timer: number }>()

  /** Has the drafts of a report at hand. */
  async function load(id: number): Promise<void> {
    flush()
    const result = await call('drafts:list', { report: id })
    if (!result.ok) return
    report.value = id
    kept.value = new Map(result.value.map(({ place, text }) => [place, text]))
  }
  const of = (place: string): string | undefined => kept.value.get(place)

  /** Keeps a text of the report whose drafts are at hand; an empty one is forgotten. */
  function keep(place: string, text: string): void {
    const id = report.value
    if (id === undefined || (kept.value.get(place) ?? '') === text) return
    const next = new Map(kept.value)
    if (text === '') next.delete(place)
    else next.set(place, text)
    kept.value = next
    clearTimeout(waiting.get(place)?.timer)
    waiting.set(place, { report: id, timer: window.setTimeout(() => void send(place), text === '' ? 0 : PAUSE) })
  }
  async function send(place: string): Promise<void> {
    const one = waiting.get(place)
    if (!one) return
    clearTimeout(one.timer)
    waiting.delete(place)
    await call('drafts:keep', { report: one.report, place, text: kept.value.get(place) ?? '' })
  }
  function flush(): void {
    for (const place of [...waiting.keys()]) void send(place)
  }
  window.addEventListener('pagehide', flush)
  return { kept, load, of, keep }
})

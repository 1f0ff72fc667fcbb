import { ref, type Ref } from 'vue'
import type { DocumentView, WordingOfBlock } from '#core/contract/views.ts'
import { useReport } from '../../stores/report.ts'
import type { WordingTask } from './wording-task.ts'

type Place = NonNullable<WordingOfBlock['of']>

/** What the document page does with the unit's own wording. Every change can be taken back with Ctrl+Z. */
export function useWording(view: Readonly<Ref<DocumentView | undefined>>) {
  const report = useReport()
  const task = ref<WordingTask>()

  function edit({ id, template, original }: WordingOfBlock): void {
    if (id !== undefined && original !== undefined) task.value = { kind: 'sentence', id, template, original }
  }
  /** A section that the unit added, with its text. */
  function editSection({ of }: WordingOfBlock): void {
    const change = view.value?.changes.find(({ place, id }) => place === of?.place && id === of.id)
    if (change?.markdown === undefined) return
    const [first = '', ...rest] = change.markdown.split('\n')
    const marks = /^#{1,4}/u.exec(first)?.[0].length ?? 2
    const level = marks === 1 ? 1 : marks === 2 ? 2 : marks === 3 ? 3 : 4
    task.value = { kind: 'section', after: change.after, level, title: change.id, text: rest.join('\n').trim() }
  }
  function addAfter({ id }: WordingOfBlock, level: 1 | 2 | 3 | 4): void {
    if (id !== undefined) task.value = { kind: 'section', after: id, level }
  }
  async function omit({ place, id }: WordingOfBlock): Promise<void> {
    if (!report.view || place === undefined || id === undefined) return
    await report.change('wording:change', {
      report: report.view.report.id,
      at: { place, id },
      change: { action: 'omit' },
    })
  }
  async function restore(at: Place | undefined): Promise<void> {
    if (!report.view || at === undefined) return
    task.value = undefined
    await report.change('wording:withdraw', { report: report.view.report.id, at: { place: at.place, id: at.id } })
  }
  async function carry(): Promise<void> {
    if (report.view) await report.change('wording:carry', { report: report.view.report.id })
  }
  return { task, edit, editSection, addAfter, omit, restore, carry }
}

import { defineStore } from 'pinia'
import { ref } from 'vue'
import { call, listen } from '../api.ts'

/** A long task that is running, with its last step. */
export interface RunningTask {
  readonly id: string
  readonly title: string
  readonly step: string
  readonly since: number
  /** Done of it, from 0 to 1; undefined where nobody can say. */
  readonly share: number | undefined
  /** When it should be done at this pace, in milliseconds of the clock. */
  readonly endsAt: number | undefined
  /** Main knows of it, so that it can be cancelled; `stopping` from then on. */
  readonly cancelling: 'cannot' | 'can' | 'stopping'
}

/** Sooner the pace says nothing yet. */
const PACE_AFTER = 1000

/** Long tasks, by the name that the window gave them. */
export const useTasks = defineStore('tasks', () => {
  const running = ref<readonly RunningTask[]>([])
  let next = 1
  listen(({ data: { task: id, step, done, total } }) => {
    change(id, ({ since, cancelling }) => {
      const share = done === undefined || total === undefined || total === 0 ? undefined : Math.min(1, done / total)
      const now = Date.now()
      const isKnown = share !== undefined && share > 0 && now - since >= PACE_AFTER
      return {
        step,
        share,
        endsAt: isKnown ? since + (now - since) / share : undefined,
        cancelling: cancelling === 'cannot' ? 'can' : cancelling,
      }
    })
  })

  function change(id: string, by: (task: RunningTask) => Partial<RunningTask>): void {
    running.value = running.value.map((task) => (task.id === id ? { ...task, ...by(task) } : task))
  }

  /** Runs work under a name; what it returns comes back. */
  async function run<T>(title: string, work: (task: string) => Promise<T>): Promise<T> {
    const id = `task-${next}`
    next += 1
    const begun = { share: undefined, endsAt: undefined, cancelling: 'cannot' } as const
    running.value = [...running.value, { id, title, step: '', since: Date.now(), ...begun }]
    try {
      return await work(id)
    } finally {
      running.value = running.value.filter((task) => task.id !== id)
    }
  }

  /** Asks for the end of a task; how it ended is what its work comes back with. */
  async function cancel(id: string): Promise<void> {
    change(id, () => ({ cancelling: 'stopping' }))
    await call('task:cancel', { task: id })
  }
  return { running, run, cancel }
})

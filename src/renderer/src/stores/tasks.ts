import { defineStore } from 'pinia'
import { ref } from 'vue'
import { listen } from '../api.ts'

/** A long task that is running, with its last step. */
export interface RunningTask {
  readonly id: string
  readonly title: string
  readonly step: string
  readonly since: number
}

/** Long tasks, by the name that the window gave them. */
export const useTasks = defineStore('tasks', () => {
  const running = ref<readonly RunningTask[]>([])
  let next = 1
  listen(({ data }) => {
    running.value = running.value.map((task) => (task.id === data.task ? { ...task, step: data.step } : task))
  })

  /** Runs work under a name; what it returns comes back. */
  async function run<T>(title: string, work: (task: string) => Promise<T>): Promise<T> {
    const id = `task-${next}`
    next += 1
    running.value = [...running.value, { id, title, step: '', since: Date.now() }]
    try {
      return await work(id)
    } finally {
      running.value = running.value.filter((task) => task.id !== id)
    }
  }
  return { running, run }
})

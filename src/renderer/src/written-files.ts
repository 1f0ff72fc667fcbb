import { ref } from 'vue'
import type { WrittenFile } from '#core/contract/views.ts'
import type { Result } from '#core/model/error.ts'
import { useNotices } from './stores/notices.ts'
import { useTasks } from './stores/tasks.ts'

/** Has main write one file into the export folder and says where it lies. */
export function useWrittenFiles() {
  const notices = useNotices()
  const tasks = useTasks()
  const isWriting = ref(false)

  async function write(what: string, ask: (task: string) => Promise<Result<WrittenFile>>): Promise<boolean> {
    isWriting.value = true
    const result = await tasks.run(`写出${what}`, ask)
    isWriting.value = false
    if (result.ok) notices.tell(`${what}已写到：${result.value.path}`)
    else notices.error(result.error)
    return result.ok
  }
  return { isWriting, write }
}

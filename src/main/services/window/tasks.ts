import { AppError } from '#core/model/error.ts'
import type { Steps } from '../steps.ts'
import type { WindowSession } from './session.ts'

/**
 * Runs long work under the name that the window gave it: the window is told its steps, and may cancel it.
 * Errors: those of the work; APP_CANCELLED when it was cancelled before its end.
 */
export async function runTask<T>(
  { emit, tasks }: Pick<WindowSession, 'emit' | 'tasks'>,
  task: string,
  work: (steps: Required<Steps>) => Promise<T>,
): Promise<T> {
  const stop = new AbortController()
  const { signal } = stop
  tasks.set(task, stop)
  const onProgress: Required<Steps>['onProgress'] = (step, share) => {
    emit({ event: 'progress', data: { task, step, ...share } })
  }
  // What main has told of, the window may cancel.
  onProgress('')
  try {
    return await work({ onProgress, signal })
  } catch (error) {
    // A process that was stopped midway has words of its own for it. Another error stays what it is.
    throw error instanceof AppError && error.info.code === 'FILE_CANCELLED' ? cancelled(error) : error
  } finally {
    tasks.delete(task)
  }
}

/** Asks a task to stop at its next step; false when it has ended. */
export function cancelTask({ tasks }: Pick<WindowSession, 'tasks'>, task: string): { readonly cancelled: boolean } {
  const running = tasks.get(task)
  running?.abort(cancelled())
  return { cancelled: running !== undefined }
}

function cancelled(cause?: unknown): AppError {
  const info = {
    code: 'APP_CANCELLED',
    message: '已取消，没有改动任何内容。',
    remedies: [{ text: '需要时重新开始。' }],
  } as const
  return new AppError(info, { cause })
}

import type { App } from 'vue'
import { call } from './api.ts'
import type { useNotices } from './stores/notices.ts'

/** One mistake in what is drawn may come again with every frame. */
const MOST = 20

/**
 * Whatever goes wrong in the window itself is told to its user, and its kind and place to the log: no message, which may hold what
 * was on the screen.
 */
export function watchFailures(app: App, notices: () => ReturnType<typeof useNotices>): void {
  let told = 0
  const failed = (error: unknown): void => {
    told += 1
    if (told > MOST) return
    const places =
      error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at |@/.test(line)) : []
    const name = error instanceof Error ? error.name : 'Unknown'
    void call('window:failed', { name: name.slice(0, 60), stack: places.join('\n').slice(0, 8000) })
    notices().error({
      code: 'APP_WINDOW_FAILED',
      message: '窗口这一处没有显示好，已经保存的内容不受影响。',
      remedies: [{ text: '按 F5 刷新窗口后再试；还不行时在“设置”里保存求助包，发给帮助您的人。' }],
    })
  }
  // As an error of the window, so that the browser's own console has it too.
  app.config.errorHandler = (error) => {
    reportError(error)
  }
  window.addEventListener('unhandledrejection', ({ reason }) => {
    failed(reason)
  })
  window.addEventListener('error', ({ error, message }) => {
    // The browser's own notice that layouts took two turns is no mistake.
    if (!message.includes('ResizeObserver')) failed(error)
  })
}

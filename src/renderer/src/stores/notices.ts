import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { AppErrorInfo } from '#core/model/error.ts'

/** What the window has to say: one error at a time with its ways out, and short confirmations. */
export const useNotices = defineStore('notices', () => {
  const failure = shallowRef<AppErrorInfo>()
  /** True until the error has gone from the screen, and the focus back to where it was. */
  const isReading = ref(false)
  const message = ref('')
  let timer = 0

  function error(info: AppErrorInfo): void {
    // What the user wanted to stop has not failed.
    if (info.code === 'APP_CANCELLED') tell(info.message)
    else {
      failure.value = info
      isReading.value = true
    }
  }
  function dismiss(): void {
    failure.value = undefined
  }
  function gone(): void {
    isReading.value = false
  }
  function tell(text: string): void {
    message.value = text
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      message.value = ''
    }, 3500)
  }
  return { failure, isReading, message, error, dismiss, gone, tell }
})

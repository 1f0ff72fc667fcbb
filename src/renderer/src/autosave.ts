import { onBeforeUnmount, onMounted } from 'vue'

/** So long after the last key is what was typed stored, though its field still has the focus. */
const PAUSE = 1500

/**
 * Stores what is being typed before it can be lost: after a pause, when the page is left for another, and when the window is closed
 * or loaded anew. `keep` stores it if it changed.
 */
export function useAutosave(keep: () => void): {
  /** `soon`: also after a pause; else only when it would be lost. */
  readonly typed: (soon?: boolean) => void
  /** The field was left and stored by whoever noticed that. */
  readonly left: () => void
} {
  let timer = 0
  let isOpen = false
  const now = (): void => {
    clearTimeout(timer)
    if (isOpen) keep()
    isOpen = false
  }
  onMounted(() => {
    window.addEventListener('pagehide', now)
  })
  onBeforeUnmount(() => {
    window.removeEventListener('pagehide', now)
    now()
  })
  return {
    typed: (soon = true) => {
      isOpen = true
      clearTimeout(timer)
      if (soon) timer = window.setTimeout(now, PAUSE)
    },
    left: () => {
      clearTimeout(timer)
      isOpen = false
    },
  }
}

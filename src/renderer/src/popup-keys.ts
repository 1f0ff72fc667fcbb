import { onBeforeUnmount, watch } from 'vue'

/**
 * What a popup lacks for who works by keyboard: it takes the focus when it opens (the first element that `selector` finds), Esc closes
 * it, and the focus goes back to where it was.
 */
export function usePopupKeys(isOpen: () => boolean, close: () => void, selector: string): void {
  let before: HTMLElement | undefined
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    close()
  }
  watch(isOpen, (open) => {
    window.removeEventListener('keydown', onKey)
    if (open) {
      before = document.activeElement instanceof HTMLElement ? document.activeElement : undefined
      window.addEventListener('keydown', onKey)
      // Its place is found in the next frame; before that it cannot have the focus.
      requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus()))
    } else before?.focus()
  })
  onBeforeUnmount(() => {
    window.removeEventListener('keydown', onKey)
  })
}

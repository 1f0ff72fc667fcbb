const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled):not([type=file]), textarea:not(:disabled), [tabindex="0"]'

/** The parts of the window, in order: each page marks its own; a page without any is one part. */
function panes(): readonly HTMLElement[] {
  const marked = [...document.querySelectorAll<HTMLElement>('[data-pane]')]
  const main = document.querySelector('main')
  const parts = main && !main.querySelector('[data-pane]') ? [...marked, main] : marked
  return parts.filter((part) => part.checkVisibility() && firstIn(part) !== undefined)
}

/** Where the focus goes in a part: what was chosen last, else the first that takes it. */
function firstIn(part: HTMLElement): HTMLElement | undefined {
  if (part.matches('[tabindex="0"]')) return part
  const all = [...part.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.checkVisibility())
  return all.find((one) => one.matches('[aria-current="true"], [aria-current="page"]')) ?? all[0]
}

/** F6: on to the next part of the window, or back, as in other programs of the desktop. */
export function goToPane(step: 1 | -1): void {
  const all = panes()
  const at = all.findIndex((part) => part.contains(document.activeElement))
  const next = at === -1 ? all[step === 1 ? 0 : all.length - 1] : all[(at + step + all.length) % all.length]
  if (next) firstIn(next)?.focus()
}

/** Sizes in CSS pixels: 96 to the inch. */
const MM = 96 / 25.4

/** One form of page of the print: its paper and what its margins leave. */
interface PageForm {
  readonly width: number
  readonly height: number
  readonly margin: readonly [top: number, right: number, bottom: number, left: number]
}

/**
 * Cuts a print document into pages on the screen, as close to the print as whole blocks and table rows allow. The print itself is
 * made by the browser's printing; its page numbers are the ones that count.
 */
export function paginate(page: Document): number {
  const form = formOf(page)
  const portrait: PageForm = form
  const landscape: PageForm = { ...form, width: form.height, height: form.width }
  let count = 0
  for (const section of [...page.querySelectorAll<HTMLElement>('body > section')]) {
    const isWide = section.classList.contains('landscape')
    count += cut(section, isWide ? landscape : portrait)
  }
  return count
}

/** Paper and margins from the style sheet's own @page rules. */
function formOf(page: Document): PageForm {
  const text = [...page.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .find((rule) => rule instanceof pageRule(page))
  const [top, right, bottom, left] = lengths(text?.cssText ?? '', 'margin')
  const [width = 210 * MM, height = 297 * MM] = lengths(text?.cssText ?? '', 'size')
  const margin = [top ?? 37 * MM, right ?? 26 * MM, bottom ?? 35 * MM, left ?? 28 * MM] as const
  return { width: Math.min(width, height), height: Math.max(width, height), margin }
}

function pageRule(page: Document): typeof CSSPageRule {
  const view = page.defaultView as (Window & { readonly CSSPageRule: typeof CSSPageRule }) | null
  return view?.CSSPageRule ?? CSSPageRule
}

function lengths(rule: string, property: string): readonly number[] {
  const value = new RegExp(`${property}:\\s*([^;}]+)`).exec(rule)?.[1] ?? ''
  return Array.from(value.matchAll(/([\d.]+)mm/g), ([, digits]) => Number(digits) * MM)
}

/** Moves the blocks of a section into pages, the first of which takes the section's place. */
function cut(section: HTMLElement, { width, height, margin }: PageForm): number {
  const { ownerDocument: page } = section
  const [top, right, bottom, left] = margin
  const room = height - top - bottom
  const sheets: HTMLElement[] = []
  const open = (): HTMLElement => {
    const sheet = section.cloneNode(false) as HTMLElement
    if (sheets.length > 0) sheet.removeAttribute('id')
    sheet.classList.add('mz-page')
    Object.assign(sheet.style, {
      width: `${width}px`,
      minHeight: `${height}px`,
      padding: `${top}px ${right}px ${bottom}px ${left}px`,
    })
    section.before(sheet)
    sheets.push(sheet)
    return sheet
  }
  let sheet = open()
  const used = (): number => sheet.scrollHeight - top - bottom
  for (const block of [...section.children]) {
    const isForced = block.classList.contains('break') && sheet.childElementCount > 0
    if (isForced) sheet = open()
    sheet.append(block)
    if (used() <= room + 1) continue
    const table = block.querySelector('table')
    if (table) sheet = cutTable(block, table, sheet, open, room + top + bottom)
    else if (sheet.childElementCount > 1) {
      // A heading does not stay behind alone.
      const before = block.previousElementSibling
      const next = open()
      if (before && /^H\d$/.test(before.tagName) && sheet.childElementCount > 2) next.append(before)
      next.append(block)
      sheet = next
    }
  }
  section.remove()
  page.documentElement.classList.add('mz-paged')
  return sheets.length
}

/** Carries the rows that no longer fit to further pages, each with the header again. */
function cutTable(
  block: Element,
  table: HTMLTableElement,
  first: HTMLElement,
  open: () => HTMLElement,
  height: number,
): HTMLElement {
  let sheet = first
  let part: Element = block
  let rows = [...table.tBodies].flatMap((body) => [...body.rows])
  // Neither its title nor its header may stay behind alone.
  if (sheet.childElementCount > 1) {
    sheet = open()
    sheet.append(block)
  }
  while (sheet.scrollHeight > height + 1 && rows.length > 1) {
    const carried: HTMLTableRowElement[] = []
    while (sheet.scrollHeight > height + 1 && rows.length > 1) {
      const last = rows.pop()
      if (!last) break
      last.remove()
      carried.unshift(last)
    }
    const notes = [...part.querySelectorAll(':scope > .grid-note')]
    const next = part.cloneNode(false) as Element
    const copy = table.cloneNode(false) as HTMLTableElement
    for (const child of [...table.children]) if (child.tagName !== 'TBODY') copy.append(child.cloneNode(true))
    const body = table.ownerDocument.createElement('tbody')
    body.append(...carried)
    copy.append(body)
    next.append(copy, ...notes)
    sheet = open()
    sheet.append(next)
    part = next
    rows = carried
  }
  return sheet
}

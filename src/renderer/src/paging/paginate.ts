import { columnsOf, columnsUpTo, layOut } from './columns.ts'
import type { Columns, Piece } from './columns.ts'
import { cutTable, isLedIn, leadIn } from './cut-table.ts'
import { cutText } from './cut-text.ts'
import { openPace } from './pace.ts'
import type { Pause } from './pace.ts'
import { pageForms } from './page-form.ts'
import type { PageForm } from './page-form.ts'
import { isEnough, portionsOf } from './portions.ts'
import { wholeStart } from './whole-start.ts'

/** A document whose sections were taken out, so that the browser does not lay out all of it at once. */
export interface TakenApart {
  readonly page: Document
  readonly sections: readonly HTMLElement[]
}

export interface PaginateOptions {
  /** Ends the work; what was cut stays. */
  readonly signal: AbortSignal
  /** Told after every new page how many there are. */
  readonly onPages: (count: number) => void
}

/** To be done before the document is shown for the first time. */
export function takeApart(page: Document): TakenApart {
  const sections = [...page.querySelectorAll<HTMLElement>('body > section')]
  page.body.replaceChildren()
  return { page, sections }
}

/**
 * Cuts a print document into pages on the screen, where the browser would cut it in print, and numbers the 目录. The print itself is
 * made by the browser's printing; its page numbers are the ones that count.
 *
 * It is laid out portion by portion, with pauses: no task lasts long however many pages there are, and the first page is there at once.
 * Answers how many pages there are, or undefined when it was ended before its end.
 */
export async function paginate(
  { page, sections }: TakenApart,
  { signal, onPages }: PaginateOptions,
): Promise<number | undefined> {
  const formOf = pageForms(page)
  const pause = openPace()
  const bench = page.createElement('div')
  bench.className = 'mz-bench'
  page.body.append(bench)
  const sheets: HTMLElement[] = []
  for (const section of sections) {
    for await (const sheet of sheetsOf(section, formOf(section), { bench, pause })) {
      if (signal.aborted) return undefined
      sheets.push(sheet)
      bench.before(sheet)
      onPages(sheets.length)
    }
  }
  bench.remove()
  numberPages(page, sheets)
  return sheets.length
}

interface Bench {
  /** Where a strip is laid out, out of sight. */
  readonly bench: HTMLElement
  readonly pause: Pause
}

/** The sheets of a section. The strip holds what follows the last page that is sure. */
async function* sheetsOf(section: HTMLElement, form: PageForm, at: Bench): AsyncGenerator<HTMLElement> {
  const portions = portionsOf(section)
  const strip = section.cloneNode(false) as HTMLElement
  strip.removeAttribute('id')
  layOut(strip, form)
  let [weight, count] = [0, 0]
  const cut = async (upTo: 'sure' | 'end'): Promise<readonly HTMLElement[]> => {
    const sheets = (await cutStrip(strip, form, upTo, at)).map((pieces) => sheetOf(strip, form, pieces))
    if (count === 0 && section.id !== '') sheets[0]?.setAttribute('id', section.id)
    count += sheets.length
    weight = 0
    return sheets
  }
  for (const portion of portions) {
    if (portion.startsPage && strip.childElementCount > 0) yield* await cut('end')
    portion.putInto(strip)
    weight += portion.weight
    if (isEnough(weight)) yield* await cut('sure')
  }
  yield* await cut('end')
}

/** Takes pages off the strip: all, or those that nothing that follows can change. Pieces by page. */
async function cutStrip(
  strip: HTMLElement,
  form: PageForm,
  upTo: 'sure' | 'end',
  { bench, pause }: Bench,
): Promise<readonly (readonly Element[])[]> {
  await pause()
  bench.append(strip)
  // Asking for a size makes the browser read the fonts that the text needs; without them lines and rows break elsewhere.
  strip.getBoundingClientRect()
  await strip.ownerDocument.fonts.ready
  const columns = columnsOf(strip, form)
  const blocks = [...strip.children]
  const start = isLedIn(strip) ? 1 : 0
  const last = Math.max(start, ...blocks.map((block) => columns.of(block)?.last ?? 0))
  const end = upTo === 'end' ? last + 1 : wholeStart(blocks, columns, { after: start, last })
  // All is measured before anything moves: the browser lays the strip out once.
  const pieces = end === undefined ? undefined : measured(blocks, columnsUpTo(columns, end), start)()
  strip.remove()
  if (end === undefined || !pieces) return []
  const on = (page: number): readonly Element[] =>
    pieces.flatMap((piece) => (piece.page === page ? [piece.element] : []))
  const pages = Array.from({ length: end - start }, (_, index) => on(start + index))
  const rest = on(end)
  for (const list of [...pages.slice(1 - start), rest]) markFirst(list)
  strip.replaceChildren(...rest)
  const [first] = rest
  if (first && !blocks.includes(first)) leadIn(first)
  return pages
}

/** The browser drops the space above what a page begins with, unless the page was asked for. */
function markFirst([first]: readonly Element[]): void {
  if (first && !first.classList.contains('break')) first.classList.add('mz-first')
}

/** The blocks of a strip by page, on its first what has no box. What lies on two pages is cut once everything is measured. */
function measured(blocks: readonly Element[], columns: Columns, start: number): () => readonly Piece[] {
  const cuts = blocks.map((block): (() => readonly Piece[]) => {
    const place = columns.of(block)
    if (!place) return () => [{ page: start, element: block }]
    if (place.first === place.last) return () => [{ page: place.first, element: block }]
    const table = block.querySelector('table')
    return table ? cutTable(block, table, columns) : cutText(block, columns)
  })
  return () => cuts.flatMap((cut) => cut())
}

function sheetOf(strip: HTMLElement, { width, height, margin }: PageForm, pieces: readonly Element[]): HTMLElement {
  const sheet = strip.ownerDocument.createElement('section')
  sheet.className = strip.className
  sheet.classList.replace('mz-columns', 'mz-page')
  const padding = margin.map((side) => `${side}px`).join(' ')
  Object.assign(sheet.style, { width: `${width}px`, height: `${height}px`, padding })
  sheet.append(...pieces)
  return sheet
}

/** Page 1 is the page that the title of the 目录 links to; pages before it have no number. */
function numberPages(page: Document, sheets: readonly HTMLElement[]): void {
  const target = (link: Element | null): number => {
    const id = decodeURIComponent(link?.getAttribute('href')?.slice(1) ?? '')
    const found = id === '' ? null : page.getElementById(id)
    return sheets.findIndex((sheet) => found !== null && sheet.contains(found))
  }
  const first = Math.max(0, target(page.querySelector('.toc-title a')))
  for (const link of page.querySelectorAll('.toc-list a')) {
    const at = target(link)
    const number = link.querySelector('.page')
    if (number && at >= first) number.textContent = String(at - first + 1)
  }
}

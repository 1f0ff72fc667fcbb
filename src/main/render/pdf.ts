import { AppError } from '#core/model/error.ts'

import type { PrintPort } from './print-port.ts'

/** Where printed page numbers begin. */
export interface PaginateOptions {
  /**
   * The page that carries number 1: its place in the file (1 unless told), or the id of a linked element that stands on it, for a
   * 目录 whose length is not known beforehand. Pages before it have no number. The style sheet must count the same way.
   */
  readonly firstNumberedPage?: number | { readonly id: string }
}

/** A finished PDF and the printed page number of every element that is linked from within the document. */
export interface Paginated {
  readonly pdf: Uint8Array
  readonly pages: ReadonlyMap<string, number>
  readonly pageCount: number
}

/** Prints until the numbers in the 目录 are those of the pages: one draft, and one final print that proves them, as a rule. */
const MOST_CORRECTIONS = 3

/** Prints a document that needs no page numbers of its own. */
export function pdfFromHtml(port: PrintPort, html: string): Promise<Uint8Array> {
  return port.pdf(html)
}

/**
 * Fills page numbers into a document: Chromium has no `target-counter`, so it is printed, the pages of all link targets are read
 * from the PDF, and it is printed again with them.
 *
 * Shape   `render` gives the whole HTML for the numbers known so far, none at first; it should hold the place of a missing number
 *         with as many digits. Every id that a link `<a href="#id">` names comes back; an id without a link cannot be found.
 * Units   `pages` holds printed numbers, `pageCount` pages of the file
 * Errors  AppError DOC_PAGES_UNSTABLE if the numbers still move after three corrections, and those of the port
 */
export async function paginate(
  port: PrintPort,
  render: (pages: ReadonlyMap<string, number>) => string,
  { firstNumberedPage = 1 }: PaginateOptions = {},
): Promise<Paginated> {
  let pages: ReadonlyMap<string, number> = new Map()
  for (let print = 0; print <= MOST_CORRECTIONS; print += 1) {
    const draft = print === 0
    const pdf = await port.pdf(render(pages), { draft })
    const targets = await readLinkTargets(pdf)
    const found = printedNumbers(targets.pages, firstNumberedPage)
    if (!draft && equal(found, pages)) return { pdf, pages, pageCount: targets.pageCount }
    pages = found
  }
  throw unstable()
}

/** Pages of the file, counted from 1, by the id of the element. */
interface LinkTargets {
  readonly pages: ReadonlyMap<string, number>
  readonly pageCount: number
}

/**
 * The named destinations of a PDF. Chromium writes one for every link target, its name percent-encoded.
 * The legacy build of pdf.js is the one for Node; reading destinations needs no canvas. It is loaded when first needed: 100 ms.
 */
async function readLinkTargets(pdf: Uint8Array): Promise<LinkTargets> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  // pdf.js takes the bytes away from their owner, so it gets a copy; it refuses a Buffer.
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: VerbosityLevel.ERRORS })
  try {
    const document = await task.promise
    const destinations: ReadonlyMap<string, unknown> = await document.getDestinations()
    const pages = new Map<string, number>()
    for (const [name, destination] of destinations) {
      const reference: unknown = Array.isArray(destination) ? destination[0] : undefined
      if (isReference(reference)) pages.set(decodeURIComponent(name), (await document.getPageIndex(reference)) + 1)
    }
    return { pages, pageCount: document.numPages }
  } finally {
    await task.destroy()
  }
}

function isReference(value: unknown): value is { num: number; gen: number } {
  return (
    typeof value === 'object' && value !== null && 'num' in value && 'gen' in value && typeof value.num === 'number'
  )
}

function printedNumbers(
  pages: ReadonlyMap<string, number>,
  first: number | { readonly id: string },
): ReadonlyMap<string, number> {
  const firstPage = typeof first === 'number' ? first : pages.get(first.id)
  if (firstPage === undefined) throw firstPageUnknown(first)
  return new Map(
    [...pages].map(([id, page]) => [id, page - firstPage + 1] as const).filter(([, number]) => number >= 1),
  )
}

function equal(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return a.size === b.size && [...a].every(([id, page]) => b.get(id) === page)
}

function unstable(): AppError {
  return new AppError({
    code: 'DOC_PAGES_UNSTABLE',
    message: '目录页码写入后正文又换了页，多次排版仍不一致，PDF没有生成。',
    remedies: [{ text: '在目录与第一部分之间另起一页，或稍改目录的字号、行距后重试。' }],
  })
}

function firstPageUnknown(first: unknown): AppError {
  return new AppError({
    code: 'DOC_PAGES_UNSTABLE',
    message: '目录没有链接到正文第一页，不能确定页码从哪里开始，PDF没有生成。',
    remedies: [{ text: '检查文档模板：目录应列出正文第一部分的标题。' }],
    detail: JSON.stringify(first),
  })
}

import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** What tests ask of a PDF, read back with pdf.js; sizes in points, text in the order of the file, without white space. */
export interface PdfFacts {
  readonly pages: readonly { readonly width: number; readonly height: number; readonly text: string }[]
  readonly bookmarks: readonly string[]
  readonly fonts: readonly string[]
  /** All fonts lie in the file as fonts, none as drawings (Type 3, which Chromium makes of synthetic bold). */
  readonly allFontsEmbedded: boolean
}

export async function pdfFacts(pdf: Uint8Array): Promise<PdfFacts> {
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: VerbosityLevel.ERRORS })
  const document = await task.promise
  const numbers = Array.from({ length: document.numPages }, (_, index) => index + 1)
  const pages = await Promise.all(
    numbers.map(async (number) => {
      const page = await document.getPage(number)
      const { width, height } = page.getViewport({ scale: 1 })
      const content = await page.getTextContent()
      const text = content.items.map((item) => ('str' in item ? item.str : '')).join('')
      return { width: Math.round(width), height: Math.round(height), text: text.replace(/\s+/g, '') }
    }),
  )
  // Typed as never null, but null without bookmarks.
  const outline: unknown = await document.getOutline()
  await task.destroy()
  // Chromium leaves the dictionaries of fonts uncompressed.
  const source = Buffer.from(pdf).toString('latin1')
  const descriptors = Array.from(source.matchAll(/\/Type \/FontDescriptor[^]*?endobj/g), ([text]) => text)
  return {
    pages,
    bookmarks: Array.isArray(outline) ? outline.map(titleOf) : [],
    fonts: [
      ...new Set(descriptors.map((text) => /\/FontName \/(?:[A-Z]{6}\+)?([^\s/>]+)/.exec(text)?.[1] ?? '')),
    ].sort(),
    allFontsEmbedded:
      descriptors.length > 0 &&
      descriptors.every((text) => text.includes('/FontFile2')) &&
      !source.includes('/Subtype /Type3'),
  }
}

function titleOf(entry: unknown): string {
  if (typeof entry === 'object' && entry !== null && 'title' in entry && typeof entry.title === 'string')
    return entry.title
  throw new Error('a bookmark without a title')
}

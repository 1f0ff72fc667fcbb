import { AppError } from '#core/model/error.ts'

/** How many pages a PDF has. */
export function pageCountOf(pdf: Uint8Array): Promise<number> {
  return withPdf(pdf, ({ numPages }) => Promise.resolve(numPages))
}

/**
 * One PDF of the pages of several, in their order.
 *
 * @param pdfs at least one
 * @param keep which pages of the whole, counted from 0 and rising; all without it
 * Errors: DOC_PRINT_FAILED
 */
export function joinPdfs(pdfs: readonly Uint8Array[], keep?: ReadonlySet<number>): Promise<Uint8Array> {
  const [first, ...others] = pdfs
  if (first === undefined) throw new RangeError('there is nothing to join')
  return withPdf(first, async (document) => {
    const counts = [document.numPages, ...(await Promise.all(others.map(pageCountOf)))]
    let before = 0
    const parts = counts.flatMap((count, part) => {
      const start = before
      before += count
      const includePages = Array.from({ length: count }, (_, page) => page).filter(
        (page) => keep === undefined || keep.has(start + page),
      )
      const bytes = part === 0 ? null : new Uint8Array(others[part - 1] ?? new Uint8Array())
      return includePages.length === 0 ? [] : [{ document: bytes, includePages }]
    })
    const joined: unknown = await document.extractPages(parts)
    if (joined instanceof Uint8Array) return joined
    throw notJoined()
  })
}

type Pdf = Awaited<ReturnType<typeof import('pdfjs-dist/legacy/build/pdf.mjs').getDocument>['promise']>

/** The legacy build of pdf.js is the one for Node. It takes the bytes away from their owner, so it gets a copy. */
async function withPdf<T>(pdf: Uint8Array, work: (document: Pdf) => Promise<T>): Promise<T> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const task = getDocument({ data: new Uint8Array(pdf), verbosity: VerbosityLevel.ERRORS })
  try {
    return await work(await task.promise)
  } finally {
    await task.destroy()
  }
}

function notJoined(): AppError {
  return new AppError({
    code: 'DOC_PRINT_FAILED',
    message: '选中的内容没能合并成一个PDF，没有写出文件。',
    remedies: [{ text: '分几次打印，每次选少一些内容。' }],
  })
}

import type { PDFDocumentProxy } from 'pdfjs-dist'
import worker from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

/** A PDF that this window draws itself: no host can be relied on to have a viewer, and a viewer would need rights of its own. */
export interface OpenPdf {
  /** Width and height of each page in CSS pixels. */
  readonly sizes: readonly { readonly width: number; readonly height: number }[]
  readonly draw: (page: number, canvas: HTMLCanvasElement, zoom: number) => Promise<void>
  readonly close: () => Promise<void>
}

const PIXELS_PER_POINT = 96 / 72

/** Opens a PDF that main keeps for the window. The library is read when it is first needed. */
export async function openPdf(name: string): Promise<OpenPdf> {
  const { getDocument, GlobalWorkerOptions } = await import('pdfjs-dist')
  GlobalWorkerOptions.workerSrc = worker
  const response = await fetch(`/preview/${name}.pdf`)
  if (!response.ok) throw new Error(`the PDF is not there: ${response.status}`)
  // Everything that the document needs lies in it: nothing else is asked for.
  const task = getDocument({
    data: new Uint8Array(await response.arrayBuffer()),
    useSystemFonts: false,
    useWasm: false,
  })
  const document = await task.promise
  return { sizes: await sizesOf(document), draw: drawer(document), close: () => task.destroy() }
}

async function sizesOf(document: PDFDocumentProxy): Promise<OpenPdf['sizes']> {
  const numbers = Array.from({ length: document.numPages }, (_, index) => index + 1)
  return Promise.all(
    numbers.map(async (number) => {
      const { width, height } = (await document.getPage(number)).getViewport({ scale: PIXELS_PER_POINT })
      return { width, height }
    }),
  )
}

function drawer(document: PDFDocumentProxy): OpenPdf['draw'] {
  return async (number, canvas, zoom) => {
    const page = await document.getPage(number)
    const viewport = page.getViewport({ scale: PIXELS_PER_POINT * zoom * window.devicePixelRatio })
    canvas.width = Math.round(viewport.width)
    canvas.height = Math.round(viewport.height)
    await page.render({ canvas, viewport }).promise
  }
}

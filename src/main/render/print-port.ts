/** How one PDF is made. */
export interface PdfOptions {
  /** A draft leaves out the structure tree and the bookmarks: quicker, same pages. Used while page numbers are being found. */
  readonly draft?: boolean
}

/** A picture's size. */
export interface PngOptions {
  /** CSS pixels. */
  readonly width: number
  /** CSS pixels. */
  readonly height: number
  /** Picture pixels per CSS pixel; 1 unless told. */
  readonly scale?: number
}

/**
 * Turns a self-contained HTML document into PDF or PNG. The host supplies it: a headless Chromium, or Electron.
 *
 * Shape   fonts and pictures lie in the HTML as data: URLs; every other address is refused, and scripts do not run
 * Pages   sizes, orientation and margins come from `@page` (named pages may differ), page numbers from its margin boxes
 * Errors  AppError DOC_NO_BROWSER, DOC_PRINT_FAILED
 */
export interface PrintPort {
  pdf(html: string, options?: PdfOptions): Promise<Uint8Array>
  png(html: string, options: PngOptions): Promise<Uint8Array>
  /** Ends the browser and removes what it left on disk; the port may not be used afterwards. */
  close(): Promise<void>
}

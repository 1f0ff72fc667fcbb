import type { PdfOptions, PngOptions } from '#main/render/print-port.ts'
import type { PreviewAnswer } from '../window-files.ts'

/** Where things lie, for the session that the thread opens; plain data. */
export interface SessionPlaces {
  readonly host: 'electron' | 'loopback'
  readonly version: string
  readonly storePath: string
  /** Packs, code lists and samples of the program. */
  readonly resources: string
  /** Packs of the user. */
  readonly ownPacks: string
  /** Where packages are written; a folder in the user's documents unless told. */
  readonly exportFolder?: string
}

/** What the host asks the session thread. */
export interface SessionQuestions {
  /** The first question. Errors as `openSession`. */
  readonly open: (places: SessionPlaces) => void
  /** JSON text of a request → JSON text of its Result. */
  readonly call: (asked: { readonly channel: string; readonly request: string }) => string
  readonly preview: (path: string) => PreviewAnswer | undefined
  /** The last question: the thread ends instead of answering. */
  readonly close: (asked: undefined) => void
}

/** What only the host can do, and the session thread asks it for. */
export interface HostQuestions {
  /** JSON text of an event for the window. */
  readonly event: (text: string) => void
  readonly pdf: (asked: { readonly html: string; readonly options: PdfOptions }) => Uint8Array
  readonly png: (asked: { readonly html: string; readonly options: PngOptions }) => Uint8Array
  readonly openFolder: (path: string) => void
  readonly openFile: (path: string) => void
}

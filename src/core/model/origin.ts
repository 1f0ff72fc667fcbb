/** Where a value came from, down to the Excel cell, so that it can always be opened again. */
export type Origin =
  | {
      readonly kind: 'file'
      /** SHA-256 of the original bytes, which lie beside the store. */
      readonly file: string
      readonly fileName: string
      readonly sheet: string
      /** Excel address, e.g. `C12`. */
      readonly address: string
      /** The text as it stood in the file. */
      readonly text: string
      /** Where the same figure is also printed, less exactly: both were compared when they were imported. */
      readonly printed?: FilePrint
    }
  | { readonly kind: 'person'; readonly who: string; readonly when: string }
  | { readonly kind: 'rule'; readonly rule: string; readonly inputs: readonly string[] }
  | { readonly kind: 'report'; readonly unit: string; readonly year: number; readonly stage: string }

/** A place of a file and what stands there. */
export interface FilePrint {
  readonly fileName: string
  readonly sheet: string
  readonly address: string
  readonly text: string
}

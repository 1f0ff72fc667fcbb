/** What a page may ask of the grid that it shows. */
export interface GridHandle {
  readonly focus: () => void
  /** Chooses a cell and takes the focus. */
  readonly go: (ref: string) => void
  /** Puts what was refused back into its cell, to be corrected there. */
  readonly resume: (edit: { readonly ref: string; readonly text: string }) => void
}

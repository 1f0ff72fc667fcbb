/** A piece of a text that was written elsewhere (Word, WPS, a text file), in the order of the text. */
export type PastedBlock =
  | {
      readonly kind: 'paragraph'
      readonly text: string
      /** The outline level that the other program gave it: 1 is the highest. */
      readonly heading?: number
      readonly list?: PastedListItem
    }
  /** Cells in reading order; every row has as many. A merged cell stands at its first place, the others are empty. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] }

/** `marker` is what the other program printed before the item, e.g. （1）; undefined lets the office habit decide. */
export interface PastedListItem {
  readonly depth: number
  readonly ordered: boolean
  readonly marker?: string
}

/** A text as it came in, and what of it could not come along. */
export interface PastedText {
  readonly blocks: readonly PastedBlock[]
  readonly images: number
  readonly mergedCells: number
  /** Some of it lay so deep inside other elements that it was not read. */
  readonly isCut: boolean
}

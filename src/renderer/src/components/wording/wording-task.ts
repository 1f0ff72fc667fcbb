/** What the panel is asked to do. */
export type WordingTask =
  | {
      readonly kind: 'sentence'
      readonly id: string
      /** The words as they stand, with their placeholders. */
      readonly template: string
      /** The pack's own. */
      readonly original: string
    }
  | {
      readonly kind: 'section'
      /** Behind which sentence or section; undefined: at the very end. */
      readonly after: string | undefined
      readonly level: 1 | 2 | 3 | 4
      /** Of a section that is there already: its title, which stays, and its text. */
      readonly title?: string
      readonly text?: string
    }

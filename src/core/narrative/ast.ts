import type { PerformanceSubject } from '#core/model/project.ts'

/** An expression of the template language; see README.md in this folder. */
export type Expression =
  | {
      readonly kind: 'ref'
      readonly table: string
      readonly row: string
      readonly column: string
      readonly prior: boolean
    }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'string'; readonly text: string }
  /** A variable, a phrase parameter, a table, level or column name: what it is depends on where it stands. */
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }

export type Comparison = '=' | '≠' | '>' | '<' | '≥' | '≤'

export type Condition =
  | { readonly kind: 'compare'; readonly op: Comparison; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'known'; readonly of: Expression }
  | { readonly kind: 'empty-table'; readonly table: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }

/** A piece of a sentence: words, or an expression to fill in. */
export type TemplateNode =
  { readonly kind: 'words'; readonly text: string } | { readonly kind: 'slot'; readonly expression: Expression }

/** The first case whose condition holds is used; a case without one always holds. */
export interface PhraseTemplate {
  readonly id: string
  readonly params: readonly string[]
  readonly cases: readonly { readonly when: Condition | undefined; readonly content: readonly TemplateNode[] }[]
}

export type TemplateBlock = { readonly line: number } & (
  | {
      readonly kind: 'heading'
      readonly level: 1 | 2 | 3 | 4
      readonly id: string
      readonly content: readonly TemplateNode[]
    }
  | {
      readonly kind: 'sentence'
      readonly id: string
      readonly role: 'body' | 'list' | 'title'
      readonly content: readonly TemplateNode[]
    }
  | {
      readonly kind: 'cover'
      readonly lines: readonly { readonly role: CoverRole; readonly content: readonly TemplateNode[] }[]
    }
  | { readonly kind: 'toc'; readonly title: string }
  | { readonly kind: 'table'; readonly table: string; readonly heading: readonly TemplateNode[] | undefined }
  | { readonly kind: 'text'; readonly id: string }
  | { readonly kind: 'chart'; readonly id: string }
  | { readonly kind: 'glossary' }
  /** The scoring sheets; `subject` keeps only those of the projects or of the whole unit. */
  | { readonly kind: 'sheets'; readonly subject: PerformanceSubject | undefined }
  /** A small table of words; the first row is its header. All rows have as many cells. */
  | {
      readonly kind: 'words'
      readonly id: string
      readonly title: readonly TemplateNode[]
      readonly rows: readonly (readonly (readonly TemplateNode[])[])[]
    }
  | { readonly kind: 'page-break'; readonly front: boolean }
  | {
      readonly kind: 'when'
      readonly condition: Condition
      readonly then: readonly TemplateBlock[]
      readonly otherwise: readonly TemplateBlock[]
    }
  | { readonly kind: 'each'; readonly rows: Expression; readonly blocks: readonly TemplateBlock[] }
)

export type CoverRole = 'unit' | 'title' | 'date' | 'line'

/** A mistake in a template, with its line in the file. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError'
  readonly line: number
  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

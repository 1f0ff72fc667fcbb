import type { MoneyUnit } from '#core/money/amount.ts'
import type { CellRef } from '#core/model/cell.ts'
import type { PerformanceSubject } from '#core/model/project.ts'

/**
 * One document, several renderers: accounts + pack → DocumentModel → docx · print HTML (→ PDF) · xlsx · publishing HTML.
 * Renderers are exhaustive maps over `Block` and `Inline`; none of them computes.
 */
export interface DocumentModel {
  readonly title: string
  readonly unitName: string
  readonly year: number
  readonly style: DocumentStyle
  readonly blocks: readonly Block[]
}

export type Inline =
  | { readonly kind: 'text'; readonly text: string; readonly bold?: boolean }
  /** A number in a sentence: never pasted text, it keeps the cells that it was computed from. */
  | { readonly kind: 'figure'; readonly text: string; readonly refs: readonly CellRef[]; readonly formula: string }
  /** Something that a person still has to write: printed visibly, and a finding. */
  | { readonly kind: 'missing'; readonly textId: string; readonly prompt: string }

export type Missing = Extract<Inline, { kind: 'missing' }>

export type Block =
  /** `missing`: what its lines still lack. */
  | { readonly kind: 'cover'; readonly lines: readonly CoverLine[]; readonly missing?: readonly Missing[] }
  | { readonly kind: 'toc'; readonly title: string; readonly depth: number }
  | {
      readonly kind: 'heading'
      readonly level: 1 | 2 | 3 | 4
      readonly id: string
      readonly content: readonly Inline[]
      readonly pageBreakBefore: boolean
    }
  | {
      readonly kind: 'paragraph'
      readonly id: string
      readonly role: 'body' | 'note' | 'title' | 'list'
      readonly content: readonly Inline[]
    }
  /** `missing`: what the cells of the grid still lack, where they hold words. */
  | { readonly kind: 'grid'; readonly grid: Grid; readonly missing?: readonly Missing[] }
  | { readonly kind: 'chart'; readonly chart: Chart }
  /** `front`: the page that begins here carries no number and is not counted, as the cover, up to the next break or the 目录. */
  | { readonly kind: 'page-break'; readonly front?: boolean }

/** A picture of figures. What is printed of a figure is text; its 分 only say how large it is drawn. */
export interface Chart {
  readonly id: string
  readonly title: string
  /** Unit of all its amounts. */
  readonly unit: MoneyUnit
  readonly drawing:
    | { readonly kind: '构成'; readonly slices: readonly ChartSlice[] }
    | {
        readonly kind: '历年'
        readonly years: readonly number[]
        /** One figure for each year; undefined where nobody knows it. */
        readonly series: readonly { readonly label: string; readonly figures: readonly (ChartFigure | undefined)[] }[]
      }
}

export interface ChartFigure {
  /** As the sentences print it, without the unit: 1,444.64 */
  readonly text: string
  readonly fen: number
  readonly refs: readonly CellRef[]
}

export interface ChartSlice extends ChartFigure {
  readonly label: string
  /** Of the slices together: 60.12% */
  readonly share: string
}

export interface CoverLine {
  readonly role: 'unit' | 'title' | 'date' | 'line'
  readonly text: string
}

/**
 * A statutory table or a scoring sheet: the same thing. Merged cells are given once, at their top left corner.
 */
export interface Grid {
  /** Table id of the pack, or the id of a scoring sheet. */
  readonly id: string
  readonly title: string
  /** Whose scoring sheet this is; undefined for a table. */
  readonly subject?: PerformanceSubject
  /** How the 目录 names it when that differs from the title above the table, e.g. 一、收入支出决算总表. */
  readonly tocTitle?: string
  /** Heading level under which the title enters the 目录; undefined keeps it out. */
  readonly headingLevel: 1 | 2 | 3 | 4 | undefined
  /** e.g. 公开01表, printed at the right above the table. */
  readonly code: string | undefined
  /** The line between title and table: left, middle, right, e.g. 部门名称：… | 2023年度 | 金额单位：万元 */
  readonly line: readonly [left: string, middle: string, right: string]
  readonly orientation: 'portrait' | 'landscape'
  /** Relative widths, one per column. */
  readonly widths: readonly number[]
  /** Body font size in points. */
  readonly fontSize: number
  readonly headerRows: number
  /** Index of a row further down that is repeated on the pages after it, where the paper allows that: the heading in a form. */
  readonly headingRow?: number | undefined
  readonly rows: readonly GridRow[]
  /** Printed under the table: 注：…, 说明：本表无数据 */
  readonly notes: readonly string[]
}

export interface GridRow {
  readonly cells: readonly GridCell[]
  /** Millimetres; undefined lets the content decide. */
  readonly height?: number
}

export interface GridCell {
  readonly column: number
  readonly colSpan: number
  readonly rowSpan: number
  readonly text: string
  readonly align: 'left' | 'center' | 'right'
  readonly bold: boolean
  /** The cell whose figure this is. */
  readonly ref?: CellRef
  /** The exact figure for xlsx: a decimal text in the unit of the table, so that the workbook holds numbers. */
  readonly number?: string
}

export interface PageMargin {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

/** Typography of a pack (`style.yaml`), already resolved. Fonts are names in order of preference. */
export interface DocumentStyle {
  readonly page: {
    readonly width: number
    readonly height: number
    readonly margin: PageMargin
    /** Of the pages that hold a statutory table or a scoring sheet; those of the text unless given. */
    readonly tableMargin?: PageMargin | undefined
  }
  readonly fonts: {
    readonly title: readonly string[]
    readonly heading1: readonly string[]
    readonly heading2: readonly string[]
    readonly body: readonly string[]
    readonly table: readonly string[]
    readonly digits: readonly string[]
  }
  /** Points. */
  readonly sizes: {
    readonly coverUnit: number
    readonly coverTitle: number
    readonly title: number
    readonly heading: number
    readonly body: number
    readonly table: number
    readonly note: number
  }
  /** Exact line spacing of the body, in points. */
  readonly lineSpacing: number
  readonly pageNumber: { readonly form: '— {n} —' | '{n}'; readonly size: number }
}

import type { MoneyUnit } from '#core/money/amount.ts'
import type { FoundHeader } from './find-header.ts'
import type { Stated } from './stated-lines.ts'
import type { TitleHit } from './titles.ts'

/** How a sheet states the unit of its amounts. */
export type UnitLine =
  | { readonly kind: 'stated'; readonly unit: MoneyUnit; readonly address: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'conflict'; readonly addresses: readonly string[] }
  /** 千元, 美元 …: stated, but not one that the tables use. */
  | { readonly kind: 'foreign'; readonly text: string; readonly address: string }

/** A table of the pack found in a sheet. */
export interface TableRecognition {
  /** match: title and every column. near: not sure enough to be imported without being asked for. */
  readonly kind: 'match' | 'near'
  readonly sheet: string
  readonly tableId: string
  /** 0 to 1: how much of title, columns and fixed rows was found. */
  readonly confidence: number
  /** In Chinese: which title, which headings, what is absent. */
  readonly why: string
  readonly title: TitleHit | undefined
  readonly header: FoundHeader
  /** Rows that belong to this table, headings above it included; 0-based, inclusive. */
  readonly from: number
  readonly to: number
  readonly unit: UnitLine
  readonly name: Stated<string> | undefined
  readonly year: Stated<number> | undefined
}

/** What one sheet, or one part of it, was recognised as. */
export type Recognition =
  | TableRecognition
  /** A sheet of the 填报表, which `readFillIn` reads. */
  | { readonly kind: 'fill-in'; readonly sheet: string; readonly why: string }
  /** A sheet of a set of forms that no table needs. */
  | { readonly kind: 'known'; readonly sheet: string; readonly why: string }
  | { readonly kind: 'none'; readonly sheet: string; readonly why: string }

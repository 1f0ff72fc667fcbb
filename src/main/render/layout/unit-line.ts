import type { Grid } from '#core/document/model.ts'
import { textWidth } from './grid-layout.ts'

/**
 * How the line between title and table is set: its middle in the middle of the table, or between the two ends where the
 * name of the unit is too long for that, or the name on a line of its own where even that is too wide.
 */
export type UnitLine = 'none' | 'centred' | 'between' | 'two-lines'

/** @param width of the table, @param size of the line's font, both in points */
export function unitLineOf({ line }: Grid, width: number, size: number): UnitLine {
  const [left, middle, right] = line.map((part) => textWidth(part))
  if (line.every((part) => part === '') || left === undefined || middle === undefined || right === undefined) {
    return 'none'
  }
  const em = width / size
  if (Math.max(left, right) + middle / 2 + 1 <= em / 2) return 'centred'
  return left + middle + right + 2 <= em ? 'between' : 'two-lines'
}

export const unitLineCount = (kind: UnitLine): number => ({ none: 0, centred: 1, between: 1, 'two-lines': 2 })[kind]

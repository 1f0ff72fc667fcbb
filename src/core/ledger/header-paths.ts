import type { SheetRow } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { cellText } from './text-cell.ts'

export interface HeaderColumn {
  readonly column: number
  /** Labels from top to bottom, normalised, joined by `/`. */
  readonly path: string
}

/**
 * The columns of a header of one to three rows. A merged label stands only in its first cell, and merges come last in a file, so
 * an empty cell takes the label at its left where a row below it has a label of its own.
 */
export function headerPaths(rows: readonly SheetRow[]): readonly HeaderColumn[] {
  const texts = rows.map((row) => new Map(row.cells.map(({ column, value }) => [column, labelKey(cellText(value))])))
  const columns = [...new Set(texts.flatMap((row) => [...row.keys()]))].toSorted((a, b) => a - b)
  return columns.flatMap((column) => {
    const path = texts.map((row, level) => {
      const own = row.get(column) ?? ''
      return own !== '' || !hasBelow(texts, level, column) ? own : leftOf(row, column)
    })
    // `2023年 / 月`: the year is said above month and day.
    const labels = path.filter(
      (label, at) => label !== '' && label !== path[at - 1] && !/^\d{4}年(?:度)?$/u.test(label),
    )
    return labels.length === 0 ? [] : [{ column, path: labels.join('/') }]
  })
}

function hasBelow(texts: readonly ReadonlyMap<number, string>[], level: number, column: number): boolean {
  return texts.slice(level + 1).some((row) => (row.get(column) ?? '') !== '')
}

function leftOf(row: ReadonlyMap<number, string>, column: number): string {
  for (let left = column - 1; left >= 0; left--) {
    const label = row.get(left) ?? ''
    if (label !== '') return label
  }
  return ''
}

/** A label for comparing: 期初余额-方向, 期初余额(借方) and 期初余额/借方 are one form, and a currency in brackets says nothing. */
export function labelKey(label: string): string {
  return normaliseLabel(label)
    .replace(/\((?:元|本位币|人民币|本币)\)/gu, '')
    .replace(/\(([借贷])方?\)$/u, '/$1方')
    .replaceAll('-', '/')
}

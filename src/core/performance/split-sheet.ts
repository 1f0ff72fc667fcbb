import type { Pack } from '#core/packs/pack.ts'
import type { PackForm } from '#core/packs/schema-form.ts'
import type { Sheet } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import { labelKey, labelsOf } from './form-labels.ts'
import { readSheet, type SheetReading } from './read-sheet.ts'

/** Rows from the title of a form down to its first label. */
const TITLE_ROWS = 6

/** Reads every filled form of a sheet: units put those of several projects below each other. Empty when there is none. */
export function readForms(sheet: Sheet, fileName: string, pack: Pack): readonly SheetReading[] {
  const whole = readSheet(sheet, fileName, pack)
  if (!whole) return []
  const starts = [...new Set([...pack.forms.values()].flatMap((form) => startsOf(sheet, form, pack)))].toSorted(
    (a, b) => a - b,
  )
  if (starts.length < 2) return [whole]
  const parts: Sheet[] = []
  let from = 0
  for (const start of [...starts.slice(1), Number.POSITIVE_INFINITY]) {
    const part = slice(sheet, from, start)
    // What is no whole form by itself belongs to the form above or below.
    if (start !== Number.POSITIVE_INFINITY && !readSheet(part, fileName, pack)) continue
    parts.push(part)
    from = start
  }
  const last = parts.at(-1)
  if (last && parts.length > 1 && !readSheet(last, fileName, pack))
    parts.splice(-2, 2, slice(sheet, parts.at(-2)?.rows[0]?.index ?? 0, Number.POSITIVE_INFINITY))
  return parts.flatMap((part) => readSheet(part, fileName, pack) ?? [])
}

/** Rows in which a form begins: with its title, or with its first label where it has no title of its own. */
function startsOf({ rows }: Sheet, form: PackForm, pack: Pack): readonly number[] {
  const { heads } = labelsOf(form, pack.scoring?.lists)
  const label = form.subject === '项目' ? heads.get('项目名称') : heads.get('单位名称')
  const labelled = rows.flatMap(({ index, cells }) =>
    cells.some(({ value }) => label?.names.has(labelKey(textOf(value))) === true) ? [index] : [],
  )
  const titled = rows.flatMap(({ index, cells }) => {
    const filled = cells.filter(({ value }) => textOf(value) !== '')
    const line = normaliseLabel(filled.map(({ value }) => textOf(value)).join(''))
    return filled.length <= 2 && form.titles.some((title) => line.includes(normaliseLabel(title))) ? [index] : []
  })
  if (!label) return titled
  return labelled.map((row) => titled.findLast((title) => title < row && row - title <= TITLE_ROWS) ?? row)
}

function slice(sheet: Sheet, from: number, end: number): Sheet {
  return {
    ...sheet,
    rows: sheet.rows.filter(({ index }) => index >= from && index < end),
    merges: sheet.merges.filter(({ top }) => top >= from && top < end),
  }
}

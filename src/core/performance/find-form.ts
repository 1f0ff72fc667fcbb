import type { Sheet } from '#core/workbook/grid.ts'
import { textOf, viewSheet, type SheetView } from '#core/workbook/sheet-view.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { FormField, PackForm } from '#core/packs/schema-form.ts'
import { labelKey, labelsOf, type FormLabels } from './form-labels.ts'

/** A form of the pack found in a sheet. */
export interface FormMatch {
  readonly form: PackForm
  readonly labels: FormLabels
  readonly view: SheetView
  /** 0 to 1: how many of the labels of the form stand in the sheet. */
  readonly confidence: number
  /** What the title says. */
  readonly title: { readonly name: string | undefined; readonly year: number | undefined }
}

/** Rows, from the first filled one, in which a title stands. */
const TITLE_ROWS = 6
const ENOUGH_WITH_TITLE = 0.5
const ENOUGH_WITHOUT = 0.8

/** Which form of the pack a sheet is; undefined when it is none. Scans lose labels, so not all of them must be there. */
export function findForm(sheet: Sheet, pack: Pack): FormMatch | undefined {
  const view = viewSheet(sheet)
  const present = new Set(sheet.rows.flatMap(({ cells }) => cells.map(({ value }) => labelKey(textOf(value)))))
  const top = sheet.rows[0]?.index ?? 0
  const head = sheet.rows
    .filter(({ index }) => index < top + TITLE_ROWS)
    .map(({ cells }) => cells.map(({ value }) => textOf(value)).join(' '))
  const title = [sheet.name, ...head].map(normaliseLabel)
  const matches = [...pack.forms.values()].flatMap((form): readonly FormMatch[] => {
    const labels = labelsOf(form, pack.scoring?.lists)
    const others = (field: FormField): readonly string[] => [...(labels.others.get(field) ?? [])]
    const columns = [
      ...[...labels.indicators, ...labels.heads].map(([field, { names }]) => [...names, ...others(field)]),
      ...[...labels.boxes.values()].map(({ names }) => [...names]),
    ]
    const found = columns.filter((names) => names.some((name) => present.has(name)))
    const confidence = columns.length === 0 ? 0 : found.length / columns.length
    const titled = form.titles.some((one) => title.some((line) => line.includes(normaliseLabel(one))))
    if (confidence < (titled ? ENOUGH_WITH_TITLE : ENOUGH_WITHOUT)) return []
    return [{ form, labels, view, confidence: confidence + (titled ? 1 : 0), title: readTitle(form, head) }]
  })
  const best = matches.toSorted((a, b) => b.confidence - a.confidence)[0]
  return best && { ...best, confidence: Math.min(1, best.confidence) }
}

function readTitle(form: PackForm, lines: readonly string[]): FormMatch['title'] {
  const pattern = form.title
    .normalize('NFKC')
    .replace(/\s+/gu, '')
    .replace(/[.*+?^$()|[\]\\]/gu, String.raw`\$&`)
    .replace('{项目名称}', '(?<name>.+)')
    .replace('{年度}', String.raw`\d{4}`)
    .replace('{序号}', String.raw`(?:\d+)`)
  const name = lines
    .map(
      (line) =>
        new RegExp(`^(?:\\d+[.、])?${pattern}`, 'u').exec(line.normalize('NFKC').replace(/\s+/gu, ''))?.groups?.[
          'name'
        ],
    )
    .find((one) => one !== undefined)
  const year = lines.map((line) => /(\d{4})\s*年/u.exec(line.normalize('NFKC'))?.[1]).find((one) => one !== undefined)
  return { name, year: year === undefined ? undefined : Number(year) }
}

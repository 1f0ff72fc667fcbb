import { z } from 'zod'
import type { MoneyUnit } from '#core/money/amount.ts'
import { shapeOf } from '#core/recognise/glimpse.ts'
import type { Sheet } from '#core/workbook/grid.ts'
import type { Store } from '#main/db/open-store.ts'

/** What is remembered for sheets of the same shape. */
export interface RememberedSheet {
  readonly table?: string | undefined
  /** Meanings of columns by their headings. */
  readonly columns?: Readonly<Record<string, string>> | undefined
}

/** What the user said of one sheet of one file. */
export interface SheetAnswer extends RememberedSheet {
  readonly file: string
  readonly sheet: string
  /** Never remembered: the next file may be in another one. */
  readonly unit?: MoneyUnit | undefined
  /** It is not to be imported; not remembered either. */
  readonly leaveOut?: boolean | undefined
}

const KEY = 'import.sheets'
const remembered = z.record(
  z.string(),
  z.strictObject({ table: z.string().optional(), columns: z.record(z.string(), z.string()).optional() }),
)

/** What was said of sheets in earlier imports, by their shapes. */
export function rememberedSheets(store: Store): Readonly<Record<string, RememberedSheet>> {
  return remembered.catch({}).parse(store.settings.get(KEY) ?? {})
}

/** Keeps what the user said for later files of the same shape. Call inside `Store.write`. */
export function rememberSheets(
  store: Store,
  shapes: readonly (readonly [shape: string, said: RememberedSheet])[],
): void {
  if (shapes.length > 0) store.settings.set(KEY, { ...rememberedSheets(store), ...Object.fromEntries(shapes) })
}

/** Forgets what was said of one shape. Call inside `Store.write`. */
export function forgetSheet(store: Store, shape: string): void {
  const others = Object.entries(rememberedSheets(store)).filter(([one]) => one !== shape)
  store.settings.set(KEY, Object.fromEntries(others))
}

/** What is said of the sheets of a file: now, else in an earlier import of a sheet of the same shape. */
export function answersFor(
  file: string,
  sheets: readonly Sheet[],
  now: readonly SheetAnswer[],
  earlier: Readonly<Record<string, RememberedSheet>>,
): readonly SheetAnswer[] {
  const isKnown = Object.keys(earlier).length > 0
  return sheets.flatMap((sheet) => {
    const said = now.find((one) => one.file === file && one.sheet === sheet.name)
    const before = isKnown && said?.table === undefined ? earlier[shapeOf(sheet)] : undefined
    return said || before ? [{ file, sheet: sheet.name, ...before, ...withoutUndefined(said) }] : []
  })
}

/** What is worth remembering of the answers about a file. */
export function shapesSaid(
  file: string,
  sheets: readonly Sheet[],
  now: readonly SheetAnswer[],
): readonly (readonly [shape: string, said: RememberedSheet])[] {
  return now.flatMap(({ file: of, sheet: name, table, columns }) => {
    const sheet = of === file && table !== undefined ? sheets.find((one) => one.name === name) : undefined
    const shape = sheet ? shapeOf(sheet) : ''
    return shape === '' ? [] : [[shape, { table, columns }] as const]
  })
}

/** An absent part of an answer takes nothing away from what is remembered. */
function withoutUndefined(said: SheetAnswer | undefined): Partial<SheetAnswer> {
  return Object.fromEntries(Object.entries(said ?? {}).filter(([, value]) => value !== undefined))
}

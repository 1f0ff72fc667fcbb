import { parseAmount } from '#core/money/parse.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import type { TableState, YearAccounts } from '#core/model/accounts.ts'
import { parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import type { Stage, Unit } from '#core/model/report.ts'

export interface AccountsSketch {
  /** `表/行/列` → amount text as it would stand in a workbook: '692.87', '', '——'. */
  readonly cells: Readonly<Record<string, string>>
  readonly unit?: Partial<Unit>
  readonly year?: number
  readonly stage?: Stage
  readonly texts?: Readonly<Record<string, string>>
  readonly moneyUnit?: MoneyUnit
  /** Tables of which only single cells are known. */
  readonly incomplete?: readonly string[]
  readonly names?: Readonly<Record<string, string>>
}

const UNIT: Unit = { code: '001001', name: '测试单位', shortName: '测试', nature: '行政单位', parent: undefined }

/** Accounts written down by hand for a test: amounts in 万元 with the decimals as written. */
export function sketchAccounts(sketch: AccountsSketch): YearAccounts {
  const values = new Map<string, CellValue>()
  const rows = new Map<string, string[]>()
  for (const [ref, text] of Object.entries(sketch.cells)) {
    values.set(ref, readValue(text, sketch.moneyUnit ?? '万元'))
    const parts = parseCellRef(ref)
    if (!parts) throw new Error(`${ref} is no cell ref`)
    const table = `${parts.prior ? '上年·' : ''}${parts.table}`
    const known = rows.get(table) ?? []
    if (!known.includes(parts.row)) known.push(parts.row)
    rows.set(table, known)
  }
  const state = (id: string): TableState | undefined => {
    const known = rows.get(id)
    if (!known) return undefined
    const names = new Map(Object.entries(sketch.names ?? {}))
    return { rows: known, names, complete: !(sketch.incomplete ?? []).includes(id) }
  }
  return {
    key: { unit: '001001', year: sketch.year ?? 2023, stage: sketch.stage ?? '决算' },
    unit: { ...UNIT, ...sketch.unit },
    get: (ref: CellRef) => values.get(ref),
    table: (id, prior = false) => state(`${prior ? '上年·' : ''}${id}`),
    text: (id) => sketch.texts?.[id],
  }
}

function readValue(text: string, unit: MoneyUnit): CellValue {
  const parsed = parseAmount(text, unit)
  if (parsed.kind === 'amount') return { kind: 'amount', amount: parsed.amount }
  if (parsed.kind === 'percent') return { kind: 'amount', amount: parsed.rate }
  if (parsed.kind === 'blank' || parsed.kind === 'dash') return { kind: parsed.kind }
  throw new Error(`${text} is no figure`)
}

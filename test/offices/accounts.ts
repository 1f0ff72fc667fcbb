import type { TableState, YearAccounts } from '#core/model/accounts.ts'
import type { CellValue } from '#core/model/cell.ts'
import { deriveTotals } from '#core/derive/totals.ts'
import { amountOf } from '#core/money/amount.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { Office } from './office.ts'
import { statedFen, stepOf } from './stated.ts'

/** What an import of the tables and the 填报表 of an office stores, without the files: for many faults in little time. */
export function accountsOf(office: Office, pack: Pack): YearAccounts {
  const cells = new Map<string, CellValue>()
  const rows = new Map<string, Set<string>>()
  const put = (ref: string, value: CellValue): void => {
    const [table = '', row = ''] = ref.split('/')
    cells.set(ref, value)
    rows.set(table, (rows.get(table) ?? new Set()).add(row))
  }
  for (const table of pack.tables.values()) if (table.role === 'statutory') rows.set(table.id, new Set(['合计']))
  for (const [ref, fen] of [...office.figures, ...office.answers])
    if (pack.tables.has(ref.replace('上年·', '').split('/')[0] ?? ''))
      put(ref, { kind: 'amount', amount: amountOf(statedFen(fen, office.print), stepOf(office.print)) })
  for (const [ref, count] of office.counts) put(ref, { kind: 'amount', amount: amountOf(Math.trunc(count * 100), 100) })
  const states = new Map(
    [...rows].map(([table, known]): [string, TableState] => [
      table,
      { rows: [...known], names: new Map(), complete: pack.tables.get(table)?.role === 'statutory' },
    ]),
  )
  const imported: YearAccounts = {
    key: { unit: office.code, year: pack.head.year, stage: pack.head.stage },
    unit: { code: office.code, name: office.name, shortName: '', nature: office.nature, parent: undefined },
    get: (ref) => cells.get(ref),
    table: (id, prior = false) => states.get(`${prior ? '上年·' : ''}${id}`),
    text: () => undefined,
  }
  const derived = new Map(deriveTotals(imported, pack).map(({ ref, value }) => [ref, value]))
  return { ...imported, get: (ref) => cells.get(ref) ?? derived.get(ref) }
}

import type { TableState, YearAccounts } from '#core/model/accounts.ts'
import type { Grid, GridRow } from '#core/document/model.ts'
import { tableGrid } from '#core/document/table-grid.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { PrintedTable } from '#test/samples/facts.ts'
import type { Office } from './office.ts'
import { cellText } from './stated.ts'

/**
 * The published tables of an office in the forms of a pack of any year and stage: header and rows are those of the pack, what
 * stands in them comes from the office alone. The forms of test/offices/forms.ts are those of a real print; these are not.
 */
export function tablesOfPack(office: Office, pack: Pack): readonly PrintedTable[] {
  const accounts = rowsOnly(office, pack)
  const unitLine = office.print.unit === '元' ? '单位：元' : '单位：万元'
  return [...pack.tables.values()].flatMap((table) => {
    if (table.role !== 'statutory') return []
    const grid = tableGrid(table.id, undefined, { accounts, pack, nameOfCode: (code) => office.names.get(code) })
    return [
      {
        id: table.id,
        title: table.title,
        code: table.code ?? '',
        nameLine: `部门名称：${office.name}`,
        unitLine,
        header: spanned(grid, grid.rows.slice(0, grid.headerRows), office),
        body: spanned(grid, grid.rows.slice(grid.headerRows), office),
        notes: [],
      },
    ]
  })
}

/** Accounts that only know which codes each table lists. */
function rowsOnly(office: Office, pack: Pack): YearAccounts {
  const rows = new Map<string, Set<string>>([...pack.tables.keys()].map((id) => [id, new Set()]))
  for (const ref of office.figures.keys()) {
    const [table = '', row = ''] = ref.split('/')
    if (/^\d+$/u.test(row)) rows.get(table)?.add(row)
  }
  const stateOf = (known: Set<string>): TableState => ({ rows: [...known], names: new Map(), complete: true })
  return {
    key: { unit: office.code, year: pack.head.year, stage: pack.head.stage },
    unit: { code: office.code, name: office.name, shortName: '', nature: office.nature, parent: undefined },
    // A stated figure, so that no form is printed as empty; what stands there is not looked at.
    get: () => ({ kind: 'amount', amount: { fen: 1, quantum: 1 } }),
    table: (id, prior = false) => {
      const known = prior ? undefined : rows.get(id)
      return known && stateOf(known)
    },
    text: () => undefined,
  }
}

/** Merged cells as `<` (of the cell at the left) and `^` (of the cell above). */
function spanned(grid: Grid, rows: readonly GridRow[], office: Office): string[][] {
  const width = grid.widths.length
  const out = rows.map(() => Array.from({ length: width }, () => ''))
  for (const [top, { cells }] of rows.entries())
    for (const cell of cells)
      for (let down = 0; down < cell.rowSpan; down += 1)
        for (let right = 0; right < cell.colSpan; right += 1) {
          const line = out[top + down]
          if (line)
            line[cell.column + right] =
              right > 0 ? '<' : down > 0 ? '^' : cell.ref && cell.text !== '——' ? cellText(office, cell.ref) : cell.text
        }
  return out
}

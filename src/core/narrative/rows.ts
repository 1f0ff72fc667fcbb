import { cellRef } from '#core/model/cell.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { Pack } from '#core/packs/pack.ts'
import { fixedRowsOf, readFigure } from '#core/packs/read-figure.ts'
import { LEVEL_LENGTH } from '#core/packs/term.ts'
import { entryRowKeys } from '#core/packs/words.ts'
import type { Expression } from './ast.ts'
import type { NarrativeContext, Value } from './values.ts'

/** 行集(TABLE, LEVEL, COLUMN, "prefix"…): rows of the level whose COLUMN is not zero, in printed order. */
export function rowsWhere(args: readonly Expression[], context: NarrativeContext): Value {
  const [tableId, level, column, ...prefixes] = args.map(wordOf)
  if (tableId === undefined || level === undefined || column === undefined)
    return { kind: 'unknown', what: '行集', prompt: '行集(表, 级, 列) 的参数不全' }
  if (!context.accounts.table(tableId)) return { kind: 'unknown', what: tableId, prompt: `缺少“${tableId}”` }
  const rows = orderedRows(context.accounts, context.pack, tableId, level)
    .filter((row) => prefixes.length === 0 || prefixes.some((prefix) => prefix !== undefined && row.startsWith(prefix)))
    .filter((row) => {
      const reading = readFigure(context.accounts, context.pack, cellRef(tableId, row, column))
      return reading.kind === 'known' && reading.amount.fen !== 0
    })
  return { kind: 'rows', table: tableId, rows }
}

/** 行列(TABLE, "row", …): exactly these rows. */
export function rowsNamed(args: readonly Expression[]): Value {
  const [tableId, ...rows] = args.map(wordOf)
  return { kind: 'rows', table: tableId ?? '', rows: rows.filter((row) => row !== undefined) }
}

function orderedRows(accounts: YearAccounts, pack: Pack, tableId: string, level: string): readonly string[] {
  const table = pack.tables.get(tableId)
  const fixed = table ? fixedRowsOf(table) : []
  if (level === '行') return [...fixed.map((row) => row.key), ...entryRowKeys(accounts, table)]
  const length = level in LEVEL_LENGTH ? LEVEL_LENGTH[level as keyof typeof LEVEL_LENGTH] : undefined
  const fixedCodes = fixed.map((row) => row.key).filter((key) => /^\d+$/.test(key))
  const own = (accounts.table(tableId)?.rows ?? []).filter((row) => /^\d+$/.test(row) && !fixedCodes.includes(row))
  return [...fixedCodes, ...own.toSorted()].filter((row) => row.length === length)
}

function wordOf(expression: Expression): string | undefined {
  if (expression.kind === 'name') return expression.name
  return expression.kind === 'string' ? expression.text : undefined
}

import { cellRef } from '#core/model/cell.ts'
import { LEVEL_LENGTH } from '#core/packs/term.ts'
import type { Check, CheckContext } from './check.ts'
import { codesInUse, finding } from './support.ts'

/**
 * A row that is left out and that no sum can miss: the only 款 of a 类, the only 项 of a 款. Nobody hides the row above one that is
 * printed; rows below one may be withheld (secret items), so they are asked for only. A level that no table
 * of functions prints is not asked for.
 */
export const incompleteRows: Check = {
  id: 'CK-007',
  title: '科目行不完整',
  *run(context) {
    const all = [...codesInUse(context)]
    const everywhere = new Set(
      all.flatMap(({ table, code }) => (functionLevels(table, context).length > 0 ? [code.length] : [])),
    )
    for (const [table, used] of Map.groupBy(all, (one) => one.table)) {
      if (context.pack.tables.get(table)?.role !== 'statutory') continue
      const codes = new Set(used.map(({ code }) => code))
      const levels = levelsOf(table, codes, everywhere, context)
      const column = used[0]?.column ?? ''
      for (const code of codes) {
        const parent = code.slice(0, -2)
        if (code.length > 3 && levels.has(parent.length) && !codes.has(parent))
          yield missing({ table, column, code: parent, beside: code, severity: 'error' })
        if (levels.has(code.length + 2) && !hasBelow(code, codes) && isDivided(code, context))
          yield missing({ table, column, code, beside: undefined, severity: 'warning' })
      }
    }
  },
}

/** The levels that the table has, and those that it may have and another table of functions does have. */
function levelsOf(
  table: string,
  codes: ReadonlySet<string>,
  everywhere: ReadonlySet<number>,
  context: CheckContext,
): ReadonlySet<number> {
  const own = [...codes].map((code) => code.length)
  const possible = functionLevels(table, context).filter((length) => everywhere.has(length))
  return new Set([...own, ...possible])
}

/** Lengths of the function codes that the form of a table takes; none for a table of another classification. */
function functionLevels(table: string, { pack }: CheckContext): readonly number[] {
  const rows = pack.tables.get(table)?.blocks.flatMap((block) => block.codeRows ?? []) ?? []
  return rows
    .filter(({ list }) => list === '功能分类')
    .flatMap(({ levels }) => levels.map((level) => LEVEL_LENGTH[level]))
}

const LEVEL: Readonly<Record<number, string>> = { 3: '类', 5: '款', 7: '项' }

interface Gap {
  readonly table: string
  readonly column: string
  /** The row that is missing, or the one whose rows below are. */
  readonly code: string
  /** The row below that is printed. */
  readonly beside: string | undefined
  readonly severity: 'error' | 'warning'
}

function missing({ table, column, code, beside, severity }: Gap) {
  const level = LEVEL[code.length] ?? ''
  const below = LEVEL[code.length + 2] ?? ''
  return finding(incompleteRows, {
    severity,
    where: `${table} ${code}`,
    cells: [code, ...(beside === undefined ? [] : [beside])].map((row) => cellRef(table, row, column)),
    hint:
      beside === undefined
        ? `${table}列到了${below}，${code}下面却没有${below}，请补上漏列的行；依规定不公开的，请确认后说明`
        : `有${beside}而没有它所属的${level}${code}，请补上漏列的行`,
    source: '政府收支分类科目',
  })
}

function hasBelow(code: string, codes: ReadonlySet<string>): boolean {
  return [...codes].some((other) => other.length > code.length && other.startsWith(code))
}

/** Some 类 and 款 end there: the lists have nothing below them. */
function isDivided(code: string, { nameOfCode }: CheckContext): boolean {
  return Array.from({ length: 99 }, (_, index) => code + String(index + 1).padStart(2, '0')).some(
    (below) => nameOfCode(below) !== undefined,
  )
}

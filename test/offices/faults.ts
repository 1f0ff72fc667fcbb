import type { PrintedTable } from '#test/samples/facts.ts'
import type { Office } from './office.ts'
import type { Random } from './random.ts'

/** One mistake in accounts that were right. */
export interface Fault {
  readonly what: string
  /** Parts of the cells or tables that a finding must name: one of them is enough. */
  readonly cells: readonly string[]
  readonly tables: readonly PrintedTable[]
}

const CODE_TABLES: Readonly<Record<string, readonly string[]>> = {
  支出决算表: ['本年支出合计', '基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出'],
  一般公共预算财政拨款支出决算表: ['小计', '基本支出', '项目支出'],
  收入决算表: ['本年收入合计', '财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入'],
}

const isAmount = (text: string | undefined): text is string => /^-?\d+\.\d+$/u.test(text ?? '')

/** Changes one row of a table with codes; undefined when the table has no such row. */
function change(
  tables: readonly PrintedTable[],
  id: string,
  code: string,
  edit: (row: readonly string[]) => readonly (readonly string[])[],
): readonly PrintedTable[] {
  return tables.map((table) =>
    table.id === id
      ? {
          ...table,
          body: table.body.flatMap((row) => (row[0] === code ? edit(row) : [[...row]])).map((row) => [...row]),
        }
      : table,
  )
}

/** Somewhere in a table with codes: a row below the total and one of its amounts. */
function anywhere(tables: readonly PrintedTable[], random: Random) {
  const id = random.pick(Object.keys(CODE_TABLES))
  const rows = tables.find((table) => table.id === id)?.body.slice(1) ?? []
  const row = random.pick(rows)
  const at = random.pick(row.flatMap((text, index) => (isAmount(text) ? [index] : [])))
  const code = row[0] ?? ''
  return { id, row, code, at, ref: `${id}/${code}/${CODE_TABLES[id]?.[at - 2] ?? ''}` }
}

const nextDigit = (digit: string): string => String((Number(digit) + 3) % 10)

export function wrongDigit(tables: readonly PrintedTable[], random: Random): Fault {
  const { id, code, at, ref, row } = anywhere(tables, random)
  const text = row[at] ?? ''
  // The last digits are what rounding may explain; the first ones are never.
  const wrong = nextDigit(text[0] ?? '0') + text.slice(1)
  return {
    what: `${ref} ${text} → ${wrong}`,
    cells: [ref],
    tables: change(tables, id, code, (found) => [found.with(at, wrong)]),
  }
}

export function wrongSign(tables: readonly PrintedTable[], random: Random): Fault {
  const { id, code, at, ref } = anywhere(tables, random)
  return {
    what: `sign of ${ref}`,
    cells: [ref],
    tables: change(tables, id, code, (row) => [row.with(at, `-${row[at] ?? ''}`)]),
  }
}

/** 基本支出 and 项目支出 of one row exchanged. */
export function swappedColumns(tables: readonly PrintedTable[], random: Random): Fault {
  const id = random.pick(['支出决算表', '一般公共预算财政拨款支出决算表'])
  const rows = tables.find((table) => table.id === id)?.body.slice(1) ?? []
  const { code } = { code: random.pick(rows.filter((row) => row[3] !== row[4]))[0] ?? '' }
  return {
    what: `columns of ${id}/${code}`,
    cells: [`${id}/${code}/基本支出`, `${id}/${code}/项目支出`],
    tables: change(tables, id, code, (row) => [row.with(3, row[4] ?? '').with(4, row[3] ?? '')]),
  }
}

export function missingRow(tables: readonly PrintedTable[], random: Random): Fault {
  const { id, code } = anywhere(tables, random)
  return {
    what: `row ${id}/${code} left out`,
    cells: [
      `${id}/${code}/`,
      `${id}/${code.slice(0, 5)}/`,
      `${id}/${code.slice(0, 3)}/`,
      ...(code.length === 3 ? [`${id}/合计/`] : []),
    ],
    tables: change(tables, id, code, () => []),
  }
}

export function duplicatedRow(tables: readonly PrintedTable[], random: Random): Fault {
  const { id, code } = anywhere(tables, random)
  return { what: `row ${id}/${code} twice`, cells: [code], tables: change(tables, id, code, (row) => [row, row]) }
}

/** A code that no list has, under the same 款. */
export function wrongCode(tables: readonly PrintedTable[], random: Random): Fault {
  const id = random.pick(Object.keys(CODE_TABLES))
  const rows = tables.find((table) => table.id === id)?.body.filter(([code = '']) => code.length === 7) ?? []
  const code = random.pick(rows)[0] ?? ''
  const wrong = `${code.slice(0, 5)}77`
  return {
    what: `${id}/${code} written ${wrong}`,
    cells: [`${id}/${wrong}`, `${id}/${code}`],
    tables: change(tables, id, code, (row) => [row.with(0, wrong)]),
  }
}

/** One table says 元 where it prints 万元, or the other way round. */
export function wrongUnit(tables: readonly PrintedTable[], random: Random, office: Office): Fault {
  const id = random.pick(tables.filter(({ body }) => body.some((row) => row.some(isAmount))).map((table) => table.id))
  const unitLine = office.print.unit === '元' ? '单位：万元' : '单位：元'
  return {
    what: `${id} says ${unitLine}`,
    // A refused table is named as its workbook names it.
    cells: tables.flatMap((table) => (table.id === id ? [id, table.title] : [])),
    tables: tables.map((table) => (table.id === id ? { ...table, unitLine } : table)),
  }
}

export function missingTable(tables: readonly PrintedTable[], random: Random): Fault {
  const { id } = random.pick(tables)
  return { what: `${id} not delivered`, cells: [id], tables: tables.filter((table) => table.id !== id) }
}

export const FAULTS = {
  wrongDigit,
  wrongSign,
  swappedColumns,
  missingRow,
  duplicatedRow,
  wrongCode,
  wrongUnit,
  missingTable,
}

import type { PrintedTable } from '#test/samples/facts.ts'

const NUMERALS = '一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十'.split(' ')
const SUBTOTAL = /^本年(?:收入|支出)合计$/u

/**
 * The summary tables as places print them that list only what is in use and number it anew. Totals and subtotals stay.
 */
export function usedRowsOnly(table: PrintedTable): PrintedTable {
  const heading = table.header.find((row) => row.filter((text) => text === '项目').length === 2)
  if (!heading || !table.title.endsWith('总表')) return table
  const second = heading.lastIndexOf('项目')
  const sides = [table.body.map((row) => row.slice(0, second)), table.body.map((row) => row.slice(second))]
  const [left = [], right = []] = sides.map((rows) =>
    renumbered(rows.filter((row, at) => isKept(row, at === rows.length - 1))),
  )
  const height = Math.max(left.length, right.length)
  return {
    ...table,
    body: Array.from({ length: height }, (_, at) => [
      ...lineOf(left, at, height, second),
      ...lineOf(right, at, height, heading.length - second),
    ]),
  }
}

/** The last line of a side is its total and stands in the last row. */
function lineOf(rows: readonly (readonly string[])[], at: number, height: number, width: number): readonly string[] {
  const row = at === height - 1 ? rows.at(-1) : at < rows.length - 1 ? rows[at] : undefined
  return row ?? Array.from({ length: width }, () => '')
}

function isKept(row: readonly string[], isLast: boolean): boolean {
  const [label = '', ...rest] = row
  if (isLast || SUBTOTAL.test(label.trim())) return true
  return label.trim() !== '' && rest.some((text) => /\./u.test(text))
}

function renumbered(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let next = 0
  return rows.map(([label = '', ...rest]) => {
    const name = /^[一二三四五六七八九十]+、(.*)$/u.exec(label)?.[1]
    return name === undefined ? [label, ...rest] : [`${NUMERALS[next++] ?? ''}、${name}`, ...rest]
  })
}

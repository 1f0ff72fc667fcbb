/**
 * The formula of a cell that shares another cell's: relative references move by the distance between the two cells
 * (ECMA-376 part 1, 18.3.1.40). Strings, quoted sheet names and names that only look like references stay.
 */
export function moveFormula(formula: string, rows: number, columns: number): string {
  return formula.replace(TOKENS, (all, literal, before, columnLock, letters, rowLock, digits) => {
    if (typeof literal === 'string') return all
    const column = columnLock === '$' ? String(letters) : shiftColumn(String(letters), columns)
    const row = rowLock === '$' ? String(digits) : shiftRow(String(digits), rows)
    if (column === undefined || row === undefined) return `${String(before)}#REF!`
    return `${String(before)}${String(columnLock)}${column}${String(rowLock)}${row}`
  })
}

const TOKENS =
  /("[^"]*"|'[^']*')|(^|[^\w.$\u0080-\uffff])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![\w.(!\u0080-\uffff])/g

function shiftColumn(letters: string, by: number): string | undefined {
  let number = by
  let value = 0
  for (const letter of letters.toUpperCase()) value = value * 26 + letter.charCodeAt(0) - 64
  number += value
  if (number < 1 || number > 16_384) return undefined
  let text = ''
  for (; number > 0; number = Math.floor((number - 1) / 26)) text = String.fromCharCode(65 + ((number - 1) % 26)) + text
  return text
}

function shiftRow(digits: string, by: number): string | undefined {
  const row = Number.parseInt(digits, 10) + by
  return row < 1 || row > 1_048_576 ? undefined : String(row)
}

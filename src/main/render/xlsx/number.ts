import type { GridCell } from '#core/document/model.ts'

export interface CellNumber {
  readonly value: number
  /** Excel number format that shows the value as the cell's text prints it. */
  readonly format: string
}

const DECIMAL = /^-?\d+(?:\.(?<decimals>\d+))?$/
/** Excel keeps fifteen digits. */
const MAX_DIGITS = 15

/**
 * The number that a cell of the workbook holds; undefined where the cell must stay text.
 *
 * Text stays where the print says something else than the number (blank, ——, =100%, ≤62万元), and where a double
 * could not give the same digits back.
 */
export function cellNumber({ text, number }: GridCell): CellNumber | undefined {
  if (number === undefined) return undefined
  const percent = text.endsWith('%') ? '%' : ''
  const grouped = text.includes(',')
  const printed = text.replaceAll(',', '').replace(/%$/, '')
  const decimals = DECIMAL.exec(printed)?.groups?.['decimals']?.length ?? 0
  if (!DECIMAL.test(printed) || !DECIMAL.test(number) || !fits(number) || !prints(number, printed)) return undefined
  const places = decimals === 0 ? '' : `.${'0'.repeat(decimals)}`
  // A literal percent sign: the number is 60.12, not 0.6012, and so it must be read back.
  return { value: Number(number), format: `${grouped ? '#,##0' : '0'}${places}${percent === '' ? '' : '"%"'}` }
}

const fits = (number: string): boolean => number.replace(/[-.]/g, '').replace(/^0+/, '').length <= MAX_DIGITS

/** True when the print is the number, rounded at most: it differs by no more than half of its last digit. */
function prints(number: string, printed: string): boolean {
  const places = Math.max(decimalsOf(number), decimalsOf(printed))
  const difference = scaled(number, places) - scaled(printed, places)
  const unit = 10n ** BigInt(places - decimalsOf(printed))
  return 2n * (difference < 0n ? -difference : difference) <= unit
}

const decimalsOf = (decimal: string): number => decimal.split('.')[1]?.length ?? 0

function scaled(decimal: string, places: number): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(`${whole}${fraction.padEnd(places, '0')}`)
}

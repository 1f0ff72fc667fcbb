import type { Office, Print } from './office.ts'

/** 分 per unit and the smallest 分 that the print shows. */
export function stepOf({ unit, decimals }: Print): number {
  return 10 ** ((unit === '元' ? 2 : 6) - decimals)
}

/** What the office prints for an exact amount: rounded once, half up, singly for each cell. In 分. */
export function statedFen(fen: number, print: Print): number {
  const step = BigInt(stepOf(print))
  const size = fen < 0 ? -BigInt(fen) : BigInt(fen)
  const rounded = ((size * 2n + step) / (step * 2n)) * step
  return Number(fen < 0 ? -rounded : rounded)
}

/** The digits of an amount as the office prints them: 1234567 分 in 万元 is 1.23. */
export function printed(fen: number, print: Print): string {
  const scale = print.unit === '元' ? 2 : 6
  const text = String(Math.abs(statedFen(fen, print))).padStart(scale + 1, '0')
  const whole = text.slice(0, -scale)
  const fraction = text.slice(-scale).slice(0, print.decimals)
  return `${fen < 0 ? '-' : ''}${whole}.${fraction}`
}

/** A published cell as printed; blank where there is nothing. Counts are whole. */
export function cellText(office: Office, ref: string): string {
  const fen = office.figures.get(ref)
  if (fen !== undefined && fen !== 0) return printed(fen, office.print)
  const count = office.counts.get(ref)
  return count === undefined || count === 0 ? '' : String(count)
}

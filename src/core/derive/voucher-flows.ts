/** A line of a voucher as a question of flows sees it: it is of the accounts asked for, of those they are held against, or of others. */
export interface FlowLine {
  readonly combination: number
  readonly debit: number
  readonly credit: number
  readonly part: 'of' | 'against' | 'other'
}

export type FlowSide = 'debit' | 'credit'

/** What of each line asked for goes to, or comes from, the accounts it is held against; in 分 and in the order of `lines`. */
export interface LineFlow<Line> {
  readonly line: Line
  readonly debit: number
  readonly credit: number
}

/**
 * How much of a voucher flows between two groups of accounts. A voucher says what stands on its sides, not what belongs to what: of the
 * amounts own and theirs on opposite sides of a voucher with the total T, at least own + theirs − T belongs together and at most the
 * lesser of the two. Where these are one figure it is certain; otherwise the answer is undefined, never a guess. What is missing from a side
 * of a voucher that does not balance could be anything.
 *
 * @param lines the voucher's lines in 预算会计
 * @param sides which sides of the accounts asked for matter
 */
export function voucherFlows<Line extends FlowLine>(
  lines: readonly Line[],
  sides: readonly FlowSide[],
): readonly LineFlow<Line>[] | undefined {
  const isRed = lines.every(({ debit, credit }) => debit <= 0 && credit <= 0)
  const posted = lines.map((line) => ({ line, ...onSides(line, isRed ? -1 : 1) }))
  const others = netOfOthers(posted)
  const totals = { debit: others.debit, credit: others.credit }
  for (const { line, debit, credit } of posted) {
    if (line.part === 'other') continue
    totals.debit += debit
    totals.credit += credit
  }
  const flows = new Map<Line, { debit: number; credit: number }>()
  for (const side of sides) {
    const other = side === 'debit' ? 'credit' : 'debit'
    const own = sumOf(posted, 'of', side)
    const theirs = sumOf(posted, 'against', other)
    const missing = Math.max(0, totals[side] - totals[other])
    const least = Math.max(0, own + theirs - Math.max(totals.debit, totals.credit))
    const most = Math.min(own, theirs + missing)
    if (least !== most) return undefined
    let left = most
    for (const { line, [side]: fen } of posted) {
      if (line.part !== 'of') continue
      const taken = Math.min(fen, left)
      left -= taken
      const flow = flows.get(line) ?? { debit: 0, credit: 0 }
      flows.set(line, { ...flow, [side]: isRed ? 0 - taken : taken })
    }
  }
  return [...flows].map(([line, flow]) => ({ line, ...flow }))
}

interface Posted {
  readonly line: FlowLine
  readonly debit: number
  readonly credit: number
}

/** A red amount on one side is the same as a black one on the other; in a voucher that is red throughout it takes a black one back. */
function onSides({ debit, credit }: FlowLine, sign: 1 | -1): { readonly debit: number; readonly credit: number } {
  const [left, right] = [sign * debit, sign * credit]
  return { debit: Math.max(left, 0) + Math.max(-right, 0), credit: Math.max(right, 0) + Math.max(-left, 0) }
}

/** Of accounts that are not asked about only the difference counts: what they take and give back within one voucher is no flow. */
function netOfOthers(posted: readonly Posted[]): { readonly debit: number; readonly credit: number } {
  const net = new Map<number, number>()
  for (const { line, debit, credit } of posted)
    if (line.part === 'other') net.set(line.combination, (net.get(line.combination) ?? 0) + debit - credit)
  const differences = [...net.values()]
  return {
    debit: differences.reduce((sum, fen) => sum + Math.max(fen, 0), 0),
    credit: differences.reduce((sum, fen) => sum + Math.max(-fen, 0), 0),
  }
}

const sumOf = (posted: readonly Posted[], part: FlowLine['part'], side: FlowSide): number =>
  posted.reduce((sum, one) => sum + (one.line.part === part ? one[side] : 0), 0)

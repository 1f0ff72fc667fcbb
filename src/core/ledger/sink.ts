/** Where the rows of a ledger go, one call each. Amounts in 分; rows are 1-based, as people count them. */
export interface LedgerSink {
  /** A line of a voucher. */
  readonly entry: (
    row: number,
    voucher: number,
    combination: number,
    debit: number,
    credit: number,
    summary: string,
  ) => void
  /** A line of a balance table, or an opening balance in a detail ledger; 贷 − 借, undefined where the file says nothing. */
  readonly balance: (row: number, combination: number, figures: BalanceFigures) => void
  /** A line of a list of 预算指标. */
  readonly indicator: (row: number, combination: number, figures: IndicatorFigures) => void
}

export interface BalanceFigures {
  readonly opening: number | undefined
  readonly debit: number | undefined
  readonly credit: number | undefined
  readonly closing: number | undefined
}

/** One row of 预算指标 in 分, undefined where the export says nothing of the kind; an adjustment may be negative. */
export interface IndicatorFigures {
  readonly initial: number | undefined
  readonly added: number | undefined
  readonly adjusted: number | undefined
  readonly available: number | undefined
}

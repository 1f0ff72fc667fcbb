import type { LedgerRole } from '#core/packs/schema-recognisers.ts'
import { place, yuan, type SheetContext } from './reading.ts'

type Amounts = ReadonlyMap<LedgerRole, number>

/** Rows of an indicator list that repeat others, held against the rows that they repeat. Call `end` after the last row. */
export interface TotalRows {
  readonly row: (functionCode: string, amounts: Amounts) => void
  /** A row 合计 or 小计. `row` is 0-based. */
  readonly total: (row: number, amounts: Amounts) => void
  /** A row of a 类 or 款. */
  readonly above: (row: number, code: string, amounts: Amounts) => void
  readonly end: () => void
}

/**
 * A total stands for the rows since any earlier total, for everything above it, or, where it stands on top, for the whole sheet:
 * exports put them in all these places, and only a total that fits nowhere is worth a question.
 */
export function totalRows(context: SheetContext, roles: readonly LedgerRole[]): TotalRows {
  const sums = new Map<LedgerRole, number>(roles.map((role) => [role, 0]))
  const byCode = new Map<string, Map<LedgerRole, number>>()
  const starts: Amounts[] = [new Map(sums)]
  const open: { readonly row: number; readonly amounts: Amounts; readonly code?: string }[] = []
  const fits = (amounts: Amounts, to: Amounts, from: Amounts): boolean =>
    [...amounts].every(([role, fen]) => fen === (to.get(role) ?? 0) - (from.get(role) ?? 0))
  const add = (to: Map<LedgerRole, number>, amounts: Amounts): void => {
    for (const [role, fen] of amounts) to.set(role, (to.get(role) ?? 0) + fen)
  }
  const nothing: Amounts = new Map()
  return {
    row(code, amounts) {
      add(sums, amounts)
      for (const above of [code.slice(0, 3), code.slice(0, 5)]) {
        const known = byCode.get(above) ?? new Map<LedgerRole, number>()
        byCode.set(above, known)
        add(known, amounts)
      }
    },
    total(row, amounts) {
      if (!starts.some((start) => fits(amounts, sums, start))) open.push({ row, amounts })
      starts.push(new Map(sums))
    },
    above(row, code, amounts) {
      open.push({ row, amounts, code })
    },
    end() {
      for (const { row, amounts, code } of open) {
        const whole = code === undefined ? sums : (byCode.get(code) ?? nothing)
        if (fits(amounts, whole, nothing)) continue
        const [role, fen] = [...amounts].find(([one, stated]) => stated !== (whole.get(one) ?? 0)) ?? ['指标金额', 0]
        const isLone = code !== undefined && !byCode.has(code)
        context.findings.add({
          code: isLone ? 'LEDGER_INDICATOR_LEVEL' : 'LEDGER_TOTAL',
          weight: isLone ? 'refused' : 'confirm',
          row: row + 1,
          message: isLone
            ? `${place(context, row + 1)}只写到功能分类 ${code}，下面没有项级科目的行。`
            : `${place(context, row + 1)}的${code === undefined ? '合计' : ` ${code} `}“${role}”为 ${yuan(fen)}，与各行之和 ${yuan(whole.get(role) ?? 0)} 不一致。`,
          remedy: isLone
            ? '把指标导出到功能分类的项级（七位代码）再导入。'
            : '核对文件是否被删改过行；确认各行无误的，可以选择按各行导入。',
        })
      }
    },
  }
}

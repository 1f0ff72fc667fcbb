import type { LedgerRole } from '#core/packs/schema-recognisers.ts'
import { address, type SheetRow } from '#core/workbook/grid.ts'
import { isRedPositive } from '#core/workbook/red.ts'
import type { SheetLayout } from './layout.ts'
import type { LedgerFinding } from './model.ts'

/** Amounts above zero in red, over the stored rows of one sheet. */
export interface RedFigures {
  readonly columns: (layout: SheetLayout) => void
  readonly look: (row: SheetRow) => void
  readonly finding: (fileName: string, sheet: string) => Omit<LedgerFinding, 'sheet'> | undefined
}

const WORDS: ReadonlySet<LedgerRole> = new Set<LedgerRole>([
  '日期', '月', '日', '期间', '单位', '凭证字', '凭证号', '摘要', '科目编码', '科目名称', '科目', '预算年度', '是否启用', '指标余额',
]) // prettier-ignore

/**
 * Red means less than nothing in a ledger. A file that says so by its font alone would come in with the wrong sign, and one in which
 * somebody marked cells would not: the user says which it is.
 */
export function redFigures(): RedFigures {
  const amounts = new Set<number>()
  let first: { readonly row: number; readonly at: string; readonly text: string } | undefined
  let count = 0
  return {
    columns({ uses }) {
      for (const [column, use] of uses) if (use.kind === 'role' && !WORDS.has(use.role)) amounts.add(column)
    },
    look({ index, cells }) {
      for (const { column, value } of cells) {
        if (value.kind !== 'number' || value.format === undefined || !amounts.has(column) || !isRedPositive(value))
          continue
        count += 1
        first ??= { row: index + 1, at: address(index, column), text: value.text }
      }
    },
    finding: (fileName, sheet) =>
      first && {
        code: 'LEDGER_RED',
        weight: 'confirm',
        row: first.row,
        message: `文件“${fileName}”工作表“${sheet}”第 ${first.row} 行单元格 ${first.at} 的 ${first.text} 是红字，数值却是正数${count > 1 ? `；这样的金额共 ${count} 个` : ''}，不能断定是不是冲销的负数。`,
        remedy:
          '红字表示负数的，在 Excel 中改成负数，或在财务软件中按负数重新导出；红色只是标记的，可以选择照样导入，按正数计算。',
      },
  }
}

import { afresh } from '#core/model/memory.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import type { Finding } from '../finding.ts'
import { printAmount } from '../print-amount.ts'
import type { Check, CheckContext } from './check.ts'
import { finding, statedInRow, statedRows } from './support.ts'

/** A negative figure can be legitimate (红字冲销), so it is only pointed at. */
export const negativeFigure: Check = {
  id: 'CK-002',
  title: '金额或数量为负数',
  *run(context) {
    const { recall = afresh } = context
    // Row by row: a report has tens of thousands of figures, and an edit touches one.
    for (const { table, row } of statedRows(context))
      yield* recall(`负数 ${table.id}/${row}`, [], () => negativeIn(table, row, context))
  },
}

function negativeIn(table: PackTable, row: string, context: CheckContext): readonly Finding[] {
  return [...statedInRow(table, row, context)].flatMap(({ ref, amount }) =>
    amount.fen >= 0
      ? []
      : finding(negativeFigure, {
          severity: 'warning',
          where: `${table.id} ${row}`,
          cells: [ref],
          stated: printAmount(amount, ref, context.pack),
          hint: '请核对正负号；确为冲减的，请在情况说明中写明原因',
          source: '部门决算报表说明',
        }),
  )
}

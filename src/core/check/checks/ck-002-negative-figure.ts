import { parseCellRef } from '#core/model/cell.ts'
import { printAmount } from '../print-amount.ts'
import type { Check } from './check.ts'
import { finding, statedCells } from './support.ts'

/** A negative figure can be legitimate (红字冲销), so it is only pointed at. */
export const negativeFigure: Check = {
  id: 'CK-002',
  title: '金额或数量为负数',
  *run(context) {
    for (const { ref, amount } of statedCells(context)) {
      if (amount.fen >= 0) continue
      const parts = parseCellRef(ref)
      yield finding(negativeFigure, {
        severity: 'warning',
        where: `${parts?.table ?? ''} ${parts?.row ?? ''}`,
        cells: [ref],
        stated: printAmount(amount, ref, context.pack),
        hint: '请核对正负号；确为冲减的，请在情况说明中写明原因',
        source: '部门决算报表说明',
      })
    }
  },
}

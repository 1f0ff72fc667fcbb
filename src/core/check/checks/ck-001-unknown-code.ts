import { cellRef } from '#core/model/cell.ts'
import type { Check } from './check.ts'
import { codesInUse, finding } from './support.ts'

/** Code lists change every year: an unknown code is accepted, named, and set beside the listed codes that look like it. */
export const unknownCode: Check = {
  id: 'CK-001',
  title: '科目代码不在本年度科目表中',
  *run(context) {
    for (const { table, code, column } of codesInUse(context)) {
      if (context.nameOfCode(code) !== undefined) continue
      const near = context.nearestCodes(code).map((other) => `${other} ${context.nameOfCode(other) ?? ''}`)
      yield finding(unknownCode, {
        severity: 'warning',
        where: `${table} ${code}`,
        cells: [cellRef(table, code, column)],
        hint:
          near.length > 0 ? `请核对代码；相近的有：${near.join('、')}` : '请核对代码；如为新增科目，可在科目表中补充',
        source: '政府收支分类科目',
      })
    }
  },
}

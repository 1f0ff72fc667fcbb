import type { Check } from './check.ts'
import { finding } from './support.ts'

/** A published set is complete: an empty table is printed too, but a table that nobody delivered cannot be. */
export const requiredTable: Check = {
  id: 'CK-004',
  title: '缺少应公开的报表',
  *run({ accounts, pack }) {
    for (const table of pack.tables.values()) {
      if (table.role !== 'statutory' || !table.required || accounts.table(table.id)) continue
      yield finding(requiredTable, {
        outcome: 'cannot-check',
        severity: 'error',
        where: table.title,
        cells: [table.id],
        hint: '请导入这张表；没有数据的表也要导入空表或确认为空表',
        source: '部门决算公开表式',
      })
    }
  },
}

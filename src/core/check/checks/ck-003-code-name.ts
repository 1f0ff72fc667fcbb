import { cellRef } from '#core/model/cell.ts'
import type { Check } from './check.ts'
import { codesInUse, finding } from './support.ts'

/** 编码名称错配: the name beside a code is the name of another code. Spellings and brackets do not count. */
export const codeName: Check = {
  id: 'CK-003',
  title: '科目代码与科目名称不一致',
  *run(context) {
    for (const { table, code, column } of codesInUse(context)) {
      const imported = context.accounts.table(table)?.names.get(code)
      const listed = context.nameOfCode(code)
      if (imported === undefined || listed === undefined || plain(imported) === plain(listed)) continue
      yield finding(codeName, {
        severity: 'warning',
        where: `${table} ${code}`,
        cells: [cellRef(table, code, column)],
        stated: imported,
        expected: listed,
        hint: '请核对科目代码和名称；名称由本单位自行细化的，可以保留',
        source: '政府收支分类科目',
      })
    }
  },
}

/** Prints differ in brackets, spaces and the closing 支出, and mean the same account. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s()]/gu, '')
    .replace(/支出$/u, '')
}

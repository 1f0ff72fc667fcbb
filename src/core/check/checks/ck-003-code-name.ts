import { cellRef } from '#core/model/cell.ts'
import { fixedRowsOf } from '#core/packs/read-figure.ts'
import type { Finding } from '../finding.ts'
import type { Check, CheckContext } from './check.ts'
import { codesInUse, finding } from './support.ts'

/**
 * 编码名称错配: the name beside a code is the name of another code. Spellings and brackets do not count. Beside a code of the form
 * the file may have another name as well; the document prints that of the form, so that it is only a remark.
 */
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
    yield* formNames(context)
  },
}

function* formNames({ accounts, pack, nameOfCode }: CheckContext): Iterable<Finding> {
  for (const table of pack.tables.values())
    for (const row of fixedRowsOf(table)) {
      const imported = accounts.table(table.id)?.names.get(row.key)
      if (row.code === undefined || imported === undefined || imported === row.key) continue
      const listed = nameOfCode(row.code)
      // Other spellings seen elsewhere tell the row; where there is a list, the list says which of them is right.
      const known = [row.label, ...(listed === undefined ? row.aliases : [listed])].map(plain)
      const [column] = table.columns
      if (!column || known.includes(plain(imported))) continue
      yield finding(codeName, {
        severity: 'info',
        where: `${table.id} ${row.code}`,
        cells: [cellRef(table.id, row.key, column.key)],
        stated: imported,
        expected: row.label,
        hint: '导入的表里这个科目的名称与表样不同，文稿按表样印；请核对导入的表',
        source: '政府收支分类科目',
      })
    }
}

/** Prints differ in brackets, spaces and the closing 支出, and mean the same account. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/^\(?[一二三四五六七八九十]+(?:\)|、|\.)/u, '')
    .replace(/[\s()]/gu, '')
    .replace(/支出$/u, '')
}

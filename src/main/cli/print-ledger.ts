import { columnMeanings, meaningOf } from '#core/ledger/column-meaning.ts'
import type { LayoutQuestion } from '#core/ledger/layout.ts'
import type { LedgerFinding } from '#core/ledger/model.ts'
import type { PackRecognisers } from '#core/packs/schema-recognisers.ts'
import { letterOf } from '#main/services/ledger-look.ts'
import { pad, type Terminal } from './terminal.ts'

/** A question about the columns of a sheet, with what its first rows hold and how to answer. */
export function printQuestion(
  write: Terminal['error'],
  fileName: string,
  { sheet, why, columns, preview }: LayoutQuestion & { readonly sheet: string },
  recognisers: PackRecognisers,
): void {
  write(`${fileName}：工作表“${sheet}”的栏目不能确定：${why}。没有导入，数据没有改动。`)
  write(`  ${pad('列', 4)}${pad('表头', 20)}${pad('现在认作', 16)}前几行`)
  columns.forEach(({ column, label, use }, at) => {
    const values = preview.map((row) => row[at] ?? '').filter((text) => text !== '')
    write(`  ${pad(letterOf(column), 4)}${pad(label, 20)}${pad(meaningOf(use), 16)}${values.slice(0, 3).join(' ｜ ')}`)
  })
  write('  加 --map 列=含义 再导入，列写表头或列号，例如 --map 代号=科目编码；可以写多次。同样的表以后不再问。')
  write(`  含义可以是：${columnMeanings(recognisers).join('、')}、不用`)
}

export function printLedgerFindings(write: Terminal['out'], findings: readonly LedgerFinding[]): void {
  for (const { code, weight, message, remedy } of findings) {
    write(`· ${message}`)
    write(`    ${remedy}${weight === 'confirm' ? `确认无误的，加 --accept ${code} 再导入。` : ''}`)
  }
}

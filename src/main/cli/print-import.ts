import type { AppErrorInfo } from '#core/model/error.ts'
import type { ImportedFile, ImportOutcome } from '#main/services/import-files.ts'
import type { Terminal } from './terminal.ts'

/** What came of an import: per sheet what it is and how surely, then what to look at. */
export function printImport(terminal: Terminal, outcome: ImportOutcome): void {
  if (outcome.kind === 'refused') {
    terminal.error(`没有导入，数据没有改动：共有 ${outcome.errors.length} 处要先处理。`)
    for (const error of outcome.errors) printPoint(terminal.error, error)
    return
  }
  for (const file of outcome.files) printFile(terminal, file)
  for (const name of outcome.others) terminal.out(`  ${name}：不是工作簿，没有读`)
  if (outcome.warnings.length === 0) return
  terminal.out(`请留意 ${outcome.warnings.length} 处：`)
  for (const warning of outcome.warnings) printPoint(terminal.out, warning)
}

function printFile(terminal: Terminal, { name, status, importId, sheets, cells, notes }: ImportedFile): void {
  const { added, changed, unchanged, withdrawn } = cells
  terminal.out(
    status === 'unchanged'
      ? `${name}：已经导入过（第 ${importId} 次导入），内容相同，没有改动`
      : `${name}：第 ${importId} 次导入，新增 ${added} 个数据，改变 ${changed} 个，未变 ${unchanged} 个，撤下 ${withdrawn} 个`,
  )
  for (const note of notes) terminal.out(`  ${note}`)
  for (const { sheet, what, confidence, why } of sheets) {
    const sure = confidence > 0 && confidence < 1 ? `（把握 ${Math.trunc(confidence * 100)}%）` : ''
    terminal.out(`  工作表“${sheet}”：${what === '' ? '没有认出' : what}${sure}。${why}`)
  }
}

function printPoint(write: Terminal['out'], { message, remedies }: AppErrorInfo): void {
  write(`· ${message}`)
  for (const { text } of remedies) write(`    ${text}`)
}

import type { AppErrorInfo } from '#core/model/error.ts'
import type { ImportedFile, ImportOutcome } from '#main/services/import-outcome.ts'
import type { Terminal } from './terminal.ts'

/** What came of an import: per sheet what it is and how surely, then what to look at. */
export function printImport(terminal: Terminal, outcome: ImportOutcome): void {
  if (outcome.kind === 'refused') {
    terminal.error(`没有导入，数据没有改动：共有 ${outcome.errors.length} 处要先处理。`)
    printPoints(terminal.error, outcome.errors)
    return
  }
  for (const file of outcome.files) printFile(terminal, file)
  for (const name of outcome.others) terminal.out(`  ${name}：不是工作簿，没有读`)
  for (const name of outcome.packages) terminal.out(`  ${name}：是本程序生成的公开材料，没有读`)
  if (outcome.warnings.length === 0) return
  terminal.out(`请留意 ${outcome.warnings.length} 处：`)
  printPoints(terminal.out, outcome.warnings)
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

/** Of many points of one kind a person reads the first few. */
const SHOWN = 5

/** Points of one kind together, what to do about them once. */
function printPoints(write: Terminal['out'], points: readonly AppErrorInfo[]): void {
  const kinds = Map.groupBy(points, ({ code, remedies }) => [code, ...remedies.map(({ text }) => text)].join('\n'))
  for (const alike of kinds.values()) {
    for (const { message } of alike.slice(0, SHOWN)) write(`· ${message}`)
    if (alike.length > SHOWN) write(`· 同样的情况另有 ${alike.length - SHOWN} 处，加 --json 可以看到全部。`)
    for (const { text } of alike[0]?.remedies ?? []) write(`    ${text}`)
  }
}

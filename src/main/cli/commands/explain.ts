import type { LedgerExplanation } from '#main/services/derive-ledger-explain.ts'
import { explainCell, type CellExplanation } from '#main/services/explain-cell.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import { argumentsError } from '../arguments.ts'
import type { Command } from '../command.ts'
import { withExistingWorkspace } from '../open-workspace.ts'
import type { Terminal } from '../terminal.ts'
import { yuanText } from '../yuan-text.ts'

/** `mingzhang explain 表/行/列`: where a figure comes from, down to the cell of the file. */
export const explain: Command = (args, terminal) =>
  withExistingWorkspace(args.db, (workspace) => {
    const [cell] = args.words
    if (cell === undefined) throw argumentsError('没有写明要说明哪个单元格，应写成“表/行/列”。')
    const explained = explainCell(workspace, openReport(workspace, chooseReport(workspace, args)), cell)
    if (args.json) terminal.out(JSON.stringify(explained))
    else printExplanation(terminal, explained, '')
    return Promise.resolve(0)
  })

const SOURCE = { imported: '导入', entered: '录入', derived: '计算' } as const

function printExplanation(
  terminal: Terminal,
  { cell, value, sources, relations }: CellExplanation,
  indent: string,
): void {
  terminal.out(`${indent}${cell} = ${value}`)
  for (const { source, value: text, stands, origin, inputs, ledger } of sources) {
    terminal.out(`${indent}  ${stands ? '●' : '○'} ${SOURCE[source]} ${text}：${origin}`)
    if (ledger) printLedger(terminal, ledger, `${indent}    `)
    for (const input of inputs) printExplanation(terminal, input, `${indent}    `)
  }
  if (relations.length === 0) return
  terminal.out(`${indent}  受以下关系约束：`)
  for (const { rule, title } of relations) terminal.out(`${indent}    ${rule} ${title}`)
}

function printLedger(terminal: Terminal, { formula, accounts }: LedgerExplanation, indent: string): void {
  terminal.out(`${indent}公式：${formula}`)
  for (const { account, name, items, fen, lines, sources } of accounts) {
    const dimensions = items.map(({ kind, text }) => `${kind} ${text}`).join('，')
    terminal.out(
      `${indent}${account} ${name}${dimensions === '' ? '' : `（${dimensions}）`}：${yuanText(fen)}，${lines} 笔`,
    )
    for (const { fileName, sheet, address, day, voucher, summary, fen: part } of sources)
      terminal.out(
        `${indent}  ${day} ${voucher} ${summary} ${yuanText(part)}：文件“${fileName}”工作表“${sheet}”单元格 ${address}`,
      )
  }
}

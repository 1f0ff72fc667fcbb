import { explainCell, type CellExplanation } from '#main/services/explain-cell.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import { argumentsError } from '../arguments.ts'
import type { Command } from '../command.ts'
import { withExistingWorkspace } from '../open-workspace.ts'
import type { Terminal } from '../terminal.ts'

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
  for (const { source, value: text, stands, origin, inputs } of sources) {
    terminal.out(`${indent}  ${stands ? '●' : '○'} ${SOURCE[source]} ${text}：${origin}`)
    for (const input of inputs) printExplanation(terminal, input, `${indent}    `)
  }
  if (relations.length === 0) return
  terminal.out(`${indent}  受以下关系约束：`)
  for (const { rule, title } of relations) terminal.out(`${indent}    ${rule} ${title}`)
}

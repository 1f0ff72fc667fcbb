import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { checkReport } from '#main/services/check-report.ts'
import { placeText } from '#main/services/proof-grid.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import { proofreadFile, proofSummary, proofWorkbook, type ProofreadFile } from '#main/services/proofread.ts'
import type { ProofRow } from '#core/proofread/result.ts'
import { argumentsError } from '../arguments.ts'
import type { Command } from '../command.ts'
import { withExistingWorkspace } from '../open-workspace.ts'
import type { Terminal } from '../terminal.ts'
import { fileExists, writeNewFile } from '../write-new-file.ts'

/** `mingzhang proofread FILE`: holds a document that somebody wrote against the stored figures; `--out FILE` writes the list as xlsx. */
export const proofread: Command = (args, terminal) =>
  withExistingWorkspace(args.db, async (workspace) => {
    const [path, ...others] = args.words
    if (path === undefined || others.length > 0)
      throw argumentsError('请写明要核对的一份文稿，例如 mingzhang proofread 文稿.docx。')
    const out = args.out === undefined ? undefined : resolve(args.out)
    if (out !== undefined && existsSync(out)) throw fileExists(out)
    const opened = openReport(workspace, chooseReport(workspace, args))
    const read = await proofreadFile(workspace, opened, path, checkReport(workspace, opened).model)
    if (out !== undefined) writeNewFile(out, await proofWorkbook(read, opened), '核对结果')
    if (args.json) terminal.out(JSON.stringify(read))
    else print(terminal, read)
    if (out !== undefined && !args.json) terminal.out(`已写出：${out}`)
    return read.counts.wrongFigures + read.counts.wrongWords === 0 ? 0 : 1
  })

/** Mistakes by section, then what was not compared; the total stands first. */
function print(terminal: Terminal, read: ProofreadFile): void {
  terminal.out(proofSummary(read))
  for (const [section, rows] of Map.groupBy(read.rows, sectionOf)) {
    terminal.out(`● ${section === '' ? '（没有标题）' : section}`)
    for (const row of rows) terminal.out(lineOf(row))
  }
}

const sectionOf = (row: ProofRow): string => (row.kind === 'absent' ? '文稿中没有的句子' : row.place.heading)

function lineOf(row: ProofRow): string {
  switch (row.kind) {
    case 'wrong-figure':
      return `  错误 ${placeOf(row)}写的是 ${row.written}，应为 ${row.expected}（${row.refs.join('；')}）：${row.sentence}`
    case 'wrong-word':
      return `  错误 ${placeOf(row)}写的是“${row.written}”，应为“${row.expected}”：${row.sentence}`
    case 'tail':
      return `  尾差 ${placeOf(row)}写的是 ${row.written}，按报表算是 ${row.expected}，在四舍五入的范围内：${row.sentence}`
    case 'unchecked':
      return `  没有核对 ${placeOf(row)}${row.why}：${row.sentence}${row.similar === undefined ? '' : `\n    相近的句子：${row.similar}`}`
    case 'absent':
      return `  ${row.section === '' ? '' : `［${row.section}］`}${row.text}`
  }
}

const placeOf = ({ place }: Exclude<ProofRow, { kind: 'absent' }>): string =>
  `${placeText({ ...place, heading: '' }).replace('（标题）', '标题')}：`

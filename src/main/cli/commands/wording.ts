import { readFileSync } from 'node:fs'
import { chooseReport, packInUse } from '#main/services/open-report.ts'
import { structureText } from '#core/pasted/to-markdown.ts'
import {
  addSection,
  carryWording,
  changeWording,
  sectionLevel,
  withdrawWording,
  wordingOf,
} from '#main/services/wording.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { argumentsError, type Arguments } from '../arguments.ts'
import type { Command, ExitCode } from '../command.ts'
import { withExistingWorkspace } from '../open-workspace.ts'
import type { Terminal } from '../terminal.ts'

/**
 * `mingzhang wording`: lists the sentences and headings and what the unit changed; `wording replace|omit|add|withdraw ID [FILE]`,
 * `wording add "# 标题" --from FILE`, `wording carry`. A place that begins with # is a section.
 */
export const wording: Command = (args, terminal) =>
  withExistingWorkspace(args.db, async (workspace): Promise<ExitCode> => {
    const report = chooseReport(workspace, args)
    const [action, id, file] = args.words
    if (action === undefined) list(workspace, report, args, terminal)
    else if (action === 'carry') terminal.out(`从上年带来 ${carryWording(workspace, report)} 处改动。`)
    else if (args.from !== undefined)
      await changeFromFile(workspace, report, { action, id, from: args.from, after: args.after }, terminal)
    else change(workspace, report, { action, id, file, after: args.after }, terminal)
    return 0
  })

function list(workspace: Workspace, report: Report, { json }: Arguments, terminal: Terminal): void {
  const changes = wordingOf(workspace, report)
  if (json) {
    terminal.out(JSON.stringify(changes))
    return
  }
  const changed = new Set(changes.map((one) => one.id))
  for (const line of packInUse(workspace.store, report).document.markdown.split('\n')) {
    const id = /^\[([^\]]+)\]/u.exec(line)?.[1] ?? /^#{1,4}\s+(.*)$/u.exec(line)?.[1]
    if (id !== undefined) terminal.out(`${changed.has(id) ? '改 ' : '   '}${line.startsWith('#') ? line : `[${id}]`}`)
  }
  for (const one of changes) if (one.change.action === 'add') terminal.out(`增 ${one.id}`)
}

interface Wanted {
  readonly action: string
  readonly id: string | undefined
  readonly file: string | undefined
  readonly after: string | undefined
}

/** A section of the unit itself from a file that was written elsewhere, with its headings, lists and tables. */
async function changeFromFile(
  workspace: Workspace,
  report: Report,
  { action, id, from, after }: Omit<Wanted, 'file'> & { readonly from: string },
  terminal: Terminal,
): Promise<void> {
  const title = /^#+\s*(.*)$/u.exec(id ?? '')?.[1]
  if (title === undefined || (action !== 'add' && action !== 'replace'))
    throw argumentsError('--from 只用于增加或改写一节，写成：wording add "# 标题" --from 文稿.docx。')
  const text = structureText(
    await workspace.reader.readText(from),
    sectionLevel(workspace, report, action === 'add' ? after : title),
    title,
  )
  const at = { place: 'section', id: title } as const
  if (action === 'replace') changeWording(workspace, report, at, { action, markdown: text.markdown })
  else addSection(workspace, report, { title, body: text.markdown, after })
  for (const note of text.notes) terminal.out(note)
  terminal.out(`已${action === 'add' ? '增加' : '改写'}：${title}`)
}

function change(workspace: Workspace, report: Report, { action, id, file, after }: Wanted, terminal: Terminal): void {
  if (id === undefined) throw argumentsError('没有写明是哪一句或哪一节。')
  const title = /^#+\s*(.*)$/u.exec(id)?.[1]
  const at = title === undefined ? ({ place: 'sentence', id } as const) : ({ place: 'section', id: title } as const)
  const text = (): string => {
    if (file === undefined) throw argumentsError('没有写明文字在哪个文件里。')
    return readFileSync(file, 'utf8').trim()
  }
  switch (action) {
    case 'replace':
      changeWording(workspace, report, at, { action, markdown: text() })
      break
    case 'omit':
      changeWording(workspace, report, at, { action })
      break
    case 'add':
      if (title === undefined) changeWording(workspace, report, at, { action, markdown: text(), after })
      else addSection(workspace, report, { title, body: text(), after })
      break
    case 'withdraw':
      withdrawWording(workspace, report, at)
      break
    default:
      throw argumentsError(`wording 后面不能写“${action}”，可用的有 replace、omit、add、withdraw、carry。`)
  }
  terminal.out(`已${{ replace: '改写', omit: '省去', add: '增加', withdraw: '恢复' }[action]}：${id}`)
}

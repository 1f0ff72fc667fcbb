import { resolve } from 'node:path'
import { codeListItems, exportCodes, importCodes, removeCodes } from '#main/services/code-lists.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { argumentsError, type Arguments } from '../arguments.ts'
import type { Command, ExitCode } from '../command.ts'
import { withWorkspace } from '../open-workspace.ts'
import { pad, printError, type Terminal } from '../terminal.ts'

/** `mingzhang codes`: lists the code lists; `import FILE --year N`, `export LIST --year N --out FILE`, `remove LIST --year N`. */
export const codes: Command = (args, terminal) =>
  withWorkspace(args.db, async (workspace) => {
    const [action, subject] = args.words
    if (action === undefined) return list(workspace, args, terminal)
    if (subject === undefined || args.year === undefined)
      throw argumentsError(
        'codes 后面可以不写，或写“import 文件”“export 科目表 --out 文件”“remove 科目表”，并用 --year 写明年度。',
      )
    switch (action) {
      case 'import':
        return take(workspace, subject, args.year, args, terminal)
      case 'export': {
        const path = resolve(args.out ?? `${subject}${args.year}.csv`)
        const count = exportCodes(workspace.codes, subject, args.year, path)
        terminal.out(`已写出 ${args.year} 年的${subject} ${count} 个：${path}`)
        return 0
      }
      case 'remove':
        removeCodes(workspace, subject, args.year)
        terminal.out(`已去掉导入的 ${args.year} 年${subject}，改用程序自带的。`)
        return 0
      default:
        throw argumentsError(`codes 后面不能写“${action}”。`)
    }
  })

function list(workspace: Workspace, { json }: Arguments, terminal: Terminal): ExitCode {
  const items = codeListItems(workspace.store, workspace.shippedCodes ?? workspace.codes)
  if (json) terminal.out(JSON.stringify(items))
  else
    for (const { list: name, year, count, file } of items)
      terminal.out(`${pad(name, 14)}${pad(year === undefined ? '自带' : `${year} 年起`, 12)}${count} 个  ${file}`)
  return 0
}

async function take(
  workspace: Workspace,
  file: string,
  year: number,
  { json }: Arguments,
  terminal: Terminal,
): Promise<ExitCode> {
  const outcome = await importCodes(workspace, workspace.shippedCodes ?? workspace.codes, file, year)
  if (json) terminal.out(JSON.stringify(outcome))
  if (outcome.kind === 'refused') {
    if (!json) for (const error of outcome.errors) printError(terminal, error, false)
    return 2
  }
  if (json) return 0
  for (const { list: name, count } of outcome.lists)
    terminal.out(`已导入 ${year} 年的${name} ${count} 个，从 ${year} 年起使用。`)
  for (const { own, shipped } of outcome.conflicts)
    terminal.out(
      `· ${own.list} ${own.code}：导入的是“${own.name}”（${own.sheet} ${own.address}），自带的是“${shipped}”，以导入的为准。`,
    )
  return 0
}

import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '#core/model/error.ts'
import { writeTemplate } from '#main/services/fill-in-template.ts'
import { outFolder } from './export.ts'
import type { Command, ExitCode } from '../command.ts'
import { withWorkspace } from '../open-workspace.ts'

/** `mingzhang template --pack PACK --out FILE`: a 填报表 to fill in; with a report in the store, what is known stands in it. */
export const template: Command = (args, terminal) =>
  withWorkspace(args.db, async (workspace): Promise<ExitCode> => {
    const path = resolve(outFolder(args))
    if (existsSync(path)) throw fileExists(path)
    writeFileSync(path, await writeTemplate(workspace, args), { flag: 'wx' })
    terminal.out(args.json ? JSON.stringify({ template: path }) : `已写出填报表：${path}`)
    return 0
  })

function fileExists(path: string): AppError {
  return new AppError({
    code: 'FILE_EXISTS',
    message: `“${path}”已经存在，没有改动它。`,
    remedies: [{ text: '换一个文件名，或先移走已有的文件，以免盖掉已经填好的内容。' }],
  })
}

import { existsSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { AppError } from '#core/model/error.ts'
import { writeTemplate } from '#main/services/fill-in-template.ts'
import { argumentsError } from '../arguments.ts'
import type { Command, ExitCode } from '../command.ts'
import { withWorkspace } from '../open-workspace.ts'

/** `mingzhang template --pack PACK --out FILE`: a 填报表 to fill in; with a report in the store, what is known stands in it. */
export const template: Command = (args, terminal) =>
  withWorkspace(args.db, async (workspace): Promise<ExitCode> => {
    if (args.out === undefined) throw argumentsError('没有写明填报表写到哪个文件，例如 --out 填报表.xlsx。')
    const path = resolve(args.out)
    if (existsSync(path)) throw fileExists(path)
    write(path, await writeTemplate(workspace, args))
    terminal.out(args.json ? JSON.stringify({ template: path }) : `已写出填报表：${path}`)
    return 0
  })

function write(path: string, content: Uint8Array): void {
  try {
    writeFileSync(path, content, { flag: 'wx' })
  } catch (cause) {
    throw new AppError(
      {
        code: 'FILE_NOT_WRITTEN',
        message: `“${path}”不能写入，没有写出填报表。`,
        remedies: [{ text: '检查文件夹是否存在、是否只读、磁盘是否已满，或换一个位置。' }],
        detail: String(cause),
      },
      { cause },
    )
  }
}

function fileExists(path: string): AppError {
  return new AppError({
    code: 'FILE_EXISTS',
    message: `“${path}”已经存在，没有改动它。`,
    remedies: [{ text: '换一个文件名，或先移走已有的文件，以免盖掉已经填好的内容。' }],
  })
}

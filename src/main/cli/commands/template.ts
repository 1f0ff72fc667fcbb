import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { writeTemplate } from '#main/services/fill-in-template.ts'
import { argumentsError } from '../arguments.ts'
import type { Command, ExitCode } from '../command.ts'
import { withWorkspace } from '../open-workspace.ts'
import { fileExists, writeNewFile } from '../write-new-file.ts'

/** `mingzhang template --pack PACK --out FILE`: a 填报表 to fill in; with a report in the store, what is known stands in it. */
export const template: Command = (args, terminal) =>
  withWorkspace(args.db, async (workspace): Promise<ExitCode> => {
    if (args.out === undefined) throw argumentsError('没有写明填报表写到哪个文件，例如 --out 填报表.xlsx。')
    const path = resolve(args.out)
    if (existsSync(path)) throw fileExists(path)
    writeNewFile(path, await writeTemplate(workspace, args), '填报表')
    terminal.out(args.json ? JSON.stringify({ template: path }) : `已写出填报表：${path}`)
    return 0
  })

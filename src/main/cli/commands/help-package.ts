import { resolve } from 'node:path'
import { helpFileName, helpText } from '#main/services/help-package.ts'
import { writeFreeFile } from '#main/services/window/written-files.ts'
import { programVersion } from '../../program-version.ts'
import { logOf } from '../command-log.ts'
import type { Command } from '../command.ts'

/** `mingzhang help-package [--out FOLDER]`: shows the text first; without a folder that is all. */
export const helpPackage: Command = (args, terminal) => {
  const now = new Date()
  const text = helpText(logOf(args.db), programVersion(), now)
  if (!args.json) terminal.out(text)
  const path =
    args.out === undefined
      ? undefined
      : writeFreeFile(resolve(args.out), helpFileName(now), Buffer.from(`\uFEFF${text}`, 'utf8'))
  if (args.json) terminal.out(JSON.stringify({ text, file: path }))
  else terminal.out(path === undefined ? '看过没有问题后，加上 --out 文件夹 保存。' : `已保存到：${path}`)
  return Promise.resolve(0)
}

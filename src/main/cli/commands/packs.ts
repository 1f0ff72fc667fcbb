import { basename, dirname, join, resolve } from 'node:path'
import { formatProblem } from '#core/packs/build-pack.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { argumentsError } from '../arguments.ts'
import type { Command } from '../command.ts'
import { dataFolder, resourcesFolder } from '../data-folder.ts'
import { pad } from '../terminal.ts'

/** `mingzhang packs` lists the packs; `mingzhang packs check FOLDER` explains every mistake of one, with file and line. */
export const packs: Command = (args, terminal) => {
  const [action, folder] = args.words
  const builtIn = join(resourcesFolder, 'packs')
  const own = join(dataFolder(process.env, process.platform), 'packs')
  const codes = loadCodes(join(resourcesFolder, 'codes'))
  if (action === undefined) {
    const listed = openPacks([builtIn, own], { codes }).list()
    if (args.json) terminal.out(JSON.stringify(listed))
    else
      for (const pack of listed)
        terminal.out(
          pack.kind === 'readable'
            ? `${pad(pack.id, 24)}${pack.version}  ${pack.title}`
            : `${pad(pack.id, 24)}无法读取`,
        )
    return Promise.resolve(0)
  }
  if (action !== 'check' || folder === undefined) throw argumentsError('packs 后面可以不写，或写“check 文件夹”。')
  const path = resolve(folder)
  const id = `${basename(dirname(path))}/${basename(path)}`
  const problems = openPacks([builtIn, own, dirname(dirname(path))], { codes }).check(id)
  if (args.json) terminal.out(JSON.stringify(problems))
  else if (problems.length === 0) terminal.out(`模板 ${id} 没有问题。`)
  else for (const problem of problems) terminal.out(formatProblem(problem))
  return Promise.resolve(problems.length === 0 ? 0 : 1)
}

import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { AppError } from '#core/model/error.ts'
import { checkTemplates } from '#core/narrative/check-template.ts'
import { formatProblem, type PackContext } from '#core/packs/build-pack.ts'
import type { Pack } from '#core/packs/pack.ts'
import { loadCodes } from '#main/files/codes.ts'
import { exportPack, importPack, PACK_FILE, writePackFile } from '#main/files/packs/exchange.ts'
import { openPacks } from '#main/files/packs.ts'
import { argumentsError, type Arguments } from '../arguments.ts'
import type { Command, ExitCode } from '../command.ts'
import { dataFolder, resourcesFolder } from '../data-folder.ts'
import { pad, type Terminal } from '../terminal.ts'

const builtIn = join(resourcesFolder, 'packs')

/** `mingzhang packs`: lists the packs; `packs show ID`, `packs check FOLDER`, `packs export ID --out FILE`, `packs import FILE`. */
export const packs: Command = (args, terminal) => {
  const [action, subject] = args.words
  const own = join(dataFolder(process.env, process.platform), 'packs')
  const context: PackContext = { codes: loadCodes(join(resourcesFolder, 'codes')), checks: [checkTemplates] }
  if (action === undefined) return Promise.resolve(list(args, own, context, terminal))
  if (subject === undefined)
    throw argumentsError('packs 后面可以不写，或写“show 模板”“check 文件夹”“export 模板”“import 文件”。')
  switch (action) {
    case 'show':
      return Promise.resolve(show(subject, openPacks([builtIn, own], context).load(subject).head, args, terminal))
    case 'check':
      return Promise.resolve(check(resolve(subject), own, context, args, terminal))
    case 'export': {
      const path = args.out ?? `${subject.replace('/', '-')}${PACK_FILE}`
      writePackFile(path, exportPack(openPacks([builtIn, own], context), subject))
      terminal.out(`已导出模板：${path}`)
      return Promise.resolve(0)
    }
    case 'import':
      terminal.out(`已导入模板：${importPack(subject, openPacks([builtIn, own], context), own, context)}`)
      return Promise.resolve(0)
    default:
      throw argumentsError(`packs 后面不能写“${action}”。`)
  }
}

function list({ json }: Arguments, own: string, context: PackContext, terminal: Terminal): ExitCode {
  const listed = openPacks([builtIn, own], context).list()
  if (json) terminal.out(JSON.stringify(listed))
  else
    for (const pack of listed)
      terminal.out(
        pack.kind === 'readable'
          ? `${pad(pack.id, 24)}${pack.version}  ${pack.title}${unconfirmedCount(pack.unconfirmed)}`
          : `${pad(pack.id, 24)}无法读取`,
      )
  return 0
}

function unconfirmedCount(marks: readonly string[]): string {
  return marks.length === 0 ? '' : `（${marks.length} 项内容没有证实，见 packs show）`
}

/** What a pack is, and everything of it that no source confirms. */
function show(id: string, head: Pack['head'], { json }: Arguments, terminal: Terminal): ExitCode {
  const { version, title, unconfirmed } = head
  if (json) terminal.out(JSON.stringify({ id, version, title, unconfirmed }))
  else {
    terminal.out(`${id}  ${version}  ${title}`)
    terminal.out(unconfirmed.length === 0 ? '没有未证实的内容。' : '没有证实的内容，使用前请与当地的通知核对：')
    for (const mark of unconfirmed) terminal.out(`  · ${mark}`)
  }
  return 0
}

/** Explains every mistake of a pack folder, or of each pack below a folder, with file and line. */
function check(path: string, own: string, context: PackContext, { json }: Arguments, terminal: Terminal): ExitCode {
  const checked = packFolders(path).map((folder) => {
    const id = `${basename(dirname(folder))}/${basename(folder)}`
    return { id, problems: openPacks([builtIn, own, dirname(dirname(folder))], context).check(id) }
  })
  const all = checked.flatMap(({ problems }) => problems)
  if (json) terminal.out(JSON.stringify(all))
  else
    for (const { id, problems } of checked) {
      if (problems.length === 0) terminal.out(`模板 ${id} 没有问题。`)
      for (const problem of problems) terminal.out(formatProblem(problem))
    }
  return all.length === 0 ? 0 : 1
}

/** The folder itself where it holds a pack, else those of packs in it: a region has one for each year. */
function packFolders(path: string): readonly string[] {
  if (existsSync(join(path, 'pack.yaml'))) return [path]
  const below = isFolder(path) ? readdirSync(path).map((name) => join(path, name)) : []
  const nested = below.filter(isFolder).flatMap((one) => readdirSync(one).map((name) => join(one, name)))
  const found = [...below, ...nested].filter((folder) => existsSync(join(folder, 'pack.yaml'))).toSorted()
  if (found.length > 0) return found
  throw new AppError({
    code: 'PACK_UNKNOWN',
    message: isFolder(path) ? `文件夹“${path}”里没有模板：没有找到 pack.yaml。` : `没有文件夹“${path}”。`,
    remedies: [{ text: '写模板所在的文件夹，形如“地区/年度-阶段”，里面至少要有 pack.yaml。' }],
  })
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { checkPack, formatProblem, type PackContext } from '#core/packs/build-pack.ts'
import { AppError } from '#core/model/error.ts'
import type { PackLibrary } from '../packs.ts'
import { asAppError } from '../source-file.ts'
import { archivePack, readArchive } from './archive.ts'

/** Ending of a pack that travels as one file. */
export const PACK_FILE = '.mzpack'

/** A pack with its parents as one file, to be handed to another office. */
export function exportPack(library: PackLibrary, id: string): Buffer {
  library.load(id)
  return archivePack(id, library.files(id))
}

/** Writes an exported pack; a file that is there already stays as it is. Errors: PACK_FILE_EXISTS, FILE_*. */
export function writePackFile(path: string, bytes: Buffer): void {
  try {
    writeFileSync(path, bytes, { flag: 'wx' })
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      throw new AppError({
        code: 'PACK_FILE_EXISTS',
        message: `“${path}”已经有了，没有覆盖它。`,
        remedies: [{ text: '用 --out 换一个文件名，或先移走原来的文件。' }],
      })
    throw asAppError(path, cause)
  }
}

/** Id and files of a pack file. Errors: PACK_FILE_DAMAGED, FILE_*. */
function readPackFile(path: string): ReturnType<typeof readArchive> {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    throw asAppError(path, cause)
  }
  try {
    return readArchive(bytes)
  } catch (cause) {
    throw new AppError(
      {
        code: 'PACK_FILE_DAMAGED',
        message: `“${path}”不是模板文件，或已损坏，没有导入。`,
        remedies: [{ text: `选择用 packs export 导出的 ${PACK_FILE} 文件；传送中损坏的，请对方重新发送。` }],
      },
      { cause },
    )
  }
}

/**
 * Takes a pack file into the user's folder; parents that the program brings itself are not copied.
 * Errors: PACK_FILE_DAMAGED, PACK_INVALID, PACK_EXISTS, FILE_*. Nothing is left behind by a refused import.
 */
export function importPack(path: string, library: PackLibrary, folder: string, context: PackContext): string {
  const { id, files } = readPackFile(path)
  const problems = checkPack(id, new Map(files), context)
  if (problems.length > 0) throw invalid(path, problems.map(formatProblem))
  const known = new Set(library.list().map((pack) => pack.id))
  if (known.has(id)) throw exists(id)
  const own = files.filter(([name]) => !known.has(layerOf(name)))
  for (const layer of new Set(own.map(([name]) => layerOf(name)))) {
    writeLayer(
      folder,
      layer,
      own.filter(([name]) => layerOf(name) === layer),
    )
  }
  return id
}

/** `region/year-stage` of `region/year-stage/tables/x.yaml`. */
function layerOf(name: string): string {
  return name.split('/').slice(0, 2).join('/')
}

/** All files of one pack, whole or not at all. */
function writeLayer(folder: string, layer: string, files: readonly (readonly [string, string])[]): void {
  mkdirSync(folder, { recursive: true })
  const temporary = mkdtempSync(join(folder, '.未完成-'))
  try {
    for (const [name, text] of files) {
      const relative = normalize(name.slice(layer.length + 1))
      if (relative.startsWith('..')) throw new RangeError(`${name} leaves its pack`)
      mkdirSync(dirname(join(temporary, relative)), { recursive: true })
      writeFileSync(join(temporary, relative), text)
    }
    const target = join(folder, layer)
    mkdirSync(dirname(target), { recursive: true })
    if (existsSync(target)) throw exists(layer)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true })
    throw error
  }
}

function exists(id: string): AppError {
  return new AppError({
    code: 'PACK_EXISTS',
    message: `模板 ${id} 已经有了，没有改动它。`,
    remedies: [{ text: '要换成新的，请先移走数据文件夹里的旧模板。' }],
  })
}

function invalid(path: string, problems: readonly string[]): AppError {
  return new AppError({
    code: 'PACK_INVALID',
    message: `模板文件“${path}”有 ${problems.length} 处错误，没有导入，第一处：${problems[0] ?? ''}。`,
    remedies: [{ text: '请做这个模板的人用 packs check 检查，改正后重新导出。' }],
    detail: problems.join('\n'),
  })
}

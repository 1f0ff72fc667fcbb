import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import { buildPack, checkPack } from '#core/packs/build-pack.ts'
import type { PackContext } from '#core/packs/build-pack.ts'
import { AppError } from '#core/model/error.ts'
import { parentOf } from '#core/packs/merge.ts'
import type { Pack, PackProblem } from '#core/packs/pack.ts'
import type { PackFiles } from '#core/packs/parse-layer.ts'
import { digestOf } from './packs/archive.ts'
import { summarise } from './packs/summary.ts'
import type { PackSummary } from './packs/summary.ts'

/** The packs that lie in the program's own folder and in the user's. */
export interface PackLibrary {
  /** Where packs lie; those of a later folder go first. */
  readonly folders: readonly string[]
  /** Changes with every file of every pack, by name, size and time; nothing is read. */
  readonly mark: () => string
  /** What there is, by id; a pack whose pack.yaml cannot be read is listed as broken. Nothing is checked. */
  readonly list: () => readonly PackSummary[]
  /** Reads and checks a pack with its parents. AppError PACK_UNKNOWN or PACK_INVALID. */
  readonly load: (id: string) => Pack
  /** Every mistake with file and line; empty for a good pack. AppError PACK_UNKNOWN. */
  readonly check: (id: string) => readonly PackProblem[]
  /** All files of the pack and its parents, for `archivePack`. AppError PACK_UNKNOWN. */
  readonly files: (id: string) => PackFiles
}

/**
 * Opens folders that hold packs as `<region>/<year>-<stage>/`. A pack of a later folder replaces the one of the same id
 * of an earlier folder. Folders that do not exist are empty. Nothing is kept in memory: a changed file counts at once.
 */
export function openPacks(folders: readonly string[], context: PackContext = {}): PackLibrary {
  const files = (id: string): PackFiles => {
    const known = findPacks(folders)
    return lineageFiles(known, id, (one) => new Map(readFolder(known.get(one) ?? '', one)))
  }
  return {
    folders,
    mark: () => JSON.stringify(folders.map(stateOf)),
    list: () => {
      const known = findPacks(folders)
      // Packs share their parents: each folder is read once.
      const read = new Map<string, ReadonlyMap<string, string>>()
      const filesOf = (id: string): ReadonlyMap<string, string> => {
        const found = read.get(id) ?? new Map(readFolder(known.get(id) ?? '', id))
        read.set(id, found)
        return found
      }
      return [...known].map(([id, folder]) => summarise(id, folder, lineageFiles(known, id, filesOf)))
    },
    load: (id) => {
      const found = files(id)
      return buildPack(id, found, digestOf(found), context)
    },
    check: (id) => checkPack(id, files(id), context),
    files,
  }
}

/** Size and time of every file below a folder. */
function stateOf(folder: string): readonly (readonly [string, number, number])[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const found = statSync(path, { throwIfNoEntry: false })
      return [path, found?.size ?? 0, found?.mtimeMs ?? 0]
    })
}

/** Folder of each pack id, ordered by id. */
function findPacks(folders: readonly string[]): ReadonlyMap<string, string> {
  const found = folders.flatMap((folder) =>
    subfolders(folder).flatMap((region) =>
      subfolders(join(folder, region))
        .filter((name) => existsSync(join(folder, region, name, 'pack.yaml')))
        .map((name): [string, string] => [`${region}/${name}`.normalize('NFC'), folder]),
    ),
  )
  return new Map(found.toSorted(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1)))
}

function subfolders(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
}

/** The files of the pack and of every parent that can be found; a missing or circular parent is left to the check. */
function lineageFiles(
  known: ReadonlyMap<string, string>,
  id: string,
  filesOf: (id: string) => ReadonlyMap<string, string>,
): PackFiles {
  if (!known.has(id)) throw packUnknown(id, [...known.keys()])
  const files = new Map<string, string>()
  const seen = new Set<string>()
  for (let next: string | undefined = id; next !== undefined && !seen.has(next); next = parentOf(next, files)) {
    seen.add(next)
    if (!known.has(next)) break
    for (const [path, text] of filesOf(next)) files.set(path, text)
  }
  return files
}

/** Paths are `id/…` with forward slashes, in NFC; names that begin with a dot are the system's. */
function readFolder(folder: string, id: string): readonly (readonly [string, string])[] {
  const root = join(folder, id)
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const name = path.slice(root.length + 1).replaceAll(sep, '/')
      return [`${id}/${name.normalize('NFC')}`, readText(path)] as const
    })
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** Without BOM and with plain line ends, so that a copy made on Windows has the same digest. */
function readText(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
}

function packUnknown(id: string, known: readonly string[]): AppError {
  return new AppError({
    code: 'PACK_UNKNOWN',
    message: `没有名为“${id}”的模板包。`,
    remedies: [
      { text: known.length > 0 ? `可选的模板包：${known.join('、')}。` : '请检查模板包所在的文件夹是否完整。' },
    ],
  })
}

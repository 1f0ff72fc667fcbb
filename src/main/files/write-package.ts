import { createHash } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { AppError } from '#core/model/error.ts'

export interface PackageFile {
  readonly name: string
  readonly content: Uint8Array | string
}

/** One line of the manifest. */
export interface ListedFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

export interface WrittenPackage {
  readonly folder: string
  readonly files: readonly ListedFile[]
  /** SHA-256 of manifest.json. */
  readonly manifestHash: string
}

/**
 * Writes a folder of files all at once: into a temporary folder on the target volume, then renamed, so that a package is either
 * whole or not there. An existing folder is never touched.
 *
 * `about` goes into manifest.json beside the list of files with their hashes.
 * Errors: FILE_EXPORT_EXISTS, FILE_EXPORT_FULL, FILE_EXPORT_READ_ONLY.
 */
export function writePackage(
  outFolder: string,
  name: string,
  files: readonly PackageFile[],
  about: Readonly<Record<string, unknown>>,
): WrittenPackage {
  let listed: readonly ListedFile[] = []
  let manifestHash = ''
  const folder = wholeFolder(outFolder, name, (temporary) => {
    listed = files.map((file) => writeDurably(temporary, file))
    const manifest = `${JSON.stringify({ ...about, files: listed }, undefined, 2)}\n`
    manifestHash = writeDurably(temporary, { name: 'manifest.json', content: manifest }).sha256
  })
  return { folder, files: listed, manifestHash }
}

/** Writes the files of a package that was kept, its manifest among them, as they were. Errors as `writePackage`. */
export function rewritePackage(outFolder: string, name: string, files: readonly PackageFile[]): string {
  return wholeFolder(outFolder, name, (temporary) => {
    for (const file of files) writeDurably(temporary, file)
  })
}

function wholeFolder(outFolder: string, name: string, fill: (temporary: string) => void): string {
  const folder = join(outFolder, name)
  return reportingDisk(outFolder, () => {
    mkdirSync(outFolder, { recursive: true })
    const temporary = mkdtempSync(join(outFolder, '.未完成-'))
    try {
      fill(temporary)
      if (existsSync(folder)) throw exportExists(folder)
      // A temporary folder is its maker's alone; a package is for handing on.
      chmodSync(temporary, 0o755)
      renameSync(temporary, folder)
      return folder
    } catch (error) {
      rmSync(temporary, { recursive: true, force: true })
      throw error
    }
  })
}

function writeDurably(folder: string, { name, content }: PackageFile): ListedFile {
  const path = join(folder, name)
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  writeFileSync(path, bytes)
  const handle = openSync(path, 'r+')
  fsyncSync(handle)
  closeSync(handle)
  return { name, bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** A file name from a title: what Windows and Linux forbid is left out, and 200 bytes are not exceeded. */
export function safeFileName(title: string): string {
  const plain = title.replace(/[\\/:*?"<>|\p{Cc}]/gu, '').trim()
  let name = ''
  for (const character of plain) {
    if (Buffer.byteLength(name + character, 'utf8') > 200) break
    name += character
  }
  return name.replace(/[. ]+$/u, '') || '公开包'
}

function exportExists(folder: string): AppError {
  return new AppError({
    code: 'FILE_EXPORT_EXISTS',
    message: `文件夹“${folder}”已经存在，没有改动它。`,
    remedies: [{ text: '换一个输出文件夹，或先移走已有的文件夹。' }],
  })
}

function reportingDisk<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof AppError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOSPC')
      throw new AppError(
        {
          code: 'FILE_EXPORT_FULL',
          message: `文件夹“${folder}”所在的磁盘已满，没有写出任何文件。`,
          remedies: [{ text: '清理磁盘空间，或换一个输出文件夹后重试。' }],
        },
        { cause: error },
      )
    throw new AppError(
      {
        code: 'FILE_EXPORT_READ_ONLY',
        message: `文件夹“${folder}”不能写入，没有写出任何文件。`,
        remedies: [{ text: '检查该文件夹是否只读、是否有写入权限，或换一个输出文件夹。' }],
        detail: String(error),
      },
      { cause: error },
    )
  }
}

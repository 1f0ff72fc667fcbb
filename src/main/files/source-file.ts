import { open, readFile, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'

import { AppError } from '#core/model/error.ts'

import {
  fileBusy,
  fileEmpty,
  fileIsFolder,
  fileMissing,
  fileNoPermission,
  fileNotPlain,
  fileTooLarge,
  fileUnreadable,
} from './file-errors.ts'

/** A file as it was when reading began. */
export interface SourceFile {
  readonly path: string
  readonly name: string
  readonly bytes: number
  readonly modifiedMs: number
}

/** Ledgers of a million rows are 75–200 MB; nobody's workbook is larger. */
export const MAX_FILE_BYTES = 200 * 2 ** 20

/** Errors  AppError FILE_MISSING, FILE_IS_FOLDER, FILE_NOT_PLAIN, FILE_EMPTY, FILE_TOO_LARGE, FILE_NO_PERMISSION */
export async function findSourceFile(path: string): Promise<SourceFile> {
  const name = basename(path)
  const found = await guarded(name, () => stat(path))
  if (found.isDirectory()) throw fileIsFolder(name)
  // A pipe or a device would be waited for without end.
  if (!found.isFile()) throw fileNotPlain(name)
  if (found.size === 0) throw fileEmpty(name)
  if (found.size > MAX_FILE_BYTES) throw fileTooLarge(name, `超过 ${MAX_FILE_BYTES / 2 ** 20} MB`)
  return { path, name, bytes: found.size, modifiedMs: found.mtimeMs }
}

export const readAll = (file: SourceFile): Promise<Buffer> => guarded(file.name, () => readFile(file.path))

export async function withHandle<T>(file: SourceFile, use: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await guarded(file.name, () => open(file.path, 'r'))
  try {
    return await use(handle)
  } finally {
    await handle.close()
  }
}

/**
 * Runs a reader over a file and refuses what it read if the file changed meanwhile: half of an old and half of a new
 * workbook is neither. The reader's own complaint about a file that is being written gives way to that reason.
 */
export async function whileUnchanged<T>(file: SourceFile, reading: () => Promise<T>): Promise<T> {
  const outcome = await reading().then(
    (value) => ({ ok: true as const, value }),
    (cause: unknown) => ({ ok: false as const, cause }),
  )
  const now = await guarded(file.name, () => stat(file.path))
  if (now.size !== file.bytes || now.mtimeMs !== file.modifiedMs) throw fileBusy(file.name)
  if (outcome.ok) return outcome.value
  throw asAppError(file.name, outcome.cause)
}

/** An error of the operating system in the user's words; anything that is no such error passes through. */
export function asAppError(name: string, cause: unknown): unknown {
  if (cause instanceof AppError || !(cause instanceof Error) || !('code' in cause)) return cause
  switch (cause.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return fileMissing(name)
    case 'EISDIR':
      return fileIsFolder(name)
    case 'EACCES':
    case 'EPERM':
      return fileNoPermission(name)
    case 'EBUSY':
    case 'ETXTBSY':
      return fileBusy(name)
    case 'EIO':
    case 'ESTALE':
    case 'EMFILE':
    case 'ENFILE':
    case 'ENAMETOOLONG':
    case 'ELOOP':
      return fileUnreadable(name, cause.message)
    default:
      return cause
  }
}

async function guarded<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw asAppError(name, cause)
  }
}

import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { constants, gunzipSync, gzipSync } from 'node:zlib'
import { storeRefusal } from './store-errors.ts'

/** The folder of original files beside a store; named by content, so that nothing in it ever changes. */
export const filesFolder = (storePath: string): string => `${storePath}.files`

/** Two letters per folder, as git does, so that no folder grows without bound. */
export const pathInFolder = (sha256: string): string => join(sha256.slice(0, 2), `${sha256}.gz`)

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export interface KeptBytes {
  readonly sha256: string
  readonly size: number
  /** Undefined when the file was there already. */
  readonly removeIfNew: (() => void) | undefined
}

/** Writes the bytes compressed under their hash. */
export function keepBytes(storePath: string, bytes: Uint8Array): KeptBytes {
  const kept = keepPieces(storePath, sha256Of(bytes), [bytes])
  if (kept === undefined) throw new Error('the bytes changed while they were kept')
  return kept
}

/**
 * The same for a file, piece by piece: a large one is never in memory as a whole. Undefined when its content is not that of
 * `sha256` (any more); then nothing is kept.
 */
export const keepFile = (storePath: string, path: string, sha256: string): KeptBytes | undefined =>
  keepPieces(storePath, sha256, piecesOf(path))

/** To a temporary name on the same volume, synced, then renamed. What was there under the name is replaced: it may be damaged. */
function keepPieces(storePath: string, sha256: string, pieces: Iterable<Uint8Array>): KeptBytes | undefined {
  const path = join(filesFolder(storePath), pathInFolder(sha256))
  const isNew = !existsSync(path)
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    const written = writePacked(temporary, pieces)
    if (written.sha256 !== sha256) {
      rmSync(temporary, { force: true })
      return undefined
    }
    renameSync(temporary, path)
    const removeIfNew = (): void => {
      rmSync(path, { force: true })
    }
    return { ...written, removeIfNew: isNew ? removeIfNew : undefined }
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Writes a gzip file with one member for each piece, which RFC 1952 §2.2 allows; hash and size of what went in come back. */
function writePacked(path: string, pieces: Iterable<Uint8Array>): { readonly sha256: string; readonly size: number } {
  const hash = createHash('sha256')
  let size = 0
  const file = openSync(path, 'wx')
  try {
    let level: number | undefined
    for (const piece of pieces) {
      // A zip file (xlsx) is compressed already: trying again would only take time.
      level ??= isZip(piece) ? 0 : constants.Z_DEFAULT_COMPRESSION
      hash.update(piece)
      size += piece.length
      writeFileSync(file, gzipSync(piece, { level }))
    }
    if (size === 0) writeFileSync(file, gzipSync(''))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return { sha256: hash.digest('hex'), size }
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

const PIECE_BYTES = 4 * 2 ** 20

/** Each piece is only good until the next is asked for. */
function* piecesOf(path: string): Generator<Uint8Array> {
  const piece = Buffer.allocUnsafe(PIECE_BYTES)
  const file = openSync(path, 'r')
  try {
    for (let length = readSync(file, piece); length > 0; length = readSync(file, piece)) yield piece.subarray(0, length)
  } finally {
    closeSync(file)
  }
}

/** The original bytes; verified against their hash, because a damaged origin is worse than a missing one. */
export function readBytes(storePath: string, sha256: string, name: string): Buffer {
  const path = join(filesFolder(storePath), pathInFolder(sha256))
  if (!existsSync(path)) {
    throw storeRefusal(
      'DB_SOURCE_MISSING',
      `原始文件“${name}”不在数据文件旁边的文件夹中。`,
      '用包含原始文件的备份恢复。',
      '重新导入这个文件。',
    )
  }
  const bytes = unpack(path)
  if (bytes === undefined || sha256Of(bytes) !== sha256) {
    throw storeRefusal(
      'DB_SOURCE_DAMAGED',
      `保存的原始文件“${name}”已损坏，内容与导入时不一致。`,
      '用备份恢复。',
      '重新导入这个文件。',
    )
  }
  return bytes
}

/** Undefined when the file is no gzip file any more. */
function unpack(path: string): Buffer | undefined {
  const packed = readFileSync(path)
  try {
    return gunzipSync(packed)
  } catch {
    return undefined
  }
}

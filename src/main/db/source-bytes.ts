import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { storeRefusal } from './store-errors.ts'

/** The folder of original files beside a store; named by content, so that nothing in it ever changes. */
export const filesFolder = (storePath: string): string => `${storePath}.files`

/** Two letters per folder, as git does, so that no folder grows without bound. */
export const pathInFolder = (sha256: string): string => join(sha256.slice(0, 2), `${sha256}.gz`)

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export interface KeptBytes {
  readonly sha256: string
  /** Undefined when the file was there already. */
  readonly removeIfNew: (() => void) | undefined
}

/** Writes the bytes compressed under their hash: to a temporary name on the same volume, synced, then renamed. */
export function keepBytes(storePath: string, bytes: Uint8Array): KeptBytes {
  const sha256 = sha256Of(bytes)
  const path = join(filesFolder(storePath), pathInFolder(sha256))
  if (isIntact(path, sha256)) return { sha256, removeIfNew: undefined }
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}.tmp`
  try {
    const file = openSync(temporary, 'wx')
    try {
      writeFileSync(file, gzipSync(bytes))
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  return {
    sha256,
    removeIfNew: () => {
      rmSync(path, { force: true })
    },
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

const isIntact = (path: string, sha256: string): boolean => {
  if (!existsSync(path)) return false
  const bytes = unpack(path)
  return bytes !== undefined && sha256Of(bytes) === sha256
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

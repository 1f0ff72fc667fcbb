import type { FileHandle } from 'node:fs/promises'
import { damaged, encrypted, tooLarge, truncated } from './errors.ts'
import type { ReadLimits } from './limits.ts'

/** One entry of the central directory. The local header is read only for the length of its own fields. */
export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly crc32: number
  readonly compressedBytes: number
  readonly headerOffset: number
}

const END = 0x06054b50
const END64 = 0x06064b50
const END64_LOCATOR = 0x07064b50
const CENTRAL = 0x02014b50
const END_BYTES = 22
const MAX_COMMENT = 0xffff
const MAX_DIRECTORY_BYTES = 32 * 2 ** 20
const UNKNOWN32 = 0xffffffff

interface DirectoryPlace {
  readonly offset: number
  readonly bytes: number
  readonly entries: number
  /** Bytes put before the archive; offsets inside it do not count them. */
  readonly base: number
}

/** Part names are compared without case and with forward slashes (ECMA-376 part 2, 6.2.2.3). */
export const partKey = (name: string): string => name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase()

/**
 * Reads the central directory of a zip file (APPNOTE 4.3.12–4.3.16, with ZIP64), keyed by `partKey`.
 *
 * Errors  FILE_TRUNCATED when the directory is missing or cut; FILE_ENCRYPTED for zip encryption; FILE_DAMAGED,
 *         also for two entries with one name (readers would differ on which to believe); FILE_TOO_LARGE.
 */
export async function readZipDirectory(
  handle: FileHandle,
  fileBytes: number,
  fileName: string,
  limits: ReadLimits,
): Promise<ReadonlyMap<string, ZipEntry>> {
  const place = { fileName, part: '压缩目录' }
  const directory = await findDirectory(handle, fileBytes, fileName)
  if (directory.entries > limits.entries) throw tooLarge(place, `条目超过 ${limits.entries} 个`)
  if (directory.bytes > MAX_DIRECTORY_BYTES) throw tooLarge(place, '过大')
  const bytes = await readAt(handle, directory.offset, directory.bytes)
  const entries = new Map<string, ZipEntry>()
  for (let at = 0, left = directory.entries; left > 0; left--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== CENTRAL) throw truncated(fileName, 'central directory cut')
    const nameBytes = bytes.readUInt16LE(at + 28)
    const extraBytes = bytes.readUInt16LE(at + 30)
    const next = at + 46 + nameBytes + extraBytes + bytes.readUInt16LE(at + 32)
    if (next > bytes.length) throw truncated(fileName, 'central directory cut')
    if ((bytes.readUInt16LE(at + 8) & 1) !== 0) throw encrypted(fileName)
    const entry = entryAt(bytes, at, nameBytes, extraBytes, directory.base)
    if (entry === undefined) throw damaged(place, 'bad ZIP64 field')
    const key = partKey(entry.name)
    if (entries.has(key)) throw damaged(place, `two entries are named ${entry.name}`)
    entries.set(key, entry)
    at = next
  }
  return entries
}

async function findDirectory(handle: FileHandle, fileBytes: number, fileName: string): Promise<DirectoryPlace> {
  const tailBytes = Math.min(fileBytes, END_BYTES + MAX_COMMENT)
  const tailStart = fileBytes - tailBytes
  const tail = await readAt(handle, tailStart, tailBytes)
  const at = findEnd(tail)
  if (at < 0) throw truncated(fileName, 'no end of central directory')
  const end = tailStart + at
  const entries = tail.readUInt16LE(at + 10)
  const bytes = tail.readUInt32LE(at + 12)
  const offset = tail.readUInt32LE(at + 16)
  if (entries === 0xffff || bytes === UNKNOWN32 || offset === UNKNOWN32) {
    const large = await findDirectory64(handle, end)
    if (large !== undefined) return large
  }
  const base = end - bytes - offset
  if (base < 0) throw truncated(fileName, 'central directory lies outside the file')
  return { offset: end - bytes, bytes, entries, base }
}

/** The last end record whose comment ends inside the file. */
function findEnd(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail[at] !== 0x50 || tail.readUInt32LE(at) !== END) continue
    if (at + END_BYTES + tail.readUInt16LE(at + 20) <= tail.length) return at
  }
  return -1
}

async function findDirectory64(handle: FileHandle, end: number): Promise<DirectoryPlace | undefined> {
  if (end < 20) return undefined
  const locator = await readAt(handle, end - 20, 20)
  if (locator.length < 20 || locator.readUInt32LE(0) !== END64_LOCATOR) return undefined
  // The second place is for archives with bytes put before them.
  for (const at of [Number(locator.readBigUInt64LE(8)), end - 20 - 56]) {
    const record = await readAt(handle, at, 56)
    if (record.length < 56 || record.readUInt32LE(0) !== END64) continue
    const bytes = Number(record.readBigUInt64LE(40))
    const base = at - bytes - Number(record.readBigUInt64LE(48))
    if (base >= 0) return { offset: at - bytes, bytes, entries: Number(record.readBigUInt64LE(32)), base }
  }
  return undefined
}

function entryAt(bytes: Buffer, at: number, nameBytes: number, extraBytes: number, base: number): ZipEntry | undefined {
  const nameEnd = at + 46 + nameBytes
  const sizes = [bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)]
  if (sizes.includes(UNKNOWN32) && !fillFrom64(bytes.subarray(nameEnd, nameEnd + extraBytes), sizes)) return undefined
  return {
    name: bytes.toString('utf8', at + 46, nameEnd),
    method: bytes.readUInt16LE(at + 10),
    crc32: bytes.readUInt32LE(at + 16),
    compressedBytes: sizes[1] ?? 0,
    headerOffset: (sizes[2] ?? 0) + base,
  }
}

/** ZIP64 extra field (APPNOTE 4.5.3): only the values that are 0xffffffff in the record follow, in this order. */
function fillFrom64(extra: Buffer, sizes: number[]): boolean {
  for (let at = 0; at + 4 <= extra.length;) {
    const id = extra.readUInt16LE(at)
    const length = extra.readUInt16LE(at + 2)
    if (id === 1) {
      const field = extra.subarray(at + 4, at + 4 + length)
      let from = 0
      for (const [i, size] of sizes.entries()) {
        if (size !== UNKNOWN32) continue
        if (from + 8 > field.length) return false
        sizes[i] = Number(field.readBigUInt64LE(from))
        from += 8
      }
      return true
    }
    at += 4 + length
  }
  return false
}

/** Up to `length` bytes; fewer where the file ends. */
export async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await handle.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

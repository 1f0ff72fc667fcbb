import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { damaged, tooLarge, type Place } from './errors.ts'
import type { ReadLimits } from './limits.ts'
import { readAt, type ZipEntry } from './zip-directory.ts'

/** An open zip file. `inflated` counts over all parts, so that overlapping entries cannot hide a bomb. */
export interface Archive {
  readonly handle: FileHandle
  readonly fileName: string
  readonly entries: ReadonlyMap<string, ZipEntry>
  readonly limits: ReadLimits
  readonly signal: AbortSignal | undefined
  /** Told the compressed bytes taken in, after each piece. */
  readonly onBytes: (bytes: number) => void
  inflated: number
}

const STORED = 0
const DEFLATED = 8
const READ_BYTES = 64 * 1024
const INFLATE_BYTES = 128 * 1024

/** Streams the inflated bytes of an entry. Each chunk is only good until the next is asked for. */
export async function* readPart(archive: Archive, entry: ZipEntry, part: string): AsyncGenerator<Buffer> {
  const place: Place = { fileName: archive.fileName, part }
  let inflated = 0
  let checksum = 0
  for await (const chunk of inflate(archive, entry, place)) {
    archive.signal?.throwIfAborted()
    inflated += chunk.length
    archive.inflated += chunk.length
    refuseBomb(archive, entry, inflated, place)
    checksum = crc32(chunk, checksum)
    yield chunk
  }
  if (checksum !== entry.crc32) throw damaged(place, `checksum of ${entry.name} differs`)
}

function refuseBomb({ limits, inflated: total }: Archive, entry: ZipEntry, inflated: number, place: Place): void {
  if (total > limits.inflatedBytes) throw tooLarge(place, `解压后超过 ${Math.floor(limits.inflatedBytes / 2 ** 20)} MB`)
  if (inflated > limits.ratioFromBytes && inflated > entry.compressedBytes * limits.ratio)
    throw tooLarge(place, `压缩比超过 ${limits.ratio}`)
}

async function* inflate(archive: Archive, entry: ZipEntry, place: Place): AsyncGenerator<Buffer> {
  const source = compressedBytes(archive, entry, place)
  if (entry.method === STORED) {
    yield* source
    return
  }
  if (entry.method !== DEFLATED) throw damaged(place, `compression method ${entry.method}`)
  const inflater = createInflateRaw({ chunkSize: INFLATE_BYTES })
  // Destroying either end ends both; the error reaches us through the loop below.
  pipeline(source, inflater, () => undefined)
  try {
    for await (const chunk of inflater) yield bufferOf(chunk)
  } catch (cause) {
    throw isZlibError(cause) ? damaged(place, `cannot inflate ${entry.name}: ${cause.message}`, cause) : cause
  } finally {
    inflater.destroy()
  }
}

async function* compressedBytes(archive: Archive, entry: ZipEntry, place: Place): AsyncGenerator<Buffer> {
  const header = await readAt(archive.handle, entry.headerOffset, 30)
  if (header.length < 30 || header.readUInt32LE(0) !== 0x04034b50) throw damaged(place, 'local header not found')
  let position = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  const end = position + entry.compressedBytes
  while (position < end) {
    const piece = await readAt(archive.handle, position, Math.min(READ_BYTES, end - position))
    if (piece.length === 0) throw damaged(place, `${entry.name} is cut`)
    position += piece.length
    archive.onBytes(piece.length)
    yield piece
  }
}

function bufferOf(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk
  throw new TypeError('zlib gave something other than bytes')
}

const isZlibError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')

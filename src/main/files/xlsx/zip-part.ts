import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib'
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
const LOCAL_HEADER = 0x04034b50
/** Enough for a local header with its name and extra fields; a longer one only costs another read. */
const HEADER_ROOM = 512
/**
 * Parts up to this size are inflated in one go: deflate gives at most 1032 bytes for one, so they stay small, and a
 * table of a few rows is read four times as fast as through a stream.
 */
const SMALL_PART_BYTES = 32 * 1024
const READ_BYTES = 64 * 1024
/** Large, because each piece costs a round through the event loop: 64 KiB takes half as long again for a large journal. */
const INFLATE_BYTES = 2 ** 20

/** Streams the inflated bytes of an entry. Each chunk is only good until the next is asked for. */
export async function* readPart(archive: Archive, entry: ZipEntry, part: string): AsyncGenerator<Buffer> {
  const place: Place = { fileName: archive.fileName, part }
  const meter: Meter = { taken: 0, inflated: 0 }
  let checksum = 0
  for await (const chunk of inflate(archive, entry, place, meter)) {
    archive.signal?.throwIfAborted()
    meter.inflated += chunk.length
    archive.inflated += chunk.length
    refuseBomb(archive, meter, place)
    checksum = crc32(chunk, checksum)
    yield chunk
  }
  if (checksum !== entry.crc32) throw damaged(place, `checksum of ${entry.name} differs`)
}

/** Bytes of one part: compressed ones taken in so far, and what came out of them. */
interface Meter {
  taken: number
  inflated: number
}

/** The ratio is asked as it goes along: a bomb is refused where it begins to unfold, not when it has. */
function refuseBomb({ limits, inflated: total }: Archive, { taken, inflated }: Meter, place: Place): void {
  if (total > limits.inflatedBytes) throw tooLarge(place, `解压后超过 ${Math.floor(limits.inflatedBytes / 2 ** 20)} MB`)
  if (inflated > limits.ratioFromBytes && inflated > taken * limits.ratio)
    throw tooLarge(place, `压缩比超过 ${limits.ratio}`)
}

async function* inflate(archive: Archive, entry: ZipEntry, place: Place, meter: Meter): AsyncGenerator<Buffer> {
  const source = compressedBytes(archive, entry, place, meter)
  if (entry.method === STORED) {
    yield* source
    return
  }
  if (entry.method !== DEFLATED) throw damaged(place, `compression method ${entry.method}`)
  if (entry.compressedBytes <= SMALL_PART_BYTES) {
    const whole = await inflateSmall(source, entry, place)
    for (let at = 0; at < whole.length; at += INFLATE_BYTES) yield whole.subarray(at, at + INFLATE_BYTES)
    return
  }
  const inflater = createInflateRaw({ chunkSize: INFLATE_BYTES })
  // Destroying either end ends both; the error reaches us through the loop below.
  pipeline(source, inflater, () => undefined)
  try {
    for await (const chunk of inflater) yield bufferOf(chunk)
  } catch (cause) {
    throw isZlibError(cause) ? damaged(place, `cannot inflate ${entry.name}`, cause) : cause
  } finally {
    inflater.destroy()
  }
}

async function inflateSmall(source: AsyncIterable<Buffer>, entry: ZipEntry, place: Place): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of source) pieces.push(piece)
  try {
    return inflateRawSync(Buffer.concat(pieces))
  } catch (cause) {
    throw damaged(place, `cannot inflate ${entry.name}`, cause)
  }
}

async function* compressedBytes(archive: Archive, entry: ZipEntry, place: Place, meter: Meter): AsyncGenerator<Buffer> {
  let position = entry.headerOffset
  // Header and, of a small part, all the data in one read.
  let piece = await readAt(archive.handle, position, Math.min(READ_BYTES, entry.compressedBytes + HEADER_ROOM))
  if (piece.length < 30 || piece.readUInt32LE(0) !== LOCAL_HEADER) throw damaged(place, 'local header not found')
  const start = 30 + piece.readUInt16LE(26) + piece.readUInt16LE(28)
  const end = position + start + entry.compressedBytes
  position += Math.max(start, piece.length)
  piece = piece.subarray(start, start + entry.compressedBytes)
  for (;;) {
    archive.onBytes(piece.length)
    meter.taken += piece.length
    if (piece.length > 0) yield piece
    if (position >= end) return
    piece = await readAt(archive.handle, position, Math.min(READ_BYTES, end - position))
    if (piece.length === 0) throw damaged(place, `${entry.name} is cut`)
    position += piece.length
  }
}

function bufferOf(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk
  throw new TypeError('zlib gave something other than bytes')
}

const isZlibError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')

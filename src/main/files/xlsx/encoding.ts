import { TextDecoder } from 'node:util'
import { damaged, type Place } from './errors.ts'

/**
 * Gives every XML part as UTF-8 without byte order mark (XML 1.0, appendix F): UTF-8 passes through untouched,
 * UTF-16 and any other declared encoding is decoded strictly, so that no character is replaced unseen.
 */
export async function* toUtf8(chunks: AsyncIterable<Buffer>, place: Place): AsyncGenerator<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0)
  let decoder: TextDecoder | undefined
  for await (const chunk of chunks) {
    let bytes = chunk
    if (head !== undefined) {
      head = Buffer.concat([head, chunk])
      if (head.length < 128) continue
      decoder = decoderFor(head, place)
      bytes = decoder === undefined ? withoutMark(head) : head
      head = undefined
    }
    yield decoder === undefined ? bytes : decode(decoder, bytes, place, true)
  }
  if (head !== undefined) {
    decoder = decoderFor(head, place)
    yield decoder === undefined ? withoutMark(head) : decode(decoder, head, place, false)
  } else if (decoder !== undefined) yield decode(decoder, Buffer.alloc(0), place, false)
}

function decoderFor(head: Buffer, place: Place): TextDecoder | undefined {
  const label = encodingOf(head)
  if (label === undefined) return undefined
  try {
    return new TextDecoder(label, { fatal: true })
  } catch (cause) {
    throw damaged(place, `unknown encoding ${label}`, cause)
  }
}

function encodingOf(head: Buffer): string | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (head[0] === 0x3c && head[1] === 0) return 'utf-16le'
  if (head[0] === 0 && head[1] === 0x3c) return 'utf-16be'
  const declared = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"']+)["']/.exec(
    withoutMark(head).toString('latin1', 0, 128),
  )
  const label = declared?.[1]?.toLowerCase()
  // "utf-16" in a part that evidently is not: the bytes decide.
  return label === undefined || /^utf-?(8|16)|^us-ascii$/.test(label) ? undefined : label
}

const withoutMark = (bytes: Buffer): Buffer =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes

function decode(decoder: TextDecoder, bytes: Buffer, place: Place, stream: boolean): Buffer {
  try {
    return Buffer.from(decoder.decode(bytes, { stream }), 'utf8')
  } catch (cause) {
    throw damaged(place, `bytes that are not ${decoder.encoding}`, cause)
  }
}

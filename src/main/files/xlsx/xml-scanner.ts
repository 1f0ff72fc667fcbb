import { isUtf8 } from 'node:buffer'
import { damaged, forbiddenDeclaration, tooLarge, type Place } from './errors.ts'
import type { ReadLimits } from './limits.ts'
import { isSpace } from './xml-text.ts'

/**
 * Told of markup as it passes. Offsets point into `bytes` and are good only during the call; names come as
 * `nameHash` of the local name, so that any prefix will do.
 */
export interface XmlHandler {
  /** Attributes lie between `from` and `to`. An empty element is followed by its `close` at once. */
  open(name: number, bytes: Buffer, from: number, to: number): void
  close(name: number): void
  text(bytes: Buffer, start: number, end: number, cdata: boolean): void
  /** May take a whole element starting at `at` and return its end, or -1 to have it scanned in the usual way. */
  readonly fast?: (bytes: Buffer, at: number, end: number) => number
}

export interface XmlScanner {
  push(chunk: Buffer): void
  /** Errors  FILE_DAMAGED when the part ends inside an element. */
  finish(): void
}

const LT = 0x3c
const GT = 0x3e
const SLASH = 0x2f
const BANG = 0x21
const COLON = 0x3a
const WINDOW_BYTES = 256 * 1024
const CDATA_START = Buffer.from('<![CDATA[')
const CDATA_END = Buffer.from(']]>')
const COMMENT_START = Buffer.from('<!--')
const COMMENT_END = Buffer.from('-->')
const INSTRUCTION_END = Buffer.from('?>')

/**
 * A scanner over the bytes of one XML part: no objects, no strings, no recursion. It keeps only the piece that is
 * not finished yet; comments and instructions are passed over, a DTD is refused.
 *
 * Errors  FILE_TOO_LARGE (element or depth), FILE_HOSTILE (DTD), FILE_DAMAGED (bad UTF-8, unbalanced elements)
 */
export function xmlScanner(handler: XmlHandler, limits: ReadLimits, place: Place): XmlScanner {
  let window = Buffer.allocUnsafe(WINDOW_BYTES)
  let at = 0
  let end = 0
  /** After an unfinished piece: bytes to have before it is tried again, so that long pieces are not scanned quadratically. */
  let need = 0
  let depth = 0

  function run(): void {
    const from = at
    const bytes = window
    const fast = handler.fast
    while (at < end && end - at >= need) {
      let next = -1
      if (bytes[at] === LT) {
        if (fast !== undefined) next = fast(bytes, at, end)
        if (next < 0) next = markup(bytes)
      } else next = characters(bytes)
      if (next < 0) {
        need = 2 * (end - at)
        if (end - at > limits.elementBytes) throw tooLarge(place, `单个内容超过 ${limits.elementBytes} 字节`)
        break
      }
      at = next
      need = 0
    }
    if (!isUtf8(bytes.subarray(from, at))) throw damaged(place, 'bytes that are not UTF-8')
  }

  /** Each of the following returns where its piece ends, or -1 when it is not all there yet. */
  function characters(bytes: Buffer): number {
    const next = bytes.indexOf(LT, at)
    if (next < 0 || next >= end) return -1
    if (depth > 0) handler.text(bytes, at, next, false)
    return next
  }

  function markup(bytes: Buffer): number {
    const second = at + 1 < end ? bytes[at + 1] : undefined
    if (second === undefined) return -1
    if (second === SLASH) return closing(bytes)
    if (second === BANG) return declaration(bytes)
    if (second === 0x3f) return after(bytes, INSTRUCTION_END, at + 2)
    return opening(bytes)
  }

  function opening(bytes: Buffer): number {
    let hash = 0
    let i = at + 1
    for (; i < end; i++) {
      const byte = bytes[i] ?? 0
      if (byte === GT || byte === SLASH || isSpace(byte)) break
      hash = byte === COLON ? 0 : (Math.imul(hash, 31) + byte) | 0
    }
    const from = i
    let quote = 0
    for (; i < end; i++) {
      const byte = bytes[i] ?? 0
      if (quote !== 0) {
        if (byte === quote) quote = 0
      } else if (byte === GT) break
      else if (byte === 0x22 || byte === 0x27) quote = byte
    }
    if (i >= end) return -1
    const empty = bytes[i - 1] === SLASH
    if (++depth > limits.depth) throw tooLarge(place, `元素嵌套超过 ${limits.depth} 层`)
    handler.open(hash, bytes, from, empty ? i - 1 : i)
    if (empty) {
      depth--
      handler.close(hash)
    }
    return i + 1
  }

  function closing(bytes: Buffer): number {
    let hash = 0
    for (let i = at + 2; i < end; i++) {
      const byte = bytes[i] ?? 0
      if (byte === GT) {
        if (--depth < 0) throw damaged(place, 'an end tag without its start')
        handler.close(hash)
        return i + 1
      }
      if (byte === COLON) hash = 0
      else if (!isSpace(byte)) hash = (Math.imul(hash, 31) + byte) | 0
    }
    return -1
  }

  function declaration(bytes: Buffer): number {
    const head = bytes.subarray(at, Math.min(end, at + CDATA_START.length))
    if (head.subarray(0, 4).equals(COMMENT_START)) return after(bytes, COMMENT_END, at + 4)
    if (head.equals(CDATA_START)) {
      const next = after(bytes, CDATA_END, at + CDATA_START.length)
      if (next >= 0) handler.text(bytes, at + CDATA_START.length, next - CDATA_END.length, true)
      return next
    }
    const unfinished =
      head.equals(CDATA_START.subarray(0, head.length)) || head.equals(COMMENT_START.subarray(0, head.length))
    if (!unfinished) throw forbiddenDeclaration(place)
    return -1
  }

  function after(bytes: Buffer, mark: Buffer, from: number): number {
    const found = bytes.indexOf(mark, from)
    return found < 0 || found + mark.length > end ? -1 : found + mark.length
  }

  /** Moves what is unfinished to the front and makes room. */
  function makeRoom(bytes: number): void {
    const left = end - at
    if (left + bytes > window.length) {
      const larger = Buffer.allocUnsafe(Math.max(window.length * 2, left + bytes))
      window.copy(larger, 0, at, end)
      window = larger
    } else window.copyWithin(0, at, end)
    at = 0
    end = left
  }

  return {
    push(chunk) {
      if (end + chunk.length > window.length) makeRoom(chunk.length)
      chunk.copy(window, end)
      end += chunk.length
      run()
    },
    finish() {
      need = 0
      run()
      for (let i = at; i < end; i++) if (!isSpace(window[i] ?? 0)) throw damaged(place, 'the XML ends too early')
      if (depth !== 0) throw damaged(place, 'the XML ends inside an element')
    },
  }
}

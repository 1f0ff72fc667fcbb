import type { SheetValue } from '#core/workbook/grid.ts'
import { tooLarge, type Place } from './errors.ts'
import type { ReadLimits } from './limits.ts'
import type { XmlHandler } from './xml-scanner.ts'
import { decodeCdata, decodeEscapes, decodeText, nameHash } from './xml-text.ts'

/**
 * The shared strings, kept as UTF-8 and decoded when asked for: a million unique strings cost their bytes and
 * four bytes each, not a million JS strings.
 */
export interface SharedStrings {
  readonly count: () => number
  /** The text value at `index`; undefined when there is no such string. */
  readonly value: (index: number) => SheetValue | undefined
}

type TextValue = Extract<SheetValue, { kind: 'text' }>

const SI = nameHash('si')
const T = nameHash('t')
const RPH = nameHash('rPh')
const LT = 0x3c
const AMP = 0x26
const CR = 0x0d
const UNDERSCORE = 0x5f
/** A string never crosses a page, so it can be decoded in one go; `elementBytes` may not exceed it. */
const PAGE_BITS = 23
const PAGE_BYTES = 2 ** PAGE_BITS
/** Pages lie side by side in one address space of 4 GiB. */
const MAX_PAGES = 2 ** (32 - PAGE_BITS)
/** Most workbooks need no more. */
const FIRST_PAGE_BYTES = 2 ** 16
/** Strings met again and again (units, accounts, functions) are decoded once; slot = index modulo size. */
const CACHE_SLOTS = 2 ** 14

/** Errors  FILE_TOO_LARGE: a string, or the strings together */
export function sharedStringsHandler(limits: ReadLimits, place: Place): XmlHandler & SharedStrings {
  const pages: Buffer[] = [Buffer.allocUnsafe(FIRST_PAGE_BYTES)]
  /** `offsets[i]` is where string i begins; its page is the high bits. Its length stands in front of it. */
  let offsets = new Uint32Array(1024)
  let count = 0
  let used = 0
  let open = false
  let inText = false
  let phonetic = 0
  /** The finished runs, and the run being read: escapes are decoded run by run. */
  let runs = ''
  let run = ''

  function add(bytes: Buffer, start: number, end: number): void {
    let page = pages.length - 1
    const length = end - start
    if (used + 4 + length > (pages[page]?.length ?? 0)) {
      if (pages.length === MAX_PAGES) throw tooLarge(place, '过大')
      pages.push(Buffer.allocUnsafe(Math.max(PAGE_BYTES, length + 4)))
      page++
      used = 0
    }
    const target = pages[page]
    if (target === undefined) return
    if (count === offsets.length) {
      const larger = new Uint32Array(count * 2)
      larger.set(offsets)
      offsets = larger
    }
    offsets[count++] = page * PAGE_BYTES + used
    target.writeUInt32LE(length, used)
    bytes.copy(target, used + 4, start, end)
    used += 4 + length
  }

  function addText(text: string): void {
    const bytes = Buffer.from(text, 'utf8')
    add(bytes, 0, bytes.length)
  }

  /** A string enters the cache when it is met twice: the unique ones would only push out the others. */
  let met: Uint8Array | undefined
  const cacheIndex = new Int32Array(CACHE_SLOTS).fill(-1)
  const cache: (TextValue | undefined)[] = new Array<TextValue | undefined>(CACHE_SLOTS).fill(undefined)

  function decode(index: number): TextValue {
    const offset = offsets[index] ?? 0
    const page = pages[offset >>> PAGE_BITS]
    const start = offset & (PAGE_BYTES - 1)
    return { kind: 'text', text: page === undefined ? '' : decodeStored(page, start) }
  }

  return {
    open(name) {
      if (name === SI) {
        open = true
        runs = ''
      } else if (name === RPH) phonetic++
      else if (name === T && phonetic === 0) inText = open
    },
    close(name) {
      if (name === T && inText) {
        inText = false
        runs += decodeEscapes(run)
        run = ''
      } else if (name === RPH) phonetic--
      else if (name === SI) {
        addText(runs)
        open = false
      }
    },
    text(bytes, start, end, cdata) {
      if (!inText) return
      run += cdata ? decodeCdata(bytes, start, end) : decodeText(bytes, start, end)
      if (runs.length + run.length > limits.elementBytes)
        throw tooLarge(place, `单个内容超过 ${limits.elementBytes} 字节`)
    },
    /** `<si><t>…</t></si>` without anything to resolve is copied as it is. */
    fast(bytes, at, end) {
      if (open || bytes[at + 1] !== 0x73 || bytes[at + 2] !== 0x69 || bytes[at + 3] !== 0x3e) return -1
      let from = at + 4
      if (bytes[from] !== LT || bytes[from + 1] !== 0x74) return -1
      if (bytes[from + 2] === 0x3e) from += 3
      else if (matches(bytes, from + 2, PRESERVE)) from += 2 + PRESERVE.length
      else return -1
      let to = from
      for (; to < end; to++) {
        const byte = bytes[to]
        if (byte === LT) break
        if (byte === AMP || byte === CR || (byte === UNDERSCORE && bytes[to + 1] === 0x78)) return -1
      }
      if (to + CLOSING.length > end || !matches(bytes, to, CLOSING)) return -1
      add(bytes, from, to)
      return to + CLOSING.length
    },
    count: () => count,
    value(index) {
      const slot = index & (CACHE_SLOTS - 1)
      if (cacheIndex[slot] === index) return cache[slot]
      if (!(index >= 0 && index < count)) return undefined
      const value = decode(index)
      met ??= new Uint8Array(count)
      if (met[index] === 0) {
        met[index] = 1
        return value
      }
      cacheIndex[slot] = index
      cache[slot] = value
      return value
    },
  }
}

const PRESERVE = Buffer.from(' xml:space="preserve">')
const CLOSING = Buffer.from('</t></si>')

function matches(bytes: Buffer, at: number, expected: Buffer): boolean {
  for (let i = 0; i < expected.length; i++) if (bytes[at + i] !== expected[i]) return false
  return true
}

function decodeStored(page: Buffer, start: number): string {
  const length = page.readUInt32LE(start)
  return page.toString('utf8', start + 4, start + 4 + length)
}

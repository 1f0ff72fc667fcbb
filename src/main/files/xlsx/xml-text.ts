const AMP = 0x26
const CR = 0x0d
const QUOTE = 0x22
const APOSTROPHE = 0x27

/** Element and attribute names are told apart by this hash: one integer instead of a string per tag. */
export function nameHash(name: string): number {
  let hash = 0
  for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) | 0
  return hash
}

/** The text between two tags: UTF-8, entities resolved, line ends as XML 1.0 §2.11 has them. */
export function decodeText(bytes: Buffer, start: number, end: number): string {
  let ascii = true
  let plain = true
  for (let at = start; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte > 0x7f) ascii = false
    else if (byte === AMP || byte === CR) plain = false
  }
  const text = ascii ? bytes.toString('latin1', start, end) : bytes.toString('utf8', start, end)
  return plain ? text : decodeEntities(text.replaceAll('\r\n', '\n').replaceAll('\r', '\n'))
}

/** A CDATA section: no entities. */
export const decodeCdata = (bytes: Buffer, start: number, end: number): string =>
  bytes.toString('utf8', start, end).replaceAll('\r\n', '\n').replaceAll('\r', '\n')

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** The five entities of XML and character references; any other stays as it is written, nothing is ever expanded. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/g, (all, hex, decimal, name) => {
    if (typeof name === 'string') return NAMED.get(name) ?? all
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number.parseInt(String(decimal), 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all
  })
}

/** ST_Xstring (ECMA-376 part 1, 22.9.2.19): `_x000D_` is a carriage return, `_x005F_` protects an underscore. */
export function decodeEscapes(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/** One attribute; filled anew by each call of `nextAttribute`. */
export interface Attribute {
  /** `nameHash` of the name without its prefix. */
  name: number
  prefixed: boolean
  start: number
  end: number
}

/** Reads the attribute at or after `from` into `into`; returns where to go on, or -1 when the tag has no more. */
export function nextAttribute(bytes: Buffer, from: number, tagEnd: number, into: Attribute): number {
  let at = from
  while (at < tagEnd && isSpace(bytes[at] ?? 0)) at++
  let hash = 0
  into.prefixed = false
  for (; at < tagEnd; at++) {
    const byte = bytes[at] ?? 0
    if (byte === 0x3d || isSpace(byte)) break
    if (byte === 0x3a) {
      hash = 0
      into.prefixed = true
    } else hash = (Math.imul(hash, 31) + byte) | 0
  }
  while (at < tagEnd && bytes[at] !== QUOTE && bytes[at] !== APOSTROPHE) at++
  if (at >= tagEnd) return -1
  const quote = bytes[at]
  const start = ++at
  while (at < tagEnd && bytes[at] !== quote) at++
  into.name = hash
  into.start = start
  into.end = at
  return at + 1
}

/** Decoded attributes of a tag by local name; for the few elements of small parts. Prefixed names keep their colon: `:id`. */
export function attributesOf(
  bytes: Buffer,
  from: number,
  tagEnd: number,
  wanted: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const attribute: Attribute = { name: 0, prefixed: false, start: 0, end: 0 }
  for (let at = nextAttribute(bytes, from, tagEnd, attribute); at >= 0;) {
    const name = wanted.find(
      (candidate) =>
        nameHash(candidate.replace(':', '')) === attribute.name && candidate.startsWith(':') === attribute.prefixed,
    )
    if (name !== undefined) found.set(name, decodeText(bytes, attribute.start, attribute.end))
    at = nextAttribute(bytes, at, tagEnd, attribute)
  }
  return found
}

/** `true`, `1` and `on` as XML booleans write them. */
export const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true' || text === 'on'

export const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

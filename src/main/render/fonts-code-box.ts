/** Units per em, and the frame: one full-width character. */
const EM = 1000
const FRAME = { left: 40, right: 960, top: 860, bottom: -100, stroke: 30 } as const

/** The seven strokes of a digit in its cell of 1 × 2: which of them each hexadecimal digit lights. */
const STROKES: Readonly<Record<string, string>> = {
  '0': 'abcdef',
  '1': 'bc',
  '2': 'abged',
  '3': 'abgcd',
  '4': 'fgbc',
  '5': 'afgcd',
  '6': 'afgedc',
  '7': 'abc',
  '8': 'abcdefg',
  '9': 'abcdfg',
  A: 'efabcg',
  B: 'fgcde',
  C: 'afed',
  D: 'bgcde',
  E: 'afged',
  F: 'afge',
}

interface Box {
  readonly left: number
  readonly bottom: number
  readonly right: number
  readonly top: number
}

/**
 * A TrueType font in which each of the given characters looks like a frame with its hexadecimal code, as browsers other than
 * Chromium draw what no font has. So a rare name is seen to be missing, and which one, while the PDF's text keeps the character.
 *
 * Shape   single characters in ascending order of code; the bytes of a .ttf out, a few hundred for each character
 * Source  OpenType specification, tables required for TrueType outlines; `cmap` format 12
 */
export function codeBoxFont(characters: readonly string[]): Uint8Array {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0)
  const glyphs = [frame(), ...codes.map((code) => [...frame(), ...digits(code)])].map(glyph)
  const offsets = [0]
  for (const bytes of glyphs) offsets.push((offsets.at(-1) ?? 0) + bytes.length)
  return assemble([
    ['OS/2', os2()],
    ['cmap', cmap(codes)],
    ['glyf', glyphs.flat()],
    ['head', head()],
    ['hhea', hhea(glyphs.length)],
    ['hmtx', glyphs.flatMap(() => [...u16(EM), ...u16(FRAME.left)])],
    ['loca', offsets.flatMap(u32)],
    ['maxp', maxp(glyphs.length)],
    ['name', name('MZ Code Box')],
    ['post', [...u32(0x00030000), ...zeros(28)]],
  ])
}

const u16 = (value: number): number[] => [(value >> 8) & 0xff, value & 0xff]
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)]
const zeros = (count: number): number[] => new Array<number>(count).fill(0)

/** Four bars, which touch but do not overlap: no winding rule can open a hole in them. */
function frame(): readonly Box[] {
  const { left, right, top, bottom, stroke } = FRAME
  return [
    { left, right, bottom: top - stroke, top },
    { left, right, bottom, top: bottom + stroke },
    { left, right: left + stroke, bottom: bottom + stroke, top: top - stroke },
    { left: right - stroke, right, bottom: bottom + stroke, top: top - stroke },
  ]
}

/** Two rows of two or three digits. */
function digits(code: number): readonly Box[] {
  const text = code
    .toString(16)
    .toUpperCase()
    .padStart(4, '0')
    .padStart(code > 0xffff ? 6 : 4, '0')
  const perRow = text.length / 2
  const cell = 800 / perRow
  return Array.from(text).flatMap((digit, index) => {
    const column = index % perRow
    const row = index < perRow ? 0 : 1
    return segments(digit, 100 + column * cell + cell * 0.15, row === 0 ? 420 : -20, cell * 0.7, 360)
  })
}

function segments(digit: string, x: number, y: number, width: number, height: number): readonly Box[] {
  const t = 40
  const half = height / 2
  const parts: Readonly<Record<string, Box>> = {
    a: { left: x, right: x + width, bottom: y + height - t, top: y + height },
    b: { left: x + width - t, right: x + width, bottom: y + half + t / 2, top: y + height - t },
    c: { left: x + width - t, right: x + width, bottom: y + t, top: y + half - t / 2 },
    d: { left: x, right: x + width, bottom: y, top: y + t },
    e: { left: x, right: x + t, bottom: y + t, top: y + half - t / 2 },
    f: { left: x, right: x + t, bottom: y + half + t / 2, top: y + height - t },
    g: { left: x, right: x + width, bottom: y + half - t / 2, top: y + half + t / 2 },
  }
  return Array.from(STROKES[digit] ?? '').flatMap((stroke) => parts[stroke] ?? [])
}

/** One clockwise rectangle per box, on-curve points, coordinates as 16-bit deltas, padded to four bytes. */
function glyph(boxes: readonly Box[]): number[] {
  const points = boxes.flatMap(({ left, right, bottom, top }) => [
    [left, bottom] as const,
    [left, top] as const,
    [right, top] as const,
    [right, bottom] as const,
  ])
  const rounded = points.map(([x, y]) => [Math.floor(x), Math.floor(y)] as const)
  const deltas = (axis: 0 | 1): number[] =>
    rounded.flatMap((point, index) => u16(point[axis] - (rounded[index - 1]?.[axis] ?? 0)))
  const bytes = [
    ...u16(boxes.length),
    ...[FRAME.left, FRAME.bottom, FRAME.right, FRAME.top].flatMap(u16),
    ...boxes.flatMap((_, index) => u16(index * 4 + 3)),
    ...u16(0),
    ...rounded.map(() => 1),
    ...deltas(0),
    ...deltas(1),
  ]
  return [...bytes, ...zeros((4 - (bytes.length % 4)) % 4)]
}

/** Format 12, one group per character; glyph 0 is the empty frame. */
function cmap(codes: readonly number[]): number[] {
  const groups = codes.flatMap((code, index) => [...u32(code), ...u32(code), ...u32(index + 1)])
  return [
    ...u16(0),
    ...u16(1),
    ...u16(3),
    ...u16(10),
    ...u32(12),
    ...u16(12),
    ...u16(0),
    ...u32(16 + groups.length),
    ...u32(0),
    ...u32(codes.length),
    ...groups,
  ]
}

function head(): number[] {
  const box = [FRAME.left, FRAME.bottom, FRAME.right, FRAME.top].flatMap(u16)
  return [
    ...u32(0x00010000),
    ...u32(0x00010000),
    ...u32(0),
    ...u32(0x5f0f3cf5),
    ...u16(3),
    ...u16(EM),
    ...zeros(16),
    ...box,
    ...u16(0),
    ...u16(8),
    ...u16(2),
    ...u16(1),
    ...u16(0),
  ]
}

function hhea(count: number): number[] {
  return [
    ...u32(0x00010000),
    ...u16(880),
    ...u16(-120),
    ...u16(0),
    ...u16(EM),
    ...u16(FRAME.left),
    ...u16(EM - FRAME.right),
    ...u16(FRAME.right),
    ...u16(1),
    ...zeros(14),
    ...u16(count),
  ]
}

/** 4 + 7 × 6 boxes of four points at most. */
function maxp(count: number): number[] {
  return [...u32(0x00010000), ...u16(count), ...u16(46 * 4), ...u16(46), ...zeros(4), ...u16(1), ...zeros(16)]
}

/** Family, style, unique id, full name, version and PostScript name, for Windows in Unicode. */
function name(family: string): number[] {
  const texts: readonly (readonly [id: number, text: string])[] = [
    [1, family],
    [2, 'Regular'],
    [3, family],
    [4, family],
    [5, 'Version 1.0'],
    [6, family.replaceAll(' ', '')],
  ]
  const encoded = texts.map(([id, text]) => ({ id, bytes: Array.from(text).flatMap((c) => u16(c.charCodeAt(0))) }))
  let offset = 0
  const records = encoded.flatMap(({ id, bytes }) => {
    const record = [3, 1, 0x409, id, bytes.length, offset].flatMap(u16)
    offset += bytes.length
    return record
  })
  return [...u16(0), ...u16(texts.length), ...u16(6 + records.length), ...records, ...encoded.flatMap((e) => e.bytes)]
}

/** Version 4; embedding allowed without restriction. */
function os2(): number[] {
  return [
    ...u16(4),
    ...u16(EM),
    ...u16(400),
    ...u16(5),
    ...u16(0),
    ...zeros(20),
    ...u16(0),
    ...zeros(10),
    ...zeros(16),
    ...zeros(4),
    ...u16(0x40),
    ...u16(0x3400),
    ...u16(0xffff),
    ...u16(880),
    ...u16(-120),
    ...u16(0),
    ...u16(880),
    ...u16(120),
    ...zeros(8),
    ...u16(500),
    ...u16(700),
    ...u16(0),
    ...u16(0x20),
    ...u16(1),
  ]
}

/** The table directory with its checksums, then the tables, each padded to four bytes. */
function assemble(tables: readonly (readonly [tag: string, bytes: readonly number[]])[]): Uint8Array {
  const power = Math.floor(Math.log2(tables.length))
  const directory = [
    ...u32(0x00010000),
    ...[tables.length, 16 * 2 ** power, power, 16 * (tables.length - 2 ** power)].flatMap(u16),
  ]
  const body: number[] = []
  const start = 12 + 16 * tables.length
  for (const [tag, bytes] of tables) {
    const padded = [...bytes, ...zeros((4 - (bytes.length % 4)) % 4)]
    directory.push(
      ...Array.from(tag, (c) => c.charCodeAt(0)),
      ...u32(checksum(padded)),
      ...u32(start + body.length),
      ...u32(bytes.length),
    )
    for (const byte of padded) body.push(byte)
  }
  return Uint8Array.from([...directory, ...body])
}

function checksum(bytes: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < bytes.length; i += 4) {
    sum =
      (sum +
        (((bytes[i] ?? 0) << 24) | ((bytes[i + 1] ?? 0) << 16) | ((bytes[i + 2] ?? 0) << 8) | (bytes[i + 3] ?? 0))) >>>
      0
  }
  return sum
}

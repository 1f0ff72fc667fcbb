import { redFonts } from './red-fonts.ts'

/** What the records of a BIFF stream say before any of them is interpreted. */
export type BiffScan =
  | { readonly kind: 'encrypted' }
  /** Records end before the stream says that they do: sheets or rows are missing. */
  | { readonly kind: 'cut' }
  /** The hidden columns of every sheet and its numbers in red (`placeOf`), sheets by their place in the stream. */
  | {
      readonly kind: 'whole'
      readonly hiddenColumns: readonly (readonly number[])[]
      readonly reds: readonly ReadonlySet<number>[]
    }

const BEGIN = new Set([0x0009, 0x0209, 0x0409, 0x0809])
const END = 0x000a
const FILE_PASS = 0x002f
const BOUND_SHEET = 0x0085
const COLUMN_INFO = 0x007d
/** BIFF has no more columns than this. */
const MAX_COLUMNS = 256
const WORKSHEET = 0

/**
 * Walks over the records of a BIFF2–BIFF8 stream. The parser behind this takes a stream that ends in the middle for a
 * shorter workbook; here every worksheet that the workbook lists must begin where it says and have its end record.
 *
 * Source  [MS-XLS] 2.1.4 (records), 2.4.28 (BoundSheet8), 2.4.53 (ColInfo), 2.4.117 (FilePass)
 */
export function scanBiff(stream: Buffer): BiffScan {
  const listed: { readonly offset: number; readonly type: number }[] = []
  const hidden = new Map<number, number[]>()
  const red = redFonts()
  const redCells = new Map<number, Set<number>>()
  let columns: number[] = []
  let redsHere = new Set<number>()
  let depth = 0
  let at = 0
  while (at + 4 <= stream.length) {
    const type = stream.readUInt16LE(at)
    const body = stream.subarray(at + 4, at + 4 + stream.readUInt16LE(at + 2))
    // Streams are padded with zeros to a whole sector.
    if (depth === 0 && !BEGIN.has(type)) break
    if (at + 4 + stream.readUInt16LE(at + 2) > stream.length) return { kind: 'cut' }
    if (type === FILE_PASS) return { kind: 'encrypted' }
    if (BEGIN.has(type)) {
      if (depth === 0) {
        hidden.set(at, (columns = []))
        redCells.set(at, (redsHere = new Set()))
      }
      depth += 1
    } else if (type === END) depth -= 1
    else if (type === BOUND_SHEET && body.length >= 6)
      listed.push({ offset: body.readUInt32LE(0), type: body.readUInt8(5) })
    else if (type === COLUMN_INFO && depth === 1 && body.length >= 10) addHidden(columns, body)
    if (depth === 1) {
      red.global(type, body)
      for (const place of red.inSheet(type, body)) redsHere.add(place)
    }
    at += 4 + body.length
  }
  const whole = hidden.size > 0 && depth === 0 && listed.every((s) => s.type !== WORKSHEET || hidden.has(s.offset))
  if (!whole) return { kind: 'cut' }
  // Before BIFF5 the stream is the one sheet.
  const offsets = listed.length === 0 ? [...hidden.keys()] : listed.map((s) => s.offset).sort((a, b) => a - b)
  return {
    kind: 'whole',
    hiddenColumns: offsets.map((offset) => hidden.get(offset) ?? []),
    reds: offsets.map((offset) => redCells.get(offset) ?? new Set()),
  }
}

function addHidden(columns: number[], body: Buffer): void {
  const isHidden = (body.readUInt16LE(8) & 1) === 1
  const last = Math.min(body.readUInt16LE(2), MAX_COLUMNS - 1)
  if (isHidden) for (let column = body.readUInt16LE(0); column <= last; column += 1) columns.push(column)
}

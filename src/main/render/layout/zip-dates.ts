/** 1980-01-01 00:00, the first moment that a ZIP entry can carry, as its two 16-bit fields. */
const DATE = 0x21
const TIME = 0

const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END = 0x06054b50
const END_LENGTH = 22

/**
 * The same ZIP with one fixed date on every entry, so that equal content gives equal bytes and equal hashes.
 * Neither docx nor exceljs lets its caller set the dates. Only for archives without ZIP64 and comment, as both write.
 * Throws RangeError when the bytes are not such an archive.
 */
export function withFixedDates(zip: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(zip)
  const view = new DataView(bytes.buffer)
  const end = bytes.length - END_LENGTH
  if (end < 0 || view.getUint32(end, true) !== END) throw new RangeError('not a plain ZIP archive')
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== CENTRAL) throw new RangeError('broken central directory')
    const local = view.getUint32(at + 42, true)
    if (view.getUint32(local, true) !== LOCAL) throw new RangeError('broken local header')
    view.setUint16(at + 12, TIME, true)
    view.setUint16(at + 14, DATE, true)
    view.setUint16(local + 10, TIME, true)
    view.setUint16(local + 12, DATE, true)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return bytes
}

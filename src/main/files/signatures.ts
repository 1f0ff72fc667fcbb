/** Files that people pick by mistake, by their first bytes. */
interface Signature {
  readonly bytes: readonly number[]
  readonly what: string
}

const ascii = (text: string): readonly number[] => [...Buffer.from(text, 'latin1')]

const SIGNATURES: readonly Signature[] = [
  { bytes: ascii('%PDF'), what: ' PDF 文档' },
  { bytes: [0x89, ...ascii('PNG')], what: '图片（PNG）' },
  { bytes: [0xff, 0xd8, 0xff], what: '图片（JPEG）' },
  { bytes: ascii('GIF8'), what: '图片（GIF）' },
  { bytes: ascii('II*\0'), what: '图片（TIFF）' },
  { bytes: ascii('MM\0*'), what: '图片（TIFF）' },
  { bytes: ascii('{\\rtf'), what: '写字板文档（RTF）' },
  { bytes: ascii('Rar!'), what: ' RAR 压缩包' },
  { bytes: ascii('7z\xbc\xaf'), what: ' 7z 压缩包' },
  { bytes: [0x1f, 0x8b], what: ' gzip 压缩包' },
  { bytes: ascii('SQLite format 3'), what: ' SQLite 数据库' },
  { bytes: ascii('\0\x01\0\0Standard'), what: ' Access 数据库' },
  { bytes: ascii('MZ'), what: '可执行程序' },
]

/** What a file is, as the end of “its content is …”; `undefined` for anything not in the list. */
export function knownSignature(head: Buffer): string | undefined {
  if (isBitmap(head)) return '图片（BMP）'
  return SIGNATURES.find(({ bytes }) => bytes.every((byte, at) => head[at] === byte))?.what
}

/** `BM` alone could begin a text; a bitmap states its reserved zeros and the size of its header. */
const isBitmap = (head: Buffer): boolean =>
  head.length > 18 && head.toString('latin1', 0, 2) === 'BM' && head.readUInt32LE(6) === 0 && head.readUInt8(14) === 40

/** dBase and FoxPro: a version byte, a plausible date, a header length that leaves room for fields of 32 bytes. */
export function isDbf(head: Buffer): boolean {
  if (head.length < 32 || ![0x03, 0x30, 0x31, 0x83, 0x8b, 0xf5].includes(head.readUInt8(0))) return false
  const month = head.readUInt8(2)
  const day = head.readUInt8(3)
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && head.readUInt16LE(8) >= 33
}

/** A BIFF stream without its container: a begin record of the four versions ([MS-XLS] 2.4.21 and its forerunners). */
export function isBareBiff(head: Buffer): boolean {
  if (head.length < 8) return false
  const length = head.readUInt16LE(2)
  return [0x0009, 0x0209, 0x0409, 0x0809].includes(head.readUInt16LE(0)) && length >= 4 && length <= 16
}

import { isUtf8 } from 'node:buffer'

import { fileEncodingUnknown } from '../file-errors.ts'

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/** Which encoding a text has, and how many bytes of mark stand before it. */
export interface TextForm {
  readonly encoding: TextEncodingName
  readonly bomBytes: 0 | 2 | 3
}

/**
 * Byte order mark, else UTF-8 if all bytes are, else GB18030 (a superset of GBK and GB2312). Looks at the whole text:
 * the first megabyte of a ledger may be plain ASCII. Statistical detection is wrong on short GBK texts.
 */
export function textFormOf(bytes: Buffer): TextForm {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', bomBytes: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 }
  return { encoding: isUtf8(bytes) ? 'utf-8' : 'gb18030', bomBytes: 0 }
}

/**
 * The text in pieces, so that a large file never stands in memory as one string.
 *
 * Errors  AppError FILE_ENCODING_UNKNOWN for bytes that the encoding does not have: a wrongly decoded name is worse
 *         than a refusal
 */
export function* decodeInPieces(file: string, bytes: Buffer, pieceBytes = 1 << 20): Generator<string> {
  const { encoding, bomBytes } = textFormOf(bytes)
  if (encoding === 'gb18030' && isCutUtf8(bytes)) throw fileEncodingUnknown(file)
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  try {
    for (let start: number = bomBytes; start < bytes.length; start += pieceBytes) {
      yield decoder.decode(bytes.subarray(start, start + pieceBytes), { stream: true })
    }
    yield decoder.decode()
  } catch (cause) {
    if (cause instanceof TypeError) throw fileEncodingUnknown(file)
    throw cause
  }
}

/** The whole text at once; for markup, which is read as one string. */
export function decodeWhole(file: string, bytes: Buffer): string {
  return [...decodeInPieces(file, bytes)].join('')
}

/** The beginning of a text, for a look at what it is; a character that the cut goes through is left as it may. */
export function decodeHead(head: Buffer): string {
  const { encoding, bomBytes } = textFormOf(head)
  return new TextDecoder(isCutUtf8(head) ? 'utf-8' : encoding, { ignoreBOM: true }).decode(head.subarray(bomBytes))
}

/** UTF-8 that ends inside a character: GB18030 might take it, and turn every Chinese character into others. */
function isCutUtf8(bytes: Buffer): boolean {
  return [1, 2, 3].some((cut) => {
    const rest = bytes.subarray(0, Math.max(0, bytes.length - cut))
    return isUtf8(rest) && rest.some((byte) => byte > 0x7f)
  })
}

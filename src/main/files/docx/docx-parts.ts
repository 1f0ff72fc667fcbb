import { crc32 } from 'node:zlib'
import { fileDamaged, fileOtherFormat } from '../file-errors.ts'
import { withHandle, type SourceFile } from '../source-file.ts'
import { DEFAULT_LIMITS, type ReadLimits } from '../xlsx/limits.ts'
import { readZipDirectory } from '../xlsx/zip-directory.ts'
import { readPart, type Archive } from '../xlsx/zip-part.ts'

/** A long report in Word is some hundred kB of XML; pictures are not read at all. */
const LIMITS: ReadLimits = { ...DEFAULT_LIMITS, inflatedBytes: 64 * 2 ** 20, entries: 2_000 }

/** The parts that hold words and their structure. */
const WANTED =
  /^(?:\[content_types\]\.xml|_rels\/\.rels|word\/(?:document|styles|numbering|footnotes|endnotes)\d*\.xml|word\/_rels\/document\d*\.xml\.rels)$/u

/**
 * The words of a Word file as a small archive of its own: parts inflated under the limits of this program, hidden text taken out,
 * nothing packed any more. A library can read it without a bomb going off.
 *
 * Errors  AppError FILE_TRUNCATED, FILE_DAMAGED, FILE_ENCRYPTED, FILE_TOO_LARGE, FILE_OTHER_FORMAT (no Word document)
 */
export function docxWords(file: SourceFile): Promise<Buffer> {
  return withHandle(file, async (handle) => {
    const entries = await readZipDirectory(handle, file.bytes, file.name, LIMITS)
    if (![...entries.keys()].some((part) => /^word\/document\d*\.xml$/u.test(part)))
      throw fileOtherFormat(file.name, '别的压缩文件，里面没有 Word 文稿')
    const archive: Archive = {
      handle,
      fileName: file.name,
      entries,
      limits: LIMITS,
      signal: undefined,
      onBytes: () => undefined,
      inflated: 0,
    }
    const parts: StoredPart[] = []
    for (const [key, entry] of entries) {
      if (!WANTED.test(key)) continue
      const chunks: Buffer[] = []
      for await (const chunk of readPart(archive, entry, key)) chunks.push(Buffer.from(chunk))
      const bytes = Buffer.concat(chunks)
      if (key.endsWith('.xml') && bytes.subarray(0, 4096).includes('<!DOCTYPE'))
        throw fileDamaged(file.name, '内有文档类型声明')
      parts.push({
        name: entry.name,
        bytes: key.startsWith('word/document') ? withoutLooks(withoutHidden(bytes)) : bytes,
      })
    }
    return storedZip(parts)
  })
}

const RUN = /<w:r(?: [^>]*)?>(?:(?!<w:r[ >]|<\/w:r>)[\s\S])*<\/w:r>/gu
const VANISH = /<w:(?:vanish|webHidden|specVanish)(?:\s*\/>|\s+w:val="(?:1|true|on)"\s*\/>)/u

/** Runs that Word shows to nobody. */
const withoutHidden = (bytes: Buffer): Buffer =>
  bytes.includes('<w:vanish') || bytes.includes('<w:specVanish')
    ? Buffer.from(bytes.toString('utf8').replace(RUN, (run) => (VANISH.test(run) ? '' : run)))
    : bytes

/** What only says how something looks: of no word of it, and none of its structure, does a reader hear. */
const LOOKS = [
  ...[
    'tcW',
    'vAlign',
    'jc',
    'cantSplit',
    'shd',
    'noWrap',
    'hideMark',
    'tblW',
    'tblLayout',
    'tblLook',
    'tblInd',
    'gridCol',
  ],
  ...[
    'rFonts',
    'sz',
    'szCs',
    'color',
    'lang',
    'kern',
    'spacing',
    'snapToGrid',
    'ind',
    'keepNext',
    'keepLines',
    'trHeight',
  ],
  ...['widowControl', 'adjustRightInd', 'autoSpaceDE', 'autoSpaceDN', 'textAlignment'],
].join('|')
const FRAMES = 'tcBorders|tblBorders|tcMar|tblCellMar|pBdr'
const LOOK = new RegExp(`<w:(${FRAMES})>[\\s\\S]*?</w:\\1>|<w:(${LOOKS})(?:\\s[^>]*)?(?:/>|></w:\\2>)`, 'gu')

/** Half of a table is how its cells look: the report of a large department would else take more memory than a reader may. */
const withoutLooks = (bytes: Buffer): Buffer =>
  Buffer.from(bytes.toString('utf8').replace(LOOK, '').replaceAll('<w:tcPr></w:tcPr>', ''))

interface StoredPart {
  readonly name: string
  readonly bytes: Buffer
}

/** A ZIP archive without compression (APPNOTE 4.3). */
function storedZip(parts: readonly StoredPart[]): Buffer {
  const pieces: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, bytes } of parts) {
    const path = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(bytes.length, 14)
    common.writeUInt32LE(bytes.length, 18)
    common.writeUInt16LE(path.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    pieces.push(Buffer.from('PK\x03\x04', 'latin1'), common, path, bytes)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, path)
    offset += 30 + path.length + bytes.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...pieces, central, end])
}

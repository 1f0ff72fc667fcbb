import { constants, deflateRawSync } from 'node:zlib'
import { workbookBytes } from './workbook-bytes.ts'

/** A part too large to hold: the same pattern over and over, between a head and a tail. */
interface Repeated {
  readonly name: string
  readonly head: string
  readonly pattern: string
  readonly times: number
  readonly tail: string
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const GIGABYTE = 2 ** 30
const sheet = (head: string, pattern: string, bytes: number, tail: string): Repeated => ({
  name: 'xl/worksheets/sheet1.xml',
  head: `<worksheet xmlns="${MAIN}"><sheetData>${head}`,
  pattern,
  times: Math.ceil(bytes / pattern.length),
  tail: `${tail}</sheetData></worksheet>`,
})
const strings = (head: string, pattern: string, bytes: number, tail: string): Repeated => ({
  ...sheet('', pattern, bytes, ''),
  name: 'xl/sharedStrings.xml',
  head: `<sst xmlns="${MAIN}">${head}`,
  tail: `${tail}</sst>`,
})

/** Files of about a megabyte that unfold to a gigabyte, each in its own way. */
export const BOMBS: Readonly<Record<string, Repeated>> = {
  '一个 1 GB 的共享字符串': strings('<si><t>', 'AAAAAAAAAAAAAAAA', GIGABYTE, '</t></si>'),
  '1 GB 空格': sheet('', '                ', GIGABYTE, ''),
  '2000 万个单元格': sheet('<row r="1">', '<c><v>1</v></c>', 15 * 20_000_000, '</row>'),
  '2000 万个只有一格的行': sheet('', '<row><c><v>1</v></c></row>', 26 * 20_000_000, ''),
  '1 GB 的 CDATA': sheet(
    '<row r="1"><c t="inlineStr"><is><t>',
    '<![CDATA[<![CDATA[]]>',
    GIGABYTE,
    '</t></is></c></row>',
  ),
  '1 GB 的注释': sheet('', '<!--                                -->', GIGABYTE, ''),
  '1 GB 的一个注释': sheet('<!--', '                ', GIGABYTE, '-->'),
  '一个 1 GB 的标签': sheet('<row ', 'a="aaaaaaaaaaaa" ', GIGABYTE, '/>'),
  很深的嵌套: sheet('', '<row>', GIGABYTE, ''),
  '1 GB 的富文本': strings('<si>', '<r><t>AAAAAAAA</t></r>', GIGABYTE, '</si>'),
  许多空的共享字符串: strings('', '<si><t/></si>', GIGABYTE, ''),
  许多合并单元格: {
    ...sheet('', '<mergeCell ref="A1:B2"/>', GIGABYTE, ''),
    head: `<worksheet xmlns="${MAIN}"><sheetData/><mergeCells>`,
    tail: '</mergeCells></worksheet>',
  },
}

/** A workbook whose one part is `bomb`; the size that its headers declare is a lie. */
export function bombBytes(bomb: Repeated): Buffer {
  const plain = workbookBytes([{ name: '表', rows: [{ index: 0, cells: [TEXT_CELL] }] }])
  return replacePart(plain, bomb.name, deflate(bomb))
}

const TEXT_CELL = { column: 0, write: { kind: 'text', text: '文' }, value: { kind: 'text', text: '文' } } as const

/** A block that was flushed fully can be written again and again, so that a gigabyte is packed at once. */
function deflate(bomb: Repeated): Buffer {
  const flushed = (text: string): Buffer => deflateRawSync(text, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  const perBlock = Math.floor(2 ** 20 / bomb.pattern.length)
  const block = flushed(bomb.pattern.repeat(perBlock))
  const blocks = new Array<Buffer>(Math.ceil(bomb.times / perBlock)).fill(block)
  return Buffer.concat([flushed(bomb.head), ...blocks, deflateRawSync(bomb.tail)])
}

/** Rewrites the directory so that `name` is the data appended before it. */
function replacePart(zip: Buffer, name: string, data: Buffer): Buffer {
  const end = zip.length - 22
  const start = zip.readUInt32LE(end + 16)
  const directory = Buffer.from(zip.subarray(start, end))
  for (let at = 0; at < directory.length;) {
    const nameBytes = directory.readUInt16LE(at + 28)
    if (directory.toString('utf8', at + 46, at + 46 + nameBytes) === name) {
      directory.writeUInt32LE(data.length, at + 20)
      directory.writeUInt32LE(start, at + 42)
    }
    at += 46 + nameBytes + directory.readUInt16LE(at + 30)
  }
  const header = Buffer.alloc(30)
  header.write('PK\x03\x04', 'latin1')
  header.writeUInt16LE(8, 8)
  header.writeUInt16LE(name.length, 26)
  const tail = Buffer.from(zip.subarray(end))
  tail.writeUInt32LE(start + 30 + name.length + data.length, 16)
  return Buffer.concat([zip.subarray(0, start), header, Buffer.from(name), data, directory, tail])
}

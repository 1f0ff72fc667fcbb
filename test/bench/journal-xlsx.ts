import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { crc32, createDeflateRaw } from 'node:zlib'

/**
 * Writes a journal as an accounting system exports it: 14 columns, four title and header rows, date and amount styles,
 * shared strings with a nearly unique 摘要 in every row. The same `rows` give the same bytes.
 */
export async function writeJournal(path: string, rows: number): Promise<void> {
  const strings = new StringTable()
  const zip = new ZipWriter(path)
  await zip.add('[Content_Types].xml', [CONTENT_TYPES])
  await zip.add('_rels/.rels', [PACKAGE_RELS])
  await zip.add('xl/workbook.xml', [WORKBOOK])
  await zip.add('xl/_rels/workbook.xml.rels', [WORKBOOK_RELS])
  await zip.add('xl/styles.xml', [STYLES])
  await zip.add('xl/worksheets/sheet1.xml', sheetXml(rows, strings))
  await zip.add('xl/sharedStrings.xml', strings.xml())
  await zip.close()
}

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
export const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
export const CONTENT_TYPES = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/></Types>`
export const PACKAGE_RELS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`
export const WORKBOOK = `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="序时账" sheetId="1" r:id="rId1"/></sheets></workbook>`
export const WORKBOOK_RELS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
export const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>`
const COLUMNS = 'ABCDEFGHIJKLMN'
const HEADERS =
  '日期,凭证字,凭证号,分录号,摘要,科目编码,科目名称,功能分类编码,功能分类,项目,对方单位,借方金额,贷方金额,制单人'
const ACCOUNTS =
  '1002 银行存款,2202 应付账款,5001 行政支出,5101 事业支出,4001 财政拨款收入,4601 非同级财政拨款收入,1011 零余额账户用款额度,3001 累计盈余'.split(
    ',',
  )
const FUNCTIONS =
  '2010301 行政运行,2010302 一般行政管理事务,2080505 机关事业单位基本养老保险缴费支出,2101101 行政单位医疗,2210201 住房公积金,2050202 小学教育'.split(
    ',',
  )
const PROJECTS = '乡村振兴衔接资金,农村公路养护,办公设备更新,基层党组织活动经费,困难群众救助补助'.split(',')
const PEOPLE = '张三,李四,王五,赵六'.split(',')
const MATTERS = '付办公费,报销差旅费,缴纳住房公积金,发放工资津贴补贴,付会议费,购置办公设备,付水电费,拨付项目资金'.split(
  ',',
)
const FLUSH_CHARACTERS = 256 * 1024

export class StringTable {
  private readonly indexes = new Map<string, number>()
  private uses = 0

  index(text: string): number {
    this.uses++
    const known = this.indexes.get(text)
    if (known !== undefined) return known
    this.indexes.set(text, this.indexes.size)
    return this.indexes.size - 1
  }

  *xml(): Generator<string> {
    let out = `${HEAD}<sst xmlns="${MAIN}" count="${this.uses}" uniqueCount="${this.indexes.size}">`
    for (const text of this.indexes.keys()) {
      out += `<si><t>${text}</t></si>`
      if (out.length > FLUSH_CHARACTERS) {
        yield out
        out = ''
      }
    }
    yield `${out}</sst>`
  }
}

function* sheetXml(rows: number, strings: StringTable): Generator<string> {
  let out = `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:N${rows}"/><sheetData>`
  const shared = (row: number, column: number, text: string): string =>
    `<c r="${COLUMNS.charAt(column)}${row}" t="s"><v>${strings.index(text)}</v></c>`
  out += `<row r="1">${shared(1, 0, '序时账')}</row><row r="2">${shared(2, 0, '单位名称：示例单位')}</row>`
  out += `<row r="3">${shared(3, 0, '单位：元')}</row><row r="4">${HEADERS.split(',')
    .map((text, i) => shared(4, i, text))
    .join('')}</row>`
  let seed = 1
  const pick = (below: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    return (seed >>> 8) % below
  }
  const of = (list: readonly string[]): string => list[pick(list.length)] ?? ''
  for (let row = 5; row <= rows; row++) {
    const [account = '', accountName = ''] = of(ACCOUNTS).split(' ')
    const [code = '', name = ''] = of(FUNCTIONS).split(' ')
    const debit = pick(2) === 0
    const amount = `${pick(900_000)}.${10 + pick(90)}`
    const number = Math.floor(row / 4)
    const cells = [
      `<c r="A${row}" s="1"><v>${44_927 + pick(365)}</v></c>`,
      shared(row, 1, '记'),
      `<c r="C${row}"><v>${number % 9_999}</v></c>`,
      `<c r="D${row}"><v>${(row % 4) + 1}</v></c>`,
      shared(row, 4, `${of(MATTERS)}（${of(PEOPLE)}，凭证第${row}号）`),
      shared(row, 5, account),
      shared(row, 6, accountName),
      shared(row, 7, code),
      shared(row, 8, name),
      pick(3) === 0 ? shared(row, 9, of(PROJECTS)) : '',
      pick(3) === 0 ? shared(row, 10, `往来单位${pick(2_000)}`) : '',
      debit ? `<c r="L${row}" s="2"><v>${amount}</v></c>` : `<c r="L${row}" s="2"/>`,
      debit ? `<c r="M${row}" s="2"/>` : `<c r="M${row}" s="2"><v>${amount}</v></c>`,
      shared(row, 13, of(PEOPLE)),
    ]
    out += `<row r="${row}" spans="1:14">${cells.join('')}</row>`
    if (out.length > FLUSH_CHARACTERS) {
      yield out
      out = ''
    }
  }
  yield `${out}</sheetData><mergeCells count="1"><mergeCell ref="A1:N1"/></mergeCells></worksheet>`
}

/** A zip with data descriptors, written as it comes. */
export class ZipWriter {
  private readonly file: WriteStream
  private readonly central: Buffer[] = []
  private position = 0

  constructor(path: string) {
    this.file = createWriteStream(path)
  }

  async add(name: string, pieces: Iterable<string>): Promise<void> {
    const offset = this.position
    const header = Buffer.alloc(30)
    header.writeUInt32LE(0x04034b50, 0)
    header.writeUInt16LE(20, 4)
    header.writeUInt16LE(8, 6) // sizes follow in the descriptor
    header.writeUInt16LE(8, 8)
    header.writeUInt16LE(name.length, 26)
    await this.write(Buffer.concat([header, Buffer.from(name)]))
    const deflate = createDeflateRaw({ level: 6 })
    let checksum = 0
    let size = 0
    const start = this.position
    const drained = (async () => {
      for await (const chunk of deflate) if (Buffer.isBuffer(chunk)) await this.write(chunk)
    })()
    for (const piece of pieces) {
      const bytes = Buffer.from(piece)
      checksum = crc32(bytes, checksum)
      size += bytes.length
      if (!deflate.write(bytes)) await once(deflate, 'drain')
    }
    deflate.end()
    await drained
    const compressed = this.position - start
    const descriptor = Buffer.alloc(16)
    descriptor.writeUInt32LE(0x08074b50, 0)
    descriptor.writeUInt32LE(checksum, 4)
    descriptor.writeUInt32LE(compressed, 8)
    descriptor.writeUInt32LE(size, 12)
    await this.write(descriptor)
    const record = Buffer.alloc(46)
    record.writeUInt32LE(0x02014b50, 0)
    record.writeUInt16LE(20, 4)
    header.copy(record, 6, 4, 14)
    descriptor.copy(record, 16, 4, 16)
    record.writeUInt16LE(name.length, 28)
    record.writeUInt32LE(offset, 42)
    this.central.push(record, Buffer.from(name))
  }

  async close(): Promise<void> {
    const directory = Buffer.concat(this.central)
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(this.central.length / 2, 8)
    end.writeUInt16LE(this.central.length / 2, 10)
    end.writeUInt32LE(directory.length, 12)
    end.writeUInt32LE(this.position, 16)
    await this.write(Buffer.concat([directory, end]))
    this.file.end()
    await once(this.file, 'close')
  }

  private async write(bytes: Buffer): Promise<void> {
    this.position += bytes.length
    if (!this.file.write(bytes)) await once(this.file, 'drain')
  }
}

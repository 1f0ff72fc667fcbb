import * as XLSX from '@e965/xlsx'

/** Compound files and BIFF records made by hand, for what no writer makes. */

interface Container {
  readonly FullPaths: string[]
}
const CFB = XLSX.CFB as {
  read(bytes: Uint8Array, options: { readonly type: 'buffer' }): Container
  find(container: Container, path: string): { content: Buffer; size: number } | null
  write(container: Container, options: { readonly type: 'buffer' }): Buffer
  utils: { cfb_new(): Container; cfb_add(container: Container, path: string, content: Buffer): void }
}

export interface BiffRecord {
  readonly type: number
  readonly body: Buffer
}

/** A workbook in BIFF8 (or BIFF5) with one sheet of the given rows. */
export function xlsOf(rows: readonly (readonly (string | number)[])[], bookType: 'biff8' | 'biff5' = 'biff8'): Buffer {
  const book = XLSX.utils.book_new()
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows.map((row) => [...row])), 'Sheet1')
  return XLSX.write(book, { bookType, type: 'buffer' }) as Buffer
}

export function oleOf(streams: Readonly<Record<string, Buffer>>): Buffer {
  const container = CFB.utils.cfb_new()
  for (const [path, content] of Object.entries(streams)) CFB.utils.cfb_add(container, path, content)
  return CFB.write(container, { type: 'buffer' })
}

export function streamOf(xls: Buffer): Buffer {
  const container = CFB.read(xls, { type: 'buffer' })
  const entry = CFB.find(container, '/Workbook') ?? CFB.find(container, '/Book')
  if (!entry) throw new Error('no workbook stream')
  return Buffer.from(entry.content).subarray(0, entry.size)
}

/** The file with every record of its stream replaced; `change` must not move a sheet that is not the last. */
export function withRecords(xls: Buffer, change: (record: BiffRecord) => readonly BiffRecord[]): Buffer {
  const stream = streamOf(xls)
  const out: Buffer[] = []
  for (let at = 0; at + 4 <= stream.length;) {
    const end = at + 4 + stream.readUInt16LE(at + 2)
    const records = change({ type: stream.readUInt16LE(at), body: Buffer.from(stream.subarray(at + 4, end)) })
    for (const { type, body } of records) {
      const head = Buffer.alloc(4)
      head.writeUInt16LE(type)
      head.writeUInt16LE(body.length, 2)
      out.push(head, body)
    }
    at = end
  }
  return oleOf({ '/Workbook': Buffer.concat(out) })
}

/** A workbook that says, after its first record, that all others are encrypted (RC4, [MS-XLS] 2.4.117). */
export function encryptedXls(): Buffer {
  let seen = false
  return withRecords(xlsOf([['秘密', 1]]), (record) => {
    if (seen) return [record]
    seen = true
    return [record, { type: 0x2f, body: Buffer.from([1, 0, 1, 0, 1, 0, ...new Array<number>(48).fill(7)]) }]
  })
}

/** The container in which Office puts an encrypted .xlsx ([MS-OFFCRYPTO] 1.3.3). */
export const encryptedXlsx = (): Buffer =>
  oleOf({
    '/EncryptionInfo': Buffer.from([4, 0, 4, 0, 0x40, 0, 0, 0, ...Buffer.from('<encryption/>')]),
    '/EncryptedPackage': Buffer.alloc(5_000, 0x5a),
  })

import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Ways in which real programs (and hostile ones) write a zip. */
export interface ZipQuirks {
  readonly stored?: boolean
  /** Sizes and checksum after the data, zeros in the local header. */
  readonly descriptor?: boolean
  /** Sizes and offsets in ZIP64 fields, directory found through the ZIP64 records. */
  readonly zip64?: boolean
  /** The declared inflated size, in place of the true one. */
  readonly declared?: number
  /** Bytes put before the archive. */
  readonly before?: Uint8Array
  readonly comment?: string
  readonly badChecksum?: boolean
  /** The flag of zip encryption. */
  readonly encrypted?: boolean
}

const UNKNOWN = 0xffffffff

/** Packs the parts in the order given. */
export function zipBytes(parts: readonly ZipPart[], quirks: ZipQuirks = {}): Buffer {
  const before = Buffer.from(quirks.before ?? [])
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const data = quirks.stored === true ? Buffer.from(part.bytes) : deflateRawSync(part.bytes, { level: 6 })
    const written = localEntry(part, data, quirks)
    local.push(written)
    central.push(centralRecord(part, data, offset, quirks))
    offset += written.length
  }
  const directory = Buffer.concat(central)
  return Buffer.concat([before, ...local, directory, ...ending(parts.length, directory.length, offset, quirks)])
}

function fields(part: ZipPart, data: Buffer, quirks: ZipQuirks): Buffer {
  const bytes = Buffer.alloc(26)
  bytes.writeUInt16LE(quirks.zip64 === true ? 45 : 20, 0)
  bytes.writeUInt16LE((quirks.descriptor === true ? 8 : 0) | 0x800 | (quirks.encrypted === true ? 1 : 0), 2)
  bytes.writeUInt16LE(quirks.stored === true ? 0 : 8, 4)
  bytes.writeUInt32LE((crc32(part.bytes) ^ (quirks.badChecksum === true ? 1 : 0)) >>> 0, 10)
  bytes.writeUInt32LE(quirks.zip64 === true ? UNKNOWN : data.length, 14)
  bytes.writeUInt32LE(quirks.zip64 === true ? UNKNOWN : (quirks.declared ?? part.bytes.length), 18)
  bytes.writeUInt16LE(Buffer.byteLength(part.name), 22)
  return bytes
}

function extra64(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 + values.length * 8)
  bytes.writeUInt16LE(1, 0)
  bytes.writeUInt16LE(values.length * 8, 2)
  for (const [i, value] of values.entries()) bytes.writeBigUInt64LE(BigInt(value), 4 + i * 8)
  return bytes
}

function localEntry(part: ZipPart, data: Buffer, quirks: ZipQuirks): Buffer {
  const header = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields(part, data, quirks)])
  const extra = quirks.zip64 === true ? extra64([part.bytes.length, data.length]) : Buffer.alloc(0)
  header.writeUInt16LE(extra.length, 28)
  if (quirks.descriptor !== true) return Buffer.concat([header, Buffer.from(part.name), extra, data])
  const descriptor = Buffer.concat([Buffer.from('PK\x07\x08', 'latin1'), header.subarray(14, 26)])
  header.fill(0, 14, 26)
  return Buffer.concat([header, Buffer.from(part.name), extra, data, descriptor])
}

function centralRecord(part: ZipPart, data: Buffer, offset: number, quirks: ZipQuirks): Buffer {
  const record = Buffer.alloc(46)
  record.write('PK\x01\x02', 'latin1')
  fields(part, data, quirks).copy(record, 6)
  const extra = quirks.zip64 === true ? extra64([part.bytes.length, data.length, offset]) : Buffer.alloc(0)
  record.writeUInt16LE(extra.length, 30)
  record.writeUInt32LE(quirks.zip64 === true ? UNKNOWN : offset, 42)
  return Buffer.concat([record, Buffer.from(part.name), extra])
}

function ending(count: number, directoryBytes: number, offset: number, quirks: ZipQuirks): readonly Buffer[] {
  const comment = Buffer.from(quirks.comment ?? '')
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(quirks.zip64 === true ? 0xffff : count, 8)
  end.writeUInt16LE(quirks.zip64 === true ? 0xffff : count, 10)
  end.writeUInt32LE(quirks.zip64 === true ? UNKNOWN : directoryBytes, 12)
  end.writeUInt32LE(quirks.zip64 === true ? UNKNOWN : offset, 16)
  end.writeUInt16LE(comment.length, 20)
  if (quirks.zip64 !== true) return [end, comment]
  const record = Buffer.alloc(56)
  record.write('PK\x06\x06', 'latin1')
  record.writeBigUInt64LE(44n, 4)
  record.writeBigUInt64LE(BigInt(count), 24)
  record.writeBigUInt64LE(BigInt(count), 32)
  record.writeBigUInt64LE(BigInt(directoryBytes), 40)
  record.writeBigUInt64LE(BigInt(offset), 48)
  const locator = Buffer.alloc(20)
  locator.write('PK\x06\x07', 'latin1')
  locator.writeBigUInt64LE(BigInt(offset + directoryBytes), 8)
  locator.writeUInt32LE(1, 16)
  return [record, locator, end, comment]
}

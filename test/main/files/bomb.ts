import { constants, deflateRawSync } from 'node:zlib'

/** A deflate stream of `blocks` × `block`: one block ends at a byte, so it can be written again and again. */
export function deflatedRepeat(head: string, block: Buffer, blocks: number, tail: string): Buffer {
  const flushed = (bytes: Buffer): Buffer => deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH })
  const one = flushed(block)
  return Buffer.concat([flushed(Buffer.from(head)), ...new Array<Buffer>(blocks).fill(one), deflateRawSync(tail)])
}

export interface DeflatedPart {
  readonly name: string
  readonly deflated: Buffer
  readonly bytes: number
  readonly crc: number
}

/** A zip archive of parts that are deflated already: a bomb must not go off while it is made. */
export function zipOfDeflated(parts: readonly DeflatedPart[]): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, deflated, bytes, crc } of parts) {
    const path = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc, 10)
    common.writeUInt32LE(deflated.length, 14)
    common.writeUInt32LE(bytes, 18)
    common.writeUInt16LE(path.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    central.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, tail, path)
    local.push(Buffer.from('PK\x03\x04', 'latin1'), common, path, deflated)
    offset += 30 + path.length + deflated.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, directory, end])
}

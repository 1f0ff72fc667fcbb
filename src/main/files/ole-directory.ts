import { open, type FileHandle } from 'node:fs/promises'

const SIGNATURE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
const LAST_SECTOR = 0xfffffffa // DIFSECT and above: free, end of chain, table sectors
const ENTRY_BYTES = 128
/** Compound files of our kind have a handful of streams; a longer chain is damage or a loop. */
const MAX_SECTORS = 4096

/** True when the bytes begin as an OLE2 compound file ([MS-CFB] 2.2): .xls, .doc, or an encrypted .xlsx. */
export function isOle(head: Uint8Array): boolean {
  return SIGNATURE.equals(head.subarray(0, SIGNATURE.length))
}

/**
 * Names of the streams and storages of an OLE2 file, in directory order; empty when the file is not OLE2 or its
 * directory cannot be followed. `Workbook` or `Book` tells .xls; `EncryptedPackage` tells a password-protected .xlsx.
 */
export async function oleStreamNames(path: string): Promise<readonly string[]> {
  const handle = await open(path, 'r')
  try {
    return await namesOf(handle)
  } finally {
    await handle.close()
  }
}

async function namesOf(handle: FileHandle): Promise<readonly string[]> {
  const header = await bytesAt(handle, 0, 512)
  if (header.length < 512 || !isOle(header)) return []
  const shift = header.readUInt16LE(30)
  if (shift !== 9 && shift !== 12) return []
  const sectorBytes = 2 ** shift
  const readSector = (sector: number): Promise<Buffer> => bytesAt(handle, (sector + 1) * sectorBytes, sectorBytes)
  const tableSectors = await allocationTable(header, readSector, sectorBytes)

  const names: string[] = []
  let sector = header.readUInt32LE(48)
  for (let step = 0; sector < LAST_SECTOR && step < MAX_SECTORS; step++) {
    const bytes = await readSector(sector)
    for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
      const name = entryName(bytes, at)
      if (name !== '') names.push(name)
    }
    const table = tableSectors[Math.floor((sector * 4) / sectorBytes)]
    if (table === undefined) break
    const links = await readSector(table)
    const at = (sector * 4) % sectorBytes
    if (at + 4 > links.length) break
    sector = links.readUInt32LE(at)
  }
  return names
}

/** Sector numbers of the allocation table: 109 in the header, the rest in a chain of their own. */
async function allocationTable(
  header: Buffer,
  readSector: (sector: number) => Promise<Buffer>,
  sectorBytes: number,
): Promise<readonly number[]> {
  const sectors: number[] = []
  for (let at = 76; at < 512; at += 4) sectors.push(header.readUInt32LE(at))
  let next = header.readUInt32LE(68)
  for (let step = 0; next < LAST_SECTOR && step < MAX_SECTORS; step++) {
    const bytes = await readSector(next)
    if (bytes.length < sectorBytes) break
    for (let at = 0; at < sectorBytes - 4; at += 4) sectors.push(bytes.readUInt32LE(at))
    next = bytes.readUInt32LE(sectorBytes - 4)
  }
  return sectors.filter((sector) => sector < LAST_SECTOR)
}

function entryName(bytes: Buffer, at: number): string {
  const unused = bytes[at + 66] === 0
  const length = bytes.readUInt16LE(at + 64)
  if (unused || length < 2 || length > 64) return ''
  return bytes.toString('utf16le', at, at + length - 2)
}

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await handle.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}

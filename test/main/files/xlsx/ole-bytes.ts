/** A minimal OLE2 file ([MS-CFB]) of 512-byte sectors with the given stream names and no content. */
export function oleBytes(names: readonly string[]): Buffer {
  const entries = ['Root Entry', ...names]
  const directorySectors = Math.ceil(entries.length / 4)
  const file = Buffer.alloc(512 * (2 + directorySectors))
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(file)
  file.writeUInt16LE(9, 30)
  file.writeUInt32LE(1, 44)
  file.writeUInt32LE(1, 48) // the directory begins in sector 1
  file.writeUInt32LE(0xfffffffe, 68)
  file.fill(0xff, 76, 512)
  file.writeUInt32LE(0, 76) // sector 0 is the allocation table
  file.fill(0xff, 512, 1024)
  for (let i = 1; i <= directorySectors; i++) {
    file.writeUInt32LE(i === directorySectors ? 0xfffffffe : i + 1, 512 + i * 4)
  }
  for (const [i, name] of entries.entries()) {
    const at = 1024 + i * 128
    file.write(name, at, 'utf16le')
    file.writeUInt16LE(name.length * 2 + 2, at + 64)
    file[at + 66] = i === 0 ? 5 : 2
  }
  return file
}

/** One measurement in a process of its own: `node read-xlsx-child.ts reader|inflate FILE`; prints one line of JSON. */
import { open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'
import { pipeline } from 'node:stream/promises'
import { streamXlsx } from '#main/files/xlsx/stream-xlsx.ts'
import { DEFAULT_LIMITS } from '#main/files/xlsx/limits.ts'
import { readAt, readZipDirectory } from '#main/files/xlsx/zip-directory.ts'

interface Counts {
  rows: number
  cells: number
  characters: number
  bytes: number
}

async function readValues(path: string, counts: Counts): Promise<void> {
  await streamXlsx(path, {
    sheet: () => true,
    row({ cells }) {
      counts.rows++
      counts.cells += cells.length
      for (const { value } of cells) if (value.kind === 'text') counts.characters += value.text.length
    },
    sheetEnd: () => undefined,
  })
}

/** The floor: every part inflated by node:zlib and thrown away. */
async function inflateParts(path: string, counts: Counts): Promise<void> {
  const handle = await open(path)
  const { size } = await handle.stat()
  for (const entry of (await readZipDirectory(handle, size, path, DEFAULT_LIMITS)).values()) {
    const header = await readAt(handle, entry.headerOffset, 30)
    const start = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
    const source = handle.createReadStream({ start, end: start + entry.compressedBytes - 1, autoClose: false })
    await pipeline(source, createInflateRaw({ chunkSize: 128 * 1024 }), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) counts.bytes += chunk.length
    })
  }
  await handle.close()
}

const [, , mode, path] = process.argv
if (path === undefined) throw new Error('usage: read-xlsx-child.ts reader|inflate FILE')
const counts: Counts = { rows: 0, cells: 0, characters: 0, bytes: 0 }
const start = performance.now()
await (mode === 'inflate' ? inflateParts(path, counts) : readValues(path, counts))
const ms = performance.now() - start
process.stdout.write(JSON.stringify({ ms, rssMb: process.resourceUsage().maxRSS / 1024, ...counts }))

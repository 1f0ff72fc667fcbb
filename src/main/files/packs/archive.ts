import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { rebuildPack } from '#core/packs/build-pack.ts'
import { AppError } from '#core/model/error.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { PackFiles } from '#core/packs/parse-layer.ts'

/**
 * The very files that made a report, kept with it: gzip of JSON. It holds the text and not the parsed pack, so that it
 * can still be read, compared and exported as a folder years later.
 */
const archive = z.strictObject({
  format: z.literal(1),
  id: z.string(),
  files: z.array(z.tuple([z.string(), z.string()])),
})

/** A pack is some 200 kB of text; what unpacks to more is no pack. */
const LARGEST = 32 * 1024 * 1024

/** SHA-256 over paths and texts, independent of the order of the files. Hex. */
export function digestOf(files: PackFiles): string {
  const hash = createHash('sha256')
  for (const [path, text] of ordered(files)) hash.update(JSON.stringify([path, text]))
  return hash.digest('hex')
}

/** Packs all files of a lineage (`PackLibrary.files`) into one buffer; the same files give the same content. */
export function archivePack(id: string, files: PackFiles): Buffer {
  return gzipSync(JSON.stringify({ format: 1, id, files: ordered(files) }))
}

/**
 * Loads the pack that a report was made with.
 *
 * Errors  PACK_ARCHIVE_DAMAGED when the buffer is no archive · PACK_INVALID as `buildPack`
 */
export function loadArchived(buffer: Uint8Array): Pack {
  const { id, files } = readArchive(buffer)
  const map = new Map(files)
  return rebuildPack(id, map, digestOf(map))
}

/** Id and files of an archive. Errors: PACK_ARCHIVE_DAMAGED. */
export function readArchive(buffer: Uint8Array): z.infer<typeof archive> {
  try {
    return archive.parse(JSON.parse(gunzipSync(buffer, { maxOutputLength: LARGEST }).toString('utf8')))
  } catch (cause) {
    throw new AppError(
      {
        code: 'PACK_ARCHIVE_DAMAGED',
        message: '报告所附的模板包已损坏，无法读取。',
        remedies: [{ text: '从最近的备份恢复数据文件，或改用程序自带的同名模板包重新生成。' }],
      },
      { cause },
    )
  }
}

function ordered(files: PackFiles): readonly (readonly [string, string])[] {
  return [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

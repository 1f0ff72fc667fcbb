import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deserialize, serialize } from 'node:v8'
import type { Pack } from '#core/packs/pack.ts'

/**
 * Parsed packs beside the data, so that opening a report need not parse its pack again: a few milliseconds instead of several
 * hundred. What lies there is only ever a copy of what parsing the archive gives; it may be deleted at any time.
 */
export interface ParsedPacks {
  /**
   * The pack with this digest, as this very program parsed it. Undefined when there is none, when it is damaged, and when another
   * version of the program, or of the code that reads packs, wrote it: then the archive is to be parsed.
   */
  readonly find: (digest: string) => Pack | undefined
  /** Keeps a pack. A folder that cannot be written keeps nothing, and nobody is the worse for it. */
  readonly keep: (digest: string, pack: Pack) => void
}

/** Opens a folder of parsed packs, which need not be there yet. */
export function openParsedPacks(folder: string): ParsedPacks {
  const pathOf = (digest: string): string => join(folder, `${digest}.pack`)
  return {
    find: (digest) => {
      try {
        return unseal(readFileSync(pathOf(digest)), digest)
      } catch {
        return undefined
      }
    },
    keep: (digest, pack) => {
      try {
        mkdirSync(folder, { recursive: true })
      } catch {
        return
      }
      const temporary = join(folder, `${randomUUID()}.tmp`)
      try {
        writeFileSync(temporary, seal(digest, pack))
        renameSync(temporary, pathOf(digest))
      } catch {
        rmSync(temporary, { force: true })
      }
    },
  }
}

/** SHA-256 over the program's mark, the digest and the content, then the content. */
function seal(digest: string, pack: Pack): Buffer {
  const content = serialize(pack)
  return Buffer.concat([sumOf(digest, content), content])
}

const SUM_BYTES = 32

function unseal(bytes: Buffer, digest: string): Pack | undefined {
  const content = bytes.subarray(SUM_BYTES)
  if (!bytes.subarray(0, SUM_BYTES).equals(sumOf(digest, content))) return undefined
  // Only this very program wrote what has this sum.
  return deserialize(content) as Pack
}

function sumOf(digest: string, content: Buffer): Buffer {
  return createHash('sha256').update(programMark()).update(digest).update(content).digest()
}

let mark: string | undefined

/** Changes with everything that a parsed pack rests on beside its files: the code that reads packs, and what it runs on. */
function programMark(): string {
  mark ??= ['packs', 'money', 'model']
    .flatMap((part) => sourcesIn(part))
    .reduce((hash, source) => hash.update(source), createHash('sha256'))
    .update(JSON.stringify(process.versions))
    .digest('hex')
  return mark
}

/** In the source tree core lies beside main, in the built program within it. */
function sourcesIn(part: string): readonly Buffer[] {
  const folder = ['../../../core', '../../core']
    .map((core) => fileURLToPath(new URL(`${core}/${part}`, import.meta.url)))
    .find((path) => existsSync(path))
  if (folder === undefined) throw new Error(`the program has no folder core/${part}`)
  const names = readdirSync(folder).toSorted()
  return names.filter((name) => /\.(ts|js)$/u.test(name)).map((name) => readFileSync(join(folder, name)))
}

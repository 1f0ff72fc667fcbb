import type { Connection } from '../connection.ts'
import { keepBytes, keepFile, readBytes, type KeptBytes } from '../source-bytes.ts'

export interface SourceFile {
  readonly sha256: string
  /** The name under which it first came. */
  readonly name: string
  readonly size: number
}

/** The original files of imports: a row each, the bytes compressed beside the store by hash. */
export function sourceFilesRepository({ db, session, onFailure }: Connection) {
  const insert = db.prepare(
    'INSERT INTO source_file (sha256, name, size, audit_id) VALUES (@sha256, @name, @size, @auditId) ON CONFLICT DO NOTHING',
  )
  const select = db.prepare<[string], SourceFile>('SELECT sha256, name, size FROM source_file WHERE sha256 = ?')

  const enter = (name: string, { sha256, size, removeIfNew }: KeptBytes): string => {
    // A file that was only made for a write that failed goes with it.
    if (removeIfNew !== undefined && select.get(sha256) === undefined) onFailure(removeIfNew)
    insert.run({ sha256, name, size, auditId: session().auditId })
    return sha256
  }

  return {
    /** Keeps the original bytes; the same bytes are kept once. The hash comes back. */
    keep(name: string, bytes: Uint8Array): string {
      session()
      return enter(name, keepBytes(db.name, bytes))
    },
    /** The same for a file of any size; undefined, and nothing kept, when it does not have the content of `sha256` any more. */
    keepFile(name: string, path: string, sha256: string): string | undefined {
      session()
      const kept = keepFile(db.name, path, sha256)
      return kept && enter(name, kept)
    },
    find: (sha256: string): SourceFile | undefined => select.get(sha256),
    /** The original bytes, verified. Errors: DB_SOURCE_MISSING, DB_SOURCE_DAMAGED. */
    open: (sha256: string): Buffer => readBytes(db.name, sha256, select.get(sha256)?.name ?? sha256),
  }
}

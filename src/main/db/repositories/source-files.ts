import type { Connection } from '../connection.ts'
import { keepBytes, readBytes } from '../source-bytes.ts'

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

  return {
    /** Keeps the original bytes; the same bytes are kept once. The hash comes back. */
    keep(name: string, bytes: Uint8Array): string {
      const { auditId } = session()
      const kept = keepBytes(db.name, bytes)
      // A file that was only made for a write that failed goes with it.
      if (kept.removeIfNew !== undefined && select.get(kept.sha256) === undefined) onFailure(kept.removeIfNew)
      insert.run({ sha256: kept.sha256, name, size: bytes.length, auditId })
      return kept.sha256
    },
    find: (sha256: string): SourceFile | undefined => select.get(sha256),
    /** The original bytes, verified. Errors: DB_SOURCE_MISSING, DB_SOURCE_DAMAGED. */
    open: (sha256: string): Buffer => readBytes(db.name, sha256, select.get(sha256)?.name ?? sha256),
  }
}

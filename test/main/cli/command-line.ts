import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import Database from 'better-sqlite3'
import { runCommandLine } from '#main/cli/run.ts'
import type { ExitCode } from '#main/cli/command.ts'

/** What a person would have seen. */
export interface Said {
  readonly exitCode: ExitCode
  readonly out: string
  readonly error: string
}

/** Runs a command line in this process. */
export async function mingzhang(...argv: readonly string[]): Promise<Said> {
  const out: string[] = []
  const error: string[] = []
  const exitCode = await runCommandLine(argv, {
    out: (line) => out.push(line),
    error: (line) => error.push(line),
    progress: () => undefined,
  })
  return { exitCode, out: out.join('\n'), error: error.join('\n') }
}

/** Everything that a store holds, the files beside it included: equal before and after what changes nothing. */
export function contentOf(path: string): string {
  const digest = createHash('sha256')
  const db = new Database(path, { readonly: true })
  const tables = db
    .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    .all()
  for (const { name } of tables) {
    const rows: readonly unknown[] = db.prepare(`SELECT * FROM "${name}"`).all()
    digest.update(name).update(JSON.stringify(rows))
  }
  db.close()
  for (const folder of [`${path}.files`].filter((one) => existsSync(one)))
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted()) digest.update(file)
  return digest.digest('hex')
}

/** Names in a folder, hidden and unfinished ones included. */
export function listing(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).toSorted() : []
}

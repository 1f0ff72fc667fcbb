import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { backupsIn, backupFolderOf } from '#main/db/backup-folder.ts'
import { APPLICATION_ID, readFileHeader } from '#main/db/file-header.ts'
import { migrate, versionOf } from '#main/db/migrate.ts'
import type { Migration } from '#main/db/migrate.ts'
import { migrations } from '#main/db/migrations/index.ts'
import { openStore } from '#main/db/open-store.ts'
import { cellRef } from '#core/model/cell.ts'
import { importCells, newReport, yuan } from './store-fixtures.ts'
import { refusal, temporaryFolder, temporaryStore, tickingClock } from './temporary-store.ts'

const last = migrations.at(-1)?.version ?? 0
const addsNote: Migration = {
  version: last + 10,
  name: 'add-note',
  up(db) {
    db.exec('CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT')
  },
}
const throws: Migration = {
  version: last + 20,
  name: 'throws',
  up(db) {
    db.exec('CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT')
    throw new Error('broken step')
  },
}
const a = cellRef('支出决算表', '2010301', '基本支出')

/** The file of a store with data, closed. */
function storeFile(): string {
  const path = join(temporaryFolder(), 'mz.db')
  const store = openStore(path, { clock: tickingClock() })
  importCells(store, newReport(store), 'x', new Map([[a, yuan(7)]]))
  store.close()
  return path
}
const schemaOf = (path: string): unknown => {
  const db = new Database(path, { readonly: true })
  const schema = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all()
  db.close()
  return schema
}

describe('the migrations of the program', () => {
  test('rise by tens and bear their number in the name of their file', () => {
    expect(migrations.map((m) => m.version)).toEqual(migrations.map((_m, i) => (i + 1) * 10))
    for (const { version, name } of migrations) {
      const file = `../../../src/main/db/migrations/${String(version).padStart(4, '0')}-${name}.ts`
      expect(readFileSync(new URL(file, import.meta.url), 'utf8')).toContain(`name: '${name}'`)
    }
  })

  test('every table is STRICT', () => {
    const store = temporaryStore()
    const loose = store.db
      .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
      .all()
    expect(loose).toEqual([])
  })

  test.each(migrations.slice(0, -1).map((m) => m.version))(
    'a store of version %i is brought to the newest with its data',
    (version) => {
      const path = join(temporaryFolder(), 'mz.db')
      const db = new Database(path)
      migrate(
        db,
        migrations.filter((m) => m.version <= version),
        () => {
          throw new Error('a new file needs no backup')
        },
      )
      db.exec(`
      INSERT INTO audit_log (at, who, action, detail) VALUES ('2024-01-01T00:00:00.000Z', '甲', '旧', '{}');
      INSERT INTO unit (code, name, short_name, nature) VALUES ('001', '甲单位', '甲', '行政单位')`)
      db.close()
      const store = temporaryStore(path)
      expect(versionOf(store.db)).toBe(last)
      expect(store.units.find('001')?.name).toBe('甲单位')
      expect(store.audit.latest(1)[0]?.action).toBe('旧')
    },
  )
})

describe('a store of an earlier version', () => {
  test('is backed up once and brought to the newest version', () => {
    const path = storeFile()
    const store = temporaryStore(path, {
      migrations: [...migrations, addsNote, { ...addsNote, version: last + 20, up: () => undefined }],
    })
    expect(versionOf(store.db)).toBe(last + 20)
    const backups = backupsIn(backupFolderOf(path), path)
    expect(backups.map((backup) => backup.reason)).toEqual(['migration'])
    expect(schemaOf(backups[0]?.path ?? '')).not.toContainEqual(expect.objectContaining({ name: 'note' }))
  })

  test('stays as it was when a step throws, and still opens with the old program', () => {
    const path = storeFile()
    const before = schemaOf(path)
    expect(() => temporaryStore(path, { migrations: [...migrations, addsNote, throws] })).toThrow('broken step')
    expect(schemaOf(path)).toEqual(before)
    const store = temporaryStore(path)
    expect(versionOf(store.db)).toBe(last)
    expect(store.cells.standing(1).get(a)).toEqual(yuan(7))
  })

  test('is not migrated by looking at it', () => {
    const path = storeFile()
    const bytes = readFileSync(path)
    const options = { clock: tickingClock(), readonly: true, migrations: [...migrations, addsNote] }
    expect(refusal(() => openStore(path, options)).code).toBe('DB_OLDER')
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })
})

test('the file itself tells its version while the store is still open', () => {
  const store = temporaryStore()
  expect(readFileHeader(store.path)).toMatchObject({ kind: 'sqlite', userVersion: last, applicationId: APPLICATION_ID })
})

test('a new store is not backed up', () => {
  const store = temporaryStore()
  expect(backupsIn(backupFolderOf(store.path), store.path)).toEqual([])
})

test('a store of a newer version is refused with remedies and never touched', () => {
  const path = join(temporaryFolder(), 'mz.db')
  openStore(path, { clock: tickingClock(), migrations: [...migrations, addsNote] }).close()
  const bytes = readFileSync(path)
  const info = refusal(() => openStore(path, { clock: tickingClock() }))
  expect(info.code).toBe('DB_NEWER')
  expect(info.message).toContain(path)
  expect(info.remedies.length).toBeGreaterThanOrEqual(2)
  expect(readFileSync(path).equals(bytes)).toBe(true)
})

test('versions that do not rise by tens are a mistake of the programmer', () => {
  const db = new Database(':memory:')
  const run =
    (...versions: readonly number[]) =>
    () => {
      migrate(
        db,
        versions.map((version) => ({ version, name: 'x', up: () => undefined })),
        () => undefined,
      )
    }
  expect(run(10, 10)).toThrow(RangeError)
  expect(run(20, 10)).toThrow(RangeError)
  expect(run(15)).toThrow(RangeError)
  expect(versionOf(db)).toBe(0)
})

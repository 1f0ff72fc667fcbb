import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { cellRef } from '#core/model/cell.ts'
import { KEPT_LATEST, backupFolderOf, backupsIn } from '#main/db/backup-folder.ts'
import { backUpTo, latestBackupOf } from '#main/db/backup.ts'
import { migrations } from '#main/db/migrations/index.ts'
import { openStore } from '#main/db/open-store.ts'
import type { Store } from '#main/db/open-store.ts'
import { restoreBackup } from '#main/db/restore.ts'
import { filesFolder, sha256Of } from '#main/db/source-bytes.ts'
import { importCells, newReport, yuan } from './store-fixtures.ts'
import { refusal, temporaryFolder, temporaryStore, tickingClock } from './temporary-store.ts'

const a = cellRef('支出决算表', '2010301', '基本支出')
const cell = (fen: number) => new Map([[a, yuan(fen)]])
const clock = tickingClock()

/** An open store with one imported cell; closed by the caller, so that it can be replaced. */
function openWithCell(path = join(temporaryFolder(), 'mz.db')): Store {
  const store = openStore(path, { clock })
  importCells(store, newReport(store), 'x', cell(1))
  return store
}
const backUp = (store: Store, folder?: string): string => store.backUp('manual', folder)
const restore = (storePath: string, backupPath: string) => restoreBackup({ storePath, backupPath, clock })
const standingOf = (path: string) => temporaryStore(path).cells.standing(1)

describe('a backup', () => {
  test('opens as a store of its own with everything, the original files beside it', () => {
    const store = openWithCell()
    const path = backUp(store)
    importCells(store, 1, 'y', cell(2))
    store.close()
    expect(standingOf(path)).toEqual(cell(1))
    expect(readdirSync(join(backupFolderOf(store.path), 'files'), { recursive: true })).toContainEqual(
      expect.stringContaining(sha256Of(Buffer.from('x'))),
    )
  })

  test('can go to another folder', () => {
    const store = openWithCell()
    const folder = join(temporaryFolder(), 'stick')
    const path = backUp(store, folder)
    store.close()
    expect(path.startsWith(folder)).toBe(true)
    expect(standingOf(path)).toEqual(cell(1))
  })

  test('keeps every original file once', () => {
    const store = openWithCell()
    backUp(store)
    const [file] = gzFiles(join(backupFolderOf(store.path), 'files'))
    backUp(store)
    expect(gzFiles(join(backupFolderOf(store.path), 'files'))).toEqual([file])
    expect(statSync(file ?? '').nlink).toBe(2)
    store.close()
  })

  test('that cannot be written is refused with what to do and leaves no half-written file', () => {
    const store = openWithCell()
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'stick'), 'a file where the folder should be')
    const info = refusal(() => backUp(store, join(folder, 'stick')))
    expect(info.code).toBe('DB_IO')
    expect(info.remedies.length).toBeGreaterThan(0)
    mkdirSync(join(folder, 'files'), { recursive: true })
    writeFileSync(join(folder, 'files', sha256Of(Buffer.from('x')).slice(0, 2)), 'a file where a folder should be')
    expect(refusal(() => backUp(store, folder)).code).toBe('DB_IO')
    expect(readdirSync(folder).filter((name) => name.startsWith('mz'))).toEqual([])
    store.close()
  })
})

describe('the rotation', () => {
  test('keeps the latest ten and the last of every month', () => {
    const store = openWithCell()
    const days = ['2024-01-05', '2024-01-20', '2024-02-10', '2024-02-11', '2024-03-01']
    const at = (day: string) => () => new Date(`${day}T08:00:00.000Z`)
    for (const day of days) backUpTo(store.db, store.path, { reason: 'manual', clock: at(day) })
    for (let nth = 1; nth <= KEPT_LATEST; nth += 1) {
      const day = `2024-04-${String(nth).padStart(2, '0')}`
      backUpTo(store.db, store.path, { reason: 'automatic', clock: at(day) })
    }
    const kept = backupsIn(backupFolderOf(store.path), store.path).map((backup) => backup.stamp.slice(0, 8))
    const april = Array.from({ length: KEPT_LATEST }, (_value, nth) => `202404${String(nth + 1).padStart(2, '0')}`)
    expect(kept).toEqual(['20240120', '20240211', '20240301', ...april])
    store.close()
  })

  test('touches no other file of the folder', () => {
    const store = openWithCell()
    backUp(store)
    const mine = join(backupFolderOf(store.path), 'mz-我的备份.db')
    writeFileSync(mine, 'kept by hand')
    for (let nth = 0; nth < KEPT_LATEST + 2; nth += 1) backUp(store)
    expect(existsSync(mine)).toBe(true)
    expect(backupsIn(backupFolderOf(store.path), store.path)).toHaveLength(KEPT_LATEST)
    store.close()
  })

  test('two backups in one millisecond are two files', () => {
    const store = openWithCell()
    const frozen = () => new Date('2024-01-05T08:00:00.000Z')
    const paths = [1, 2].map(() => backUpTo(store.db, store.path, { reason: 'manual', clock: frozen }))
    expect(new Set(paths).size).toBe(2)
    expect(backupsIn(backupFolderOf(store.path), store.path)).toHaveLength(2)
    store.close()
  })
})

describe('a restore', () => {
  test('brings the backup back, with the state before it in a backup of its own', () => {
    const store = openWithCell()
    const backup = backUp(store)
    importCells(store, 1, 'y', cell(2))
    store.close()
    const { before } = restore(store.path, backup)
    expect(standingOf(store.path)).toEqual(cell(1))
    expect(standingOf(before ?? '')).toEqual(cell(2))
  })

  test('brings the original files back, too, onto another machine', () => {
    const store = openWithCell()
    const backup = backUp(store, join(temporaryFolder(), 'stick'))
    store.close()
    const path = join(temporaryFolder(), 'neu', 'mz.db')
    expect(restore(path, backup).before).toBeUndefined()
    expect(
      temporaryStore(path)
        .sourceFiles.open(sha256Of(Buffer.from('x')))
        .toString(),
    ).toBe('x')
  })

  test('brings an earlier version back, which is then brought to the newest on opening', () => {
    const store = openWithCell()
    const backup = backUp(store)
    store.close()
    const later = { version: (migrations.at(-1)?.version ?? 0) + 10, name: 'later', up: () => undefined }
    restore(store.path, backup)
    expect(temporaryStore(store.path, { migrations: [...migrations, later] }).cells.standing(1)).toEqual(cell(1))
  })

  test('brings the oldest backup back even when the rotation lets go of it meanwhile', () => {
    const store = openWithCell()
    const [oldest = ''] = Array.from({ length: KEPT_LATEST }, () => backUp(store))
    importCells(store, 1, 'y', cell(2))
    store.close()
    restore(store.path, oldest)
    expect(existsSync(oldest)).toBe(false)
    expect(standingOf(store.path)).toEqual(cell(1))
  })

  test('of a damaged backup is refused and leaves the store as it was', () => {
    const store = openWithCell()
    const backup = backUp(store)
    importCells(store, 1, 'y', cell(2))
    store.close()
    truncateSync(backup, statSync(backup).size - 4096 * 3)
    expect(refusal(() => restore(store.path, backup)).code).toBe('DB_CORRUPT')
    expect(readdirSync(join(store.path, '..')).filter((name) => name.includes('restoring'))).toEqual([])
    expect(standingOf(store.path)).toEqual(cell(2))
  })

  test('of something else, of nothing, or of a newer backup is refused and leaves the store as it was', () => {
    const store = openWithCell()
    store.close()
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.db'), 'text')
    const later = { version: (migrations.at(-1)?.version ?? 0) + 10, name: 'later', up: () => undefined }
    openStore(join(folder, 'newer.db'), { clock, migrations: [...migrations, later] }).close()
    expect(refusal(() => restore(store.path, join(folder, 'a.db'))).code).toBe('DB_NOT_A_STORE')
    expect(refusal(() => restore(store.path, join(folder, 'none.db'))).code).toBe('DB_MISSING')
    expect(refusal(() => restore(store.path, join(folder, 'newer.db'))).code).toBe('DB_NEWER')
    expect(standingOf(store.path)).toEqual(cell(1))
  })

  test('is refused while somebody has the store open', () => {
    const store = openWithCell()
    const backup = backUp(store)
    importCells(store, 1, 'y', cell(2))
    expect(refusal(() => restore(store.path, backup)).code).toBe('DB_LOCKED')
    expect(store.cells.standing(1)).toEqual(cell(2))
    store.close()
  })

  test("over another program's file or over a text is refused and leaves it as it was", () => {
    const store = openWithCell()
    const backup = backUp(store)
    store.close()
    const folder = temporaryFolder()
    const other = new Database(join(folder, 'other.db'))
    other.exec('CREATE TABLE t (x)')
    other.close()
    writeFileSync(join(folder, 'a.txt'), '说明')
    for (const name of ['other.db', 'a.txt']) {
      const bytes = readFileSync(join(folder, name))
      expect(refusal(() => restore(join(folder, name), backup)).code).toBe('DB_NOT_A_STORE')
      expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true)
    }
    expect(readdirSync(folder)).toEqual(['a.txt', 'other.db'])
  })

  test('over a store that lost its header keeps what is left of it', () => {
    const store = openWithCell()
    const backup = backUp(store)
    store.close()
    writeFileSync(store.path, 'no header any more')
    expect(readFileSync(restore(store.path, backup).before ?? '', 'utf8')).toBe('no header any more')
    expect(standingOf(store.path)).toEqual(cell(1))
  })

  test('over a damaged store keeps what is left of it, byte for byte', () => {
    const store = openWithCell()
    const backup = backUp(store)
    store.close()
    truncateSync(store.path, 5000)
    const left = readFileSync(store.path)
    expect(latestBackupOf(store.path)).toBe(backup)
    const { before } = restore(store.path, backup)
    expect(readFileSync(before ?? '').equals(left)).toBe(true)
    expect(standingOf(store.path)).toEqual(cell(1))
  })
})

describe('an original file', () => {
  const sha = sha256Of(Buffer.from('x'))

  test('that is damaged is not handed out', () => {
    const store = openWithCell()
    const [path = ''] = gzFiles(filesFolder(store.path))
    writeFileSync(path, readFileSync(path).fill(0, 12))
    expect(refusal(() => store.sourceFiles.open(sha)).code).toBe('DB_SOURCE_DAMAGED')
    store.close()
  })

  test('that is whole but another one is not handed out', () => {
    const store = openWithCell()
    const [path = ''] = gzFiles(filesFolder(store.path))
    writeFileSync(path, gzipSync('something else'))
    expect(refusal(() => store.sourceFiles.open(sha)).code).toBe('DB_SOURCE_DAMAGED')
    store.close()
  })

  test('that is missing says so', () => {
    const store = openWithCell()
    rmSync(filesFolder(store.path), { recursive: true })
    const info = refusal(() => store.sourceFiles.open(sha))
    expect(info.code).toBe('DB_SOURCE_MISSING')
    expect(info.message).toContain('x.xlsx')
    store.close()
  })

  test('that was damaged is mended when the same file comes again, even if that import fails', () => {
    const store = openWithCell()
    const [path = ''] = gzFiles(filesFolder(store.path))
    writeFileSync(path, 'broken')
    expect(() =>
      store.write('会计甲', '导入', () => {
        store.sourceFiles.keep('x.xlsx', Buffer.from('x'))
        throw new Error('an import that fails')
      }),
    ).toThrow('an import that fails')
    expect(store.sourceFiles.open(sha).toString()).toBe('x')
    store.close()
  })
})

const gzFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.gz'))
    .map((name) => join(folder, name))

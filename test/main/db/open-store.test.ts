import { fork } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { cellRef } from '#core/model/cell.ts'
import { AppError } from '#core/model/error.ts'
import { openStore } from '#main/db/open-store.ts'
import { importCells, newReport, unit, yuan } from './store-fixtures.ts'
import { refusal, temporaryFolder, temporaryStore, tickingClock } from './temporary-store.ts'

const options = { clock: tickingClock() }
const a = cellRef('支出决算表', '2010301', '基本支出')
const manyCells = (count: number) =>
  new Map(
    Array.from(
      { length: count },
      (_value, row) => [cellRef('支出决算表', String(row), '基本支出'), yuan(row)] as const,
    ),
  )

/** The file of a store with 5,000 cells, closed. */
function storeFile(): string {
  const path = join(temporaryFolder(), 'mz.db')
  const store = openStore(path, options)
  importCells(store, newReport(store), 'x', manyCells(5000))
  store.close()
  return path
}

describe('a new store', () => {
  test('is created with its folder, in WAL mode, with foreign keys', () => {
    const store = temporaryStore(join(temporaryFolder(), '账', '2024', 'mz.db'))
    expect(store.db.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(store.db.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(store.db.pragma('synchronous', { simple: true })).toBe(1)
    expect(store.db.pragma('application_id', { simple: true })).toBe(0x4d5a4847)
  })

  test('is found again with what was written', () => {
    const path = storeFile()
    const store = temporaryStore(path)
    expect(store.cells.standing(1).size).toBe(5000)
    expect(store.reports.find({ unit: '001', year: 2023, stage: '决算' })?.id).toBe(1)
  })
})

describe('a process that was killed while it created its store', () => {
  test('leaves a blank file, in which the store is created', () => {
    const path = join(temporaryFolder(), 'mz.db')
    const db = new Database(path)
    db.pragma('journal_mode = WAL')
    db.close()
    expect(statSync(path).size).toBeGreaterThan(0)
    expect(temporaryStore(path).units.all()).toEqual([])
  })

  test('is told from another program whose tables are still in the journal only', () => {
    const path = join(temporaryFolder(), 'other.db')
    const db = new Database(path)
    db.pragma('journal_mode = WAL')
    db.exec('CREATE TABLE t (x)')
    const copy = join(temporaryFolder(), 'other.db')
    for (const ending of ['', '-wal']) copyFileSync(`${path}${ending}`, `${copy}${ending}`)
    db.close()
    expect(refusal(() => openStore(copy, options)).code).toBe('DB_NOT_A_STORE')
  })
})

describe('looking only', () => {
  test('reads what is there and refuses to write', () => {
    const path = storeFile()
    const store = temporaryStore(path, { readonly: true })
    expect(store.units.find('001')).toEqual(unit)
    const write = () => {
      store.write('会计甲', '保存', () => {
        store.units.save(unit)
      })
    }
    expect(refusal(write).code).toBe('DB_READ_ONLY')
  })

  test('does not create a store', () => {
    const path = join(temporaryFolder(), 'mz.db')
    expect(refusal(() => openStore(path, { ...options, readonly: true })).code).toBe('DB_MISSING')
    expect(existsSync(path)).toBe(false)
  })
})

describe('a file that is no store', () => {
  test.each([
    ['a text', Buffer.from('单位,金额\n')],
    ['a workbook', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(500)])],
    ['half a header', Buffer.from('SQLite format 3\0')],
  ])('%s is refused and left as it was', (_name, bytes) => {
    const path = join(temporaryFolder(), 'mz.db')
    writeFileSync(path, bytes)
    const info = refusal(() => openStore(path, options))
    expect(info.code).toBe('DB_NOT_A_STORE')
    expect(info.message).toContain(path)
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })

  test("another program's SQLite file is refused and left as it was", () => {
    const path = join(temporaryFolder(), 'other.db')
    const db = new Database(path)
    db.exec('CREATE TABLE t (x)')
    db.close()
    const bytes = readFileSync(path)
    expect(refusal(() => openStore(path, options)).code).toBe('DB_NOT_A_STORE')
    expect(readFileSync(path).equals(bytes)).toBe(true)
  })
})

describe('a damaged store', () => {
  test('is named as such, with the latest backup as the way out', () => {
    const path = storeFile()
    const store = openStore(path, options)
    const backup = store.backUp('manual')
    store.close()
    // Page 1 holds the schema; what follows the header of 100 bytes is overwritten.
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.alloc(3900, 0xff), 0, 3900, 110)
    closeSync(file)
    const info = refusal(() => openStore(path, options))
    expect(info.code).toBe('DB_CORRUPT')
    expect(info.remedies[0].text).toContain(backup)
  })

  test('is named as such when the damage shows only while reading', () => {
    const path = storeFile()
    // The cells fill the second half; the schema lies before them.
    const half = statSync(path).size / 2
    const file = openSync(path, 'r+')
    writeSync(file, Buffer.alloc(half, 0xff), 0, half, half)
    closeSync(file)
    const store = temporaryStore(path)
    const info = refusal(() => store.cells.standing(1))
    expect(info.code).toBe('DB_CORRUPT')
    expect(info.remedies.length).toBeGreaterThan(0)
  })

  test('that was cut to nothing is not taken for a new one when there are backups', () => {
    const path = storeFile()
    const store = openStore(path, options)
    store.backUp('manual')
    store.close()
    truncateSync(path, 0)
    expect(refusal(() => openStore(path, options)).code).toBe('DB_CORRUPT')
    expect(statSync(path).size).toBe(0)
  })
})

test('a store that another process is writing is refused with what to do, and nothing is written', () => {
  const path = storeFile()
  const other = new Database(path)
  const store = temporaryStore(path)
  other.exec('BEGIN IMMEDIATE')
  const write = () => {
    store.write('会计甲', '保存', () => {
      store.units.save({ ...unit, code: '002' })
    })
  }
  const info = refusal(write)
  expect(info.code).toBe('DB_LOCKED')
  expect(info.remedies.length).toBeGreaterThan(0)
  expect(store.units.all()).toHaveLength(1)
  other.exec('ROLLBACK')
  other.close()
  write()
  expect(store.units.all()).toHaveLength(2)
})

test('a store that another process holds for itself cannot be opened', () => {
  const path = storeFile()
  const other = new Database(path)
  other.pragma('locking_mode = EXCLUSIVE')
  other.exec('BEGIN EXCLUSIVE')
  expect(refusal(() => openStore(path, options)).code).toBe('DB_LOCKED')
  other.close()
})

test('a full disk is named as such and leaves what was there', () => {
  const store = temporaryStore()
  const report = newReport(store)
  importCells(store, report, 'x', new Map([[a, yuan(1)]]))
  const pages = Number(store.db.pragma('page_count', { simple: true }))
  store.db.pragma(`max_page_count = ${pages + 2}`)
  const info = refusal(() => importCells(store, report, 'y', manyCells(5000)))
  expect(info.code).toBe('DB_FULL')
  expect(info.remedies.length).toBeGreaterThan(0)
  store.db.pragma('max_page_count = 1000000')
  expect(store.cells.standing(report)).toEqual(new Map([[a, yuan(1)]]))
  expect(store.imports.all(report)).toHaveLength(1)
})

describe('without the right to write', () => {
  /** Opens the store as a user who owns nothing here; as root the child gives its rights up first. */
  async function openAsOther(path: string): Promise<unknown> {
    const other = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    const child = fork(new URL('open-as-other.ts', import.meta.url), [path], other)
    return new Promise((resolve, reject) => {
      child.once('message', resolve)
      // Not `exit`, which may come before the message is read.
      child.once('close', (code) => {
        reject(new Error(`the child ended with ${code ?? 'a signal'} and said nothing`))
      })
    })
  }

  test('to the file, a store is refused as read-only', async () => {
    const path = storeFile()
    chmodSync(join(path, '..'), 0o777)
    chmodSync(path, 0o444)
    expect(await openAsOther(path)).toBe('DB_READ_ONLY')
  })

  test('to the folder, a store is refused as read-only', async () => {
    const path = storeFile()
    chmodSync(path, 0o666)
    chmodSync(join(path, '..'), 0o555)
    expect(await openAsOther(path)).toBe('DB_READ_ONLY')
    chmodSync(join(path, '..'), 0o755)
  })

  test('to the folder above, a new store is refused as read-only', async () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o555)
    expect(await openAsOther(join(folder, 'new', 'mz.db'))).toBe('DB_READ_ONLY')
    chmodSync(folder, 0o755)
  })
})

test('a folder is no store', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'mz.db'))
  expect(() => openStore(join(folder, 'mz.db'), options)).toThrow(AppError)
})

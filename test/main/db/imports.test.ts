import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cellRef } from '#core/model/cell.ts'
import { filesFolder, pathInFolder, sha256Of } from '#main/db/source-bytes.ts'
import { openStore } from '#main/db/open-store.ts'
import type { Store } from '#main/db/open-store.ts'
import { importCells, newReport, yuan } from './store-fixtures.ts'
import { refusal, temporaryFolder, temporaryStore, tickingClock } from './temporary-store.ts'
import { sampleProject } from './sample-project.ts'

const a = cellRef('支出决算表', '2010301', '基本支出')
const b = cellRef('支出决算表', '2010302', '基本支出')
const cell = (fen: number) => new Map([[a, yuan(fen)]])
const undo = (store: Store, importId: number): void => {
  store.write('会计乙', '撤销导入', () => {
    store.imports.undo(importId)
  })
}

describe('the same file twice', () => {
  test('is known before anything is written, until the import is undone', () => {
    const store = temporaryStore()
    const report = newReport(store)
    const file = sha256Of(Buffer.from('x'))
    expect(store.imports.find(report, file)).toBeUndefined()
    const importId = importCells(store, report, 'x', cell(1))
    expect(store.imports.find(report, file)?.id).toBe(importId)
    undo(store, importId)
    expect(store.imports.find(report, file)).toBeUndefined()
  })

  test('with another mapping is another import', () => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(store, report, 'x', cell(1))
    expect(store.imports.find(report, sha256Of(Buffer.from('x')), 'other mapping')).toBeUndefined()
  })
})

describe('undoing an import', () => {
  test('brings back exactly the values that stood before', () => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(
      store,
      report,
      'x',
      new Map([
        [a, yuan(1)],
        [b, yuan(2, 10_000)],
      ]),
    )
    const before = store.cells.standing(report)
    const second = importCells(store, report, 'y', cell(9), ['支出决算表'])
    expect(store.cells.standing(report)).toEqual(cell(9))
    undo(store, second)
    expect(store.cells.standing(report)).toEqual(before)
    expect(store.cells.origins(report, a)[0]?.origin).toMatchObject({ fileName: 'x.xlsx' })
  })

  test('of the first import leaves an empty report', () => {
    const store = temporaryStore()
    const report = newReport(store)
    undo(store, importCells(store, report, 'x', cell(1)))
    expect(store.cells.standing(report).size).toBe(0)
    expect(store.cells.history(report, a)).toMatchObject([{ value: yuan(1), undone: true, current: false }])
  })

  test('lets what later imports wrote stand, and skips undone ones when those go, too', () => {
    const store = temporaryStore()
    const report = newReport(store)
    const ids = [1, 2, 3].map((n) => importCells(store, report, `x${n}`, cell(n)))
    undo(store, ids[1] ?? 0)
    expect(store.cells.standing(report)).toEqual(cell(3))
    undo(store, ids[2] ?? 0)
    expect(store.cells.standing(report)).toEqual(cell(1))
  })

  test('also survives when a later import stated the same value', () => {
    const store = temporaryStore()
    const report = newReport(store)
    const first = importCells(store, report, 'x', cell(1))
    importCells(store, report, 'y', cell(1))
    undo(store, first)
    expect(store.cells.standing(report)).toEqual(cell(1))
    expect(store.cells.origins(report, a)[0]?.origin).toMatchObject({ fileName: 'y.xlsx' })
  })

  test('leaves entries and choices alone', () => {
    const store = temporaryStore()
    const report = newReport(store)
    const first = importCells(store, report, 'x', cell(1))
    store.write('会计甲', '录入', () => store.cells.saveEntered(report, [{ ref: a, value: yuan(5) }]))
    undo(store, first)
    expect(store.cells.standing(report)).toEqual(cell(5))
  })

  test('takes back rows, texts and projects, too', () => {
    const store = temporaryStore()
    const report = newReport(store)
    const everything = (name: string) => {
      const importId = importCells(store, report, name, cell(1))
      store.write('会计甲', '导入', () => {
        const rows = [{ key: name, name }]
        store.rows.save(report, { table: '支出决算表', prior: false, complete: true, rows }, { importId })
        store.texts.save(report, new Map([['职责', name]]), { importId })
        store.projects.replaceImported(report, importId, [
          sampleProject({ key: 'P', name }),
          sampleProject({ key: name }),
        ])
      })
      return importId
    }
    const state = () => [store.rows.all(report), store.texts.standing(report), store.projects.standing(report)]
    everything('甲')
    const before = state()
    const second = everything('乙')
    expect(state()).not.toEqual(before)
    undo(store, second)
    expect(state()).toEqual(before)
  })

  test('is itself in the audit log and can be done only once', () => {
    const store = temporaryStore()
    const report = newReport(store)
    const first = importCells(store, report, 'x', cell(1))
    undo(store, first)
    expect(store.audit.latest(1)).toMatchObject([{ who: '会计乙', action: '撤销导入' }])
    expect(store.imports.get(first)?.undone).toMatchObject({ who: '会计乙' })
    expect(
      refusal(() => {
        undo(store, first)
      }).code,
    ).toBe('DB_IMPORT_UNDONE')
    expect(
      refusal(() => {
        undo(store, 999)
      }).code,
    ).toBe('DB_IMPORT_UNKNOWN')
    expect(store.audit.latest(1)).toMatchObject([{ action: '撤销导入' }])
  })
})

describe('an import that fails', () => {
  test('half-way leaves nothing, neither in the store nor beside it', () => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(store, report, 'x', cell(1))
    const before = { cells: store.cells.standing(report), audit: store.audit.latest(99), files: filesOf(store.path) }
    expect(() => {
      store.write('会计甲', '导入', () => {
        importCells(store, report, 'y', cell(2))
        throw new Error('half-way')
      })
    }).toThrow('half-way')
    expect({ cells: store.cells.standing(report), audit: store.audit.latest(99), files: filesOf(store.path) }).toEqual(
      before,
    )
    expect(store.imports.all(report)).toHaveLength(1)
    expect(store.sourceFiles.find(sha256Of(Buffer.from('y')))).toBeUndefined()
  })

  test('does not take the bytes of a file that an earlier import brought', () => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(store, report, 'x', cell(1))
    expect(() => {
      store.write('会计甲', '导入', () => {
        importCells(store, report, 'x', cell(2))
        throw new Error('half-way')
      })
    }).toThrow('half-way')
    expect(store.sourceFiles.open(sha256Of(Buffer.from('x'))).toString()).toBe('x')
  })

  test('because the process was killed in the middle leaves the store as it was', async () => {
    const path = join(temporaryFolder(), 'mz.db')
    const first = openStore(path, { clock: tickingClock() })
    const report = newReport(first)
    importCells(first, report, 'x', cell(1))
    first.close()
    const child = fork(new URL('killed-import.ts', import.meta.url), [path, String(report)])
    await new Promise((resolve) => child.once('message', resolve))
    const gone = new Promise((resolve) =>
      child.once('exit', (_code, signal) => {
        resolve(signal)
      }),
    )
    child.kill('SIGKILL')
    expect(await gone).toBe('SIGKILL')
    expect(statSync(`${path}-wal`).size, 'half of the import is on the disk').toBeGreaterThan(1_000_000)
    const store = temporaryStore(path)
    expect(store.cells.standing(report)).toEqual(cell(1))
    expect(store.imports.all(report)).toHaveLength(1)
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok')
    importCells(store, report, 'y', cell(2))
    expect(store.cells.standing(report)).toEqual(cell(2))
  })
})

describe('original files', () => {
  test('are kept compressed under their hash and come back byte for byte', () => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(store, report, 'x', cell(1))
    const sha = sha256Of(Buffer.from('x'))
    expect(existsSync(join(filesFolder(store.path), pathInFolder(sha)))).toBe(true)
    expect(store.sourceFiles.open(sha).toString()).toBe('x')
    expect(store.sourceFiles.find(sha)).toEqual({ sha256: sha, name: 'x.xlsx', size: 1 })
  })

  test.each([
    [
      'a zip file, which is not compressed again',
      Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(9_000_000)]),
    ],
    ['any other file', Buffer.from('记账凭证,借方,贷方\n'.repeat(400_000))],
    ['an empty file', Buffer.alloc(0)],
  ])('are kept piece by piece from a file: %s', (_what, bytes) => {
    const store = temporaryStore()
    const path = join(temporaryFolder(), '序时账')
    writeFileSync(path, bytes)
    const sha = sha256Of(bytes)
    expect(store.write('会计甲', '导入', () => store.sourceFiles.keepFile('序时账', path, sha))).toBe(sha)
    expect(store.sourceFiles.open(sha).equals(bytes)).toBe(true)
    expect(store.sourceFiles.find(sha)).toEqual({ sha256: sha, name: '序时账', size: bytes.length })
    expect(filesOf(store.path)).toEqual([`${sha}.gz`])
  })

  test('are not kept when the file changed after it was read', () => {
    const store = temporaryStore()
    const path = join(temporaryFolder(), '序时账')
    writeFileSync(path, 'new')
    const sha = sha256Of(Buffer.from('old'))
    expect(store.write('会计甲', '导入', () => store.sourceFiles.keepFile('序时账', path, sha))).toBeUndefined()
    expect(store.sourceFiles.find(sha)).toBeUndefined()
    expect(filesOf(store.path)).toEqual([])
  })

  test('that were damaged on the disk are whole again when the same file comes again', () => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(store, report, 'x', cell(1))
    const sha = sha256Of(Buffer.from('x'))
    writeFileSync(join(filesFolder(store.path), pathInFolder(sha)), 'damaged')
    store.write('会计甲', '再导入', () => store.sourceFiles.keep('x.xlsx', Buffer.from('x')))
    expect(store.sourceFiles.open(sha).toString()).toBe('x')
  })
})

const filesOf = (path: string): readonly string[] =>
  readdirSync(filesFolder(path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)

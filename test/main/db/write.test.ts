import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { filesFolder, pathInFolder, sha256Of } from '#main/db/source-bytes.ts'
import { unit } from './store-fixtures.ts'
import { temporaryStore } from './temporary-store.ts'

const pathOf = (storePath: string, content: string): string =>
  join(filesFolder(storePath), pathInFolder(sha256Of(Buffer.from(content))))

test('a write says in the audit log who did what, when, and with what', () => {
  const store = temporaryStore()
  const result = store.write('会计甲', { action: '保存单位', detail: { unit: '001' } }, () => {
    store.units.save(unit)
    return 'done'
  })
  expect(result).toBe('done')
  const [entry] = store.audit.latest(9)
  expect(entry).toMatchObject({
    who: '会计甲',
    action: '保存单位',
    detail: { unit: '001' },
    at: '2024-03-01T00:00:01.000Z',
  })
})

test('a write that throws leaves nothing, not even its row in the audit log', () => {
  const store = temporaryStore()
  expect(() =>
    store.write('会计甲', '保存', () => {
      store.units.save(unit)
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(store.units.all()).toEqual([])
  expect(store.audit.latest(9)).toEqual([])
})

test('a nested write has its own row and goes with the outer one', () => {
  const store = temporaryStore()
  store.write('会计甲', '外', () => {
    store.write('会计甲', '内', () => {
      store.units.save(unit)
    })
  })
  expect(store.audit.latest(9).map((entry) => entry.action)).toEqual(['内', '外'])
})

test('a nested write that fails takes back only itself when the outer one goes on', () => {
  const store = temporaryStore()
  store.write('会计甲', '外', () => {
    store.units.save(unit)
    store.sourceFiles.keep('外.xlsx', Buffer.from('outer'))
    expect(() =>
      store.write('会计甲', '内', () => {
        store.units.save({ ...unit, code: '002' })
        store.sourceFiles.keep('内.xlsx', Buffer.from('inner'))
        throw new Error('no')
      }),
    ).toThrow('no')
    store.units.save({ ...unit, code: '003' })
  })
  expect(store.units.all().map(({ code }) => code)).toEqual(['001', '003'])
  expect(store.audit.latest(9).map((entry) => entry.action)).toEqual(['外'])
  expect(existsSync(pathOf(store.path, 'outer'))).toBe(true)
  expect(existsSync(pathOf(store.path, 'inner'))).toBe(false)
})

test('a file that a nested write kept goes when the outer write fails', () => {
  const store = temporaryStore()
  expect(() => {
    store.write('会计甲', '外', () => {
      store.write('会计甲', '内', () => store.sourceFiles.keep('内.xlsx', Buffer.from('inner')))
      throw new Error('no')
    })
  }).toThrow('no')
  expect(existsSync(pathOf(store.path, 'inner'))).toBe(false)
})

test('a write that would go on after its transaction is refused', () => {
  const store = temporaryStore()
  expect(() => store.write('会计甲', '保存', () => Promise.resolve(1))).toThrow(TypeError)
  expect(store.audit.latest(9)).toEqual([])
})

test('a write without an actor is refused', () => {
  const store = temporaryStore()
  expect(() => store.write('', '保存', () => 1)).toThrow(/CHECK/)
})

test('the audit log cannot be changed or shortened, not even by SQL', () => {
  const store = temporaryStore()
  store.write('会计甲', '保存', () => {
    store.units.save(unit)
  })
  expect(() => store.db.exec("UPDATE audit_log SET who = '别人'")).toThrow(/append-only/)
  expect(() => store.db.exec('DELETE FROM audit_log')).toThrow(/append-only/)
  expect(() =>
    store.db.exec("INSERT OR REPLACE INTO audit_log (id, at, who, action, detail) VALUES (1, '', 'x', 'y', '{}')"),
  ).toThrow(/append-only/)
})

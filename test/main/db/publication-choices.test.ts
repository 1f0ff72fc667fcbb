import { expect, test } from 'vitest'
import { newReport } from './store-fixtures.ts'
import { temporaryStore } from './temporary-store.ts'

const item = { kind: '科目', target: '2010699' } as const

test('a 涉密 item keeps who decided what, when and why; the newest decision counts and all are kept', () => {
  const store = temporaryStore()
  const report = newReport(store)
  store.write('会计甲', '标记', () => {
    store.secrets.save(report, { ...item, totals: undefined, parts: [], reason: '定密文号1' })
  })
  store.write('会计乙', '回答', () => {
    store.secrets.save(report, { ...item, totals: '不包含', parts: [], reason: '定密文号1' })
  })
  const [current, ...others] = store.secrets.current(report)
  expect(others).toEqual([])
  expect(current?.item).toMatchObject({ ...item, totals: '不包含', parts: [], reason: '定密文号1', who: '会计乙' })
  expect(current?.item?.at).toMatch(/^\d{4}-/)
  store.write('会计甲', '取消', () => {
    store.secrets.withdraw(report, item)
  })
  expect(store.secrets.current(report)).toEqual([{ ...item, item: undefined }])
  expect(store.secrets.history(report, item).map((step) => [step.item?.totals, step.item?.who])).toEqual([
    [undefined, '会计甲'],
    ['不包含', '会计乙'],
    [undefined, undefined],
  ])
})

test('decisions about 涉密 items and options never change and never vanish', () => {
  const store = temporaryStore()
  const report = newReport(store)
  store.write('会计甲', '标记', () => {
    store.secrets.save(report, { ...item, totals: '包含', parts: [], reason: '' })
    store.packOptions.save(report, '保密审查', true)
  })
  expect(() => store.db.exec("UPDATE secret_item SET totals = '不包含'")).toThrow(/append-only/)
  expect(() => store.db.exec('DELETE FROM secret_item')).toThrow(/append-only/)
  expect(() => store.db.exec('UPDATE pack_option SET is_on = 0')).toThrow(/append-only/)
  expect(() => store.db.exec('DELETE FROM pack_option')).toThrow(/append-only/)
})

test('an option that the report switched itself is told apart from one that it leaves to the pack', () => {
  const store = temporaryStore()
  const report = newReport(store)
  const put = (isOn: boolean | undefined): void => {
    store.write('会计甲', '选项', () => {
      store.packOptions.save(report, '盖章页', isOn)
    })
  }
  expect(store.packOptions.all(report).size).toBe(0)
  put(true)
  put(false)
  expect([...store.packOptions.all(report)]).toEqual([['盖章页', false]])
  put(undefined)
  expect(store.packOptions.all(report).size).toBe(0)
})

import { describe, expect, test } from 'vitest'
import { importCells, newReport, pack, unit, yuan } from './store-fixtures.ts'
import { refusal, temporaryStore } from './temporary-store.ts'
import { cellRef } from '#core/model/cell.ts'
import type { Store } from '#main/db/open-store.ts'

const write = (store: Store, fn: () => void): void => {
  store.write('会计甲', '测试', fn)
}

describe('units', () => {
  const child = { ...unit, code: '001001', name: '下属单位', parent: '001' }
  const withTree = () => {
    const store = temporaryStore()
    write(store, () => {
      for (const each of [unit, child, { ...unit, code: '001001001', parent: '001001' }]) store.units.save(each)
    })
    return store
  }

  test('form a tree; a unit below itself is refused, however far below', () => {
    const store = withTree()
    for (const parent of ['001', '001001', '001001001']) {
      const save = () => {
        write(store, () => {
          store.units.save({ ...unit, parent })
        })
      }
      expect(refusal(save).code).toBe('DB_UNIT_CYCLE')
    }
    expect(() => store.db.exec("UPDATE unit SET parent = '001001001' WHERE code = '001'")).toThrow(/cycle/)
    expect(store.units.find('001')).toEqual(unit)
  })

  test('a new unit never takes the place of one that has its code', () => {
    const store = withTree()
    const add = () => {
      write(store, () => {
        store.units.add({ ...unit, name: '另一个单位' })
      })
    }
    expect(refusal(add)).toMatchObject({ code: 'DB_UNIT_EXISTS', message: `单位代码“001”已经是“${unit.name}”的。` })
    expect(store.units.find('001')).toEqual(unit)
  })

  test('a unit may move to another place of the tree', () => {
    const store = withTree()
    write(store, () => {
      store.units.save({ ...unit, code: '001001001', parent: '001' })
      store.units.save({ ...child, parent: '001001001' })
    })
    expect(store.units.find('001001')?.parent).toBe('001001001')
  })

  test('a parent that does not exist is refused', () => {
    const store = temporaryStore()
    const save = () => {
      write(store, () => {
        store.units.save(child)
      })
    }
    expect(refusal(save).code).toBe('DB_UNIT_PARENT')
    expect(store.units.all()).toEqual([])
  })

  test('a new code takes reports and subordinate units along', () => {
    const store = withTree()
    const report = newReport(store)
    write(store, () => {
      store.units.rename('001', '901')
    })
    expect(store.units.find('001001')?.parent).toBe('901')
    expect(store.reports.get(report)?.key.unit).toBe('901')
    const rename = () => {
      write(store, () => {
        store.units.rename('901', '001001')
      })
    }
    expect(refusal(rename).code).toBe('DB_UNIT_EXISTS')
  })
})

describe('reports', () => {
  test('keep the pack that made them, byte for byte, when a newer version appears', () => {
    const store = temporaryStore()
    const report = newReport(store)
    const newer = { ...pack, version: '2', hash: 'hash-2', bytes: Buffer.from('pack two') }
    write(store, () => store.reports.create({ unit: '001', year: 2024, stage: '决算' }, newer))
    expect(store.reports.pack(report)).toEqual(pack)
    write(store, () => {
      store.reports.usePack(report, newer)
    })
    expect(store.reports.pack(report)).toEqual(newer)
    expect(store.reports.get(report)?.pack).toEqual({ id: pack.id, version: '2', hash: 'hash-2' })
  })

  test('there is one per unit, year and stage', () => {
    const store = temporaryStore()
    newReport(store)
    expect(refusal(() => newReport(store)).code).toBe('DB_REPORT_EXISTS')
    newReport(store, { stage: '预算' })
    expect(store.reports.all().map((report) => report.key.stage)).toEqual(['决算', '预算'])
  })

  test('a report of no unit is refused', () => {
    const store = temporaryStore()
    const create = () =>
      store.write('甲', '建', () => store.reports.create({ unit: '无', year: 2023, stage: '决算' }, pack))
    expect(create).toThrow(/FOREIGN KEY/)
  })
})

describe('texts', () => {
  test('entered ones stand over imported ones until they are withdrawn; every version is kept', () => {
    const store = temporaryStore()
    const report = newReport(store)
    const importId = importCells(store, report, 'x', new Map([[cellRef('表', '行', '列'), yuan(1)]]))
    write(store, () => {
      store.texts.save(report, new Map([['职责', '录入']]), 'entered')
      store.texts.save(report, new Map([['职责', '导入']]), { importId })
    })
    expect(store.texts.standing(report)).toEqual(new Map([['职责', '录入']]))
    write(store, () => {
      store.texts.save(report, new Map([['职责', undefined]]), 'entered')
    })
    expect(store.texts.standing(report)).toEqual(new Map([['职责', '导入']]))
    expect(store.texts.history(report, '职责').map((version) => version.value)).toEqual(['录入', '导入', undefined])
  })

  test('an empty text is a text', () => {
    const store = temporaryStore()
    const report = newReport(store)
    write(store, () => {
      store.texts.save(report, new Map([['职责', '']]), 'entered')
    })
    expect(store.texts.standing(report).get('职责')).toBe('')
  })
})

describe('explanations', () => {
  test('the newest counts, with who and when; withdrawn ones do not', () => {
    const store = temporaryStore()
    const report = newReport(store)
    write(store, () => {
      store.explanations.save(report, 'R1/合计', '旧')
      store.explanations.save(report, 'R1/合计', '新')
      store.explanations.save(report, 'R2', '另')
      store.explanations.save(report, 'R2', undefined)
    })
    expect(store.explanations.all(report)).toMatchObject([{ findingKey: 'R1/合计', text: '新', who: '会计甲' }])
    expect(store.explanations.history(report, 'R1/合计')).toHaveLength(2)
  })
})

test('exports are numbered, and a number is given once', () => {
  const store = temporaryStore()
  const reportId = newReport(store)
  const add = () =>
    store.write('会计甲', '导出', () => {
      const version = store.exports.nextVersion(reportId)
      store.exports.add({
        reportId,
        version,
        path: `/出/v${version}`,
        manifestHash: 'f'.repeat(64),
        checks: { fail: 0 },
      })
      return version
    })
  expect([add(), add()]).toEqual([1, 2])
  expect(store.exports.all(reportId)).toMatchObject([
    { version: 1, path: '/出/v1', checks: { fail: 0 }, who: '会计甲' },
    { version: 2 },
  ])
  const again = () =>
    store.write('甲', '导出', () =>
      store.exports.add({ reportId, version: 2, path: '/', manifestHash: 'f'.repeat(64), checks: {} }),
    )
  expect(again).toThrow(/UNIQUE/)
})

test("a unit's own wording is kept per place, withdrawn, and carried to the next pack", () => {
  const store = temporaryStore()
  newReport(store)
  const at = (id: string) => ({ unit: '001', pack: 'p/2023', place: 'sentence', id }) as const
  write(store, () => {
    store.overlays.save(at('a'), { action: 'replace', markdown: '旧' })
    store.overlays.save(at('a'), { action: 'replace', markdown: '新' })
    store.overlays.save(at('b'), { action: 'omit' })
    store.overlays.save(at('c'), { action: 'add', markdown: '# 附', after: 'b' })
    store.overlays.save(at('d'), { action: 'omit' })
    store.overlays.withdraw(at('d'))
    expect(store.overlays.carryOver('001', 'p/2023', 'p/2024')).toBe(3)
  })
  const changes = [
    { action: 'replace', markdown: '新' },
    { action: 'omit' },
    { action: 'add', markdown: '# 附', after: 'b' },
  ]
  for (const id of ['p/2023', 'p/2024']) expect(store.overlays.all('001', id).map((o) => o.change)).toEqual(changes)
})

test('settings come back as they were set', () => {
  const store = temporaryStore()
  expect(store.settings.get('语言')).toBeUndefined()
  for (const value of [{ a: [1, '二', null] }, 'text', false]) {
    write(store, () => {
      store.settings.set('语言', value)
    })
    expect(store.settings.get('语言')).toEqual(value)
  }
})

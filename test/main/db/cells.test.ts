import { describe, expect, test } from 'vitest'
import { cellRef } from '#core/model/cell.ts'
import type { CellValue } from '#core/model/cell.ts'
import { importCells, newReport, yuan } from './store-fixtures.ts'
import { temporaryStore } from './temporary-store.ts'

const a = cellRef('支出决算表', '2010301', '基本支出')
const b = cellRef('支出决算表', '2010302', '基本支出')
const prior = cellRef('支出决算表', '2010301', '基本支出', true)
const rule = { kind: 'rule', rule: '合计', inputs: [] } as const

describe('values of cells', () => {
  test.each<[string, CellValue]>([
    ['the greatest amount', yuan(9_007_199_254_740_991)],
    ['the smallest amount', yuan(-9_007_199_254_740_991)],
    ['one below the greatest', yuan(9_007_199_254_740_990)],
    ['a coarse amount', yuan(123_450_000, 10_000)],
    ['0.00', yuan(0)],
    ['0', yuan(0, 100)],
    ['blank', { kind: 'blank' }],
    ['a dash', { kind: 'dash' }],
  ])('%s comes back as it was stored', (_name, value) => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(store, report, 'x', new Map([[a, value]]))
    expect(store.cells.standing(report).get(a)).toEqual(value)
    expect(store.cells.origins(report, a)[0]?.value).toEqual(value)
  })

  test('an amount beyond the safe integers is refused and leaves nothing', () => {
    const store = temporaryStore()
    const report = newReport(store)
    expect(() => importCells(store, report, 'x', new Map([[a, yuan(9_007_199_254_740_992)]]))).toThrow(/CHECK/)
    expect(store.imports.all(report)).toEqual([])
  })

  test("last year's figure and this year's are two cells", () => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(
      store,
      report,
      'x',
      new Map([
        [a, yuan(1)],
        [prior, yuan(2)],
      ]),
    )
    expect(store.cells.standing(report)).toEqual(
      new Map([
        [a, yuan(1)],
        [prior, yuan(2)],
      ]),
    )
  })
})

describe('which source stands', () => {
  test('entered stands over imported, imported over derived, whatever came last', () => {
    const store = temporaryStore()
    const report = newReport(store)
    store.write('会计甲', '录入', () => store.cells.saveEntered(report, [{ ref: a, value: yuan(3) }]))
    importCells(
      store,
      report,
      'x',
      new Map([
        [a, yuan(2)],
        [b, yuan(2)],
      ]),
    )
    store.write('程序', '计算', () =>
      store.cells.saveDerived(
        report,
        [a, b].map((ref) => ({ ref, value: yuan(1), origin: rule })),
      ),
    )
    expect(store.cells.standing(report)).toEqual(
      new Map([
        [a, yuan(3)],
        [b, yuan(2)],
      ]),
    )
    expect(
      store.cells
        .origins(report, a)
        .map((value) => value.source)
        .sort(),
    ).toEqual(['derived', 'entered', 'imported'])
  })

  test('a choice stands over every other source until it is taken back, and says by whom and why', () => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(store, report, 'x', new Map([[a, yuan(2)]]))
    store.write('会计甲', '录入', () => store.cells.saveEntered(report, [{ ref: a, value: yuan(3) }]))
    store.write('会计乙', '选用', () => {
      store.cells.choose(report, a, 'imported', '以批复为准')
    })
    expect(store.cells.standing(report).get(a)).toEqual(yuan(2))
    expect(store.cells.choices(report)).toMatchObject([
      { ref: a, source: 'imported', who: '会计乙', why: '以批复为准' },
    ])
    store.write('会计乙', '选用', () => {
      store.cells.choose(report, a, undefined, '恢复')
    })
    expect(store.cells.standing(report).get(a)).toEqual(yuan(3))
    expect(store.cells.choices(report)).toEqual([])
  })

  test('a choice without a reason is refused', () => {
    const store = temporaryStore()
    const report = newReport(store)
    expect(() => {
      store.write('会计乙', '选用', () => {
        store.cells.choose(report, a, 'imported', '')
      })
    }).toThrow(/CHECK/)
  })

  test('when the chosen source has no value any more the default order decides', () => {
    const store = temporaryStore()
    const report = newReport(store)
    const first = importCells(store, report, 'x', new Map([[a, yuan(2)]]))
    store.write('会计甲', '录入', () => {
      store.cells.saveEntered(report, [{ ref: a, value: yuan(3) }])
      store.cells.choose(report, a, 'imported', '以批复为准')
    })
    store.write('会计甲', '撤销', () => {
      store.imports.undo(first)
    })
    expect(store.cells.standing(report).get(a)).toEqual(yuan(3))
  })

  test('an entry that is withdrawn lets the imported value stand again', () => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(store, report, 'x', new Map([[a, yuan(2)]]))
    store.write('会计甲', '录入', () => store.cells.saveEntered(report, [{ ref: a, value: yuan(3) }]))
    store.write('会计甲', '清除', () => {
      store.cells.withdrawEntered(report, [a, b])
    })
    expect(store.cells.standing(report)).toEqual(new Map([[a, yuan(2)]]))
  })
})

describe('history', () => {
  test('every version is kept with who, when and from where', () => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(store, report, 'x', new Map([[a, yuan(2)]]))
    store.write('会计乙', '录入', () => store.cells.saveEntered(report, [{ ref: a, value: yuan(3) }]))
    store.write('会计乙', '录入', () => store.cells.saveEntered(report, [{ ref: a, value: yuan(4) }]))
    const history = store.cells.history(report, a)
    expect(history.map(({ source, value, who, current }) => [source, value, who, current])).toEqual([
      ['imported', yuan(2), '会计甲', true],
      ['entered', yuan(3), '会计乙', false],
      ['entered', yuan(4), '会计乙', true],
    ])
    expect(history[0]?.origin).toMatchObject({
      kind: 'file',
      fileName: 'x.xlsx',
      sheet: '表',
      address: 'C1',
      text: '原文',
    })
    expect(history[1]?.origin).toEqual({ kind: 'person', who: '会计乙', when: history[1]?.at })
  })

  test('values cannot be rewritten or deleted, not even by SQL', () => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(store, report, 'x', new Map([[a, yuan(2)]]))
    expect(() => store.db.exec('UPDATE cell_value SET fen = 1')).toThrow(/append-only/)
    expect(() => store.db.exec('DELETE FROM cell_value')).toThrow(/append-only/)
  })

  test('a computation that comes to the same result writes nothing', () => {
    const store = temporaryStore()
    const report = newReport(store)
    const save = () =>
      store.write('程序', '计算', () => store.cells.saveDerived(report, [{ ref: a, value: yuan(1), origin: rule }]))
    expect(save()).toEqual({ added: 1, changed: 0, unchanged: 0, withdrawn: 0 })
    expect(save()).toEqual({ added: 0, changed: 0, unchanged: 1, withdrawn: 0 })
    expect(store.cells.history(report, a)).toHaveLength(1)
  })

  test('0 instead of 0.00 is a change, and so is the other way round', () => {
    const store = temporaryStore()
    const report = newReport(store)
    const enter = (quantum: number) =>
      store.write('会计甲', '录入', () => store.cells.saveEntered(report, [{ ref: a, value: yuan(0, quantum) }]))
    expect([enter(1), enter(100), enter(1)].map(({ added, changed }) => [added, changed])).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
    ])
    expect(store.cells.history(report, a)).toHaveLength(3)
  })

  test('what a table no longer has is withdrawn when the table is written whole', () => {
    const store = temporaryStore()
    const report = newReport(store)
    importCells(
      store,
      report,
      'x',
      new Map([
        [a, yuan(1)],
        [b, yuan(2)],
      ]),
    )
    importCells(store, report, 'y', new Map([[a, yuan(5)]]), ['支出决算表'])
    expect(store.cells.standing(report)).toEqual(new Map([[a, yuan(5)]]))
    expect(store.cells.history(report, b).map((version) => version.value)).toEqual([yuan(2), undefined])
  })
})

test('cells are not written outside of a write', () => {
  const store = temporaryStore()
  const report = newReport(store)
  expect(() => store.cells.saveEntered(report, [{ ref: a, value: yuan(1) }])).toThrow(/outside of Store.write/)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cellRef, type CellRef } from '#core/model/cell.ts'
import { loadAccounts } from '#main/db/accounts.ts'
import { openStore, type Store } from '#main/db/open-store.ts'
import { importCells, newReport, unit, yuan } from './store-fixtures.ts'
import { temporaryStore } from './temporary-store.ts'

const TABLE = '支出决算表'
const refs: readonly CellRef[] = [
  cellRef(TABLE, '2010301', '基本支出'),
  cellRef(TABLE, '2010302', '基本支出'),
  cellRef(TABLE, '合计', '基本支出'),
  cellRef(TABLE, '2010301', '基本支出', true),
]
const [a, b] = refs as readonly [CellRef, CellRef]

/** Everything that is remembered of a report and of the one after it. */
function told(store: Store, reports: readonly number[]) {
  return reports.map((report) => {
    const accounts = loadAccounts(store, report)
    return {
      cells: new Map([...store.cells.standing(report)].toSorted()),
      sources: new Map([...store.cells.standingSources(report)].toSorted()),
      derived: [...store.cells.standingDerived(report)].toSorted(),
      choices: store.cells.choices(report),
      rows: store.rows.all(report),
      texts: store.texts.standing(report),
      figures: refs.map((ref) => accounts.get(ref)),
      tables: [accounts.table(TABLE), accounts.table(TABLE, true)],
      text: accounts.text('说明'),
      unit: accounts.unit,
      report: store.reports.get(report),
    }
  })
}

/** The same, told by a connection that has never read anything. */
function toldAnew(path: string, reports: readonly number[]) {
  const store = openStore(path, { clock: () => new Date(0), readonly: true })
  try {
    return told(store, reports)
  } finally {
    store.close()
  }
}

type Change = {
  readonly kind: 'enter' | 'withdraw' | 'import' | 'undo' | 'choose' | 'derive' | 'rows' | 'text' | 'rename'
  readonly by: 0 | 1
  readonly report: number
  readonly at: number
  readonly fen: number
  /** The write fails after it was made and read; or only a write within it does. */
  readonly fails: 'no' | 'whole' | 'nested'
}

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('enter', 'withdraw', 'import', 'undo', 'choose', 'derive', 'rows', 'text', 'rename'),
  by: fc.constantFrom(0, 1),
  report: fc.nat(1),
  at: fc.nat(3),
  fen: fc.nat(3),
  fails: fc.constantFrom('no', 'no', 'no', 'whole', 'nested'),
})

function make(store: Store, reports: readonly number[], { kind, report, at, fen }: Change): void {
  const id = reports[report] ?? 0
  const ref = refs[at] ?? a
  switch (kind) {
    case 'enter':
      store.cells.saveEntered(id, [{ ref, value: yuan(fen) }])
      return
    case 'withdraw':
      store.cells.withdrawEntered(id, [ref])
      return
    case 'import':
      importCells(store, id, `${String(at)}-${String(fen)}`, new Map([[ref, yuan(fen)]]), at === 0 ? [TABLE] : [])
      return
    case 'undo': {
      const standing = store.imports.all(id).findLast(({ undone }) => !undone)
      if (standing) store.imports.undo(standing.id)
      return
    }
    case 'choose':
      store.cells.choose(id, ref, fen === 0 ? undefined : 'derived', '试')
      return
    case 'derive': {
      const origin = { kind: 'rule', rule: '合计', inputs: [] } as const
      store.cells.saveDerived(id, fen === 0 ? [] : [{ ref, value: yuan(fen), origin }], [
        { table: TABLE, prior: false },
      ])
      return
    }
    case 'rows': {
      const rows = [{ key: `20103${String(at)}`, name: `名${String(fen)}` }]
      store.rows.save(id, { table: TABLE, prior: at === 3, complete: fen > 1, rows }, 'entered')
      return
    }
    case 'text':
      store.texts.save(id, new Map([['说明', fen === 0 ? undefined : String(fen)]]), 'entered')
      return
    case 'rename':
      store.units.save({ ...unit, name: `单位${String(fen)}` })
  }
}

function write(store: Store, reports: readonly number[], one: Change): void {
  const failing = (): never => {
    make(store, reports, one)
    told(store, reports)
    throw new Error('taken back')
  }
  const caught = (work: () => void): void => {
    expect(work).toThrow('taken back')
  }
  if (one.fails === 'whole')
    caught(() => {
      store.write('会计', '试', failing)
    })
  else
    store.write('会计', '试', () => {
      if (one.fails === 'no') make(store, reports, one)
      else
        caught(() => {
          store.write('会计', '内', failing)
        })
    })
}

test('what two connections tell is what the file says, whoever wrote it and whatever was taken back', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 15 }), (changes) => {
      const first = temporaryStore()
      const reports = [newReport(first), newReport(first, { year: 2024 })]
      const stores = [first, temporaryStore(first.path)]
      for (const one of changes) {
        write(stores[one.by] ?? first, reports, one)
        const truth = toldAnew(first.path, reports)
        for (const store of stores) expect(told(store, reports)).toEqual(truth)
      }
    }),
    { numRuns: 12 },
  )
})

test('what was handed out never changes, and stays the same one while nothing is written', () => {
  const store = temporaryStore()
  const report = newReport(store)
  importCells(store, report, 'x', new Map(refs.map((ref) => [ref, yuan(1)])))
  const [cells, accounts] = [store.cells.standing(report), loadAccounts(store, report)]
  store.write('会计', '与单元格无关', () => {
    store.settings.set('窗口', 1)
  })
  expect(store.cells.standing(report)).toBe(cells)
  expect(loadAccounts(store, report)).toBe(accounts)
  store.write('会计', '录入', () => {
    store.cells.saveEntered(report, [{ ref: a, value: yuan(2) }])
    expect(store.cells.standing(report).get(a)).toEqual(yuan(2))
  })
  expect(cells.get(a)).toEqual(yuan(1))
  expect(accounts.get(a)).toEqual(yuan(1))
  expect(loadAccounts(store, report).get(a)).toEqual(yuan(2))
  expect(loadAccounts(store, report).table(TABLE)).toBe(accounts.table(TABLE))
})

test('rows that no list names stand in order of their keys, however they were entered', () => {
  const store = temporaryStore()
  const report = newReport(store)
  const enter = (ref: CellRef): void => {
    store.write('会计', '录入', () => {
      store.cells.saveEntered(report, [{ ref, value: yuan(1) }])
    })
  }
  enter(b)
  enter(a)
  expect(loadAccounts(store, report).table(TABLE)?.rows).toEqual(['2010301', '2010302'])
})

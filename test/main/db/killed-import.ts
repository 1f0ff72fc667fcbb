import { cellRef } from '#core/model/cell.ts'
import { openStore } from '#main/db/open-store.ts'
import { importCells, yuan } from './store-fixtures.ts'

/** A child process that gets half of an import written, says so, and waits to be killed. */
const [path = '', report = ''] = process.argv.slice(2)
const store = openStore(path, { clock: () => new Date() })
const many = new Map(
  Array.from({ length: 20_000 }, (_value, row) => [cellRef('支出决算表', String(row), '基本支出'), yuan(row)] as const),
)
// So small that what is written spills into the journal on the disk before the transaction ends.
store.db.pragma('cache_size = 10')
store.write('会计甲', '导入', () => {
  importCells(store, Number(report), 'y', new Map([[cellRef('支出决算表', '2010301', '基本支出'), yuan(2)]]))
  importCells(store, Number(report), 'z', many)
  process.send?.('half-way')
  // Stops in the middle of the transaction; ends by itself when the test that should kill it is gone.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20_000)
  throw new Error('nobody killed this process')
})

/** One measurement in a process of its own: `node ledger-child.ts import|derive STORE REPORT FILE`; prints one line of JSON. */
import { join } from 'node:path'
import { openStore } from '#main/db/open-store.ts'
import { loadCodes } from '#main/files/codes.ts'
import { deriveLedgerTables } from '#main/services/derive-ledger.ts'
import { importLedger } from '#main/services/import-ledger.ts'
import { openReport } from '#main/services/open-report.ts'

const [, , mode, storePath, reportId, path] = process.argv
if (storePath === undefined || reportId === undefined)
  throw new Error('usage: ledger-child.ts import|derive STORE REPORT FILE')
const start = performance.now()
const store = openStore(storePath, { clock: () => new Date() })
const codes = loadCodes(join(import.meta.dirname, '../../resources/codes'))
const report = store.reports.get(Number(reportId))
if (!report) throw new Error('no report')
const opened = openReport({ store }, report)
if (mode === 'import') {
  const outcome = await importLedger({ store, actor: 'bench', codes }, opened, path ?? '')
  if (outcome.kind !== 'imported') throw new Error(JSON.stringify(outcome).slice(0, 2000))
}
const imported = performance.now()
const tables = deriveLedgerTables(store, opened)
const derived = performance.now()
store.close()
const ms = performance.now() - start
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
process.stdout.write(
  JSON.stringify({
    ms,
    cpuMs: (userCPUTime + systemCPUTime) / 1000,
    deriveMs: derived - imported,
    rssMb: maxRSS / 1024,
    cells: tables?.cells.size ?? 0,
    expenditure: tables?.cells.get('收入支出决算总表/本年支出合计/金额' as never)?.fen ?? 0,
  }),
)

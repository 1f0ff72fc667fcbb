import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { openStore } from '#main/db/open-store.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { archivePack, digestOf } from '#main/files/packs/archive.ts'
import { LEDGER_PROCESS_FLAGS } from '#main/jobs/import-ledger-job.ts'
import { PRINT_QUANTUM, printedTables } from '#test/ledger-samples/printed.ts'
import { solveBooks } from '#test/ledger-samples/solve.ts'
import { makeYear } from '#test/ledger-samples/vouchers.ts'
import { writeLedgerJournal } from './ledger-journal.ts'
import { summarise, type BenchResult } from './measure.ts'

const run = promisify(execFile)
const RUNS = 3
const SIZES = [10_000, 100_000, 1_000_000]
const PYTHON = '/usr/bin/python3'
const RESOURCES = join(import.meta.dirname, '../../resources')

const sample = z.object({
  ms: z.number(),
  cpuMs: z.number(),
  rssMb: z.number(),
  expenditure: z.number(),
  deriveMs: z.number().optional(),
})
type Sample = z.infer<typeof sample>

/**
 * A journal of 14 columns, xlsx to derived tables, each run in a process and a store of its own, beside openpyxl with sqlite3
 * doing the same. Both must find the same expenditure.
 */
export async function bench(): Promise<readonly BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mingzhang-bench-'))
  try {
    const results: BenchResult[] = []
    for (const size of SIZES) results.push(...(await measureSize(folder, size)))
    return results
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function measureSize(folder: string, size: number): Promise<readonly BenchResult[]> {
  const printed = printedTables('001')
  const codes = loadCodes(join(RESOURCES, 'codes'))
  const books = solveBooks(printed.cells, PRINT_QUANTUM, printed.projects).map((book) => ({
    ...book,
    fen: book.fen * 10,
  }))
  const path = join(folder, `journal-${size}.xlsx`)
  const nameOf = (code: string): string | undefined =>
    (code.startsWith('2') ? codes.功能分类 : codes.经济分类).nameOf(code)
  const lines = await writeLedgerJournal(path, makeYear(books, printed.year, size), nameOf)
  const ours: Sample[] = []
  const again: Sample[] = []
  const peer: Sample[] = []
  const stores: string[] = []
  for (let i = 0; i < RUNS; i++) {
    const { store, report } = emptyStore(folder, `${size}-${i}`)
    stores.push(store)
    ours.push(await measureOurs('import', store, report, path))
    again.push(await measureOurs('derive', store, report))
    peer.push(await measure(PYTHON, script('ledger-openpyxl.py'), path))
    process.stderr.write(`ledger: ${lines} rows, run ${i + 1} of ${RUNS}\n`)
  }
  const sums = new Set([...ours, ...again, ...peer].map(({ expenditure }) => expenditure))
  if (sums.size !== 1) throw new Error(`the two disagree: ${[...sums].join(', ')}`)
  await Promise.all([rm(path), ...stores.map((store) => removeStore(store))])
  const rows = `${lines.toLocaleString('en-US')} 行`
  const mine = line(`本程序：${rows}，从 xlsx 到各表`, ours)
  const theirs = line(`openpyxl + sqlite3：${rows}`, peer)
  const derive = summarise(`本程序：${rows}已入库，推算各表`, again.map(({ deriveMs }) => deriveMs ?? 0)) // prettier-ignore
  const ratio = `本程序快 ${(theirs.median / mine.median).toFixed(1)} 倍，按处理器时间 ${(cpuSeconds(peer) / cpuSeconds(ours)).toFixed(1)} 倍`
  const growth = `每千行 ${((mine.median * 1000) / lines).toFixed(1)} ms`
  return [{ ...mine, note: `${cpuNote(ours)}；${growth}` }, derive, { ...theirs, note: `${cpuNote(peer)}；${ratio}` }]
}

function line(name: string, samples: readonly Sample[]): BenchResult {
  const peakRssMb = Math.max(...samples.map(({ rssMb }) => rssMb))
  return summarise(name, samples.map(({ ms }) => ms), { peakRssMb }) // prettier-ignore
}

/** Median of user and system time: on a busy machine the only figure that can be compared. */
const cpuSeconds = (samples: readonly Sample[]): number =>
  summarise('', samples.map(({ cpuMs }) => cpuMs)).median / 1000 // prettier-ignore

function cpuNote(samples: readonly Sample[]): string {
  const sorted = samples.map(({ cpuMs }) => cpuMs / 1000).toSorted((a, b) => a - b)
  return `处理器 ${cpuSeconds(samples).toFixed(1)} 秒（${(sorted[0] ?? 0).toFixed(1)}–${(sorted.at(-1) ?? 0).toFixed(1)}）`
}

async function removeStore(store: string): Promise<void> {
  for (const ending of ['', '-wal', '-shm', '.files']) await rm(store + ending, { recursive: true, force: true })
}

function emptyStore(folder: string, name: string): { readonly store: string; readonly report: string } {
  const printed = printedTables('001')
  const path = join(folder, `${name}.db`)
  const store = openStore(path, { clock: () => new Date() })
  const files = openPacks([join(RESOURCES, 'packs')]).files(printed.pack)
  const pack = { id: printed.pack, version: '1', hash: digestOf(files), bytes: archivePack(printed.pack, files) }
  const { id } = store.write('bench', 'new', () => {
    store.units.save({ code: '001', name: printed.unit, shortName: '', nature: printed.nature, parent: undefined })
    return store.reports.create({ unit: '001', year: printed.year, stage: '决算' }, pack)
  })
  store.close()
  return { store: path, report: String(id) }
}

/** With the settings of the process in which imports run. */
const measureOurs = (...args: readonly string[]): Promise<Sample> =>
  measure(process.execPath, ...LEDGER_PROCESS_FLAGS, script('ledger-child.ts'), ...args)

const script = (name: string): string => join(import.meta.dirname, name)

async function measure(program: string, ...args: readonly string[]): Promise<Sample> {
  const { stdout } = await run(program, args)
  return sample.parse(JSON.parse(stdout))
}

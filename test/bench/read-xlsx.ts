import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { writeJournal } from './journal-xlsx.ts'
import { summarise, type BenchResult } from './measure.ts'

const run = promisify(execFile)
const ROWS = 1_000_000
const RUNS = 5
/** openpyxl takes most of a minute a run, and its spread is small. */
const PEER_RUNS = 3
const PYTHON = '/usr/bin/python3'

const sample = z.object({
  ms: z.number(),
  rssMb: z.number(),
  rows: z.number(),
  cells: z.number(),
  characters: z.number(),
  version: z.string().optional(),
})
type Sample = z.infer<typeof sample>

/**
 * Reads a journal of 1,000,000 rows × 14 columns to values, beside inflating its parts alone and beside openpyxl read_only.
 * Each run is a process of its own, the contenders take turns, and both readers must find the same cells and characters.
 */
export async function bench(): Promise<readonly BenchResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mingzhang-bench-'))
  try {
    const path = join(folder, 'journal.xlsx')
    await writeJournal(path, ROWS)
    const peerMissing = await missingPeer()
    const ours: Sample[] = []
    const floor: Sample[] = []
    const peer: Sample[] = []
    for (let i = 0; i < RUNS; i++) {
      floor.push(await measure(process.execPath, 'read-xlsx-child.ts', 'inflate', path))
      ours.push(await measure(process.execPath, 'read-xlsx-child.ts', 'reader', path))
      if (i < PEER_RUNS && peerMissing === undefined) peer.push(await measure(PYTHON, 'read-xlsx-openpyxl.py', path))
    }
    return report(ours, floor, peer, peerMissing)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function missingPeer(): Promise<string | undefined> {
  try {
    await run(PYTHON, ['-c', 'import openpyxl'])
    return undefined
  } catch {
    return '未安装 python3-openpyxl，未比较'
  }
}

async function measure(program: string, script: string, ...args: readonly string[]): Promise<Sample> {
  const { stdout } = await run(program, [join(import.meta.dirname, script), ...args])
  return sample.parse(JSON.parse(stdout))
}

function report(
  ours: readonly Sample[],
  floor: readonly Sample[],
  peer: readonly Sample[],
  peerMissing: string | undefined,
): readonly BenchResult[] {
  const line = (name: string, samples: readonly Sample[], note?: string): BenchResult =>
    summarise(
      name,
      samples.map(({ ms }) => ms),
      { peakRssMb: Math.max(...samples.map(({ rssMb }) => rssMb)), ...(note === undefined ? {} : { note }) },
    )
  const floorLine = line('只解压各部件（node:zlib）', floor, '下限')
  const mine = line('本程序 streamXlsx', ours)
  const times = (a: number, b: number): string => (a / b).toFixed(1)
  const noted = { ...mine, note: `下限的 ${times(mine.median, floorLine.median)} 倍` }
  const [first] = peer
  if (first === undefined)
    return [floorLine, noted, { ...summarise('openpyxl read_only', []), note: peerMissing ?? '' }]
  for (const other of [...ours, ...peer]) {
    if (other.rows !== first.rows || other.cells !== first.cells || other.characters !== first.characters)
      throw new Error(`the readers disagree: ${JSON.stringify([first, other])}`)
  }
  const peerLine = line(`openpyxl ${first.version ?? ''} read_only`, peer)
  return [floorLine, noted, { ...peerLine, note: `本程序快 ${times(peerLine.median, mine.median)} 倍` }]
}

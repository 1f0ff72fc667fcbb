import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openStore } from '#main/db/open-store.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { openReader } from '#main/files/read-in-child.ts'
import { openChromium } from '#main/host/chromium.ts'
import { checkReport } from '#main/services/check-report.ts'
import { exportReport } from '#main/services/export-report.ts'
import { importFiles } from '#main/services/import-files.ts'
import { openReport } from '#main/services/open-report.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { summarise, type BenchResult } from './measure.ts'

const resources = fileURLToPath(new URL('../../resources', import.meta.url))
const SAMPLE = join(resources, 'samples', '上党区委办2023')
const WARM = 5
const RUNS = 15
const UNITS = 1000

/** The main job without the PDF: import the sample unit, check it, write docx, xlsx, HTML and findings. */
export async function bench(): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-bench-'))
  const codes = loadCodes(join(resources, 'codes'))
  const shared = {
    codes,
    packs: openPacks([join(resources, 'packs')], { codes }),
    reader: openReader(),
    print: openChromium(),
    actor: 'bench',
    clock: () => new Date(),
  }
  try {
    const whole: number[] = []
    const checks: number[] = []
    for (let run = 0; run < WARM + RUNS; run += 1) {
      const times = await oneUnit(shared, folder, run)
      if (run < WARM) continue
      whole.push(times.whole)
      checks.push(times.check)
    }
    const heaps = await manyUnits(shared, folder)
    return [
      summarise('导入、审核、docx、xlsx、网页（一个单位，不含 PDF）', whole, { note: '要求 ≤ 400 ms' }),
      summarise('其中：只审核（关系、检查和文稿缺口）', checks, { note: '要求 ≤ 20 ms' }),
      summarise(`${UNITS} 个单位在一个进程中，每个单位`, heaps.times, {
        peakRssMb: heaps.peakRssMb,
        note: `回收后的堆：${heaps.heapMb.map((mb) => `${mb} MB`).join(' → ')}（第 100、200 … ${UNITS} 个之后）`,
      }),
    ]
  } finally {
    await Promise.all([shared.reader.close(), shared.print.close()])
    rmSync(folder, { recursive: true, force: true })
  }
}

type Shared = Omit<Workspace, 'store'>

async function oneUnit(
  shared: Shared,
  folder: string,
  run: number,
): Promise<{ readonly whole: number; readonly check: number }> {
  const own = join(folder, String(run))
  const store = openStore(join(own, '明账.db'), { clock: shared.clock })
  try {
    const workspace: Workspace = { ...shared, store }
    const start = performance.now()
    const outcome = await importFiles(workspace, { paths: [SAMPLE] })
    if (outcome.kind === 'refused') throw new Error(outcome.errors.map((error) => error.message).join('\n'))
    const opened = openReport(workspace, outcome.report)
    await exportReport(workspace, opened, join(own, 'out'), { pdf: false })
    const whole = performance.now() - start
    const before = performance.now()
    checkReport(workspace, opened)
    return { whole, check: performance.now() - before }
  } finally {
    store.close()
    rmSync(own, { recursive: true, force: true })
  }
}

async function manyUnits(
  shared: Shared,
  folder: string,
): Promise<{ readonly times: readonly number[]; readonly heapMb: readonly number[]; readonly peakRssMb: number }> {
  const times: number[] = []
  const heapMb: number[] = []
  let peakRss = 0
  for (let unit = 1; unit <= UNITS; unit += 1) {
    times.push((await oneUnit(shared, folder, unit)).whole)
    peakRss = Math.max(peakRss, process.memoryUsage().rss)
    if (unit % 100 !== 0) continue
    globalThis.gc?.()
    heapMb.push(Math.round(process.memoryUsage().heapUsed / 2 ** 20))
  }
  return { times, heapMb, peakRssMb: peakRss / 2 ** 20 }
}

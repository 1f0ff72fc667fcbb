/** `npm run bench` runs all benchmarks, `npm run bench -- read-xlsx` the named ones; prints Markdown tables. */
import { readFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os'
import type { BenchResult } from './measure.ts'

interface BenchFile {
  readonly bench: () => Promise<readonly BenchResult[]>
}

/** A new benchmark is a file that exports `bench`, and a row here. */
const BENCHES: Readonly<Record<string, () => Promise<BenchFile>>> = {
  'read-xlsx': () => import('./read-xlsx.ts'),
  ledger: () => import('./ledger.ts'),
  package: () => import('./package.ts'),
  edit: () => import('./edit.ts'),
}

function machine(): string {
  const cores = cpus()
  const name =
    /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? `${platform()} ${release()}`
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cores[0]?.model.trim() ?? 'CPU'} × ${cores.length}，${memory} GB，${arch()}，${name}；Node ${process.versions.node}，V8 ${process.versions.v8}，zlib ${process.versions.zlib}`
}

function table(results: readonly BenchResult[]): string {
  const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
  const small = (value: number): string => (value < 100 ? value.toFixed(1) : whole(value))
  const lines = results.map(
    (r) =>
      `| ${r.name} | ${small(r.median)} | ${small(r.min)}–${small(r.max)} | ${r.runs} | ${r.peakRssMb === undefined ? '' : whole(r.peakRssMb)} | ${r.note ?? ''} |`,
  )
  return ['| | 中位数 ms | 范围 ms | 次数 | 峰值内存 MB | 说明 |', '|---|---|---|---|---|---|', ...lines].join('\n')
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in BENCHES))
if (unknown.length > 0)
  throw new Error(`no such benchmark: ${unknown.join(', ')}; there are ${Object.keys(BENCHES).join(', ')}`)
process.stdout.write(`${machine()}；开始时平均负载 ${(loadavg()[0] ?? 0).toFixed(1)}\n`)
for (const [name, load] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const { bench } = await load()
  process.stdout.write(`\n## ${name}\n\n${table(await bench())}\n`)
}

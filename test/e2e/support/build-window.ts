import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../../..')
const BUILT = join(ROOT, 'out', 'renderer', 'index.html')

/** Builds the window as `npm run build` does, unless what is built is newer than every source. */
export function buildWindow(): void {
  const sources = ['src/renderer', 'src/core/contract', 'electron.vite.config.ts'].map((path) =>
    newest(join(ROOT, path)),
  )
  if (existsSync(BUILT) && statSync(BUILT).mtimeMs > Math.max(...sources)) return
  const builder = join(ROOT, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [builder, 'build'], { cwd: ROOT, encoding: 'utf8' })
  if (status !== 0) throw new Error(`the window cannot be built\n${stdout}\n${stderr}`)
}

function newest(path: string): number {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(
    ...readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(path, name)).mtimeMs),
  )
}

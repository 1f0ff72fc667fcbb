import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { HOST_VARIABLE } from './support/window.ts'

/** `npm run e2e:electron`: the end-to-end tests of the window on Electron itself, where its binary is. */
const root = join(import.meta.dirname, '../..')
if (existsSync(join(root, 'node_modules', 'electron', 'path.txt'))) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  const { status } = spawnSync(process.execPath, [vitest, 'run', 'test/e2e/window.test.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, [HOST_VARIABLE]: 'electron' },
  })
  process.exitCode = status ?? 1
} else {
  process.stdout.write('本机没有 Electron 程序文件（可用 npx install-electron 取得），没有运行。\n')
  process.exitCode = 2
}

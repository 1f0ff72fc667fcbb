#!/usr/bin/env node
// The program needs Node 24, which runs its TypeScript as it is. A machine that only has an older Node uses the one that
// `npm ci` installed with the program; an Electron that is told to be Node is new enough.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const MAJOR = 24
const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))

if (Number.parseInt(process.versions.node, 10) >= MAJOR) {
  await import('./cli.ts')
} else {
  const own = fileURLToPath(
    new URL(`../../node_modules/node/bin/node${process.platform === 'win32' ? '.exe' : ''}`, import.meta.url),
  )
  if (!existsSync(own)) {
    process.stderr.write(
      `明账需要 Node ${MAJOR} 以上，当前是 ${process.versions.node}。请在程序文件夹中运行 npm ci 后重试。\n`,
    )
    process.exit(2)
  }
  const { status } = spawnSync(own, [cli, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exit(status ?? 2)
}

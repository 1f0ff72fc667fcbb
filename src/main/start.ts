import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AppError } from '#core/model/error.ts'
import { openOnDesktop } from './host/desktop.ts'
import { serve } from './serve.ts'

/**
 * `npm start`: opens Electron where its binary is there, else the loopback host in the user's browser. `--browser` asks for the
 * latter outright.
 */
async function main(argv: readonly string[]): Promise<void> {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const binary = argv.includes('--browser') ? undefined : electronBinary(root)
  if (binary !== undefined) {
    const child = spawn(binary, [root], { stdio: 'inherit' })
    child.once('exit', (code) => {
      process.exitCode = code ?? 0
    })
    return
  }
  if (!argv.includes('--browser'))
    say('本机没有 Electron 程序文件（可用 npx install-electron 取得），改用浏览器打开，只在本机内通信。')
  const host = await serve()
  await openOnDesktop(host.url).catch(() => undefined)
  say(`如果浏览器没有自动打开，请在浏览器中打开：${host.url}`)
  say('关闭浏览器窗口一分钟后，程序自动结束；也可以按 Ctrl+C。')
  const stop = (): void => {
    void host.close().then(() => process.exit(0))
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  void host.abandoned.then(stop)
}

/** Where the package says that its binary lies; importing it would try to fetch one. */
function electronBinary(root: string): string | undefined {
  const folder = join(root, 'node_modules', 'electron')
  const note = join(folder, 'path.txt')
  if (!existsSync(note)) return undefined
  const binary = join(folder, 'dist', readFileSync(note, 'utf8').trim())
  return existsSync(binary) ? binary : undefined
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const info = error instanceof AppError ? error.info : undefined
  say(`明账没能打开：${info?.message ?? String(error)}`)
  for (const { text } of info?.remedies ?? []) say(`  · ${text}`)
  process.exitCode = 2
})

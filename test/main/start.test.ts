import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dataFolder, STORE_NAME } from '#main/cli/data-folder.ts'

let home: string
let data: string
let child: ChildProcess | undefined

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'mingzhang-start-'))
  data = dataFolder(environment(), process.platform)
  mkdirSync(data, { recursive: true })
})
afterEach(() => {
  child?.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
})

/** A user of this machine with nothing yet; nothing is found that would open a browser. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, HOME: home, XDG_DATA_HOME: home, LOCALAPPDATA: home, APPDATA: home, PATH: '' }
}

/** The program as `npm start -- --browser` runs it, with all that it says. */
function start(): { readonly program: ChildProcess; readonly said: () => string } {
  const file = join(import.meta.dirname, '../../src/main/start.ts')
  const program = spawn(process.execPath, [file, '--browser'], { env: environment() })
  child = program
  let said = ''
  program.stdout.on('data', (piece: Buffer) => (said += piece.toString('utf8')))
  return { program, said: () => said }
}

/** Once everything that it said has arrived. */
const exitCode = (program: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    program.once('close', resolve)
  })

test('a program that is told to end closes the store before it ends', async () => {
  const { program, said } = start()
  await expect.poll(said, { timeout: 50_000 }).toContain('也可以按 Ctrl+C')
  expect(existsSync(join(data, `${STORE_NAME}-wal`))).toBe(true)
  program.kill('SIGTERM')
  expect(await exitCode(program)).toBe(0)
  expect(existsSync(join(data, `${STORE_NAME}-wal`))).toBe(false)
  expect(readFileSync(join(data, '日志', '明账.log'), 'utf8')).toMatch(/ stop\n$/)
  // The next start finds the program compiled.
  expect(readdirSync(join(data, 'cache', 'code'))).toHaveLength(1)
})

test('a store that does not open is said in one sentence with what to do, and the program ends', async () => {
  writeFileSync(join(data, STORE_NAME), 'not a store'.repeat(100))
  const { program, said } = start()
  expect(await exitCode(program)).toBe(2)
  expect(said()).toMatch(/^明账没能打开：“.*”不是明账的数据文件，没有对它做任何改动。\n {2}· .*\n {2}· .*\n$/)
})

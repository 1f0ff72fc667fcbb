import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '#core/model/error.ts'
import { openActivityLog } from '#main/services/activity-log.ts'

const clock = (): Date => new Date('2024-09-10T08:00:00.123Z')
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingzhang-log-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

test('an error is noted with its code, its cause and the places in the program, never with its message', () => {
  const log = openActivityLog(join(folder, '日志'), clock)
  const cause = Object.assign(new Error('no space on /home/张三/账.db'), { code: 'ENOSPC' })
  const stack = (error: Error): Error =>
    Object.assign(error, {
      stack: `${error.message}\n    at 张三 (file://${join(import.meta.dirname, '../../../src/main/serve.ts')}:12:3)\n    at run (/home/张三/src/own.ts:1:1)\n    at node:internal/process:95:5`,
    })
  log.ran(
    'export:run',
    1234.5,
    new AppError(
      { code: 'FILE_NOT_WRITTEN', message: '“张三.xlsx”不能写入', remedies: [{ text: '清理' }] },
      {
        cause: stack(cause),
      },
    ),
  )
  log.ran('report:open', 7, stack(new TypeError('701.10')))
  log.ran('units:list', 3)
  const [failed = '', unforeseen, fine] = log.lines()
  expect(failed).toMatch(/^2024-09-10T08:00:00Z export:run 1234ms FILE_NOT_WRITTEN /)
  expect(failed).toContain(' Error ENOSPC src/main/serve.ts:12:3')
  expect(unforeseen).toBe('2024-09-10T08:00:00Z report:open 7ms APP_UNEXPECTED TypeError src/main/serve.ts:12:3')
  expect(fine).toBe('2024-09-10T08:00:00Z units:list 3ms ok')
  expect(log.lines().join('\n')).not.toMatch(/张三|home|701/)
})

test('three files of at most 256 KB are kept, and the newest lines are in the last', () => {
  const log = openActivityLog(folder, clock)
  const full = `${'x'.repeat(256 * 1024 - 1)}\n`
  for (let file = 0; file < 4; file += 1) {
    writeFileSync(join(folder, '明账.log'), full)
    log.ran('units:list', file)
  }
  expect(readdirSync(folder).toSorted()).toEqual(['明账.1.log', '明账.2.log', '明账.log'])
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThanOrEqual(256 * 1024)
  expect(log.lines()).toEqual(['2024-09-10T08:00:00Z units:list 3ms ok'])
})

test('what somebody else wrote into the file is not handed on', () => {
  const log = openActivityLog(folder, clock)
  log.stop()
  appendFileSync(join(folder, '明账.log'), '某某局 701.10\n2024-09-10T08:00:00Z report:open 5ms 某某局\n')
  expect(log.lines()).toEqual(['2024-09-10T08:00:00Z stop'])
})

test('a folder that cannot be written loses the line and nothing else', () => {
  const blocked = join(folder, '日志')
  writeFileSync(blocked, '')
  const log = openActivityLog(blocked, clock)
  log.ran('units:list', 1)
  expect(log.lines()).toEqual([])
  const taken = join(folder, '又一个')
  mkdirSync(join(taken, '明账.log'), { recursive: true })
  openActivityLog(taken, clock).ran('units:list', 1)
  expect(existsSync(join(taken, '明账.1.log'))).toBe(false)
})

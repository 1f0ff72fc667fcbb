import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mingzhang } from './command-line.ts'

const SAMPLE = join(import.meta.dirname, '../../../resources/samples/上党区委办2023')

let folder: string
let db: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingzhang-cli-'))
  db = join(folder, '明账.db')
  expect((await mingzhang('import', SAMPLE, '--db', db)).exitCode).toBe(0)
}, 60_000)
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})
const run = (...words: readonly string[]) => mingzhang(...words, '--db', db)

test('an item is marked with its answer and its row of the 经济分类, listed, and taken back', async () => {
  expect((await run('secret')).out).toContain('没有涉密项')
  const marked = await run('secret', 'mark', '2080501', '--totals', '不包含', '--part', '30302=11.16', '--reason', '甲')
  expect(marked).toMatchObject({ exitCode: 0, error: '' })
  expect(marked.out).not.toContain('对不上')
  expect((await run('secret')).out).toMatch(/科目 2080501 .*合计不包含，甲/u)
  await run('secret', 'unmark', '2080501')
  expect((await run('secret')).out).toContain('没有涉密项')
})

test('an export with an unanswered item says what is to be answered', async () => {
  await run('secret', 'mark', '2013199')
  const refused = await run('export', '--out', join(folder, '公开'), '--no-pdf')
  expect(refused.exitCode).not.toBe(0)
  expect(refused.error).toContain('合计是否包含它')
  await run('secret', 'unmark', '2013199')
})

test('what secret cannot take is said in words', async () => {
  for (const [words, said] of [
    [['secret', 'mark', '2013199', '--totals', '也许'], '包含'],
    [['secret', 'mark', '2013199', '--part', '甲'], '30101=1.23'],
    [['secret', 'mark', '2299999', '--totals', '包含'], '没有科目'],
    [['secret', 'mark'], '没有写明'],
  ] as const) {
    const { exitCode, error } = await run(...words)
    expect(exitCode).not.toBe(0)
    expect(error).toContain(said)
  }
})

test('an option is listed, switched on, filled in, and switched off', async () => {
  expect((await run('option')).out).toMatch(/^关 保密审查/mu)
  expect((await run('option', 'on', '保密审查')).out).toContain('已打开：保密审查')
  expect((await run('option')).out).toContain('【未填：')
  expect((await run('option', 'set', '保密审查情况', '已审查')).out).toContain('已填写')
  expect((await run('option')).out).toContain('保密审查情况：已审查')
  await run('option', 'off', '保密审查')
  expect((await run('option')).out).toMatch(/^关 保密审查/mu)
  expect((await run('option', 'on', '没有的')).error).toContain('没有选项')
})

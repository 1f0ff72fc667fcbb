import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { mingzhang } from './command-line.ts'

const home = mkdtempSync(join(tmpdir(), 'mingzhang-packs-check-'))
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

function pack(id: string, more = ''): void {
  mkdirSync(join(home, '我的模板', id), { recursive: true })
  const lines = [`id: ${id}`, 'version: 1.0.0', 'title: 某市', 'stage: 决算', 'year: 2023', 'extends: base/2023-决算']
  writeFileSync(join(home, '我的模板', id, 'pack.yaml'), `${lines.join('\n')}\nsettings: {}\n${more}`)
}

test('`packs check` of a folder above packs checks each of them', async () => {
  pack('mycity/2023-决算')
  pack('mytown/2023-决算', 'extra: 1\n')
  const whole = await mingzhang('packs', 'check', join(home, '我的模板'))
  expect(whole.exitCode).toBe(1)
  expect(whole.out).toBe('模板 mycity/2023-决算 没有问题。\nmytown/2023-决算/pack.yaml 第 8 行：不认识的键“extra”')
  expect((await mingzhang('packs', 'check', join(home, '我的模板', 'mycity'))).exitCode).toBe(0)
  expect((await mingzhang('packs', 'check', join(home, '我的模板', 'mycity/2023-决算'))).exitCode).toBe(0)
})

test.each([
  ['空的', '里没有模板：没有找到 pack.yaml。'],
  ['没有的', '没有文件夹“'],
])('a folder without a pack (%s) is named, not looked for among the packs', async (name, said) => {
  mkdirSync(join(home, '空的'), { recursive: true })
  const { exitCode, error } = await mingzhang('packs', 'check', join(home, name))
  expect(exitCode).toBe(2)
  expect(error).toContain(said)
  expect(error).not.toContain('可选的模板包')
})

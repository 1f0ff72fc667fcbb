import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resourcesFolder } from '#main/cli/data-folder.ts'
import { mingzhang } from './command-line.ts'

const home = mkdtempSync(join(tmpdir(), 'mingzhang-proofread-'))
const db = join(home, '报表.db')
beforeAll(async () => {
  await mingzhang('import', join(resourcesFolder, 'samples', '上党区委办2023'), '--db', db)
})
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

/** A text with the sentences of two sections. */
function draft(name: string, total: string): string {
  const path = join(home, name)
  const sentences = [
    '二、收入决算情况说明',
    `2023年度收入合计${total}万元，其中：`,
    '三、支出决算情况说明',
    '本年另有捐赠物资折合12.34万元。',
  ]
  writeFileSync(path, sentences.join('\n'))
  return path
}

test('a draft with a wrong number is told where, what and why, and ends with 1', async () => {
  const out = join(home, '核对.xlsx')
  const said = await mingzhang('proofread', draft('错.txt', '692.78'), '--out', out, '--db', db)
  expect(said.error).toBe('')
  expect(said.exitCode).toBe(1)
  expect(said.out).toContain('核对了 1 句 1 个数：错 1 个数、0 处文字；没有核对 1 句')
  expect(said.out).toContain('● 二、收入决算情况说明')
  expect(said.out).toContain('写的是 692.78万元，应为 692.87万元（收入决算表/合计/本年收入合计）')
  expect(said.out).toContain('本年另有捐赠物资折合12.34万元')
  expect(existsSync(out)).toBe(true)
  // Nothing is written over.
  expect((await mingzhang('proofread', draft('错.txt', '692.78'), '--out', out, '--db', db)).error).toContain(
    '已经存在',
  )
})

test('a right draft ends with 0, and says all of it as JSON', async () => {
  const said = await mingzhang('proofread', draft('对.md', '692.87'), '--json', '--db', db)
  expect(said.exitCode).toBe(0)
  expect(JSON.parse(said.out)).toMatchObject({
    file: '对.md',
    counts: { sentences: 1, figures: 1, wrongFigures: 0, unchecked: 1 },
  })
})

test.each([
  ['没有文字.txt', '<!-- 空 -->\n', '里没有文字可以核对'],
  ['别的.txt', '关于开展春季植树活动的通知，请各单位安排5人参加。', '一个数也没有核对'],
])('%s is refused with a way out', async (name, text, message) => {
  const path = join(home, name)
  writeFileSync(path, text)
  const said = await mingzhang('proofread', path, '--db', db)
  expect(said.exitCode).toBe(2)
  expect(said.error).toContain(message)
})

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resourcesFolder } from '#main/cli/data-folder.ts'
import { mingzhang } from './command-line.ts'

const home = mkdtempSync(join(tmpdir(), 'mingzhang-codes-'))
const filled = join(home, '报表.db')
let db = ''
beforeAll(async () => {
  await mingzhang('import', join(resourcesFolder, 'samples', '上党区委办2023'), '--db', filled)
})
const fresh = (name: string): void => {
  db = join(home, name)
  cpSync(filled, db)
}
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

test('code lists are imported for a year, listed, written out and taken back on the command line', async () => {
  fresh('科目.db')
  const file = join(home, '新科目.csv')
  writeFileSync(file, '科目编码,科目名称\n2010377,新设事务\n2010301,机关运行\n')
  const taken = await mingzhang('codes', 'import', file, '--year', '2023', '--db', db)
  expect(taken.error).toBe('')
  expect(taken.out).toContain('已导入 2023 年的功能分类 2 个')
  expect(taken.out).toContain('导入的是“机关运行”')
  expect((await mingzhang('codes', '--db', db)).out).toMatch(/功能分类\s+2023 年起\s+2 个\s+新科目\.csv/u)
  const out = join(home, '功能分类.csv')
  await mingzhang('codes', 'export', '功能分类', '--year', '2023', '--out', out, '--db', db)
  expect(readFileSync(out, 'utf8')).toContain('2010377,新设事务')
  // A code that is known now raises no alarm in a ledger, though another process reads it.
  const ledger = join(home, '支付.csv')
  writeFileSync(ledger, '日期,凭证号,摘要,科目编码,科目名称,资金性质,支出功能分类,借方金额,贷方金额\n2023-01-05,记-1,甲,7101,行政支出,1 一般公共预算资金,2010377 新设事务,5,\n2023-01-05,记-1,甲,8001,资金结存,,,,5\n') // prettier-ignore
  const known = await mingzhang('ledger', ledger, '--db', db)
  expect(known.out).toContain('支付.csv：第 ')
  expect(known.out).not.toContain('不在2023年的科目表中')
  expect((await mingzhang('codes', 'remove', '功能分类', '--year', '2023', '--db', db)).exitCode).toBe(0)
  expect((await mingzhang('codes', '--db', db)).out).not.toContain('年起')
  expect((await mingzhang('codes', 'import', file, '--db', db)).exitCode).toBe(2)
})

test('the settings of ledgers are listed, changed and said with the result', async () => {
  fresh('设置.db')
  const before = await mingzhang('ledger', '--json', '--db', db)
  const settings = JSON.parse(before.out) as readonly { id: string; options: readonly string[]; usual: string }[]
  const [first] = settings
  const other = first?.options.find((one) => one !== first.usual)
  if (!first || other === undefined) throw new Error('no setting')
  const changed = await mingzhang('ledger', '--set', `${first.id}=${other}`, '--db', db)
  expect(changed.error).toBe('')
  expect(changed.out).toContain(`${first.id} = ${other}（默认是${first.usual}）`)
  expect(changed.out).toContain(`选的是“${other}”`)
  const wrong = await mingzhang('ledger', '--set', `${first.id}=没有的选项`, '--db', db)
  expect(wrong.exitCode).toBe(2)
  expect(wrong.error).toContain('没有“没有的选项”这个选项')
})

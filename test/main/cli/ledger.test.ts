import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write, read } from '@e965/xlsx'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { resourcesFolder } from '#main/cli/data-folder.ts'
import { mingzhang } from './command-line.ts'

const SAMPLES = join(resourcesFolder, 'samples')
const TABLES = join(SAMPLES, '上党区委办2023')
const LEDGERS = join(SAMPLES, '上党区委办2023-账套')
const home = mkdtempSync(join(tmpdir(), 'mingzhang-ledger-'))
let db = ''
let folder = ''
let count = 0

/** A store with the tables of the sample, made once. */
const filled = join(home, '报表.db')
beforeAll(async () => {
  const { error } = await mingzhang('import', TABLES, '--db', filled)
  expect(error).toBe('')
})
beforeEach(() => {
  count += 1
  folder = join(home, String(count))
  mkdirSync(folder)
  db = join(home, `${count}.db`)
})
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

const takeTables = (): void => {
  for (const name of ['公开报表.xlsx', '填报表.xlsx']) cpSync(join(TABLES, name), join(folder, name))
}

/** The journal of the sample with another header for the account codes. */
function strangeJournal(name: string): string {
  const book = read(readFileSync(join(LEDGERS, '序时账.xlsx')))
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  const rows = utils.sheet_to_json<unknown[]>(sheet ?? {}, { header: 1, raw: true })
  // Title, header and the first two vouchers of four lines.
  const renamed = rows.slice(0, 11).map((row) => row.map((cell) => (cell === '科目编码' ? '代号' : cell)))
  const out = utils.book_new()
  utils.book_append_sheet(out, utils.aoa_to_sheet(renamed), '凭证')
  const path = join(folder, name)
  writeFileSync(path, Buffer.from(write(out, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array))
  return path
}

test('ledgers that lie beside the tables are imported with them, and the two are set side by side', async () => {
  takeTables()
  for (const name of ['序时账.xlsx', '科目余额表.xlsx']) cpSync(join(LEDGERS, name), join(folder, name))
  const { exitCode, out, error } = await mingzhang('import', folder, '--db', db)
  expect(error).toBe('')
  expect(out).toContain('工作表“序时账”：序时账或明细账，读 ')
  expect(out).toContain('工作表“余额表”：科目余额表或辅助余额表')
  expect(out).not.toContain('没有认出')
  expect(out).toContain('账簿算出的报表与导入的报表一致')
  expect(exitCode).toBe(0)
  const explained = await mingzhang('explain', '支出决算表/合计/本年支出合计', '--db', db)
  expect(explained.out).toContain('序时账.xlsx')
})

test('a folder without ledgers says nothing of ledgers', async () => {
  const { out } = await mingzhang('import', TABLES, '--db', db)
  expect(out).not.toContain('账簿')
})

test('columns that cannot be told are asked with a preview, answered once, and never asked again', async () => {
  cpSync(filled, db)
  const path = strangeJournal('账一.xlsx')
  const asked = await mingzhang('ledger', path, '--db', db)
  expect(asked.exitCode).toBe(2)
  expect(asked.error).toContain('工作表“凭证”的栏目不能确定：没有认出科目编码列')
  expect(asked.error).toMatch(/D\s+代号\s+不用\s+\d{4}/u)
  expect(asked.error).toContain('--map 代号=科目编码')

  const answered = await mingzhang('ledger', path, '--map', '代号=科目编码', '--db', db)
  expect(answered.error).toBe('')
  expect(answered.out).toContain('已记住 1 种表的栏目')
  expect(answered.out).toContain('账一.xlsx：第 ')

  const next = await mingzhang('ledger', strangeJournal('账二.xlsx'), '--db', db)
  expect(next.error).toBe('')
  expect(next.out).toMatch(/账二\.xlsx：(?:第 \d+ 次导入|已经导入过)/u)
})

test('a column may be named by its letter; a meaning that does not exist lists those that do', async () => {
  cpSync(filled, db)
  const path = strangeJournal('账.xlsx')
  const wrong = await mingzhang('ledger', path, '--map', 'D=科目号码', '--db', db)
  expect(wrong.exitCode).toBe(2)
  expect(wrong.error).toContain('“科目号码”不认识')
  expect(wrong.error).toContain('科目编码、')
  const right = await mingzhang('ledger', path, '--map', 'D=科目编码', '--db', db)
  expect(right.out).toContain('账.xlsx：第 ')
})

test('a ledger that is refused stops the package, and says why', async () => {
  takeTables()
  const rows = [
    ['日期', '凭证号', '摘要', '科目编码', '科目名称', '借方金额', '贷方金额'],
    ['2022-01-05', '记-1', '上年', '6001', '财政拨款预算收入', '', 1],
    ['2022-01-05', '记-1', '上年', '8001', '资金结存', 1, ''],
  ]
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '序时账')
  writeFileSync(join(folder, '账.xlsx'), Buffer.from(write(book, { type: 'buffer' }) as Uint8Array))
  const built = await mingzhang('build', folder, '--out', join(folder, '公开包'), '--no-pdf', '--db', db)
  expect(built.exitCode).toBe(2)
  expect(built.error).toContain('不在2023年度内')
  expect(readdirSync(folder)).not.toContain('公开包')
})

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { PrintedTable } from '#test/samples/facts.ts'
import { bureauWorkbook } from '#test/samples/bureau-workbook.ts'
import type { SampleFile } from '#test/samples/write-001.ts'
import { encryptedXls, encryptedXlsx, xlsOf } from '#test/main/files/xls/biff-file.ts'
import { publishedTables } from '#test/offices/forms.ts'
import { makeOffice } from '#test/offices/office.ts'
import { filesOf, openDesk } from '#test/offices/open-office.ts'
import { contentOf, listing, mingzhang } from './command-line.ts'
import { withFormula, withValue } from './edit-workbook.ts'

const home = mkdtempSync(join(tmpdir(), 'mingzhang-cli-'))
const db = join(home, '明账.db')
const out = join(home, '公开包')
const office = makeOffice(7)
const tables = publishedTables(office, { withStatistics: false })
let files: readonly SampleFile[] = []

/** A store with the right accounts of the office in it: what every bad input must leave as it is. */
beforeAll(async () => {
  const desk = openDesk()
  files = await filesOf(office, desk.pack('base/2023-决算'))
  await desk.close()
  const { exitCode, error } = await mingzhang('import', folderOf('好的', files), '--db', db)
  expect(error).toBe('')
  expect(exitCode).toBe(0)
})
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

function folderOf(name: string, content: readonly SampleFile[]): string {
  const folder = join(home, name)
  mkdirSync(folder, { recursive: true })
  for (const file of content) writeFileSync(join(folder, file.name), file.content)
  return folder
}

const workbook = (changed: readonly PrintedTable[]): Promise<Uint8Array> => bureauWorkbook(changed, 2023)
const right = (): Uint8Array => files[0]?.content ?? new Uint8Array()
const fillIn = (): SampleFile => files[1] ?? { name: '填报表.xlsx', content: new Uint8Array() }
const named = (content: Uint8Array | string, name = '公开报表.xlsx'): readonly SampleFile[] => [
  { name, content: typeof content === 'string' ? Buffer.from(content) : content },
]

interface Refusal {
  readonly what: string
  readonly input: () => Promise<readonly SampleFile[]> | readonly SampleFile[]
  /** In the one sentence: the file, and where there is one the sheet and the cell. */
  readonly says: readonly string[]
}

const REFUSALS: readonly Refusal[] = [
  { what: 'not a workbook', input: () => named('关于公开的通知\n'), says: ['公开报表.xlsx', '不是工作簿'] },
  { what: 'an encrypted xlsx', input: () => named(encryptedXlsx()), says: ['公开报表.xlsx', '密码'] },
  { what: 'an encrypted xls', input: () => named(encryptedXls(), '公开报表.xls'), says: ['公开报表.xls', '密码'] },
  { what: 'zero bytes', input: () => named(''), says: ['公开报表.xlsx', '0 字节'] },
  { what: 'half a zip', input: () => named(right().slice(0, 9_000)), says: ['公开报表.xlsx', '不完整'] },
  {
    what: 'no unit line',
    input: async () => named(await workbook(tables.map((one, at) => (at === 2 ? { ...one, unitLine: '' } : one)))),
    says: ['公开报表.xlsx', '3.支出决算表', 'A5', '没有写明金额单位'],
  },
  {
    what: 'two sheets that claim the same table and differ',
    input: async () => {
      const doubled = new Map([...office.figures].map(([ref, fen]) => [ref, fen * 2]))
      const [, , other] = publishedTables({ ...office, figures: doubled }, { withStatistics: false })
      return named(
        await workbook([...tables, { ...tables[2], title: '支出决算表', body: other?.body } as PrintedTable]),
      )
    },
    says: ['公开报表.xlsx', '10.支出决算表', '3.支出决算表'],
  },
  {
    what: 'another unit',
    input: async () => named(await workbook(tables.map((one) => ({ ...one, nameLine: '部门名称：别的单位' })))),
    says: ['公开报表.xlsx', '别的单位', office.name, '另有 8 张工作表也是这样'],
  },
  {
    what: 'another year',
    input: async () => named(await bureauWorkbook(tables, 2022)),
    says: ['公开报表.xlsx', '2022', '2023'],
  },
  {
    what: 'text where an amount belongs',
    input: async () => named(await withValue(right(), '3.支出决算表', 'D8', '约三万')),
    says: ['公开报表.xlsx', '3.支出决算表', 'D8', '约三万'],
  },
  {
    what: 'a formula without its value',
    input: async () => named(await withFormula(right(), '3.支出决算表', 'C8', 'D8+E8')),
    says: ['公开报表.xlsx', '3.支出决算表', 'C8', '公式'],
  },
  { what: 'an empty folder', input: () => [], says: ['没有找到可以导入的工作簿'] },
]

describe('a bad input is refused by `build` with one sentence and a way out, and nothing has changed', () => {
  test.each(REFUSALS)('$what', async ({ what, input, says }) => {
    const folder = folderOf(what, await input())
    const before = contentOf(db)
    const said = await mingzhang('build', folder, '--out', out, '--db', db, '--no-pdf')
    expect(said.exitCode).toBe(2)
    const [head, ...lines] = said.error.split('\n')
    expect(head).toBe('没有导入，数据没有改动：共有 1 处要先处理。')
    const points = lines.filter((line) => line.startsWith('·'))
    expect(points).toHaveLength(1)
    for (const part of says) expect(points[0]).toContain(part)
    expect(lines.filter((line) => line.startsWith('    ')).length).toBeGreaterThan(0)
    expect(contentOf(db)).toBe(before)
    expect(listing(out)).toEqual([])
  })

  test('tables without a 填报表 into a store without a report', async () => {
    const empty = join(home, '空的.db')
    const said = await mingzhang('build', folderOf('无填报表', named(right())), '--out', out, '--db', empty, '--no-pdf')
    expect(said).toMatchObject({ exitCode: 2, out: '' })
    expect(said.error).toMatch(/^错误：没有填报表.*\n {2}· .*template/u)
    expect(listing(out)).toEqual([])
  })
})

describe('what is not quite right and can be taken', () => {
  test('an xls that calls itself xlsx is read, and said', async () => {
    const folder = folderOf('改名', [...named(xlsOf([['与本单位无关'], ['甲', 1]])), fillIn()])
    const said = await mingzhang('import', folder, '--db', join(home, '改名.db'))
    expect(said.exitCode).toBe(0)
    expect(said.out).toMatch(/公开报表\.xlsx：第 \d 次导入.*\n.*内容其实是旧版 xls/u)
  })

  test('a code that is in no list is stored and flagged with its cell', async () => {
    const changed = tables.map((one) =>
      one.id === '支出决算表'
        ? {
            ...one,
            body: one.body
              .map((row) => (row[0]?.length === 7 ? row.with(0, `${row[0].slice(0, 5)}77`) : row))
              .slice(0, 4),
          }
        : one,
    )
    const own = join(home, '代码.db')
    const folder = folderOf('代码', [...named(await workbook(changed)), fillIn()])
    expect((await mingzhang('import', folder, '--db', own)).exitCode).toBe(0)
    const { out: said } = await mingzhang('check', '--db', own)
    expect(said).toMatch(/CK-001 科目代码不在本年度科目表中［支出决算表 \d{5}77］/u)
  })
})

describe('a store that cannot be written', () => {
  const build = (store: string): ReturnType<typeof mingzhang> =>
    mingzhang('build', join(home, '好的'), '--out', out, '--db', store, '--no-pdf')

  test('is locked by another process: it waits a little, says so, and leaves everything', async () => {
    const locked = join(home, '占用.db')
    cpSync(db, locked)
    const before = contentOf(locked)
    const other = new Database(locked)
    other.exec('BEGIN IMMEDIATE')
    try {
      const said = await mingzhang(
        'import',
        folderOf('又一份', named(await workbook(tables.slice(0, 3)))),
        '--db',
        locked,
      )
      expect(said.exitCode).toBe(2)
      expect(said.error).toMatch(/^错误：.*占用.*\n {2}· /u)
    } finally {
      other.exec('ROLLBACK')
      other.close()
    }
    expect(contentOf(locked)).toBe(before)
  })

  test('is from a newer version', async () => {
    const newer = join(home, '新版.db')
    cpSync(db, newer)
    const before = contentOf(newer)
    const other = new Database(newer)
    other.pragma('user_version = 9990')
    other.close()
    const said = await build(newer)
    expect(said.exitCode).toBe(2)
    expect(said.error).toMatch(/^错误：.*更?新.*版本.*\n {2}· /u)
    expect(contentOf(newer)).toBe(before)
  })

  test('is no store at all', async () => {
    const said = await build(
      folderOf('数据', [{ name: '说明.txt', content: Buffer.from('不是数据文件') }]) + '/说明.txt',
    )
    expect(said.exitCode).toBe(2)
    expect(said.error).toMatch(/^错误：.*说明\.txt.*\n {2}· /u)
  })

  test('where the package should go there is a file: nothing is written, the import stays', async () => {
    const file = join(home, '占位')
    writeFileSync(file, '')
    const said = await mingzhang('build', join(home, '好的'), '--out', file, '--db', db, '--no-pdf')
    expect(said.exitCode).toBe(2)
    expect(said.error).toMatch(/^错误：文件夹“.*占位”不能写入，没有写出任何文件。\n {2}· /u)
  })
})

describe('a mistyped --db is said', () => {
  test.each([['check'], ['explain', '支出决算表/合计/基本支出'], ['export', '--out', out], ['undo', '1'], ['backup']])(
    'by %s, and no empty store comes of it',
    async (...argv) => {
      const typo = join(home, '没有的', '明帐.db')
      const said = await mingzhang(...argv, '--db', typo)
      expect(said.exitCode).toBe(2)
      expect(said.error).toContain(`找不到数据文件“${typo}”。`)
      expect(listing(join(home, '没有的'))).toEqual([])
    },
  )

  test('a report that is not there: the ones that are there are listed', async () => {
    const said = await mingzhang('check', '--year', '2019', '--db', db)
    expect(said.error).toContain(`${office.name}（${office.code}）2023年度决算`)
    expect(said.error).toContain('核对 --unit、--year、--stage')
  })

  test('a 填报表 without a name says which answer is missing', async () => {
    const blank = await withValue(fillIn().content, '单位信息', 'B4', '')
    const folder = folderOf('没有名称', [{ name: '填报表.xlsx', content: blank }])
    const said = await mingzhang('import', folder, '--db', db)
    expect(said.exitCode).toBe(2)
    expect(said.error).toContain('没有填写单位名称。')
  })
})

test('`check --json` prints verdict, counts and findings with every key of a finding, and nothing else', async () => {
  const own = join(home, '只有填报表.db')
  await mingzhang('import', folderOf('只有填报表', [fillIn()]), '--db', own)
  const said = await mingzhang('check', '--json', '--db', own)
  expect(said.exitCode).toBe(1)
  const checks = z
    .strictObject({ verdict: z.string(), counts: z.unknown(), findings: z.array(z.record(z.string(), z.unknown())) })
    .parse(JSON.parse(said.out))
  expect(Object.keys(checks.counts ?? {})).toEqual(['pass', 'tail', 'fail', 'cannotCheck', 'notApplicable'])
  expect(checks.findings.length).toBeGreaterThan(0)
  const keys = 'cells difference expected group hint outcome rule severity source stated title where'
  for (const finding of checks.findings) expect(Object.keys(finding).toSorted().join(' ')).toBe(keys)
})

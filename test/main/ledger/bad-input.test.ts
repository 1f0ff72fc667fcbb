import { describe, expect, test } from 'vitest'
import { utils, write } from '@e965/xlsx'
import { importLedger, type LedgerImportOutcome } from '#main/services/import-ledger.ts'
import { monthsWithoutVouchers } from '#main/services/derive-reconcile.ts'
import { changeLedgerSettings, ledgerRules, saveLayout } from '#main/services/ledger-setup.ts'
import * as layouts from '#test/ledger-samples/layouts.ts'
import type { Cell, SheetDraft } from '#test/ledger-samples/layouts.ts'
import { ledgerBench, type LedgerBench } from '#test/ledger-samples/store.ts'

const UNIT = '甲单位'
const HEADER = ['日期', '凭证号', '摘要', '科目编码', '科目名称', '资金性质', '支出功能分类', '借方金额', '贷方金额']
const FUND = '1 一般公共预算资金'
const FUNC = '2010301 行政运行'

const line = (day: string, voucher: string, account: string, debit: Cell, credit: Cell): readonly Cell[] => [
  day,
  voucher,
  '摘要',
  account,
  account === '8001' ? '资金结存' : '财政拨款预算收入',
  account === '8001' ? '' : FUND,
  account === '8001' ? '' : FUNC,
  debit,
  credit,
]
const voucher = (day: string, number: string, fen: number): readonly (readonly Cell[])[] => [
  line(day, number, '8001', { fen }, undefined),
  line(day, number, '6001', undefined, { fen }),
]
const YEAR = Array.from({ length: 12 }, (_, at) => voucher(`2023-${String(at + 1).padStart(2, '0')}-05`, `记-${at + 1}`, 100_00)).flat() // prettier-ignore

const total = (debit: number, credit: number): readonly Cell[] => [
  '合计',
  ...new Array<undefined>(6).fill(undefined),
  { fen: debit },
  { fen: credit },
]

const sheet = (rows: readonly (readonly Cell[])[], more: Partial<SheetDraft> = {}): SheetDraft => ({
  name: '序时账',
  rows: [HEADER, ...rows],
  ...more,
})

const bench = (): LedgerBench => ledgerBench(UNIT, '行政单位', 2023, 'base/2023-决算')

async function importing(
  drafts: readonly SheetDraft[],
  accept: readonly string[] = [],
  at = bench(),
): Promise<{ readonly at: LedgerBench; readonly outcome: LedgerImportOutcome }> {
  const path = at.file('账.xlsx', layouts.workbookBytes(drafts, 'xlsx'))
  return { at, outcome: await importLedger(at, at.open(), path, { accept }) }
}

const entries = ({ store }: LedgerBench): number =>
  Number(store.db.prepare('SELECT count(*) FROM ledger_entry').pluck().get())

/** Findings of the first weight with their rows; each must say what to do. */
function told(outcome: LedgerImportOutcome): readonly string[] {
  if (outcome.kind !== 'refused' && outcome.kind !== 'imported') throw new Error(outcome.kind)
  for (const { message, remedy } of outcome.findings) {
    expect(message).toContain('账.xlsx')
    expect(remedy.length).toBeGreaterThan(5)
  }
  return outcome.findings.map(({ code, weight, row }) => `${code} ${weight} ${row ?? ''}`.trim())
}

test('a good year is stored whole: rows read are rows stored and rows explained', async () => {
  const { at, outcome } = await importing([sheet([...YEAR, total(1200_00, 1200_00)])])
  expect(outcome).toMatchObject({ kind: 'imported', findings: [], sheets: [{ read: 26, stored: 24, explained: { 表头: 1, 合计: 1 } }] }) // prettier-ignore
  expect(entries(at)).toBe(24)
})

/** Rows of the file below a header in row 1, what is told about them, and whether the user may go on all the same. */
const BAD: readonly (readonly [name: string, rows: readonly (readonly Cell[])[], told: string, mayAccept: boolean])[] =
  [
    ['借贷不平的凭证', [...YEAR, line('2023-12-06', '记-13', '8001', { fen: 500 }, undefined)], 'LEDGER_UNBALANCED confirm 26', true], // prettier-ignore
    ['重复的凭证', [...YEAR, ...voucher('2023-03-05', '记-3', 100_00)], 'LEDGER_VOUCHER_TWICE confirm 26', true],
    ['别的年度的凭证', [...YEAR, ...voucher('2022-12-31', '记-9', 100_00)], 'LEDGER_YEAR refused 26', false],
    ['两位以上小数', [...YEAR, line('2023-12-06', '记-13', '8001', '1.234', undefined), line('2023-12-06', '记-13', '6001', undefined, '1.234')], 'LEDGER_AMOUNT refused 26', false], // prettier-ignore
    [
      '不是数字的金额',
      [...YEAR, line('2023-12-06', '记-13', '8001', '一百元', undefined)],
      'LEDGER_AMOUNT refused 26',
      false,
    ],
    ['没有科目编码', [...YEAR, ['2023-12-06', '记-13', '摘要', '', '', '', '', { fen: 1 }, undefined]], 'LEDGER_NO_ACCOUNT refused 26', false], // prettier-ignore
    ['认不出的日期', [...YEAR, ...voucher('十二月六日', '记-13', 100)], 'LEDGER_DATE refused 26', false],
    ['与各行之和不一致的合计行', [...YEAR, total(1300_00, 1200_00)], 'LEDGER_TOTAL confirm 26', true], // prettier-ignore
  ]

describe('bad rows are named with their row and what to do', () => {
  test.each(BAD)('%s', async (_, rows, wanted, mayAccept) => {
    const { at, outcome } = await importing([sheet(rows)])
    expect(outcome.kind).toBe('refused')
    expect(told(outcome)).toContain(wanted)
    expect(entries(at)).toBe(0)
    expect(at.store.imports.all(at.open().report.id)).toEqual([])

    const accepted = await importing([sheet(rows)], [wanted.split(' ')[0] ?? ''])
    expect(accepted.outcome.kind).toBe(mayAccept ? 'imported' : 'refused')
  })
})

describe('what is right raises no alarm', () => {
  const red = [line('2023-12-06', '记-13', '8001', { fen: -500 }, undefined), line('2023-12-06', '记-13', '6001', undefined, { fen: -500 })] // prettier-ignore
  const perMonth = Array.from({ length: 12 }, (_, at) => voucher(`2023-${String(at + 1).padStart(2, '0')}-05`, '记-1', 100_00)).flat() // prettier-ignore
  test.each([
    ['凭证按月编号', perMonth],
    ['凭证按种类编号', [...YEAR, ...voucher('2023-12-05', '收-12', 300)]],
    ['冲销的红字凭证', [...YEAR, ...red]],
    [
      '一张凭证里两笔金额不同的业务',
      [...YEAR, ...voucher('2023-12-30', '记-30', 100), ...voucher('2023-12-30', '记-30', 200)],
    ],
    ['一张凭证里的两行相同', [...YEAR, ...voucher('2023-12-30', '记-30', 100), line('2023-12-30', '记-30', '8001', { fen: 50 }, undefined), line('2023-12-30', '记-30', '8001', { fen: 50 }, undefined), line('2023-12-30', '记-30', '6001', undefined, { fen: 100 })]], // prettier-ignore
    ['年末的第 13 期', [...YEAR, ...voucher('2023-13-31', '记-1', 300)]],
    ['按科目排列的序时账', [...YEAR.filter((row) => row[3] === '6001'), ...YEAR.filter((row) => row[3] !== '6001')]],
  ])('%s', async (_, rows) => {
    const { outcome } = await importing([sheet(rows)])
    expect(outcome).toMatchObject({ kind: 'imported', findings: [] })
  })
})

describe('months without vouchers', () => {
  const half = (from: number) => [sheet(YEAR.slice(from * 2, from * 2 + 12))]
  const gone = (at: LedgerBench) => monthsWithoutVouchers(at.store, at.open())
  const choose = (at: LedgerBench, option: string): void => {
    at.store.write('会计甲', 'settings', () => {
      changeLedgerSettings(at.store, '001001', { 存续期间: option }, ledgerRules(at.open().pack).derive)
    })
  }

  test('are told, and what there is is stored all the same', async () => {
    const { at, outcome } = await importing([sheet(YEAR.slice(2))])
    expect(outcome).toMatchObject({ kind: 'imported', findings: [] })
    expect(entries(at)).toBe(22)
    expect(gone(at)).toContain('没有 1 月的凭证')
  })

  test('are not told of a year that lies in two files', async () => {
    const { at } = await importing(half(0))
    expect(gone(at)).toContain('没有 7、8、9、10、11、12 月的凭证')
    await importing(half(6), [], at)
    expect(gone(at)).toBeUndefined()
  })

  test('are expected of a unit that began or ended within the year, which is said once', async () => {
    const { at } = await importing(half(6))
    expect(gone(at)).toContain('没有 1、2、3、4、5、6 月的凭证')
    choose(at, '年中成立')
    expect(gone(at)).toBeUndefined()
    choose(at, '年中撤销')
    expect(gone(at)).toContain('没有 1、2、3、4、5、6 月的凭证')
  })

  test('are still told between the first and the last voucher of such a unit', async () => {
    const { at } = await importing([sheet([...YEAR.slice(12, 14), ...YEAR.slice(16)])])
    choose(at, '年中成立')
    expect(gone(at)).toContain('没有 8 月的凭证')
  })
})

test('an account that changed its name within the year is told', async () => {
  const renamed = YEAR.map((row, at) =>
    at === 23 ? row.map((cell) => (cell === '财政拨款预算收入' ? '财政收入' : cell)) : row,
  )
  const { outcome } = await importing([sheet(renamed)])
  expect(told(outcome)).toEqual(['LEDGER_RENAMED notice'])
})

test('two units in one file are refused with the row where the second begins', async () => {
  const header = ['单位名称', ...HEADER]
  const rows = YEAR.map((row, at) => [at < 10 ? UNIT : '乙单位', ...row])
  const { outcome } = await importing([{ name: '序时账', rows: [header, ...rows] }])
  expect(told(outcome)).toEqual(['LEDGER_UNITS refused 12'])
})

test('a file of another unit must be confirmed', async () => {
  const draft = { name: '序时账', rows: [['单位名称：丙单位'], HEADER, ...YEAR] }
  expect(told((await importing([draft])).outcome)).toEqual(['LEDGER_OTHER_UNIT confirm 1'])
  expect((await importing([draft], ['LEDGER_OTHER_UNIT'])).outcome.kind).toBe('imported')
})

test('a ledger in 万元 is refused: it is not exact', async () => {
  const draft = { name: '序时账', rows: [['单位：万元'], HEADER, ...YEAR] }
  expect(told((await importing([draft])).outcome)).toContain('LEDGER_UNIT refused')
})

test('a hidden sheet with entries is named and none of its rows is lost from the count', async () => {
  const { at, outcome } = await importing([sheet(YEAR), sheet(YEAR, { name: '隐藏', hidden: true })])
  expect(told(outcome)).toEqual(['LEDGER_HIDDEN notice'])
  expect(outcome).toMatchObject({ sheets: [{ stored: 24 }, { read: 25, stored: 0, explained: { 隐藏工作表: 25 } }] })
  expect(entries(at)).toBe(24)
})

test('a sheet that ends at row 65,536 must be confirmed: it may have been cut', async () => {
  const filler = new Array<undefined>(65_536 - 25).fill(undefined)
  const rows: unknown[][] = [HEADER, ...YEAR.slice(0, 22), ...filler.map(() => []), ...YEAR.slice(22)].map((row) =>
    row.map((cell) => (typeof cell === 'object' ? cell.fen / 100 : cell)),
  )
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '序时账')
  const at = bench()
  const path = at.file('账.xlsx', Buffer.from(write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array))
  expect(told(await importLedger(at, at.open(), path))).toEqual(['LEDGER_CUT confirm 65536'])
})

test('a file that has some of the months of another is refused until that one is undone', async () => {
  const at = bench()
  await importing([sheet(YEAR.slice(0, 12))], [], at)
  const { outcome } = await importing([sheet(YEAR.slice(10))], [], at)
  expect(told(outcome)).toContain('LEDGER_OVERLAP refused')
  expect((await importing([sheet(YEAR)], [], at)).outcome.kind).toBe('imported')
})

test('columns that cannot be told are asked once; the next file of the same shape needs no question', async () => {
  const at = bench()
  const header = HEADER.map((label) => (label === '科目编码' ? '代号' : label))
  const draft: SheetDraft = { name: '序时账', rows: [header, ...YEAR] }
  const { outcome } = await importing([draft], [], at)
  if (outcome.kind !== 'question') throw new Error(outcome.kind)
  const [question] = outcome.questions
  expect(question?.why).toContain('科目编码')
  expect(question?.preview[0]).toContain('8001')
  const columns = Object.fromEntries(
    (question?.columns ?? []).flatMap(({ label, use }) => (use ? [[label, use] as const] : [])),
  )
  at.store.write('会计甲', 'layout', () => {
    saveLayout(at.store, '001001', question?.fingerprint ?? '', {
      kind: 'journal',
      columns: { ...columns, 代号: { kind: 'role', role: '科目编码' } },
    })
  })
  expect((await importing([draft], [], at)).outcome.kind).toBe('imported')
  expect(entries(at)).toBe(24)
})

test('a workbook without ledgers says so and keeps nothing', async () => {
  const { at, outcome } = await importing([
    {
      name: '通讯录',
      rows: [
        ['姓名', '电话'],
        ['张三', '1'],
      ],
    },
  ])
  expect(told(outcome)).toEqual(['LEDGER_NONE refused'])
  expect(entries(at)).toBe(0)
})

test('codes that the lists of the year do not have are stored and named with their first row and the nearest known ones', async () => {
  const strange = new Map([
    [FUNC, '2010331 行政运行'],
    ['6001', '6007'],
  ])
  const odd = voucher('2023-12-20', '记-20', 5_00).map((row) => row.map((cell) => (typeof cell === 'string' ? strange.get(cell) ?? cell : cell))) // prettier-ignore
  const { at, outcome } = await importing([sheet([...YEAR, ...odd])])
  expect(told(outcome)).toEqual(['LEDGER_CODE_UNKNOWN notice 27', 'LEDGER_CODE_UNKNOWN notice 27'])
  if (outcome.kind !== 'imported') throw new Error('refused')
  const [first, second] = outcome.findings
  expect(first?.message).toContain(
    '工作表“序时账”第 27 行的支出功能分类编码 2010331 不在2023年的科目表中，相近的有：2010301 行政运行',
  )
  expect(second?.message).toContain('会计科目编码 6007 不在2023年的科目表中，相近的有：6001 财政拨款预算收入')
  expect(entries(at)).toBe(26)
})

test('a voucher that stands twice, right below itself, must be confirmed', async () => {
  const twice = [...voucher('2023-12-20', '记-20', 5_00), ...voucher('2023-12-20', '记-20', 5_00)]
  const { outcome } = await importing([sheet([...YEAR, ...twice])])
  expect(outcome.kind).toBe('refused')
  expect(told(outcome)).toEqual(['LEDGER_VOUCHER_TWICE confirm 28'])
  expect((await importing([sheet([...YEAR, ...twice])], ['LEDGER_VOUCHER_TWICE'])).outcome.kind).toBe('imported')
})

import { expect, test } from 'vitest'
import type { LedgerTables } from '#core/derive/ledger-cells.ts'
import { deriveLedgerTables } from '#main/services/derive-ledger.ts'
import { importLedger, type LedgerImportOutcome } from '#main/services/import-ledger.ts'
import * as layouts from '#test/ledger-samples/layouts.ts'
import { ledgerBench } from '#test/ledger-samples/store.ts'

/** Rows of cells parted by `|`; an empty line is a blank row. */
const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))

interface Told {
  readonly outcome: LedgerImportOutcome
  readonly tables: LedgerTables | undefined
}

/** Imports one workbook, a text for each sheet, into an empty report. */
const importing = (...sheets: readonly string[]): Promise<Told> => importingWith([], sheets)
/** … by a user who said that a kind of finding is right all the same. */
const accepting = (code: string, ...sheets: readonly string[]): Promise<Told> => importingWith([code], sheets)

async function importingWith(accept: readonly string[], sheets: readonly string[]): Promise<Told> {
  const at = ledgerBench('甲单位', '行政单位', 2023, 'base/2023-决算')
  const drafts = sheets.map((text, index) => ({ name: `表${index + 1}`, rows: rowsOf(text) }))
  const outcome = await importLedger(at, at.open(), at.file('账.xlsx', layouts.workbookBytes(drafts, 'xlsx')), {
    accept,
  })
  return { outcome, tables: deriveLedgerTables(at.store, at.open()) }
}

const fen = ({ tables }: Told, cell: string): number | undefined =>
  [...(tables?.cells ?? [])].find(([ref]) => ref === cell)?.[1].fen
const findings = ({ outcome }: Told): readonly string[] =>
  outcome.kind === 'imported' || outcome.kind === 'refused'
    ? outcome.findings.map(({ code, row }) => `${code} ${row ?? ''}`.trim())
    : [outcome.kind]
const explained = ({ outcome }: Told): unknown =>
  outcome.kind === 'imported' ? outcome.sheets.map((sheet) => sheet.explained) : outcome.kind

const HEAD = '日期|凭证字号|摘要|科目编码|科目名称|借方金额|贷方金额|核算项目'
const INCOME = '功能分类:2010301 行政运行;资金性质:一般公共预算资金'
const SPENT = '功能分类:2010301 行政运行;部门经济分类:30201 办公费;资金性质:一般公共预算资金'
const spending = (code: string, name: string): string => `${HEAD}
2023.1.5|收-1|收到拨款|8001|资金结存|¥1,000.00||
|||6001|财政拨款预算收入||¥1,000.00|${INCOME}
2023.1.6|付字第1号|付办公费|${code}|${name}|¥400.00||${SPENT}
|||8001|资金结存||¥400.00|`
const OFFICE = '一般公共预算财政拨款基本支出决算表/30201/决算数'

test.each([
  ['7101-01-01', '行政支出-财政拨款支出-基本支出'],
  ['7101.01.01', '行政支出 - 财政拨款支出 - 基本支出'],
  ["'71010101", '行政支出—财政拨款支出—基本支出'],
  ['[71010101]', '行政支出_财政拨款支出_基本支出'],
  ['7101 01 01', '行政支出\\财政拨款支出\\基本支出'],
])('the account %s %s is spending of its own kind', async (code, name) => {
  const told = await importing(spending(code, name))
  expect(findings(told)).toEqual([])
  expect(fen(told, OFFICE)).toBe(400_00)
})

test('lines about the sheet are explained, wherever their words stand', async () => {
  const told = await importing(`${spending('71010101', '行政支出/财政拨款支出/基本支出')}
||||本页合计|1400.00|1400.00|
会计主管：|||记账：||制单：||
|||||第 1 页|共 2 页|
单位名称：甲单位||||2023年1月|单位：元||
${HEAD}
2023.1.7|付-2|付办公费|71010101|行政支出/财政拨款支出/基本支出|1||${SPENT}
|||8001|资金结存||1|
制表人：王某|||审核：||打印日期：2024-01-15||`)
  expect(findings(told)).toEqual([])
  expect(explained(told)).toEqual([{ 表头: 1, 合计: 1, 说明: 4, 重复表头: 1 }])
  expect(fen(told, OFFICE)).toBe(401_00)
})

test('an amount without an account is refused in every kind of table, never dropped', async () => {
  expect(
    findings(
      await importing(`${spending('71010101', '行政支出/财政拨款支出/基本支出')}\n2023.1.7|付-2|漏了科目|||12.00||`),
    ),
  ).toEqual(['LEDGER_NO_ACCOUNT 6'])
  const balance = `科目编码|科目名称|期初借方|期初贷方|本期借方|本期贷方|期末借方|期末贷方|功能分类
71010101|行政支出/财政拨款支出/基本支出|||400.00||400.00||2010301
71010101|行政支出/财政拨款支出/基本支出|||20.00||20.00||2080505
|||| 30.00||30.00||2010302
合计||||450.00||450.00||`
  expect(findings(await importing(balance))).toEqual(['LEDGER_NO_ACCOUNT 4', 'LEDGER_TOTAL 5'])
})

const BALANCE =
  '科目编码|科目名称|期初借方|期初贷方|本期借方|本期贷方|期末借方|期末贷方|支出功能分类|部门支出经济分类|资金性质'
const KIND = '2010301|30201|一般公共预算资金'

test('a balance table of December alone is refused, not taken for the year', async () => {
  const december = await importing(`科目余额表
期间：2023年12月
${BALANCE}
71010101|行政支出/财政拨款支出/基本支出|330.00||30.00||360.00||${KIND}
8001|资金结存||330.00||30.00||360.00|||`)
  expect(findings(december)).toEqual(['LEDGER_PERIOD 4'])
  expect(december.tables).toBeUndefined()
})

test('with 本年累计 beside December the year and its beginning are known', async () => {
  const told =
    await importing(`科目编码|科目名称|期初借方|期初贷方|本期借方|本期贷方|本年累计借方|本年累计贷方|期末借方|期末贷方|支出功能分类|部门支出经济分类|资金性质
71010101|行政支出/财政拨款支出/基本支出|330.00||30.00||360.00||360.00||${KIND}
8001|资金结存||280.00||30.00||360.00||310.00|||
810107|财政拨款结转/累计结转||50.00||||||50.00|2010302||一般公共预算资金`)
  expect(findings(told)).toEqual([])
  expect(fen(told, OFFICE)).toBe(360_00)
  expect(fen(told, '收入支出决算总表/年初结转和结余/金额')).toBe(50_00)
})

test('年初余额 counts where 期初余额 of December stands beside it', async () => {
  const told =
    await importing(`科目| |年初余额| |期初余额| |本年累计发生额| |期末余额| |支出功能分类|部门支出经济分类|资金性质
编码|名称|借方|贷方|借方|贷方|借方|贷方|借方|贷方|||
71010101|行政支出/财政拨款支出/基本支出|||330.00||360.00||360.00||${KIND}
8001|资金结存|50.00|||280.00||360.00||310.00|||
810107|上年结转||50.00||50.00||||50.00|2010302||一般公共预算资金`)
  expect(findings(told)).toEqual([])
  expect(fen(told, OFFICE)).toBe(360_00)
  // An account may be called as the rows of opening balances are.
  expect(fen(told, '收入支出决算总表/年初结转和结余/金额')).toBe(50_00)
})

test('a balance table that ends before December must be confirmed', async () => {
  const told = await importing(`2023年1-11月科目余额表
${BALANCE}
71010101|行政支出/财政拨款支出/基本支出|||330.00||330.00||${KIND}`)
  expect(findings(told)).toEqual(['LEDGER_PERIOD 1'])
})

const page = (account: string, rows: string): string => `明细分类账
科目：${account}||||||单位：元
2023年| |凭证号|摘要|借方|贷方|方向|余额
月|日
${rows}
`
const PAGES = [
  page('7101.01.2010301.30201 行政支出/财政拨款支出（一般公共预算）/基本支出/办公费', '1|1||上年结转|||平|0.00\n1|6|付-1|付办公费|400.00||借|400.00\n1|31||本月合计|400.00||借|400.00'),
  page('7101.01.2010301.30202 行政支出/财政拨款支出（一般公共预算）/基本支出/印刷费', '1|8|付-2|付印刷费|7.00||借|7.00'),
  page('8001 资金结存', '1|1||上年结转|||借|407.00\n1|6|付-1|付办公费||400.00|借|7.00\n1|8|付-2|付印刷费||7.00|平|0.00'),
] // prettier-ignore

test.each([
  ['in a sheet of its own', PAGES],
  ['below the others', [PAGES.join('\n')]],
])('a detail ledger names each account in its title, %s', async (_, sheets) => {
  const told = await importing(...sheets)
  expect(findings(told)).toEqual([])
  expect(fen(told, OFFICE)).toBe(400_00)
  expect(fen(told, '一般公共预算财政拨款基本支出决算表/30202/决算数')).toBe(7_00)
})

test('a title without a code is refused: its rows belong to no account', async () => {
  expect(findings(await importing([PAGES[0], page('印刷费', '1|8|付-2|付印刷费|7.00||借|7.00')].join('\n')))).toEqual([
    'LEDGER_NO_ACCOUNT 10',
    'LEDGER_NO_ACCOUNT 13',
    'LEDGER_UNBALANCED 6',
  ])
})

test('rows of another year are refused where the year stands in a column', async () => {
  const told = await importing(`年|月|日|凭证号|摘要|科目编码|科目名称|借方|贷方
2023|1|5|记-1|甲|8001|资金结存|1.00|
2023|1|5|记-1|甲|8202|非财政拨款结余||1.00
2022|1|6|记-2|乙|8001|资金结存|1.00|
2022|1|6|记-2|乙|8202|非财政拨款结余||1.00`)
  expect(findings(told)).toEqual(['LEDGER_YEAR 4', 'LEDGER_YEAR 5'])
})

/** A balance table after the year-end transfer, with both sides of the spending on 印刷费. */
const carried = (printing: string): string => `${BALANCE}
60010101|财政拨款预算收入/一般公共预算/基本支出|||400.00|400.00|||2010301||一般公共预算资金
71010101|行政支出/财政拨款支出/基本支出|||300.00|300.00|||${KIND}
71010101|行政支出/财政拨款支出/基本支出|||${printing}|${printing}|||2010301|30202|一般公共预算资金
8001|资金结存|||400.00|370.00|30.00||||
810106|财政拨款结转/本年收支结转|||370.00|400.00||30.00|2010301||一般公共预算资金`

test('a carried balance table gives its figures when they agree with its cash', async () => {
  const told = await importing(carried('70.00'))
  expect(findings(told)).toEqual([])
  expect(told.tables?.cannot.map(({ why }) => why)).toEqual([])
  expect(fen(told, OFFICE)).toBe(300_00)
  expect(fen(told, '收入支出决算总表/本年支出合计/金额')).toBe(370_00)
})

test('a carried balance table in which something was taken back on the other side does not tell the net', async () => {
  // 10.00 of the 80.00 came back: 70.00 were spent, and 370.00 in all.
  const told = await importing(carried('80.00'))
  expect(findings(told)).toEqual([])
  expect(fen(told, '收入支出决算总表/本年支出合计/金额')).toBeUndefined()
  expect(told.tables?.cannot.find(({ row }) => row === '本年支出合计')?.why).toContain('相差 10.00 元')
})

const journal = (lines: string): string => `日期|凭证号|摘要|科目编码|科目名称|借方|贷方|支出功能分类|资金性质
${lines}`
const MIXED = (day: string): string =>
  journal(`2023-05-01|记-1|付款|71010101|行政支出/财政拨款支出/基本支出|100.00||2010301|一般公共预算资金
|||8001|资金结存||100.00||
${day}|记-2|退回|8001|资金结存|50.00|||
|||71010101|行政支出/财政拨款支出/基本支出||30.00|2010301|一般公共预算资金
|||810101|财政拨款结转/年初余额调整||20.00|2010302|一般公共预算资金`)

test.each([
  ['2023-06-01', 70_00],
  ['2023-12-31', 100_00],
])('a voucher of %s that carries balances on and moves money must be confirmed', async (day, spent) => {
  expect(findings(await importing(MIXED(day)))).toEqual(['LEDGER_TRANSFER_MIXED 4'])
  const told = await accepting('LEDGER_TRANSFER_MIXED', MIXED(day))
  expect(fen(told, '收入支出决算总表/本年支出合计/金额')).toBe(spent)
})

test('what an entry says of last year does not make it an opening balance: it is stored', async () => {
  const told = await importing(
    journal('2023-01-01|记-1|上年结转|8001|资金结存|100.00|||\n|||8202|非财政拨款结余||100.00||'),
  )
  expect(findings(told)).toEqual([])
  expect(told.outcome).toMatchObject({ kind: 'imported', sheets: [{ stored: 2 }] })
})

test('a day that no month has is no date', async () => {
  expect(findings(await importing(journal('2023-02-30|记-1|甲|8001|资金结存|1.00|||')))).toContain('LEDGER_DATE 2')
})

const CHAIN = ['2023-01-01||上年结转|||借|10.00', '2023-01-06|付-1|甲|4.00||借|14.00', '2023-01-07|付-2|乙|1.00||借|15.00', '2023-01-08|付-3|丙||2.00|借|13.00', '2023-01-31||本月合计|5.00|2.00|借|13.00'] // prettier-ignore
const chain = (lines: readonly string[]): string =>
  `明细账\n科目：8001 资金结存\n日期|凭证号|摘要|借方|贷方|方向|余额\n${lines.join('\n')}`

test.each<[string, readonly string[], readonly string[]]>([
  ['whole', CHAIN, ['LEDGER_UNBALANCED 5']],
  ['without one of its lines', CHAIN.toSpliced(2, 1), ['LEDGER_BALANCE 6', 'LEDGER_TOTAL 7', 'LEDGER_UNBALANCED 5']],
  ['without its last line', CHAIN.toSpliced(3, 1), ['LEDGER_BALANCE 7', 'LEDGER_TOTAL 7', 'LEDGER_UNBALANCED 5']],
  ['with a figure that was changed', CHAIN.with(2, '2023-01-07|付-2|乙|1.50||借|15.00'), ['LEDGER_BALANCE 6', 'LEDGER_TOTAL 8', 'LEDGER_UNBALANCED 5']],
  ['in another order', [CHAIN[3], CHAIN[2], CHAIN[1]].map(String), ['LEDGER_UNBALANCED 4']],
])('the balances of a detail ledger %s', async (_, lines, told) => {
  expect(findings(await importing(chain(lines)))).toEqual(told)
}) // prettier-ignore

test.each([
  ['agrees', '合计||||10.00|10.00||', []],
  ['of parents and children once', '总计||||10.00|10.00||', []],
  ['disagrees', '合计||||10.00|9.00||', ['LEDGER_TOTAL 6']],
  [
    'follows the total of a section',
    '合计||||10.00|10.00||\n8301|专用结余|||5.00||5.00|\n合计||||5.00||5.00|\n总计||||15.00|10.00||',
    [],
  ],
  ['says nothing', '合计||||||', []],
])('the total row of a balance table that %s', async (_, total, told) => {
  const table = `科目编码|科目名称|期初借方|期初贷方|本期借方|本期贷方|期末借方|期末贷方
8001|资金结存|||10.00||10.00|
8202|非财政拨款结余||||10.00||10.00
820201|年初余额调整||||4.00||4.00
820204|累计结余||||6.00||6.00
${total}`
  expect(findings(await importing(table))).toEqual(told)
})

test('auxiliary items below an account that is printed once are its own', async () => {
  const told =
    await importing(`科目编码|科目名称|支出功能分类|部门支出经济分类|资金性质|期初借方|期初贷方|本期借方|本期贷方|期末借方|期末贷方
71010101|行政支出/财政拨款支出/基本支出|2010301|30201|一般公共预算资金|||400.00||400.00|
||2010301|30202|一般公共预算资金|||7.00||7.00|
||小计||||||407.00||407.00|
8001|资金结存|||||||407.00||407.00
合计|||||||407.00|407.00|407.00|407.00`)
  expect(findings(told)).toEqual([])
  expect(fen(told, OFFICE)).toBe(400_00)
  expect(fen(told, '一般公共预算财政拨款基本支出决算表/人员经费合计/决算数')).toBe(0)
  expect(fen(told, '一般公共预算财政拨款基本支出决算表/公用经费合计/决算数')).toBe(407_00)
})

test('vouchers of an export that states months alone are told apart by them', async () => {
  const lines = ['1', '2', '13'].map(
    (month) => `2023.${month}|记-1|甲|8001|资金结存|1.00||\n|||8202|非财政拨款结余||1.00|`,
  )
  const told = await importing(`会计期间|凭证号|摘要|科目编码|科目名称|借方|贷方\n${lines.join('\n')}`)
  expect(findings(told)).toEqual([])
  expect(findings(await importing(`会计期间|凭证号|摘要|科目编码|科目名称|借方|贷方\n2022.12|记-1|甲|8001|资金结存|1.00|`))).toContain('LEDGER_YEAR 2') // prettier-ignore
})

test.each(['单位：乙单位', '公司名称：乙单位', '核算账簿：乙单位-主账簿'])(
  'a file of another unit is noticed by the line %s',
  async (line) => {
    expect(findings(await importing(`${line}\n${journal('2023-01-05|记-1|甲|8001|资金结存|1.00|||\n|||8202|非财政拨款结余||1.00||')}`))).toEqual(['LEDGER_OTHER_UNIT 1']) // prettier-ignore
  },
)

test('a journal and a detail ledger in one file are refused: the same money would count twice', async () => {
  const whole = journal('2023-01-05|记-1|甲|8001|资金结存|1.00|||\n|||8202|非财政拨款结余||1.00||')
  expect(findings(await importing(whole, chain(CHAIN)))).toContain('LEDGER_TWICE')
})

test('whom an account is settled with is not the unit of the file', async () => {
  expect(findings(await importing(`往来单位：县供电公司|计量单位：度\n${journal('2023-01-05|记-1|甲|8001|资金结存|1.00|||\n|||8202|非财政拨款结余||1.00||')}`))).toEqual([]) // prettier-ignore
})

test('a column of periods that ends before December must be confirmed', async () => {
  const told = await importing(`科目编码|科目名称|期间|期初借方|期初贷方|本期借方|本期贷方|期末借方|期末贷方
8001|资金结存|2023.01-2023.11|||1.00||1.00|`)
  expect(findings(told)).toEqual(['LEDGER_PERIOD 2'])
})

test('合计 may be the summary of a line: a voucher that is not balanced yet goes on', async () => {
  const told =
    await importing(`${journal('2023-01-05|记-1|付款合计|8001|资金结存|1.00|||\n||合计|8202|非财政拨款结余||1.00||')}
|||合计||1.00|1.00||`)
  expect(findings(told)).toEqual([])
  expect(told.outcome).toMatchObject({ sheets: [{ stored: 2, explained: { 表头: 1, 合计: 1 } }] })
})

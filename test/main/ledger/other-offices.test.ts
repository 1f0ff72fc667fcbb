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
async function importing(...sheets: readonly string[]): Promise<Told> {
  const at = ledgerBench('甲单位', '行政单位', 2023, 'base/2023-决算')
  const drafts = sheets.map((text, index) => ({ name: `表${index + 1}`, rows: rowsOf(text) }))
  const outcome = await importLedger(at, at.open(), at.file('账.xlsx', layouts.workbookBytes(drafts, 'xlsx')))
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
|||| 30.00||30.00||2010302
合计||||430.00||430.00||`
  expect(findings(await importing(balance))).toEqual(['LEDGER_NO_ACCOUNT 3'])
})

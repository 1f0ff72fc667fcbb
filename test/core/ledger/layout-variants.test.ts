import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readLayout } from '#core/ledger/layout.ts'
import type { LedgerKind } from '#core/ledger/model.ts'
import type { SheetRow } from '#core/workbook/grid.ts'
import { openPacks } from '#main/files/packs.ts'

const { recognisers } = openPacks([resolve('resources/packs')]).load('base/2023-决算')
if (!recognisers) throw new Error('no recognisers')

/** Cells parted by `|`; an empty line is a blank row. */
const rowsOf = (text: string): readonly SheetRow[] =>
  text.split('\n').flatMap((line, index) => {
    const cells = line.split('|').flatMap((cell, column) => {
      const words = cell.trim()
      return words === '' ? [] : [{ column, value: { kind: 'text', text: words } as const }]
    })
    return cells.length === 0 ? [] : [{ index, hidden: false, cells }]
  })

const JOURNALS: Readonly<Record<string, string>> = {
  plain: '序时账\n日期|凭证字号|摘要|科目编码|科目名称|借方金额|贷方金额',
  'units in brackets': '日期|凭证号|摘要|科目代码|科目名称|借方金额（元）|贷方金额(元)',
  'full-width spaces in headings': '日\u3000期|凭 证 号|摘\u3000要|科目 编码|科目 名称|借 方|贷 方',
  'two rows': '凭证| |摘要|会计科目| |金额|\n日期|字号| |代码|名称|借方|贷方',
  'three rows': '2023年度凭证明细| | | | | |\n凭证信息| |摘要|科目信息| |发生额|\n日期|凭证号| |科目编码|科目名称|借方|贷方',
  'extra columns': '序号|会计期间|日期|凭证类型|凭证号|摘要|科目编码|科目名称|对方科目|借方金额|贷方金额|制单人|审核人|记账人|附件数',
  'foreign currency beside': '制单日期|凭证编号|摘要|科目编码|科目名称|币种|汇率|借方本币|贷方本币|数量',
  'a voucher list with a direction': '业务日期|凭证号|摘要|科目编码|科目名称|借贷方向|金额',
  'titles, lines and blanks above': '某某局\n\n序时簿\n单位：某某局| | | | |单位：元\n\n日期|凭证字号|摘要|科目编码|科目名称|借方发生额|贷方发生额',
  'the words of 金蝶 EAS': '公司|记账日期|业务日期|期间|凭证字|凭证号|分录号|摘要|科目编码|科目名称|科目全称|原币金额|借方金额|贷方金额|辅助账',
  'unit code and name, voucher number twice': '预算单位编码|预算单位名称|会计期间|制单日期|凭证编号|凭证字号|摘要|会计科目编码|会计科目名称|借方金额|贷方金额',
  'a period and no day': '会计期间|凭证字号|摘要|科目编码|科目名称|借方|贷方',
  'year, month and day in columns': '年|月|日|凭证种类|凭证号|摘要|科目代码|科目名称|借方发生额|贷方发生额',
  'one account, named above': '明细分类账\n科目：7101.01 行政支出/基本支出\n2023年| |凭证号|摘要|借方|贷方|方向|余额\n月|日',
  'one account, its code and name in cells of their own': '科目编码：|710101| |科目名称：|基本支出\n日期|凭证字号|摘要|借方|贷方|方向|余额',
  'the words of 久其': '凭证日期|凭证字|凭证号|分录摘要|科目代码|科目全称|借方发生额|贷方发生额|支出功能分类科目|部门经济分类科目',
} // prettier-ignore

const BALANCES: Readonly<Record<string, string>> = {
  A: '科目编码|科目名称|期间|期初余额-方向|期初余额-金额|本期发生-借方|本期发生-贷方|累计发生-借方|累计发生-贷方|期末余额-方向|期末余额-金额',
  B: '科目编码|科目名称|期初借方余额|期初贷方余额|本期借方发生额|本期贷方发生额|期末借方余额|期末贷方余额',
  C: '科目| |期初余额| |本期发生额| |期末余额|\n编码|名称|借方|贷方|借方|贷方|借方|贷方',
  'C with 年初': '科目代码|科目名称|年初余额| |本年累计发生额| |期末余额|\n| |借方|贷方|借方|贷方|借方|贷方',
  'direction without a group': '科目代码|科目名称|方向|期初余额|本期借方|本期贷方|累计借方|累计贷方|方向|期末余额',
  'three rows': '某某局科目余额表| | | | | | |\n科目信息| |期初| |本期发生| |期末|\n科目编码|科目名称|借方|贷方|借方|贷方|借方|贷方',
  'level and kind beside': '级次|科目编码|科目名称|科目类别|期初借方|期初贷方|本期发生借方|本期发生贷方|本年累计借方|本年累计贷方|期末借方|期末贷方',
  'auxiliary balance': '辅助编号|辅助名称|科目编码|科目名称|期初余额|| 本期发生额| |期末余额|\n| | | |借方|贷方|借方|贷方|借方|贷方',
  'units in brackets': '科目编码|科目名称|期初余额（元）| |本期发生额（元）| |期末余额（元）|\n| |借方|贷方|借方|贷方|借方|贷方',
  '年初 and 期初 beside each other': '科目| |年初余额| |期初余额| |本期发生额| |本年累计发生额| |期末余额|\n编码|名称|借方|贷方|借方|贷方|借方|贷方|借方|贷方|借方|贷方',
  'sides in brackets': '科目编码|科目名称|期初余额(借方)|期初余额(贷方)|本年累计(借方)|本年累计(贷方)|期末余额(借方)|期末余额(贷方)',
  'one direction for the account': '科目代码|科目名称|余额方向|年初余额|借方累计|贷方累计|期末余额',
  'a direction before each balance': '科目代码|科目名称|方向|年初余额|借方发生额|贷方发生额|方向|期末余额',
  'lines above': '科目余额表\n单位：某某局||||期间：2023.01-2023.12|||单位：元\n会计科目编码|会计科目名称|期初借方|期初贷方|借方发生额|贷方发生额|期末借方|期末贷方',
} // prettier-ignore

const PAYMENTS: Readonly<Record<string, string>> = {
  plain: '预算单位|项目编码|项目名称|支出功能分类|部门预算支出经济分类|政府预算支出经济分类|资金性质|指标文号|支付方式|收款人名称|金额',
  'with codes and names apart': '支付日期|支付凭证号|功能分类编码|功能分类名称|部门经济分类编码|部门经济分类名称|资金性质|支付金额',
  'units in brackets': '预算单位|支出功能分类科目|部门支出经济分类|资金性质名称|项目名称|支付金额(元)',
  'two dates': '支付申请编号|支付申请日期|支付日期|预算单位名称|支出功能分类|部门经济科目|资金性质|支付金额',
  'two rows': '预算单位|功能分类科目| |部门经济分类| |资金性质|金额\n|编码|名称|编码|名称| |',
} // prettier-ignore

const INDICATORS: Readonly<Record<string, string>> = {
  plain: '预算指标代码|预算指标名称|预算年度|财政预算项目代码|政府支出经济分类|部门支出经济分类|本级指标文号|资金性质代码|支出功能分类|指标类型代码|指标金额|指标余额',
  'units in brackets': '指标文号|项目名称|支出功能分类|部门经济分类|资金性质|指标类型名称|指标金额（元）|可用余额（元）',
  'kinds in columns': '项目名称|支出功能分类|部门经济分类|资金性质|年初指标|追加指标|调整指标|可执行指标|指标余额',
  'kinds below one heading': '项目名称|支出功能分类|资金性质|指标金额| | |\n| | |年初数|追加|调整|可执行',
} // prettier-ignore

describe.each<[LedgerKind, Readonly<Record<string, string>>]>([
  ['journal', JOURNALS],
  ['balance', BALANCES],
  ['payments', PAYMENTS],
  ['indicators', INDICATORS],
])('a %s', (kind, variants) => {
  test.each(Object.entries(variants))('%s', (_, text) => {
    const reading = readLayout(rowsOf(text), recognisers, new Map())
    expect(reading.kind === 'question' ? reading.question.why : reading).toMatchObject({ kind: 'layout', layout: { kind } }) // prettier-ignore
  })
})

describe('what cannot be decided is asked', () => {
  test.each([
    ['two amounts that may be meant', '日期|凭证号|摘要|科目编码|科目名称|借方金额|贷方金额|借方发生额|贷方发生额'],
    ['an amount of no kind', '指标文号|项目名称|支出功能分类|部门经济分类|资金性质|指标金额（元）|可用余额（元）'],
    ['an amount of no kind beside others', '项目名称|支出功能分类|资金性质|指标金额|年初指标|追加指标'],
    ['reductions without the sum', '项目名称|支出功能分类|资金性质|年初指标|追加指标|调减指标'],
    ['no column of accounts', '日期|凭证号|摘要|会计事项|借方金额|贷方金额'],
  ])('%s', (_, text) => {
    expect(readLayout(rowsOf(text), recognisers, new Map()).kind).toBe('question')
  })
})

import { describe, expect, test } from 'vitest'
import { titleItems } from '#core/ledger/title-items.ts'
import { readText, told } from './read-text.ts'

const KINDS = new Map([['项目', '项目'], ['项目名称', '项目'], ['项目编码', '项目'], ['资金性质', '资金性质'], ['支出功能分类', '功能分类']]) // prettier-ignore
const items = (...texts: readonly string[]): readonly string[] =>
  titleItems(texts.map((text, column) => ({ column, value: { kind: 'text', text } })), KINDS).map(({ kind, text }) => `${kind} ${text}`) // prettier-ignore

describe('what the lines above a table say of all its lines', () => {
  test.each([
    [['项目：办公楼维修（一期）工程'], ['项目 办公楼维修（一期）工程']],
    [['项目编码：P01 项目名称：甲项目'], ['项目 P01 甲项目']],
    [
      ['项目：', '甲项目', '资金性质：', '1 一般公共预算资金'],
      ['项目 甲项目', '资金性质 1 一般公共预算资金'],
    ],
    [['科目：7101 行政支出  项目：甲项目  部门：办公室'], ['项目 甲项目', '部门 办公室']],
    [['【支出功能分类：2010301 行政运行】【项目：甲】'], ['功能分类 2010301 行政运行', '项目 甲']],
    [['供应商：某公司；项目：甲'], ['供应商 某公司', '项目 甲']],
  ])('%j is %j', (texts, wanted) => {
    expect(items(...texts)).toEqual(wanted)
  })

  test.each([
    [['项目：全部']],
    [['项目：']],
    [['项目：', '部门：']],
    [['项目：01-05']],
    [['项目：从甲项目至乙项目']],
    [['项目：甲项目、乙项目']],
    [['打印日期：2024-01-01']],
    [['甲项目明细账']],
  ])('%j names no item', (texts) => {
    expect(items(...texts)).toEqual([])
  })
})

const HEADER = '日期|凭证号|摘要|借方|贷方|方向|余额'
const section = (title: string, number: number, yuan: string): string =>
  `${title}\n${HEADER}\n||期初余额|||平|0.00\n2023-01-05|记-${number}|付|${yuan}||借|${yuan}\n||本月合计|${yuan}||借|${yuan}\n||本年累计|${yuan}||借|${yuan}` // prettier-ignore
const combinations = (text: string): readonly string[] =>
  readText(text).combinations.map(({ account, items: own }) => [account, ...own.map(({ kind, text: said }) => `${kind} ${said}`)].join('·')) // prettier-ignore

describe('a detail ledger with its item in the title', () => {
  test('has it on every line, section by section', () => {
    const text = `明细账\n${section('科目：710102 项目支出|项目：甲项目', 1, '10.00')}\n${section('科目：710102 项目支出|项目：乙项目', 2, '4.00')}\n${section('科目：710101 基本支出', 3, '1.00')}`
    expect(combinations(text)).toEqual(['710102·项目 甲项目', '710102·项目 乙项目', '710101'])
    const read = readText(text)
    expect([told(read), read.entries, read.balances.length]).toEqual([[], 3, 3])
  })

  test('reads an item in a line of its own, before or after that of the account', () => {
    for (const lines of ['科目：710102 项目支出\n项目：甲项目', '项目：甲项目\n科目：710102 项目支出'])
      expect(combinations(`明细账\n${section('科目：710101 基本支出', 1, '1.00')}\n${section(lines, 2, '4.00')}`)).toEqual(['710101', '710102·项目 甲项目']) // prettier-ignore
  })

  test('reads it beside a column for the account as well, and a column of the kind goes before it', () => {
    const header = '日期|凭证号|摘要|科目编码|科目名称|借方|贷方|方向|余额'
    const line = '2023-01-05|记-1|付|710102|项目支出|10.00||借|10.00'
    expect(combinations(`项目：甲项目\n${header}\n${line}\n项目：乙项目\n${header}\n${line}`)).toEqual(['710102·项目 甲项目', '710102·项目 乙项目']) // prettier-ignore
    expect(combinations(`项目：甲项目\n${header}|项目名称\n${line}|丙项目`)).toEqual(['710102·项目 丙项目'])
  })

  test('takes 部门 for the unit where nothing else names it, and for an item where something does', () => {
    expect(combinations(`部门：甲单位\n${section('科目：710102 项目支出', 1, '1.00')}`)).toEqual(['710102'])
    expect(combinations(`单位名称：甲单位\n部门：办公室\n${section('科目：710102 项目支出', 1, '1.00')}`)).toEqual(['710102·部门 办公室']) // prettier-ignore
  })
})

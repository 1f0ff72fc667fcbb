import { expect, test } from 'vitest'
import { readHeadLines, readMonths, titleAccount } from '#core/ledger/head-lines.ts'

const row = (...texts: readonly string[]) => ({
  index: 0,
  hidden: false,
  cells: texts.map((text, column) => ({ column, value: { kind: 'text', text } as const })),
})

test.each([
  ['期间：2023.01-2023.12', 1, 12],
  ['期间：2023-01 至 2023-12', 1, 12],
  ['2023年1月至12月', 1, 12],
  ['2023年1-11月', 1, 11],
  ['会计期间：2023年第3期至2023年第9期', 3, 9],
  ['202301-202312', 1, 12],
  ['2023年12月科目余额表', 12, 12],
  ['日期：2023-01-01 至 2023-12-31', 1, 12],
  ['期间：2023.01-2023.13', 1, 12],
  ['期间：2023年1月1日—12月31日', 1, 12],
  ['2023年度科目余额表', undefined, undefined],
  ['单位：甲单位', undefined, undefined],
])('the months of %s', (text, first, last) => {
  expect(readMonths(text)).toEqual(first === undefined ? undefined : { year: 2023, first, last })
})

test.each([
  [['科目：7101.01 行政支出/基本支出'], '7101.01', '行政支出/基本支出'],
  [['科目编码：710101  科目名称：基本支出'], '710101', '基本支出'],
  [['科目编码：', '710101', '科目名称：', '基本支出'], '710101', '基本支出'],
  [['会计科目：[710101]基本支出', '单位：元'], '710101', '基本支出'],
  [['科目名称：基本支出（710101）'], '710101', '基本支出'],
])('the account of the line %j', (texts, code, name) => {
  expect(titleAccount(row(...texts).cells)).toEqual({ code, name })
})

test('a line that names an account without its code is no account', () => {
  expect(titleAccount(row('科目：行政支出').cells)).toBeUndefined()
})

test('when a file was printed is not what year it is of', () => {
  expect(
    readHeadLines([
      row('科目余额表'),
      row('打印日期：2024年1月15日', '制表时间：2024年1月', '账套启用日期：2019年1月'),
    ]),
  ).toMatchObject({
    years: [],
    months: undefined,
  })
})

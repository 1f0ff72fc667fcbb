import { describe, expect, test } from 'vitest'
import { isBelow, splitCode } from '#core/ledger/account-code.ts'
import { readLedgerAmount } from '#core/ledger/amount.ts'
import { dimensionMapper } from '#core/ledger/dimensions.ts'
import { readDay } from '#core/ledger/text-cell.ts'
import { namePath, readComposite } from '#core/ledger/row-slots.ts'

const number = (text: string) => ({ kind: 'number', text }) as const
const text = (words: string) => ({ kind: 'text', text: words }) as const

describe('an amount of a ledger is exact to the 分', () => {
  test.each([
    [number('1234.5'), 123450],
    [number('-0.07'), -7],
    [number('600'), 60000],
    [number('692.8700000000001'), 69287],
    [number('1E2'), 10000],
    [text('1,234.00'), 123400],
    [text('(1,234.00)'), -123400],
    [text('1,234.00-'), -123400],
    [text('△1,234.00'), -123400],
    [text('－'), undefined],
    [text(''), undefined],
    [undefined, undefined],
  ])('%o is %s', (value, fen) => {
    expect(readLedgerAmount(value)).toBe(fen)
  })

  test.each([number('1.234'), text('1.234'), text('一百'), text('1,23'), { kind: 'error', text: '#N/A' } as const])(
    '%o is refused with a reason',
    (value) => {
      expect(readLedgerAmount(value)).toEqual(expect.any(String))
    },
  )
})

test.each([
  ['2023-1-5', '2023-01-05'],
  ['2023/12/31', '2023-12-31'],
  ['2023.02.03', '2023-02-03'],
  ['2023年1月5日', '2023-01-05'],
  ['20230105', '2023-01-05'],
  ['2023-13-31', '2023-12-31'],
  ['2023-14-01', undefined],
  ['去年', undefined],
])('the day %s is %s', (words, day) => {
  expect(readDay(text(words))).toBe(day)
})

test('a serial that lost its date format is a day', () => {
  expect(readDay(number('45291'))).toBe('2023-12-31')
})

test.each([
  ['72010102', '', '72010102'],
  ['501.02.02', '', '501.02.02'],
  ['001001-中国共产党某办公室', '中国共产党某办公室', '001001'],
  ['[2010301]行政运行', '行政运行', '2010301'],
  ['2010301 行政运行', '行政运行', '2010301'],
  ['7101-01-01', '', '7101-01-01'],
  ['7101_01_01', '', '7101_01_01'],
  ['7101-01-基本支出', '基本支出', '7101-01'],
  ["'710101", '', '710101'],
  ['7101 01 02', '', '71010102'],
  ['[710101]', '', '710101'],
  ['（2010301）行政运行', '行政运行', '2010301'],
  ['审核：', '审核：', ''],
  ['710101 2023年专项', '2023年专项', '710101'],
  ['7101.01.2299901-2299901', '2299901', '7101.01.2299901'],
])('%s splits into code and name', (cell, name, code) => {
  expect(splitCode(cell)).toEqual({ code, name })
})

test.each([
  ['710101', '7101', true],
  ['7101.01', '7101', true],
  ['501.10', '501.1', false],
  ['7101', '7101', false],
])('%s is below %s: %s', (code, above, below) => {
  expect(isBelow(code, above)).toBe(below)
})

test('joined auxiliary items are taken apart', () => {
  expect(readComposite('功能分类@@2010301__行政运行&&项目@@01__甲项目&&')).toEqual([
    { kind: '功能分类', text: '2010301 行政运行' },
    { kind: '项目', text: '01 甲项目' },
  ])
})

const KINDS = new Map([
  ['部门经济分类', '经济分类'],
  ['支出功能分类', '功能分类'],
])

test.each([
  '支出功能分类:2010301 行政运行;部门经济分类:30201 办公费;部门:办公室',
  '【支出功能分类：2010301 行政运行】【部门经济分类：30201 办公费】【部门：办公室】',
  '[支出功能分类:2010301 行政运行][部门经济分类:30201 办公费][部门:办公室]',
  '支出功能分类:2010301 行政运行/部门经济分类:30201 办公费/部门:办公室',
  '支出功能分类@@2010301__行政运行&&部门经济分类@@30201__办公费&&部门@@办公室&&',
  '支出功能分类：2010301|行政运行，部门经济分类：30201|办公费，部门：办公室',
])('items in one cell are read by their kinds, whatever words and brackets a program has for them: %s', (cell) => {
  expect(readComposite(cell, KINDS)).toEqual([
    { kind: '功能分类', text: '2010301 行政运行' },
    { kind: '经济分类', text: '30201 办公费' },
    { kind: '部门', text: '办公室' },
  ])
})

test.each([
  '行政支出-财政拨款支出',
  '行政支出 - 财政拨款支出',
  '行政支出--财政拨款支出',
  '行政支出—财政拨款支出',
  '行政支出\\财政拨款支出',
  '行政支出_财政拨款支出',
])('the names of %s are two levels', (name) => {
  expect(namePath(name)).toBe('行政支出/财政拨款支出')
})

describe('the mapping to dimensions', () => {
  const combination = {
    account: '710101',
    name: '行政支出/财政拨款支出',
    items: [{ kind: '往来', text: '2010301 某局' }],
  }
  const pack = [{ auxiliary: '功能分类', matches: '^(\\d{7})', set: { 功能分类: '$1' } }]

  test('what no rule says stays absent: a function tells no fund', () => {
    expect(dimensionMapper([], pack)(combination)).toEqual({ dimensions: {}, own: [] })
  })

  test('the rules of the unit go first and may take parts of a code', () => {
    const own = [
      {
        account: '^7101(\\d\\d)',
        auxiliary: '往来',
        matches: '^(\\d{7})',
        set: { 功能分类: '$1', 资金: '一般公共预算' },
      },
    ]
    expect(dimensionMapper(own, pack)(combination)).toEqual({
      dimensions: { 功能分类: '2010301', 资金: '一般公共预算' },
      own: ['功能分类', '资金'],
    })
  })
})

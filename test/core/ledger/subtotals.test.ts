import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { spanOf } from '#core/ledger/subtotals.ts'
import { readText, told } from './read-text.ts'

const JOURNAL = '日期|凭证号|摘要|科目编码|科目名称|借方|贷方'
const pair = (day: string, number: number, yuan: string): string =>
  `${day}|记-${number}|收|8001|资金结存|${yuan}|\n${day}|记-${number}|收|6001|财政拨款预算收入||${yuan}`
const sum = (word: string, yuan: string, credit = yuan): string => `||${word}|||${yuan}|${credit}`

describe('a subtotal of a journal', () => {
  test.each<[string, readonly string[]]>([
    ['of the month', [pair('2023-01-05', 1, '10.00'), sum('本月合计', '10.00'), pair('2023-02-05', 1, '5.00'), sum('本月合计', '5.00')]],
    ['of the month by its number', [pair('2023-01-05', 1, '10.00'), sum('1月合计', '10.00'), pair('2023-02-05', 1, '5.00'), sum('2023年2月份合计', '5.00')]],
    ['of the year so far', [pair('2023-01-05', 1, '10.00'), sum('本年累计', '10.00'), pair('2023-02-05', 1, '5.00'), sum('本年累计', '15.00')]],
    ['of the day', [pair('2023-01-05', 1, '10.00'), sum('本日合计', '10.00'), pair('2023-01-06', 2, '5.00'), pair('2023-01-06', 3, '6.00'), sum('本日合计', '11.00')]],
    ['of the voucher', [pair('2023-01-05', 1, '10.00'), sum('小计', '10.00'), pair('2023-01-06', 2, '5.00'), sum('凭证小计', '5.00')]],
    ['of the page, and all of them', [pair('2023-01-05', 1, '10.00'), sum('合计', '10.00'), pair('2023-01-06', 2, '5.00'), sum('合计', '5.00'), sum('总计', '15.00')]],
    ['of all, on top', [sum('合计', '15.00'), pair('2023-01-05', 1, '10.00'), pair('2023-01-06', 2, '5.00')]],
    ['of a page, whatever it says', [pair('2023-01-05', 1, '10.00'), sum('过次页', '7.00'), sum('承前页', '7.00'), pair('2023-01-06', 2, '5.00'), sum('本页小计', '9.00')]],
    ['without figures', [pair('2023-01-05', 1, '10.00'), '||本月合计||||']],
    ['of a year that begins elsewhere', [pair('2023-07-05', 1, '10.00'), sum('本年累计', '110.00'), pair('2023-08-05', 1, '5.00'), sum('本年累计', '115.00')]],
  ])('%s that is right is no question', (_, rows) => {
    const read = readText([JOURNAL, ...rows].join('\n'))
    expect(told(read)).toEqual([])
    expect(read.entries).toBe(rows.filter((row) => row.includes('记-')).length * 2)
  }) // prettier-ignore

  test.each<[string, readonly string[], string, string]>([
    ['of the month', [pair('2023-01-05', 1, '10.00'), sum('本月合计', '10.00'), pair('2023-02-05', 1, '5.00'), sum('本月合计', '5.00', '5.01')], 'LEDGER_TOTAL confirm 7', '贷方相差 0.01 元'],
    ['of the month by its number', [pair('2023-01-05', 1, '10.00'), sum('1月份合计', '9.00')], 'LEDGER_TOTAL confirm 4', '借方相差 -1.00 元，贷方相差 -1.00 元'],
    ['of the year so far', [pair('2023-01-05', 1, '10.00'), sum('本年累计', '10.00'), pair('2023-02-05', 1, '5.00'), sum('本年累计', '14.00'), pair('2023-03-05', 1, '1.00'), sum('本年累计', '15.00')], 'LEDGER_TOTAL confirm 7', '借 15.00 元'],
    ['of the year so far that was not added up', [pair('2023-01-05', 1, '10.00'), sum('本年累计', '10.00'), pair('2023-02-05', 1, '5.00'), sum('本年累计', '5.00')], 'LEDGER_TOTAL confirm 7', '相差 -10.00 元'],
    ['of the day', [pair('2023-01-05', 1, '10.00'), sum('本日合计', '10.00'), pair('2023-01-06', 2, '5.00'), sum('本日合计', '15.00')], 'LEDGER_TOTAL confirm 7', '相差 10.00 元'],
    ['of whatever', [pair('2023-01-05', 1, '10.00'), sum('小计', '10.00'), pair('2023-01-06', 2, '5.00'), sum('小计', '5.10')], 'LEDGER_TOTAL confirm 7', '相差 0.10 元'],
    ['of a year that begins elsewhere, the second time', [pair('2023-07-05', 1, '10.00'), sum('本年累计', '110.00'), pair('2023-08-05', 1, '5.00'), sum('本年累计', '116.00')], 'LEDGER_TOTAL confirm 7', '相差 1.00 元'],
  ])('%s that is wrong is asked about, with its row and the difference', (_, rows, wanted, difference) => {
    const read = readText([JOURNAL, ...rows].join('\n'))
    expect(told(read)).toEqual([wanted])
    expect(read.sheets[0]?.findings[0]?.message).toContain(difference)
  }) // prettier-ignore

  test('where nearly none of many hold they are of something else, and the user hears of it', () => {
    const rows = [1, 2, 3, 4].map((at) => `${pair(`2023-0${at}-05`, at, '10.00')}\n${sum('本月合计', '99.00')}`)
    expect(told(readText([JOURNAL, ...rows].join('\n')))).toEqual(['LEDGER_TOTAL_OTHER notice 4'])
  })

  test('one amount with its side has sums without a side', () => {
    const header = '日期|凭证号|摘要|科目编码|方向|金额'
    const lines = '2023-01-05|记-1|收|8001|借|10.00\n2023-01-05|记-1|收|6001|贷|10.00'
    expect(told(readText(`${header}\n${lines}\n||合计|||10.00`))).toEqual([])
    expect(told(readText(`${header}\n${lines}\n||合计|||20.00`))).toEqual([])
    expect(told(readText(`${header}\n${lines}\n||合计|||11.00`))).toEqual(['LEDGER_TOTAL confirm 4'])
  })

  test('a page total among payments is no payment, and their total is checked', () => {
    const header = '支付日期|支付凭证号|支出功能分类|资金性质|用途|金额'
    const lines = '2023-01-05|1|2010301|一般公共预算资金|办公费|10.00\n2023-01-06|2|2010301|一般公共预算资金|电费|5.00'
    const right = readText(`${header}\n${lines}\n||||本页合计|15.00\n合计|||||15.00`)
    expect(told(right)).toEqual([])
    expect(right.entries).toBe(2)
    expect(told(readText(`${header}\n${lines}\n合计|||||16.00`))).toEqual(['LEDGER_TOTAL confirm 4'])
  })
})

describe('a subtotal of a detail ledger', () => {
  const DETAIL = '日期|凭证号|摘要|借方|贷方|方向|余额'
  const account = (code: string, ...lines: readonly string[]): string =>
    [`科目：${code} 支出`, DETAIL, '||期初余额|||平|0.00', ...lines].join('\n')
  const january = ['2023-01-05|记-1|甲|10.00||借|10.00', '||本月合计|10.00||借|10.00', '||本年累计|10.00||借|10.00']
  const march = ['2023-03-05|记-9|乙|4.00||借|14.00', '||本月合计|4.00||借|14.00', '||本年累计|14.00||借|14.00']

  test('is of its account: months, the year and the next account', () => {
    const read = readText([account('710101', ...january, ...march), account('710102', ...january)].join('\n'))
    expect(told(read)).toEqual([])
    expect(read.entries).toBe(3)
  })

  test('that is wrong is asked about once, though the later ones carry it on', () => {
    const wrong = march.with(2, '||本年累计|15.00||借|14.00')
    const april = ['2023-04-05|记-12|丙|1.00||借|15.00', '||本月合计|1.00||借|15.00', '||本年累计|16.00||借|15.00']
    expect(told(readText(account('710101', ...january, ...wrong, ...april)))).toEqual(['LEDGER_TOTAL confirm 9'])
  })

  test('goes on in the next sheet, a sheet for each month', () => {
    const first = account('710101', ...january)
    const second = [`科目：710101 支出`, DETAIL, '||期初余额|10.00||借|10.00', ...march].join('\n')
    expect(told(readText(first, second.replace('期初余额|10.00|', '期初余额||')))).toEqual([])
  })

  test('is of the account though its lines have auxiliary items', () => {
    const header = '日期|凭证号|摘要|科目编码|科目名称|项目|借方|贷方|方向|余额'
    const lines = ['2023-01-05|记-1|甲|710101|支出|甲项目|10.00||借|10.00', '2023-01-06|记-2|乙|710101|支出|乙项目|4.00||借|14.00', '||本月合计|710101|支出||14.00||借|14.00'] // prettier-ignore
    expect(told(readText([header, ...lines].join('\n')))).toEqual([])
    expect(told(readText([header, ...lines.with(2, '||本月合计|710101|支出||14.10||借|14.00')].join('\n')))).toEqual(['LEDGER_TOTAL confirm 4']) // prettier-ignore
  })

  test('of a parent account is of the accounts below it', () => {
    const header = '日期|凭证号|摘要|科目编码|科目名称|借方|贷方|方向|余额'
    const lines = ['2023-01-05|记-1|甲|710101|支出|10.00||借|10.00', '2023-01-06|记-2|乙|710102|支出|4.00||借|4.00', '||本年累计|7101|支出|14.00||借|14.00'] // prettier-ignore
    expect(told(readText([header, ...lines].join('\n')))).toEqual([])
  })
})

test.each([
  ['本月合计', 'month'],
  ['12月份小计', 'month'],
  ['十二月合计', 'month'],
  ['当月累计', 'month'],
  ['本年累计', 'year'],
  ['累计', 'year'],
  ['全年合计', 'year'],
  ['本日合计', 'day'],
  ['小计', 'any'],
  ['本期合计', 'any'],
  ['3月累计', 'any'],
  ['本季合计', 'any'],
  ['本季累计', 'other'],
  ['承前页', 'other'],
  ['本页合计', 'other'],
])('%s is of %s', (word, span) => {
  expect(spanOf(word)).toBe(span)
})

/** A journal with every kind of subtotal, written down from its vouchers alone; the figures are 元. */
const book = fc
  .record({
    days: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })), {
      minLength: 1,
      maxLength: 12,
      selector: ([month, day]) => month * 100 + day,
    }),
    amounts: fc.array(
      fc.integer({ min: -500, max: 5000 }).filter((yuan) => yuan !== 0),
      { minLength: 24, maxLength: 24 },
    ),
    words: fc.record({ day: fc.boolean(), month: fc.boolean(), year: fc.boolean(), page: fc.boolean() }),
  }) // prettier-ignore
  .map(({ days, amounts, words }) => {
    const rows: string[] = []
    const totals: number[] = []
    const so = { year: 0, month: 0, day: 0 }
    const put = (word: string, yuan: number): void => {
      totals.push(rows.push(sum(word, `${yuan}.00`)) - 1)
    }
    const sorted = days.toSorted(([a, b], [c, d]) => a * 100 + b - c * 100 - d)
    sorted.forEach(([month, day], at) => {
      so.day = 0
      for (const yuan of amounts.slice(at * 2, at * 2 + 1 + (at % 2))) {
        rows.push(...pair(`2023-${month}-${day}`, rows.length + 1, `${yuan}.00`).split('\n'))
        so.day += yuan
      }
      so.month += so.day
      so.year += so.day
      if (words.page && at % 3 === 2)
        rows.push(sum('过次页', `${so.month}.00`), JOURNAL, sum('承前页', `${so.month}.00`))
      if (words.day) put('本日合计', so.day)
      if (sorted[at + 1]?.[0] === month) return
      if (words.month) put('本月合计', so.month)
      if (words.year) put('本年累计', so.year)
      so.month = 0
    })
    put('合计', so.year)
    return { rows, totals, beginsInJanuary: sorted[0]?.[0] === 1 }
  })

test('right subtotals of any journal are no question, and a single wrong one is named with its row', () => {
  fc.assert(
    fc.property(book, fc.nat(), fc.integer({ min: 1, max: 99 }), ({ rows, totals, beginsInJanuary }, pick, cents) => {
      const text = (lines: readonly string[]): string => [JOURNAL, ...lines].join('\n')
      expect(told(readText(text(rows)))).toEqual([])
      const at = totals[pick % totals.length] ?? 0
      const wrong = rows.with(at, (rows[at] ?? '').replaceAll(/\.00/gu, `.${String(cents).padStart(2, '0')}`))
      const found = told(readText(text(wrong)))
      // What 累计 begins with is not known where the first months are missing.
      const isFirstYear = rows.findIndex((row) => row.includes('本年累计')) === at && !beginsInJanuary
      if (isFirstYear) expect(found.length).toBeLessThanOrEqual(1)
      else expect(found).toEqual([`LEDGER_TOTAL confirm ${at + 2}`])
    }),
  )
})

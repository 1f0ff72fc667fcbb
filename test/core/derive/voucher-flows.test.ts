import { describe, expect, test } from 'vitest'
import { voucherFlows, type FlowLine } from '#core/derive/voucher-flows.ts'

const PARTS = { 甲: 'of', 乙: 'against', 丙: 'other', 丁: 'other' } as const

/** `甲 借 5`: 甲 is asked about, 乙 is what it is held against, 丙 and 丁 are others. */
const voucher = (text: string): readonly FlowLine[] =>
  text.split('，').map((line) => {
    const [name = '', side = '', yuan = ''] = line.split(' ')
    const fen = Number(yuan)
    const part = PARTS[name as keyof typeof PARTS]
    return { combination: name.charCodeAt(0), part, debit: side === '借' ? fen : 0, credit: side === '贷' ? fen : 0 }
  })

const flows = (text: string) =>
  voucherFlows(voucher(text), ['debit', 'credit'])?.map(({ debit, credit }) => [debit, credit])

describe('what of a voucher flows between two groups of accounts', () => {
  test.each([
    ['甲 借 5，乙 贷 5', [[5, 0]]],
    ['甲 贷 5，乙 借 5', [[0, 5]]],
    ['甲 借 5，丙 贷 5', [[0, 0]]],
    ['甲 借 5，乙 借 3，丙 贷 8', [[0, 0]]],
    ['甲 借 5，乙 贷 3，丙 贷 2', [[3, 0]]],
    ['甲 借 2，甲 借 3，乙 贷 5', [[2, 0], [3, 0]]], // prettier-ignore
    ['甲 借 5，丁 借 3，乙 贷 8', [[5, 0]]],
    // Taken back: red on both sides. Red on one side alone stands for black on the other.
    ['甲 借 -5，乙 贷 -5', [[-5, 0]]],
    ['甲 借 5，乙 借 -5', [[5, 0]]],
    ['乙 借 5，甲 借 -5', [[0, 5]]],
    // 丙 passes on what it takes.
    ['甲 借 5，丙 贷 9，丙 借 9，乙 贷 5', [[5, 0]]],
  ])('%s', (text, wanted) => {
    expect(flows(text)).toEqual(wanted)
  })

  test.each([
    '甲 借 5，乙 贷 5，丙 借 5，丁 贷 5',
    '甲 借 5，丙 借 3，乙 贷 4，丁 贷 4',
    '甲 借 5',
    '甲 借 5，乙 贷 3',
  ])('%s does not tell', (text) => {
    expect(flows(text)).toBeUndefined()
  })

  test('a side that does not matter may stay open', () => {
    const lines = voucher('甲 借 5，甲 贷 2，乙 借 1，丙 贷 4')
    expect(voucherFlows(lines, ['debit', 'credit'])).toBeUndefined()
    expect(voucherFlows(lines, ['debit'])?.map(({ debit, credit }) => [debit, credit])).toEqual([
      [0, 0],
      [0, 0],
    ])
  })
})

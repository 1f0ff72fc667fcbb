import { expect, test } from 'vitest'
import { parseActual, parseTarget, printTarget } from '#core/recognise/fill-in/target.ts'

const number = (operator: string, fen: number, quantum: number, unit: string) => ({
  kind: 'number',
  operator,
  value: { fen, quantum },
  unit,
})

test.each([
  ['≥90%', number('≥', 9000, 100, '%')],
  ['>=98%', number('≥', 9800, 100, '%')],
  ['＞＝98％', number('≥', 9800, 100, '%')],
  ['=9台', number('=', 900, 1, '台')],
  ['≤37.6万元', number('≤', 37_600_000, 100_000, '万元')],
  ['<= 1,035.8 万元', number('≤', 1_035_800_000, 100_000, '万元')],
  ['不低于 95%', number('≥', 9500, 100, '%')],
  ['12 次', number('=', 1200, 1, '次')],
  ['≥90', number('≥', 9000, 1, '')],
  ['=0', number('=', 0, 1, '')],
])('%s is a number', (text, expected) => {
  expect(parseTarget(text)).toEqual(expected)
})

test.each(['及时', '2020年1月-12月', '较上年提高', '每月一次', '3-5次', '≥90%且≤100%', '12.345次', '1-6月'])(
  '%s stays words',
  (text) => {
    expect(parseTarget(text)).toEqual({ kind: 'words', text })
  },
)

test('a blank is no target', () => {
  expect(parseTarget('  ')).toBeUndefined()
  expect(parseActual('')).toBeUndefined()
})

test('what was reached repeats the operator of the target only by habit', () => {
  expect(parseActual('≤37.6万元')).toEqual({
    kind: 'number',
    value: { fen: 37_600_000, quantum: 100_000 },
    unit: '万元',
  })
  expect(parseActual('达成预期指标')).toEqual({ kind: 'words', text: '达成预期指标' })
})

test.each(['≥90%', '≥99.50%', '=9台', '≤37.6万元', '≤1035.80万元', '>3.5公里', '≤120.00元', '及时'])(
  '%s prints as it was read',
  (text) => {
    const target = parseTarget(text)
    expect(target && printTarget(target)).toBe(text)
  },
)

import { describe, expect, test } from 'vitest'
import { voucherNumberKey } from '#core/ledger/voucher-number.ts'

describe('the number of a voucher', () => {
  test.each(['记-3', '记-03', '记3', '记0003', '记账-3', '记帐3', '记 3号', '记字第3号', '记字第 0003 号', '记－３', '记账凭证第3号', '记—3', '记 - 3'])('%s is the third of 记', (number) => {
    expect(voucherNumberKey(number)).toBe('记-3')
  }) // prettier-ignore

  test.each([
    ['收款-12', '收字第12号'],
    ['付012', '付款12号'],
    ['转账-1', '转1'],
    ['0007', '7号'],
  ])('%s is %s', (one, other) => {
    expect(voucherNumberKey(one)).toBe(voucherNumberKey(other))
  })

  test.each([
    ['记-3', '记-30'],
    ['记-3', '记-13'],
    ['记-3', '收-3'],
    ['记-3', '3'],
    ['现收-3', '收-3'],
    ['记-01-3', '记-013'],
    ['记-3-1', '记-31'],
    ['202301-3', '2023013'],
    ['A3', '3'],
    ['', '0'],
  ])('%s is not %s', (one, other) => {
    expect(voucherNumberKey(one)).not.toBe(voucherNumberKey(other))
  })
})

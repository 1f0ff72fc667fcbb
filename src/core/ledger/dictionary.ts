import type { PackDerive } from '#core/packs/schema-derive.ts'
import { digitsOf } from './account-code.ts'
import type { AuxiliaryItem, Combination } from './model.ts'
import { voucherNumberKey } from './voucher-number.ts'

/**
 * Which part of a year-end transfer an account may be: bit 1 income and expenditure, bit 2 where they are carried to, bit 4 the money
 * itself, which a transfer leaves alone.
 */
export const FROM = 1
export const TO = 2
export const MONEY = 4
const BOTH = FROM | TO

export interface CombinationBook {
  /** The number of a combination, 0, 1, 2 …; the same texts have the same number. */
  readonly idOf: (account: string, name: string, items: readonly AuxiliaryItem[]) => number
  readonly transferBits: (id: number) => number
  readonly all: () => readonly Combination[]
}

/** Collects the distinct combinations of a file, in the order in which they appear. */
export function combinationBook(transfers: PackDerive['transfers']): CombinationBook {
  const ids = new Map<string, number>()
  const all: Combination[] = []
  const bits: number[] = []
  return {
    idOf(account, name, items) {
      const key = JSON.stringify([account, name, ...items.flatMap(({ kind, text }) => [kind, text])])
      const known = ids.get(key)
      if (known !== undefined) return known
      ids.set(key, all.length)
      all.push({ account, name, items })
      bits.push(bitsOf(digitsOf(account), transfers))
      return all.length - 1
    },
    transferBits: (id) => bits[id] ?? 0,
    all: () => all,
  }
}

/** Which part of a transfer an account may be; the code without separators. */
export function bitsOf(digits: string, { from, to, except }: PackDerive['transfers']): number {
  if (from.some((beginning) => digits.startsWith(beginning))) return FROM
  if (except.some((beginning) => digits.startsWith(beginning))) return MONEY
  return to.some((beginning) => digits.startsWith(beginning)) ? TO : 0
}

export interface VoucherBook {
  /** The number of a voucher, 0, 1, 2 …; 记-3 and 记字第3号 of one day are one. */
  readonly idOf: (day: string, number: string) => number
  readonly add: (id: number, row: number, bits: number, debit: number, credit: number) => void
  /** True for a year-end transfer; a voucher that moves money besides is one on the last day of the year only. */
  readonly isTransfer: (id: number) => boolean
  /** True for a voucher that looks like a transfer and moves money as well. */
  readonly isMixed: (id: number) => boolean
  readonly count: () => number
  readonly dayOf: (id: number) => string
  readonly get: (id: number) => Voucher
}

export interface Voucher {
  readonly day: string
  readonly number: string
  /** 1-based row of its first line. */
  readonly row: number
  readonly debit: number
  readonly credit: number
  readonly isTransfer: boolean
}

/** A month alone, where an export has no days. */
const LAST_DAY = /-12(?:-31)?$/u

/**
 * True for a voucher that carries income or expenditure on.
 *
 * @param bits those of all its accounts
 * @param money what it moves on the money accounts, 借 − 贷
 */
export function isYearEndTransfer(bits: number, money: number, day: string): boolean {
  return (bits & BOTH) === BOTH && (money === 0 || LAST_DAY.test(day))
}

/** Collects the vouchers of a file with their sums, in typed arrays: a ledger of a million lines has a quarter million of them. */
export function voucherBook(): VoucherBook {
  const ids = new Map<string, Map<string, number>>()
  const days: string[] = []
  const numbers: string[] = []
  let bits = new Uint8Array(1024)
  let rows = new Uint32Array(1024)
  let sums = new Float64Array(2048)
  let money = new Float64Array(1024)
  const grow = (): void => {
    bits = enlarged(bits, new Uint8Array(bits.length * 2))
    rows = enlarged(rows, new Uint32Array(rows.length * 2))
    sums = enlarged(sums, new Float64Array(sums.length * 2))
    money = enlarged(money, new Float64Array(money.length * 2))
  }
  const isMixed = (id: number): boolean => ((bits[id] ?? 0) & BOTH) === BOTH && money[id] !== 0
  const isTransfer = (id: number): boolean => isYearEndTransfer(bits[id] ?? 0, money[id] ?? 0, days[id] ?? '')
  return {
    idOf(day, number) {
      const ofDay = ids.get(day) ?? new Map<string, number>()
      if (ofDay.size === 0) ids.set(day, ofDay)
      const key = voucherNumberKey(number)
      const known = ofDay.get(key)
      if (known !== undefined) return known
      const id = days.length
      if (id === bits.length) grow()
      ofDay.set(key, id)
      days.push(day)
      numbers.push(number)
      return id
    },
    add(id, row, moreBits, debit, credit) {
      if (rows[id] === 0) rows[id] = row
      bits[id] = (bits[id] ?? 0) | moreBits
      if ((moreBits & MONEY) !== 0) money[id] = (money[id] ?? 0) + debit - credit
      sums[id * 2] = (sums[id * 2] ?? 0) + debit
      sums[id * 2 + 1] = (sums[id * 2 + 1] ?? 0) + credit
    },
    isTransfer,
    isMixed,
    count: () => days.length,
    dayOf: (id) => days[id] ?? '',
    get: (id) => ({
      day: days[id] ?? '',
      number: numbers[id] ?? '',
      row: rows[id] ?? 0,
      debit: sums[id * 2] ?? 0,
      credit: sums[id * 2 + 1] ?? 0,
      isTransfer: isTransfer(id),
    }),
  }
}

function enlarged<T extends Uint8Array | Uint32Array | Float64Array>(from: T, to: T): T {
  to.set(from)
  return to
}

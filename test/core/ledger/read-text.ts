import { resolve } from 'node:path'
import { combinationBook, voucherBook } from '#core/ledger/dictionary.ts'
import { sheetReader, type SheetReading } from '#core/ledger/read-sheet.ts'
import type { Combination } from '#core/ledger/model.ts'
import type { FileContext } from '#core/ledger/reading.ts'
import { openPacks } from '#main/files/packs.ts'

const { recognisers, derive } = openPacks([resolve('resources/packs')]).load('base/2023-决算')
if (!recognisers || !derive) throw new Error('no ledger rules')
const rules = { recognisers, derive }

export interface ReadText {
  readonly sheets: readonly SheetReading[]
  readonly entries: number
  readonly combinations: readonly Combination[]
  /** Combinations of the openings and balances that went to the store. */
  readonly balances: readonly number[]
}

/** Reads sheets whose cells are parted by `|`, one text each, as one file. */
export function readText(...sheets: readonly string[]): ReadText {
  const balances: number[] = []
  let entries = 0
  const file: FileContext = {
    ...rules,
    fileName: '账.xlsx',
    year: 2023,
    combinations: combinationBook(rules.derive.transfers),
    vouchers: voucherBook(),
    units: new Map(),
    months: new Set(),
    opened: new Set(),
    balances: [],
    sums: new Map(),
    sink: {
      entry: () => (entries += 1),
      balance: (_, combination) => balances.push(combination),
      indicator: () => undefined,
    },
  }
  const readings = sheets.map((text, at) => {
    const reader = sheetReader(file, { name: `表${at + 1}`, hidden: false }, new Map())
    text.split('\n').forEach((line, index) => {
      const cells = line.split('|').flatMap((cell, column) => {
        const words = cell.trim()
        return words === '' ? [] : [{ column, value: { kind: 'text', text: words } as const }]
      })
      if (cells.length > 0) reader.row({ index, hidden: false, cells })
    })
    return reader.end()
  })
  return { sheets: readings, entries, combinations: file.combinations.all(), balances }
}

/** `CODE weight row` of every finding. */
export const told = ({ sheets }: ReadText): readonly string[] =>
  sheets.flatMap(({ findings }) => findings.map(({ code, weight, row }) => `${code} ${weight} ${row ?? ''}`.trim()))

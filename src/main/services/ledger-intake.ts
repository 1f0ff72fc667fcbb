import type { UsedCombination } from '#core/ledger/code-findings.ts'
import { combinationBook, voucherBook } from '#core/ledger/dictionary.ts'
import type { dimensionMapper } from '#core/ledger/dimensions.ts'
import { sheetReader, type SheetReader, type SheetReading } from '#core/ledger/read-sheet.ts'
import type { FileContext } from '#core/ledger/reading.ts'
import type { LedgerLoad } from '#main/db/repositories/ledger-loading.ts'
import { streamWorkbook } from '#main/files/read-workbook.ts'
import { indicatorKeys } from './derive-ledger.ts'
import type { LedgerImportOptions } from './import-ledger.ts'
import { toStored } from './ledger-setup.ts'
import { voucherKey } from './ledger-vouchers.ts'

/** Everything between the rows of a file and the store. */
export interface Intake {
  readonly file: FileContext
  readonly readings: { readonly reading: SheetReading; readonly sheetId: number }[]
  readonly begin: (index: number, name: string) => void
  /** The combinations of the file with the first row of each. */
  readonly used: () => readonly UsedCombination[]
  readonly endSheet: (reading: SheetReading) => void
  /** What its lists of 预算指标 tell: combinations and kinds. */
  readonly told: ReadonlySet<string>
  readonly finish: () => void
}

const WRITTEN = 1
const AS_ORDINARY = 2
const AS_TRANSFER = 4

/**
 * Lines wait until their voucher is complete, because only then it is known whether it is a year-end transfer. A voucher whose
 * lines do not stand together (detail ledgers) is marked in the end. `known` are vouchers that other files have lines of.
 */
export function openIntake(
  load: LedgerLoad,
  unit: string,
  map: ReturnType<typeof dimensionMapper>,
  base: Pick<FileContext, 'fileName' | 'year' | 'recognisers' | 'derive'>,
  known: ReadonlyMap<string, number>,
): Intake {
  const combinations = combinationBook(base.derive.transfers)
  const vouchers = voucherBook()
  const ids: number[] = []
  const pending: { row: number; combination: number; debit: number; credit: number; summary: string }[] = []
  let current = -1
  let sheetId = load.firstSheet
  const readings: Intake['readings'] = []
  let written = new Uint8Array(1024)
  const used: UsedCombination[] = []
  const told = new Set<string>()
  let sheetName = ''
  const idOf = (local: number, row: number): number => {
    const known = ids[local]
    if (known !== undefined) return known
    const combination = combinations.all()[local]
    if (!combination) throw new RangeError(`no combination ${local}`)
    const items = combination.items.map(({ kind, text }) => [kind, text] as const)
    const { dimensions } = map(combination)
    used.push({ combination, dimensions, sheet: sheetName, row })
    return (ids[local] = load.combination(unit, { ...combination, items }, toStored(dimensions)))
  }
  const storedId = (voucher: number, day: string, number: string): number =>
    (known.size === 0 ? undefined : known.get(voucherKey(day, number))) ?? load.firstVoucher + voucher
  const flush = (): void => {
    if (current < 0) return
    const { day, number, isTransfer } = vouchers.get(current)
    const transfer = isTransfer ? 1 : 0
    const stored = storedId(current, day, number)
    if (current >= written.length) written = grown(written, current)
    if (written[current] === 0 && stored === load.firstVoucher + current) load.voucher(stored, day, number, isTransfer)
    written[current] = (written[current] ?? 0) | WRITTEN | (isTransfer ? AS_TRANSFER : AS_ORDINARY)
    for (const { row, combination, debit, credit, summary } of pending)
      load.entry(sheetId, row, stored, combination, transfer, debit, credit, summary)
    pending.length = 0
  }
  const file: FileContext = {
    ...base,
    combinations,
    vouchers,
    units: new Map(),
    months: new Set(),
    opened: new Set(),
    balances: [],
    sums: new Map(),
    sink: {
      entry(row, voucher, combination, debit, credit, summary) {
        if (voucher !== current) flush()
        current = voucher
        pending.push({ row, combination: idOf(combination, row), debit, credit, summary })
      },
      indicator(row, combination, figures) {
        const id = idOf(combination, row)
        for (const key of indicatorKeys(id, figures)) told.add(key)
        load.indicator(sheetId, row, id, figures)
      },
      balance(row, combination, { opening, debit, credit, closing }) {
        load.balance(sheetId, row, idOf(combination, row), opening, debit, credit, closing)
      },
    },
  }
  return {
    file,
    readings,
    used: () => used,
    told,
    begin(index, name) {
      sheetName = name
      sheetId = load.firstSheet + index
      current = -1
    },
    endSheet(reading) {
      flush()
      readings.push({ reading, sheetId })
    },
    finish() {
      const late: number[] = []
      const early: number[] = []
      for (let id = 0; id < vouchers.count(); id++) {
        const isTransfer = vouchers.isTransfer(id)
        if (((written[id] ?? 0) & (isTransfer ? AS_ORDINARY : AS_TRANSFER)) !== 0)
          (isTransfer ? late : early).push(storedId(id, vouchers.get(id).day, vouchers.get(id).number))
      }
      load.markTransfers(late, true)
      load.markTransfers(early, false)
      load.finish()
    },
  }
}

function grown(bytes: Uint8Array<ArrayBuffer>, at: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(bytes.length * 2, at + 1))
  larger.set(bytes)
  return larger
}

const PROGRESS_EVERY_ROWS = 4096

/** Reads a file into the store, sheet by sheet, and tells how far it is. */
export async function readIntoStore(
  path: string,
  intake: Intake,
  layouts: Parameters<typeof sheetReader>[2],
  { onProgress, signal }: LedgerImportOptions,
): Promise<void> {
  let reader: SheetReader | undefined
  let rows = 0
  let done = 0
  let total = 0
  const report = (): void => onProgress?.({ rows, done, total })
  await streamWorkbook(
    path,
    {
      sheet({ index, name, hidden }) {
        intake.begin(index, name)
        reader = sheetReader(intake.file, { name, hidden }, layouts)
        return true
      },
      row(row) {
        reader?.row(row)
        rows += 1
        if (rows % PROGRESS_EVERY_ROWS !== 0) return
        signal?.throwIfAborted()
        report()
      },
      sheetEnd() {
        if (reader) intake.endSheet(reader.end())
      },
    },
    {
      ...(signal === undefined ? {} : { signal }),
      onProgress(bytes, all) {
        done = bytes
        total = all
      },
    },
  )
  report()
}

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadCodes } from '#main/files/codes.ts'
import { balanceC, journal, workbookBytes } from './layouts.ts'
import { PRINT_QUANTUM, printedTables } from './printed.ts'
import { solveBooks } from './solve.ts'
import { makeYear } from './vouchers.ts'

const RESOURCES = join(import.meta.dirname, '../../resources')

/** Where the ledger lies from which the tables of the sample unit follow. */
export const LEDGER_SAMPLE = join(RESOURCES, 'samples', '上党区委办2023-账套')
const LINES = 3000

/** The workbooks of the sample ledger: a journal and the balance table of the same year. */
export function sampleLedger(): readonly (readonly [name: string, bytes: Buffer])[] {
  const printed = printedTables('001')
  const codes = loadCodes(join(RESOURCES, 'codes'))
  const nameOf = (code: string): string | undefined =>
    (code.startsWith('2') ? codes.功能分类 : codes.经济分类).nameOf(code, printed.year)
  const year = makeYear(solveBooks(printed.cells, PRINT_QUANTUM, printed.projects), printed.year, LINES)
  const options = { unit: printed.unit, nameOf }
  return [
    ['序时账.xlsx', workbookBytes([journal(year, options)], 'xlsx')],
    ['科目余额表.xlsx', workbookBytes([balanceC(year, options)], 'xlsx')],
  ]
}

if (import.meta.main) {
  mkdirSync(LEDGER_SAMPLE, { recursive: true })
  for (const [name, bytes] of sampleLedger()) writeFileSync(join(LEDGER_SAMPLE, name), bytes)
}

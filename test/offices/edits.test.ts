import { afterAll, expect, test } from 'vitest'
import { runChecks } from '#core/check/run.ts'
import type { TableState, YearAccounts } from '#core/model/accounts.ts'
import { cellRef, parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import { afresh, openMemory, type Recall } from '#core/model/memory.ts'
import { amountOf } from '#core/money/amount.ts'
import type { Pack } from '#core/packs/pack.ts'
import { accountsOf } from './accounts.ts'
import { makeDepartment } from './department.ts'
import { openDesk } from './open-office.ts'
import { seeded, type Random } from './random.ts'

const desk = openDesk()
afterAll(() => desk.close())

const PACK = 'base/2023-决算'
const EDITS = 16

type Cells = ReadonlyMap<CellRef, CellValue>

/** The accounts with other cells; a row that has a cell is there. */
function edited(accounts: YearAccounts, cells: Cells): YearAccounts {
  const added = Map.groupBy([...cells.keys()], (ref) => parseCellRef(ref)?.table ?? '')
  const states = new Map<string, TableState>()
  const stateOf = (id: string): TableState | undefined => {
    const state = accounts.table(id)
    const refs = added.get(id)
    if (!state || !refs) return state
    const known = states.get(id) ?? {
      ...state,
      rows: [...new Set([...state.rows, ...refs.flatMap((ref) => parseCellRef(ref)?.row ?? [])])],
    }
    states.set(id, known)
    return known
  }
  return {
    ...accounts,
    get: (ref) => cells.get(ref) ?? accounts.get(ref),
    table: (id, prior = false) => (prior ? accounts.table(id, true) : stateOf(id)),
  }
}

/** What a person might do: one figure, or a paste of rows with codes that no list knows. */
function edit(
  random: Random,
  { accounts, pack }: { readonly accounts: YearAccounts; readonly pack: Pack },
  before: Cells,
): Cells {
  const table = random.pick([...pack.tables.values()].filter(({ role }) => role === 'statutory'))
  const column = random.pick(table.columns).key
  const paste = random.chance(10) && table.blocks.some(({ codeRows }) => codeRows)
  const rows = paste
    ? Array.from({ length: 230 }, (_, row) => String(2_010_100 + row * 7))
    : [random.pick(accounts.table(table.id)?.rows ?? ['合计'])]
  const value = (): CellValue =>
    random.chance(20)
      ? { kind: random.pick(['blank', 'dash'] as const) }
      : { kind: 'amount', amount: amountOf(random.int(-50, 900_000) * 100, random.pick([1, 100])) }
  return new Map([...before, ...rows.map((row) => [cellRef(table.id, row, column), value()] as const)])
}

test('after random edits of a department, pastes of unknown codes among them, the checks say what checks from nothing say', () => {
  const pack = desk.pack(PACK)
  const random = seeded(3)
  const stored = accountsOf(makeDepartment(1), pack)
  const memory = openMemory(stored)
  const check = (accounts: YearAccounts, recall: Recall) =>
    runChecks(
      { accounts, pack, projects: [], derivedSheets: [], nearestCodes: () => [], nameOfCode: (code) => code },
      recall,
    )
  let cells: Cells = new Map()
  const verdicts = new Set<string>()
  for (let turn = 0; turn < EDITS; turn += 1) {
    cells = random.chance(15)
      ? new Map([...cells].slice(0, -1))
      : edit(random, { accounts: edited(stored, cells), pack }, cells)
    const accounts = edited(stored, cells)
    memory.follow(accounts)
    const kept = check(memory.accounts, memory.recall)
    expect(kept).toEqual(check(accounts, afresh))
    verdicts.add(kept.verdict)
  }
  expect(verdicts.size).toBeGreaterThan(3)
  expect([...verdicts].some((verdict) => /\d{3}处错误/u.test(verdict))).toBe(true)
})

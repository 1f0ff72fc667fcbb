import { afterAll, describe, expect, test } from 'vitest'
import type { Finding } from '#core/check/finding.ts'
import { runChecks } from '#core/check/run.ts'
import { inOtherUnit } from '#core/check/unit-cause.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { CellRef } from '#core/model/cell.ts'
import type { Pack } from '#core/packs/pack.ts'
import { measureOf } from '#core/packs/read-figure.ts'
import { accountsOf } from './accounts.ts'
import { makeReport } from './all-packs.ts'
import type { Office } from './office.ts'
import { openDesk } from './open-office.ts'
import { seeded } from './random.ts'
import { statedFen } from './stated.ts'

/** Mistakes in the tables of offices that do not exist, checked without files: for a long run set MINGZHANG_OFFICES. */
const MANY = Number.parseInt(process.env['MINGZHANG_OFFICES'] ?? '1', 10)
const PACKS = ['base/2019-决算', 'base/2021-决算', 'base/2025-决算', 'base/2021-预算', 'base/2027-预算']

const desk = openDesk()
afterAll(() => desk.close())

/** Economic codes have no names here, so what is said of unknown codes is left out. */
function errorsOf(office: Office, pack: Pack, accounts: YearAccounts): readonly Finding[] {
  const context = { accounts, pack, projects: [], derivedSheets: [], nearestCodes: () => [] }
  const { findings } = runChecks({ ...context, nameOfCode: (code) => office.names.get(code) })
  return findings.filter(
    ({ outcome, severity, rule }) => outcome === 'fail' && severity !== 'info' && rule !== 'CK-001',
  )
}

function* offices(id: string): Iterable<{ readonly pack: Pack; readonly office: Office; readonly seed: number }> {
  const pack = desk.pack(id)
  for (let seed = 1; seed <= 2 * MANY; seed += 1) yield { pack, seed, office: makeReport(seed, pack).office }
}

describe('one wrong figure in tables that were right', () => {
  test.each(PACKS)('%s: a first digit or a sign is found and its cell is named', (id) => {
    for (const { pack, office, seed } of offices(id)) {
      expect(errorsOf(office, pack, accountsOf(office, pack))).toEqual([])
      const random = seeded(seed * 991)
      const refs = [...office.figures.keys()].filter(
        (ref) => pack.tables.get(ref.split('/')[0] ?? '')?.role === 'statutory',
      )
      for (let turn = 0; turn < 12; turn += 1) {
        const ref = random.pick(refs)
        const fen = office.figures.get(ref) ?? 0
        const digits = String(statedFen(fen, office.print))
        const other = `${String((Number(digits[0]) + random.int(1, 9)) % 10)}${digits.slice(1)}`
        const wrong = turn % 4 === 0 ? -fen : Number(other)
        const figures = new Map(office.figures).set(ref, wrong)
        const found = errorsOf(office, pack, accountsOf({ ...office, figures }, pack))
        expect(
          found.flatMap(({ cells }) => cells),
          `${String(seed)} ${ref} ${String(fen)} → ${String(wrong)}`,
        ).toContain(ref)
      }
    }
  })
})

describe('a table that says 元 for 万元', () => {
  test.each(PACKS)('%s: is named once, with the unit that it must be, and nothing else is said of it', (id) => {
    for (const { pack, office } of offices(id)) {
      const right = accountsOf(office, pack)
      const [table = ''] = ['部门支出总表', '支出决算表'].filter((one) => pack.tables.has(one))
      const cause = { table, unit: '万元' } as const
      const isMoney = (ref: CellRef): boolean => measureOf(pack, ref) === '金额'
      // What it must be is 元 after its figures were made ten thousand times as large.
      if (office.print.unit === '元' || [...office.figures.values()].some((fen) => fen > 10 ** 11)) continue
      const found = errorsOf(office, pack, inOtherUnit(right, cause, isMoney))
      expect(found.map(({ rule, where, hint }) => [rule, where, /单位可能应为“元”/u.test(hint)])).toEqual([
        ['CK-009', table, true],
      ])
    }
  })

  test('one figure that is a ten-thousandth of what it should be is no wrong unit', () => {
    const pack = desk.pack('base/2021-预算')
    const { office } = makeReport(1, pack)
    const ref = '部门支出总表/合计/合计'
    const figures = new Map(office.figures).set(ref, Math.trunc((office.figures.get(ref) ?? 0) / 10_000))
    const found = errorsOf(office, pack, accountsOf({ ...office, figures }, pack))
    expect(found.map(({ rule }) => rule)).not.toContain('CK-009')
    expect(found.flatMap(({ cells }) => cells)).toContain(ref)
  })
})

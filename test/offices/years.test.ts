import { afterAll, describe, expect, test } from 'vitest'
import { filesOfReport, makeReport } from './all-packs.ts'
import { faultsOf } from './judge.ts'
import { openDesk } from './open-office.ts'

/** Every base pack of every year with MINGZHANG_OFFICES=n offices each; without it one office of the years that differ most. */
const MANY = Number.parseInt(process.env['MINGZHANG_OFFICES'] ?? '0', 10)
const FEW = ['base/2019-决算', 'base/2020-决算', 'base/2021-决算', 'base/2022-决算', 'base/2021-预算', 'base/2026-预算']
const ALL = [
  ...[2019, 2020, 2021, 2022, 2023, 2024, 2025].map((year) => `base/${String(year)}-决算`),
  ...[2021, 2022, 2023, 2024, 2025, 2026, 2027].map((year) => `base/${String(year)}-预算`),
]

const desk = openDesk()
afterAll(() => desk.close())

describe('accounts and budgets of any year that are right', () => {
  test.each(MANY > 0 ? ALL : FEW)(
    'are imported with %s without a refusal or a false alarm, and the document follows from them',
    async (id) => {
      const faults: string[] = []
      for (let seed = 1; seed <= Math.max(1, MANY); seed += 1) {
        const pack = desk.pack(id)
        const made = makeReport(seed, pack)
        const judged = await desk.judge(await filesOfReport(made, pack))
        const found = judged.refused ?? [...judged.warnings, ...faultsOf(made.office, judged)]
        faults.push(...found.map((fault) => `${made.what}: ${fault}`))
      }
      expect(faults).toEqual([])
    },
  )
})

import { join } from 'node:path'
import { openStore } from '#main/db/open-store.ts'

export const UNITS = 300
export const YEARS = 5

/** Adds units with reports beside the sample unit. */
export function addUnits(folder: string): void {
  const store = openStore(join(folder, '明账.db'), { clock: () => new Date(Date.UTC(2024, 0, 1)) })
  const [sample] = store.reports.all()
  const pack = sample && store.reports.pack(sample.id)
  if (!pack) throw new Error('the sample is not in the store')
  store.write('bench', 'bench', () => {
    for (let unit = 1; unit <= UNITS; unit += 1) {
      const code = `9${String(unit).padStart(5, '0')}`
      const name = `第${unit}预算单位`
      store.units.save({ code, name, shortName: name, nature: '行政单位', parent: undefined })
      for (let year = 0; year < YEARS; year += 1)
        store.reports.create({ unit: code, year: 2020 + year, stage: '决算' }, pack)
    }
  })
  store.close()
}

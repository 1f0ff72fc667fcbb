import type { Pack } from '#core/packs/pack.ts'
import type { Project } from '#core/model/project.ts'
import type { PrintedTable } from '#test/samples/facts.ts'
import type { SampleFile } from '#test/samples/write-001.ts'
import { fillInWorkbook } from './answers.ts'
import { makeBudgetOffice } from './budget-office.ts'
import { makeOffice, type Office, type OfficeKind } from './office.ts'
import { tablesOfPack } from './pack-forms.ts'
import { seeded } from './random.ts'
import { chooseLayout, workbooksOf, type Layout } from './workbooks.ts'

/** A report made for a pack: the office, its tables and how its bureau hands them out. */
export interface MadeReport {
  readonly what: string
  readonly office: Office
  readonly projects: readonly Project[]
  readonly tables: readonly PrintedTable[]
  readonly layout: Layout
}

const KINDS: readonly OfficeKind[] = ['普通', '普通', '普通', '只有基金', '很大', '新设']

/** The report of a seed for a pack of any year and stage. */
export function makeReport(seed: number, pack: Pack): MadeReport {
  const { year, stage } = pack.head
  const random = seeded(seed * 77 + year)
  const kind = random.pick(KINDS)
  const budget = stage === '预算' ? makeBudgetOffice(seed * 100 + year, { year, kind }) : undefined
  const office = budget ?? makeOffice(seed * 100 + year, { year, kind })
  const layout: Layout = {
    ...chooseLayout(random),
    zeros: random.pick(['', '', '0', '0.00', '—'] as const),
    rows: random.pick(['all', 'all', 'used'] as const),
    // The forms of the 决算 have their own row of numbers.
    numbered: stage === '预算' && random.chance(30),
    ...(random.chance(15) ? { codes: 'joined' } : {}),
  }
  const what = `${pack.head.id} ${String(seed)} ${kind} ${office.nature} ${JSON.stringify(layout)}`
  return { what, office, projects: budget?.projects ?? [], tables: tablesOfPack(office, pack), layout }
}

/** The workbooks of a report, with other tables where a fault is planted. */
export async function filesOfReport(
  { office, projects, tables, layout }: MadeReport,
  pack: Pack,
): Promise<readonly SampleFile[]> {
  const { year } = pack.head
  return [
    ...(await workbooksOf(tables, layout, year)),
    { name: '填报表.xlsx', content: await fillInWorkbook(office, pack, year, [], projects) },
  ]
}

import { join } from 'node:path'
import type { CheckContext } from '#core/check/checks/check.ts'
import { listOf } from '#core/codes/code-lists.ts'
import { deriveTotals } from '#core/derive/totals.ts'
import type { TableState, YearAccounts } from '#core/model/accounts.ts'
import { parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import { exact, type Amount } from '#core/money/amount.ts'
import { parseAmount, parseCount, parsePercent } from '#core/money/parse.ts'
import type { Project } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import { measureOf } from '#core/packs/read-figure.ts'
import { summariseProjects } from '#core/performance/summary.ts'
import { readWorkbookTables } from '#core/recognise/read-workbook-tables.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { readWorkbook } from '#main/files/read-workbook.ts'
import type { Facts } from './facts.ts'

const RESOURCES = join(import.meta.dirname, '../../resources')

export interface Sample {
  readonly accounts: YearAccounts
  readonly pack: Pack
  readonly nameOfCode: CheckContext['nameOfCode']
  readonly nearestCodes: CheckContext['nearestCodes']
}

/** The accounts of a sample: its tables read from the workbook, the rest from the facts that its 填报表 is written from. */
export async function readSample(folder: string, facts: Facts, rates: Facts['statedRates'] = {}): Promise<Sample> {
  const codes = loadCodes(join(RESOURCES, 'codes'))
  const pack = openPacks([join(RESOURCES, 'packs')], { codes }).load(facts.pack)
  const book = await readWorkbook(join(folder, '公开报表.xlsx'))
  const { tables, findings } = readWorkbookTables(book, pack)
  if (findings.length > 0) throw new Error(JSON.stringify(findings))
  const cells = new Map(tables.flatMap((table) => table.cells.map((cell) => [cell.ref, cell.value] as const)))
  const states = new Map<string, TableState>(
    tables.map((table) => [
      table.tableId,
      {
        rows: table.rows.map((row) => row.key),
        names: new Map(table.rows.map((row) => [row.key, row.name])),
        complete: table.complete,
      },
    ]),
  )
  addFilledIn({ ...facts.fillIn, ...facts.prior, ...rates }, cells, states, pack)
  const accounts = withDerived(accountsOf(facts, cells, states), facts, pack)
  const list = (code: string) => listOf(codes, code)
  return {
    accounts,
    pack,
    nameOfCode: (code) => list(code)?.nameOf(code, facts.year),
    nearestCodes: (code) =>
      list(code)
        ?.nearest(code)
        .map((row) => row.code) ?? [],
  }
}

function accountsOf(
  facts: Facts,
  cells: ReadonlyMap<CellRef, CellValue>,
  states: ReadonlyMap<string, TableState>,
): YearAccounts {
  const { unit, year, stage } = facts
  return {
    key: { unit: unit.code, year, stage },
    unit: { code: unit.code, name: unit.name, shortName: unit.shortName, nature: unit.nature, parent: undefined },
    get: (ref) => cells.get(ref),
    table: (id, prior = false) => states.get(`${prior ? '上年·' : ''}${id}`),
    text: (id) => facts.texts[id],
  }
}

function addFilledIn(
  filled: Readonly<Record<string, string>>,
  cells: Map<CellRef, CellValue>,
  states: Map<string, TableState>,
  pack: Pack,
): void {
  for (const [ref, text] of Object.entries(filled)) {
    const parts = parseCellRef(ref)
    if (!parts) throw new Error(`${ref} is no cell`)
    const amount = figureOf(text, measureOf(pack, ref as CellRef))
    cells.set(ref as CellRef, { kind: 'amount', amount })
    const key = `${parts.prior ? '上年·' : ''}${parts.table}`
    const known = states.get(key)?.rows ?? []
    states.set(key, { rows: [...new Set([...known, parts.row])], names: new Map(), complete: !parts.prior })
  }
}

function figureOf(text: string, measure: ReturnType<typeof measureOf>): Amount {
  const parsed =
    measure === '金额' ? parseAmount(text, '万元') : measure === '百分比' ? parsePercent(text) : parseCount(text)
  if (parsed.kind === 'amount') return parsed.amount
  if (parsed.kind === 'percent') return parsed.rate
  throw new Error(`${text} is no figure`)
}

/** What the program computes when it has imported: totals that nobody stated, and the summary of the scoring sheets. */
function withDerived(accounts: YearAccounts, facts: Facts, pack: Pack): YearAccounts {
  const { scoring } = pack.head.settings
  const derived = new Map(
    [...deriveTotals(accounts, pack), ...(scoring ? summariseProjects(projectsOf(facts), scoring) : [])].map(
      ({ ref, value }) => [ref, value],
    ),
  )
  const tables = new Set([...derived.keys()].map((ref) => parseCellRef(ref)?.table))
  const computed: TableState = { rows: [], names: new Map(), complete: true }
  return {
    ...accounts,
    get: (ref) => accounts.get(ref) ?? derived.get(ref),
    table: (id, prior) => accounts.table(id, prior) ?? (prior !== true && tables.has(id) ? computed : undefined),
  }
}

/** The projects as far as the summary asks: money and scores. */
export function projectsOf(facts: Facts): readonly Project[] {
  return facts.projects.map(({ name, figures, goal, achieved, indicators, texts }): Project => {
    const amount = (text: string): Amount => figureOf(text, '金额')
    return {
      key: name,
      subject: '项目',
      name,
      projectCode: undefined,
      department: facts.unit.department.name,
      departmentCode: facts.unit.department.code,
      implementingUnit: facts.unit.name,
      implementingUnitCode: facts.unit.code,
      total: {
        declared: amount(figures.declared),
        compiled: amount(figures.compiled),
        budget: amount(figures.budget),
        executed: amount(figures.executed),
      },
      funds: [],
      goal,
      achieved,
      texts: new Map(Object.entries(texts)),
      indicators: indicators.map((one, index) => ({
        key: `${index + 1}`,
        levels: one.levels,
        description: undefined,
        basis: undefined,
        standard: undefined,
        target: { kind: 'words', text: one.target },
        adjustedTarget: { kind: 'words', text: one.adjusted },
        actual: { kind: 'words', text: one.actual },
        weight: exact(Number(one.weight) * 100),
        score: exact(Number(one.score) * 100),
        deviationReason: one.reason === '' ? undefined : one.reason,
      })),
    }
  })
}

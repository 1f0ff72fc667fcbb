import { amountOf, exact, subtract, type Amount } from '#core/money/amount.ts'
import type { TableState, YearAccounts } from '#core/model/accounts.ts'
import { cellRef, parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import type { Project, ProjectFigures } from '#core/model/project.ts'
import type { SecretItem } from '#core/model/secret.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { PackScoring } from '#core/packs/schema-scoring.ts'
import { fixedRowsOf } from '#core/packs/read-figure.ts'
import { cellOfTerm } from '#core/performance/formulas.ts'
import { SUMMARY_TABLE, summariseProjects } from '#core/performance/summary.ts'
import type { Mask } from './mask.ts'

/** What the documents are made from: nothing in it says what is secret. */
export interface Published {
  readonly accounts: YearAccounts
  readonly projects: readonly Project[]
}

export interface PublishSources {
  readonly accounts: YearAccounts
  readonly projects: readonly Project[]
  readonly pack: Pack
  readonly items: readonly SecretItem[]
  readonly mask: Mask
  /** Of last year's report, where the store has it: last year's figures appear as they were published. */
  readonly lastYear: Mask
}

/** The accounts and sheets without what is secret. */
export function publish(sources: PublishSources): Published {
  const { accounts, projects, pack, items, mask } = sources
  const isMarked = ({ key }: Project): boolean => items.some(({ kind, target }) => kind === '项目' && target === key)
  const isLeftOut = ({ key }: Project): boolean =>
    items.some(({ kind, target, totals }) => kind === '项目' && target === key && totals === '不包含')
  const { scoring } = pack
  const summary = new Map<CellRef, CellValue>(
    scoring && projects.some(isLeftOut)
      ? summariseProjects(
          projects.filter((project) => !isLeftOut(project)),
          scoring,
        ).map(({ ref, value }) => [ref, value])
      : [],
  )
  const masked = maskedAccounts(sources)
  const hasSummary = summary.size > 0
  return {
    accounts: {
      ...masked,
      get: (ref) =>
        hasSummary && ref.startsWith(`${SUMMARY_TABLE}/`) && accounts.get(ref) !== undefined
          ? (summary.get(ref) ?? { kind: 'blank' })
          : masked.get(ref),
    },
    projects: projects
      .filter((project) => !isMarked(project))
      .map((project) => (scoring && project.subject === '部门整体' ? withoutShare(project, scoring, mask) : project)),
  }
}

function maskedAccounts({ accounts, pack, mask, lastYear }: PublishSources): YearAccounts {
  const fixedKeys = (id: string): ReadonlySet<string> => {
    const table = pack.tables.get(id)
    return new Set(table ? fixedRowsOf(table).map(({ key }) => key) : [])
  }
  return {
    ...accounts,
    get(ref) {
      const parts = parseCellRef(ref)
      const value = accounts.get(ref)
      if (!parts || value === undefined) return value
      const own = cellRef(parts.table, parts.row, parts.column)
      const place = `${parts.table}/${parts.row}`
      // A line of the form stays, empty; a row that the accounts brought was never there.
      if (parts.prior) {
        if (lastYear.rows.has(place) || mask.rows.has(place)) return hiddenValue(place, fixedKeys)
        return without(value, lastYear.off.get(own))
      }
      return mask.rows.has(place) ? hiddenValue(place, fixedKeys) : without(value, mask.off.get(own))
    },
    table(id, prior = false) {
      const state = accounts.table(id, prior)
      const masks = prior ? [mask, lastYear] : [mask]
      return state && withoutRows(state, (row) => masks.some(({ rows }) => rows.has(`${id}/${row}`)))
    },
  }
}

function hiddenValue(place: string, fixedKeys: (table: string) => ReadonlySet<string>): CellValue | undefined {
  const [table = '', row = ''] = place.split('/')
  return fixedKeys(table).has(row) ? { kind: 'blank' } : undefined
}

function without(value: CellValue, share: number | undefined): CellValue {
  if (share === undefined || value.kind !== 'amount') return value
  return { kind: 'amount', amount: amountOf(value.amount.fen - share, value.amount.quantum) }
}

function withoutRows(state: TableState, isHidden: (row: string) => boolean): TableState {
  return {
    rows: state.rows.filter((row) => !isHidden(row)),
    names: new Map([...state.names].filter(([row]) => !isHidden(row))),
    complete: state.complete,
  }
}

/** The sheet of the whole unit speaks of the totals of the accounts: what leaves those leaves these. */
function withoutShare(project: Project, { accounts: terms }: PackScoring, { off }: Mask): Project {
  const shareOf = (term: string | undefined): Amount =>
    exact(term === undefined ? 0 : cellOfTerm(term).reduce((sum, { sign, ref }) => sum + sign * (off.get(ref) ?? 0), 0))
  const shares: Readonly<Record<keyof ProjectFigures, Amount>> = {
    declared: exact(0),
    compiled: shareOf(terms.initialBudget),
    budget: shareOf(terms.budget),
    executed: shareOf(terms.expenditure),
  }
  const take = (figures: ProjectFigures): ProjectFigures => ({
    declared: figures.declared,
    compiled: figures.compiled && subtract(figures.compiled, shares.compiled),
    budget: figures.budget && subtract(figures.budget, shares.budget),
    executed: figures.executed && subtract(figures.executed, shares.executed),
  })
  // The one source that the money of a column came from gives it up; of several, the checks leave the choice to a person.
  const only = (field: keyof ProjectFigures): number | undefined => {
    const used = project.funds.flatMap((fund, index) => (fund[field] && fund[field].fen !== 0 ? [index] : []))
    return used.length === 1 ? used[0] : undefined
  }
  const funds = project.funds.map((fund, index) => {
    const taken = take(fund)
    const pick = (field: keyof ProjectFigures): Amount | undefined => (only(field) === index ? taken : fund)[field]
    const figures = { compiled: pick('compiled'), budget: pick('budget'), executed: pick('executed') }
    return { ...fund, ...figures }
  })
  return { ...project, total: take(project.total), funds }
}

import { AppError } from '#core/model/error.ts'
import { cellRef, parseCellRef, type CellRef, type CellValue, type SourcedValue } from '#core/model/cell.ts'
import type { FilePrint } from '#core/model/origin.ts'
import { wanText } from '#core/check/checks/performance-support.ts'
import { exact } from '#core/money/amount.ts'
import { intersects, intervalOf } from '#core/money/interval.ts'
import { printAmount } from '#core/check/print-amount.ts'
import { cellsOf, bindingsOf } from '#core/check/instances.ts'
import { allTerms } from '#core/check/evaluate.ts'
import type { Pack } from '#core/packs/pack.ts'
import { deriveLedgerTables } from './derive-ledger.ts'
import { explainLedgerCell, explainLedgerProject, type LedgerExplanation } from './derive-ledger-explain.ts'
import type { OpenReport } from './open-report.ts'
import type { Workspace } from './workspace.ts'

/** Where a figure comes from, who put it there, and which relations hold it in place. */
export interface CellExplanation {
  readonly cell: CellRef
  /** As it stands, with its unit; 空白 or —— where it is no amount. */
  readonly value: string
  readonly sources: readonly {
    readonly source: SourcedValue['source']
    readonly value: string
    readonly stands: boolean
    readonly origin: string
    /** For a computed value: the cells it was computed from, explained in turn. */
    readonly inputs: readonly CellExplanation[]
    /** For a value that the ledgers give: its accounts, and under each its lines. */
    readonly ledger?: LedgerExplanation
  }[]
  readonly relations: readonly { readonly rule: string; readonly title: string }[]
}

/**
 * Explains one cell of a report, or an amount of a sheet that ledgers tell: `项目/名称/全年执行数`, `项目/名称/全年预算数`.
 * Errors: APP_NO_CELL when the text is no cell ref or the pack has no such cell.
 */
export function explainCell(workspace: Pick<Workspace, 'store'>, opened: OpenReport, text: string): CellExplanation {
  const amount = explainProject(workspace, opened, text)
  if (amount) return amount
  const parts = parseCellRef(text)
  const table = parts && opened.pack.tables.get(parts.table)
  if (!parts || !table?.columns.some((column) => column.key === parts.column)) throw noSuchCell(text, opened.pack)
  return explain(workspace, opened, cellRef(parts.table, parts.row, parts.column, parts.prior), new Set())
}

function explain(
  workspace: Pick<Workspace, 'store'>,
  opened: OpenReport,
  cell: CellRef,
  above: ReadonlySet<CellRef>,
): CellExplanation {
  const { store } = workspace
  const { report, pack, accounts } = opened
  const values = store.cells.origins(report.id, cell)
  const standing = accounts.get(cell)
  const inside = new Set([...above, cell])
  return {
    cell,
    value: textOf(standing, cell, pack),
    sources: values.map(({ source, value, origin }) => ({
      source,
      value: textOf(value, cell, pack),
      stands: isSame(value, standing),
      origin: describeOrigin(origin),
      ...ledgerOf(store, opened, cell, origin),
      inputs:
        origin.kind === 'rule'
          ? origin.inputs.flatMap((input) => {
              const ref = input as CellRef
              return parseCellRef(input) && !inside.has(ref) ? [explain(workspace, opened, ref, inside)] : []
            })
          : [],
    })),
    relations: above.size === 0 ? relationsWith(cell, opened) : [],
  }
}

const PROJECT_TABLE = '项目'
const PROJECT_AMOUNTS = { 全年执行数: 'executed', 全年预算数: 'budget' } as const

/** An amount of a sheet with what the ledgers say of it; undefined for a text that names none. */
function explainProject(
  { store }: Pick<Workspace, 'store'>,
  opened: OpenReport,
  text: string,
): CellExplanation | undefined {
  const [, name, title] = /^项目\/(.+)\/(全年执行数|全年预算数)$/u.exec(text) ?? []
  const project = opened.projects.find((one) => one.subject === '项目' && (one.name === name || one.key === name))
  if (!project || (title !== '全年执行数' && title !== '全年预算数')) return undefined
  const field = PROJECT_AMOUNTS[title]
  const standing = project.total[field]
  const cell = text as CellRef // only a name for the reader: no table has it
  const ledger = explainLedgerProject(store, opened, project, field, cell)
  const told = ledger && exact(ledger.fen)
  const source = ledger &&
    told && {
      source: 'derived' as const,
      value: wanText(told),
      stands: standing !== undefined && intersects(intervalOf(standing), intervalOf(told)),
      origin: `按${ledger.formula}计算`,
      inputs: [],
      ledger,
    }
  const tables = source ? undefined : deriveLedgerTables(store, opened)
  const why =
    field === 'executed' ? tables?.projectsCannot : tables?.cannot.find(({ table }) => table === PROJECT_TABLE)?.why
  const untold =
    why === undefined
      ? undefined
      : { source: 'derived' as const, value: '没有数据', stands: false, origin: why, inputs: [] }
  const sources = [source, untold].filter((one) => one !== undefined)
  return { cell, value: standing ? wanText(standing) : '没有数据', sources, relations: [] }
}

/** Rules of ledgers begin with this word (`deriveReport`). */
const LEDGER_RULE = '账簿：'

function ledgerOf(
  store: Workspace['store'],
  opened: OpenReport,
  cell: CellRef,
  origin: SourcedValue['origin'],
): { readonly ledger?: LedgerExplanation } {
  if (origin.kind !== 'rule' || !origin.rule.startsWith(LEDGER_RULE)) return {}
  const ledger = explainLedgerCell(store, opened, cell, { limit: 5 })
  return ledger ? { ledger } : {}
}

function relationsWith(cell: CellRef, { accounts, pack }: OpenReport): CellExplanation['relations'] {
  return pack.relations
    .filter((relation) =>
      bindingsOf(relation, accounts, pack).bindings.some((binding) =>
        allTerms(relation).some((terms) => cellsOf(terms, binding, accounts, pack).some(({ ref }) => ref === cell)),
      ),
    )
    .map(({ id, title }) => ({ rule: id, title }))
}

function describeOrigin(origin: SourcedValue['origin']): string {
  switch (origin.kind) {
    case 'file':
      return `${filePlace(origin)}${origin.printed ? `；与${filePlace(origin.printed)}核对一致` : ''}`
    case 'person':
      return `${origin.who}于${origin.when}录入`
    case 'rule':
      return `按${origin.rule}计算`
    case 'report':
      return `单位${origin.unit}${origin.year}年度${origin.stage}`
  }
}

const filePlace = (place: FilePrint): string =>
  `文件“${place.fileName}”工作表“${place.sheet}”单元格 ${place.address}，原文“${place.text}”`

function textOf(value: CellValue | undefined, ref: CellRef, pack: Pack): string {
  if (value === undefined) return '没有数据'
  if (value.kind === 'amount') return printAmount(value.amount, ref, pack)
  return value.kind === 'blank' ? '空白' : '——'
}

function isSame(value: CellValue, standing: CellValue | undefined): boolean {
  if (value.kind !== 'amount' || standing?.kind !== 'amount') return value.kind === standing?.kind
  return value.amount.fen === standing.amount.fen && value.amount.quantum === standing.amount.quantum
}

function noSuchCell(text: string, pack: Pack): AppError {
  const [table = ''] = text.split('/')
  const known = pack.tables.get(table)
  return new AppError({
    code: 'APP_NO_CELL',
    message: `“${text}”不是本套报表的单元格。`,
    remedies: [
      {
        text: known
          ? `写成“表/行/列”，${table}的列有：${known.columns.map((column) => column.key).join('、')}。`
          : `写成“表/行/列”，例如“支出决算表/合计/基本支出”；表有：${[...pack.tables.keys()].join('、')}。`,
      },
    ],
  })
}

import type { PackRecognisers } from '#core/packs/schema-recognisers.ts'
import type { Sheet } from '#core/workbook/grid.ts'
import { meaningOf } from './column-meaning.ts'
import { decideLayout, readLayout, type ColumnUse, type LayoutDecision, type LayoutQuestion } from './layout.ts'
import type { LedgerKind } from './model.ts'

/** Rows among which the header is looked for. */
export const HEAD_ROWS = 30

/** What a sheet is taken for by its first rows, and the columns as the user may change them. */
export interface SheetLook {
  readonly sheet: string
  readonly hidden: boolean
  /**
   * ledger: it can be read · question: it looks like a ledger and a column must be said first · other: nothing of a ledger, with
   * `columns` where it could be said to be one all the same
   */
  readonly state: 'ledger' | 'question' | 'other'
  readonly kind: LedgerKind | undefined
  /**
   * known: the user said it of this shape of sheet before, or just now · sure: its columns can be nothing else · likely: a list of
   * payments without days may be any list
   */
  readonly sureness: 'known' | 'sure' | 'likely' | 'none'
  readonly why: string
  readonly question: LayoutQuestion | undefined
}

const KINDS: Readonly<Record<LedgerKind, string>> = {
  journal: '序时账或明细账',
  balance: '科目余额表或辅助余额表',
  payments: '支付明细',
  indicators: '预算指标',
}

export const kindTitle = (kind: LedgerKind): string => KINDS[kind]

/** What a user says of the columns of a sheet: use by label. */
export type SaidColumns = ReadonlyMap<string, ColumnUse | 'none'>

/**
 * Looks at the first rows of a sheet: what it is, how surely and why. `said` holds what the user says now, by fingerprint, and
 * goes before the decisions of earlier files.
 */
export function lookAtSheet(
  { name: sheet, hidden, rows }: Pick<Sheet, 'name' | 'hidden' | 'rows'>,
  recognisers: PackRecognisers,
  decisions: ReadonlyMap<string, LayoutDecision>,
  said: ReadonlyMap<string, SaidColumns> = new Map(),
): SheetLook {
  const head = rows.slice(0, HEAD_ROWS)
  const reading = readLayout(head, recognisers, decisions)
  const base = { sheet, hidden, kind: undefined, sureness: 'none' } as const
  if (reading.kind === 'other') {
    const { likeliest } = reading
    const own = likeliest && settled(likeliest, said)
    return own
      ? { ...base, ...own, question: likeliest }
      : { ...base, state: 'other', why: '没有账簿的表头。', question: likeliest }
  }
  const { question } = reading
  const own = settled(question, said)
  if (own) return { ...base, ...own, question }
  if (reading.kind === 'question') return { ...base, state: 'question', why: `${question.why}。`, question }
  const { layout } = reading
  const isKnown = decisions.has(layout.fingerprint)
  const named = question.columns.flatMap(({ label, use }) => (use ? [`${label}→${meaningOf(use)}`] : []))
  const how = isKnown ? '同样的表以前对应过' : `第 ${layout.headerTop + 1} 行起是表头`
  const why = `${how}：${named.join('，')}。`
  const isDated = [...layout.uses.values()].some(
    (use) => use.kind === 'role' && (use.role === '日期' || use.role === '凭证号'),
  )
  const isSure = layout.kind === 'journal' || layout.kind === 'balance' || layout.kind === 'indicators' || isDated
  const sureness = isKnown ? 'known' : isSure ? 'sure' : 'likely'
  return { ...base, state: 'ledger', kind: layout.kind, sureness, why, question }
}

function settled(
  question: LayoutQuestion,
  said: ReadonlyMap<string, SaidColumns>,
): Pick<SheetLook, 'state' | 'kind' | 'sureness' | 'why'> | undefined {
  const own = said.get(question.fingerprint)
  if (!own || own.size === 0) return undefined
  const decided = decideLayout(question, own)
  return decided.kind === 'open'
    ? { state: 'question', kind: undefined, sureness: 'none', why: `${decided.why}。` }
    : { state: 'ledger', kind: decided.decision.kind, sureness: 'known', why: '按您指定的栏目读。' }
}

/** True for a sheet that may go to the ledgers without asking when it comes among other files. */
export function isPlainlyLedger({ state, hidden, sureness }: SheetLook): boolean {
  return state === 'ledger' && !hidden && (sureness === 'sure' || sureness === 'known')
}

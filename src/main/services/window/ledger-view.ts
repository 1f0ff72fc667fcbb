import type { LedgerDifferenceView, LedgerPlace, LedgerRuleView, LedgerView } from '#core/contract/ledger-views.ts'
import { digitsOf } from '#core/ledger/account-code.ts'
import { kindTitle } from '#core/ledger/look.ts'
import { yuan } from '#core/ledger/reading.ts'
import { dimension, type MappingRule } from '#core/packs/schema-derive.ts'
import type { Store } from '#main/db/open-store.ts'
import { deriveLedgerTables, ledgerFacts } from '../derive-ledger.ts'
import { controlTotals, monthsWithoutVouchers, reconcile } from '../derive-reconcile.ts'
import { ledgerRules, ledgerSettings, loadLedgerSetup, previewMapping } from '../ledger-setup.ts'
import { openReport, type OpenReport } from '../open-report.ts'
import { ruleOf, ruleView } from './ledger-rules.ts'
import { requireReport, type WindowSession } from './session.ts'

/** Everything about the ledgers of a report. Errors: APP_REPORT_GONE. */
export function ledgerView(session: WindowSession, reportId: number): LedgerView {
  const { store } = session.workspace()
  const opened = openReport({ store }, requireReport(session.workspace(), reportId))
  const { derive, recognisers } = opened.pack
  const { unit } = opened.report.key
  if (!derive || !recognisers) return WITHOUT_RULES
  const setup = loadLedgerSetup(store, unit)
  const tables = deriveLedgerTables(store, opened)
  return {
    hasRules: true,
    sheets: store.ledgers.sheets(reportId).map(({ fileName, name, kind, months, rowsRead, rowsStored }) => ({
      file: fileName,
      sheet: name,
      what: kindTitle(kind),
      months: kind === 'balance' || kind === 'indicators' ? '' : `${months.join('、')} 月`,
      read: rowsRead,
      stored: rowsStored,
    })),
    controls: [
      ...controlTotals(store, opened).map(({ message }) => message),
      monthsWithoutVouchers(store, opened) ?? [],
    ].flat(),
    warnings: tables?.warnings ?? [],
    cannot: (tables?.cannot ?? []).map(({ table, column, row, why }) => ({
      place: [table, row, column].filter((part) => part !== undefined).join(' › '),
      why,
    })),
    dimensions: dimension.options,
    values: VALUES,
    rules: setup.mapping.map(ruleView),
    places: placesOf(store, opened, setup.mapping),
    settings: ledgerSettings(store, unit, derive),
    differences: differencesOf(store, opened),
    derived: tables?.cells.size ?? 0,
  }
}

/** Where every combination would fall under some rules; nothing is stored. Errors: IMPORT_RULE, APP_NO_LEDGER_RULES. */
export function tryRules(
  session: WindowSession,
  reportId: number,
  rules: readonly LedgerRuleView[],
): readonly LedgerPlace[] {
  const { store } = session.workspace()
  const opened = openReport({ store }, requireReport(session.workspace(), reportId))
  return placesOf(store, opened, rules.map(ruleOf))
}

/** Dimensions of which a unit's rules name one of a few values. */
const VALUES: LedgerView['values'] = {
  资金: ['一般公共预算', '政府性基金预算', '国有资本经营预算', '非财政拨款'],
  支出性质: ['基本支出', '项目支出'],
}

const WITHOUT_RULES: LedgerView = {
  hasRules: false,
  sheets: [],
  controls: [],
  warnings: [],
  cannot: [],
  dimensions: [],
  values: {},
  rules: [],
  places: [],
  settings: [],
  differences: [],
  derived: 0,
}

/** The combinations of 预算会计; of those with figures in this report also how much, those that fall nowhere first. */
function placesOf(store: Store, opened: OpenReport, rules: readonly MappingRule[]): readonly LedgerPlace[] {
  const { derive } = ledgerRules(opened.pack)
  const key = (account: string, name: string, items: unknown): string => JSON.stringify([account, name, items])
  const ids = new Map(
    store.ledgers
      .combinations(opened.report.key.unit)
      .map(({ id, account, name, items }) => [key(account, name, items), id]),
  )
  const facts = ledgerFacts(store, opened)
  const totals = new Map<number, { debit: number; credit: number }>()
  for (const { combination, debit, credit } of facts?.totals ?? []) {
    const sum = totals.get(combination) ?? { debit: 0, credit: 0 }
    totals.set(combination, { debit: sum.debit + debit, credit: sum.credit + credit })
  }
  for (const { combination, full, initial } of facts?.indicators ?? [])
    totals.set(combination, { debit: full ?? initial ?? 0, credit: 0 })
  const needed = new Map<number, Set<string>>()
  for (const { missing } of deriveLedgerTables(store, opened)?.cannot ?? [])
    for (const id of missing?.combinations ?? [])
      needed.set(id, (needed.get(id) ?? new Set()).add(missing?.dimension ?? ''))
  const places = previewMapping(store, opened.report.key.unit, rules, derive).flatMap((preview) => {
    const { account, name, items } = preview.combination
    const id = ids.get(
      key(
        account,
        name,
        items.map(({ kind, text }) => [kind, text]),
      ),
    )
    const total = id === undefined ? undefined : totals.get(id)
    if (account !== '' && !derive.budgetary.some((beginning) => digitsOf(account).startsWith(beginning))) return []
    if (!total) return []
    const dimensions: Readonly<Record<string, string>> = { ...preview.dimensions }
    const missing = [...(id === undefined ? [] : (needed.get(id) ?? []))].filter((one) => dimensions[one] === undefined)
    const place = { account, name, items, debit: yuan(total.debit), credit: yuan(total.credit), dimensions, own: preview.own, missing } // prettier-ignore
    return [place]
  })
  return places.toSorted((a, b) => b.missing.length - a.missing.length)
}

function differencesOf(store: Store, opened: OpenReport): readonly LedgerDifferenceView[] {
  const chosen = new Map(store.cells.choices(opened.report.id).map(({ ref, source }) => [ref, source]))
  return reconcile(store, opened).map(({ cell, imported, derived, difference }) => ({
    cell,
    imported: imported ? yuan(imported.fen) : '没有这一行',
    derived: yuan(derived.fen),
    difference: yuan(difference),
    stands: chosen.get(cell) === 'derived' ? 'derived' : 'imported',
  }))
}

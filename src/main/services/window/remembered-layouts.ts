import type { RememberedLayout } from '#core/contract/views.ts'
import { meaningOf } from '#core/ledger/column-meaning.ts'
import { kindTitle } from '#core/ledger/look.ts'
import { forgetSheet, rememberedSheets } from '../import-answers.ts'
import { forgetLayout, loadLedgerSetup } from '../ledger-setup.ts'
import type { Workspace } from '../workspace.ts'

/**
 * What was said of sheets and is used again for sheets of the same shape: tables for all units, ledgers for each unit of its own.
 * Packs name the tables by their ids, which are their titles as people know them.
 */
export function rememberedLayouts({ store }: Pick<Workspace, 'store'>): readonly RememberedLayout[] {
  const tables = Object.entries(rememberedSheets(store)).map(([shape, { table, columns }]): RememberedLayout => {
    const [sheet = '', ...lines] = shape.split('\n')
    return {
      kind: 'table',
      unit: undefined,
      shape,
      sheet,
      headings: lines.slice(lines.indexOf('|') + 1).filter((heading) => heading !== ''),
      meaning: table ?? '',
      columns: Object.entries(columns ?? {}).map(([heading, meaning]) => ({ heading, meaning })),
    }
  })
  const ledgers = store.units.all().flatMap(({ code, name }) =>
    [...loadLedgerSetup(store, code).layouts].map(([shape, { kind, columns }]): RememberedLayout => ({
      kind: 'ledger',
      unit: { code, name },
      shape,
      sheet: '',
      headings: shape.split('|').filter((heading) => heading !== ''),
      meaning: kindTitle(kind),
      columns: Object.entries(columns).map(([heading, use]) => ({ heading, meaning: meaningOf(use) })),
    })),
  )
  return [...tables, ...ledgers]
}

/** Forgets one of them: the next sheet of that shape is recognised, or asked about, anew. What was imported stays. */
export function forgetRemembered(
  workspace: Pick<Workspace, 'store' | 'actor'>,
  { shape, unit }: { readonly shape: string; readonly unit?: string | undefined },
): readonly RememberedLayout[] {
  const { store, actor } = workspace
  store.write(actor, { action: 'forget-layout', detail: unit === undefined ? {} : { unit } }, () => {
    if (unit === undefined) forgetSheet(store, shape)
    else forgetLayout(store, unit, shape)
  })
  return rememberedLayouts(workspace)
}

import { z } from 'zod'
import type { LedgerSettingView } from '#core/contract/ledger-views.ts'
import { dimensionMapper, type MappedCombination } from '#core/ledger/dimensions.ts'
import type { LayoutDecision } from '#core/ledger/layout.ts'
import type { Combination, Dimensions } from '#core/ledger/model.ts'
import { AppError } from '#core/model/error.ts'
import type { Pack } from '#core/packs/pack.ts'
import { mappingRule, type MappingRule, type PackDerive } from '#core/packs/schema-derive.ts'
import { ledgerRole, type PackRecognisers } from '#core/packs/schema-recognisers.ts'
import type { Store } from '#main/db/open-store.ts'
import type { StoredDimensions } from '#main/db/repositories/ledger-loading.ts'

const columnUse = z.union([
  z.strictObject({ kind: z.literal('role'), role: ledgerRole }),
  z.strictObject({ kind: z.literal('auxiliary'), auxiliary: z.string(), part: z.enum(['code', 'name', 'both']) }),
])
const layoutDecision = z.strictObject({
  kind: z.enum(['journal', 'balance', 'payments', 'indicators']),
  columns: z.record(z.string(), columnUse),
})
const settings = z.record(z.string(), z.string())

/** What a unit decided about its ledgers so far. */
export interface LedgerSetup {
  readonly mapping: readonly MappingRule[]
  readonly layouts: ReadonlyMap<string, LayoutDecision>
  readonly settings: Readonly<Record<string, string>>
}

export function loadLedgerSetup(store: Store, unit: string): LedgerSetup {
  const mapping = store.ledgers.decisions(unit, 'mapping').get('')
  const chosen = store.ledgers.decisions(unit, 'settings').get('')
  return {
    mapping: mapping === undefined ? [] : z.array(mappingRule).parse(mapping),
    layouts: new Map(
      [...store.ledgers.decisions(unit, 'layout')].map(([fingerprint, value]) => [
        fingerprint,
        layoutDecision.parse(value),
      ]),
    ),
    settings: chosen === undefined ? {} : settings.parse(chosen),
  }
}

/** The rules of a pack for ledgers. Errors: APP_NO_LEDGER_RULES where the pack has none. */
export function ledgerRules(pack: Pack): { readonly derive: PackDerive; readonly recognisers: PackRecognisers } {
  const { derive, recognisers } = pack
  if (derive && recognisers) return { derive, recognisers }
  throw new AppError({
    code: 'APP_NO_LEDGER_RULES',
    message: `模板包“${pack.head.id}”没有从账簿生成报表的规则。`,
    remedies: [{ text: '直接导入报表；或改用带有 derive.yaml 和 recognisers.yaml 的模板包。' }],
  })
}

/** Answers the question about a sheet's layout for this and all later files of the same shape. Call inside `Store.write`. */
export function saveLayout(store: Store, unit: string, fingerprint: string, decision: LayoutDecision): void {
  store.ledgers.decide(unit, 'layout', fingerprint, decision)
}

/** Forgets the layout of one shape: the next sheet of it is asked about anew. Call inside `Store.write`. */
export function forgetLayout(store: Store, unit: string, fingerprint: string): void {
  store.ledgers.decide(unit, 'layout', fingerprint, undefined)
}

/** Chooses what the sources leave open. Call inside `Store.write`. */
export function saveLedgerSettings(store: Store, unit: string, chosen: Readonly<Record<string, string>>): void {
  store.ledgers.decide(unit, 'settings', '', settings.parse(chosen))
}

/**
 * Chooses some settings, the others stay as they were. Call inside `Store.write`. Errors: APP_LEDGER_SETTING for a setting or an option that
 * the pack does not have.
 */
export function changeLedgerSettings(
  store: Store,
  unit: string,
  chosen: Readonly<Record<string, string>>,
  { settings: known }: Pick<PackDerive, 'settings'>,
): void {
  for (const [id, option] of Object.entries(chosen)) {
    const setting = known.find((one) => one.id === id)
    if (setting?.options.includes(option) !== true) throw noSetting(id, option, known)
  }
  saveLedgerSettings(store, unit, { ...loadLedgerSetup(store, unit).settings, ...chosen })
}

function noSetting(id: string, option: string, known: PackDerive['settings']): AppError {
  const words = known.map(({ id: name, options }) => `${name}（${options.join('、')}）`).join('；')
  return new AppError({
    code: 'APP_LEDGER_SETTING',
    message: `账簿没有“${id}”这项设置，或它没有“${option}”这个选项。`,
    remedies: [{ text: `可用的设置和选项：${words}。` }],
  })
}

/** The settings as they are now. */
export function ledgerSettings(
  store: Store,
  unit: string,
  { settings: known }: Pick<PackDerive, 'settings'>,
): readonly LedgerSettingView[] {
  const { settings: chosen } = loadLedgerSetup(store, unit)
  return known.map(({ id, title, options, default: usual, why }) => ({
    id,
    title,
    options,
    usual,
    chosen: chosen[id] ?? usual,
    why,
  }))
}

/** Replaces the unit's own mapping rules and sorts all its combinations anew; no entry is rewritten. Call inside `Store.write`. */
export function saveMapping(store: Store, unit: string, rules: readonly MappingRule[], derive: PackDerive): void {
  store.ledgers.decide(unit, 'mapping', '', z.array(mappingRule).parse(rules))
  const map = dimensionMapper(rules, derive.mapping)
  for (const known of store.ledgers.combinations(unit)) {
    const items = known.items.map(([kind, text]) => ({ kind, text }))
    store.ledgers.setDimensions(known.id, toStored(map({ account: known.account, name: known.name, items }).dimensions))
  }
}

/** One line of the mapping's preview: what falls where, and what no rule says anything of. */
export interface MappingPreview extends MappedCombination {
  readonly combination: Combination
}

/** What a mapping would do to the combinations that the unit has, before it is saved. */
export function previewMapping(
  store: Store,
  unit: string,
  rules: readonly MappingRule[],
  derive: PackDerive,
): readonly MappingPreview[] {
  const map = dimensionMapper(rules, derive.mapping)
  return store.ledgers.combinations(unit).map(({ account, name, items }) => {
    const combination: Combination = { account, name, items: items.map(([kind, text]) => ({ kind, text })) }
    return { combination, ...map(combination) }
  })
}

export const toStored = (dimensions: Dimensions): StoredDimensions => ({
  fund: dimensions.资金,
  nature: dimensions.支出性质,
  functionCode: dimensions.功能分类,
  economicCode: dimensions.经济分类,
  project: dimensions.项目,
})

export function toDimensions(stored: StoredDimensions): Dimensions {
  const { fund, nature, functionCode, economicCode, project } = stored
  return {
    ...(fund === undefined ? {} : { 资金: fund }),
    ...(nature === undefined ? {} : { 支出性质: nature }),
    ...(functionCode === undefined ? {} : { 功能分类: functionCode }),
    ...(economicCode === undefined ? {} : { 经济分类: economicCode }),
    ...(project === undefined ? {} : { 项目: project }),
  }
}

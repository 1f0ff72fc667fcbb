import type { PackRecognisers } from '#core/packs/schema-recognisers.ts'
import { ledgerRole } from '#core/packs/schema-recognisers.ts'
import type { ColumnUse } from './layout.ts'

/** What a user says of a column that is not needed. */
export const NO_MEANING = '不用'

/**
 * Every meaning that a column may have, in the words that users see and say: the roles of the recognisers, and for each kind of
 * auxiliary item the item in one cell (`功能分类`), its code alone (`功能分类编码`) and its name alone (`功能分类名称`).
 */
export function columnMeanings({ auxiliaries }: Pick<PackRecognisers, 'auxiliaries'>): readonly string[] {
  const kinds = [...new Set(auxiliaries.map(({ kind }) => kind))]
  return [...ledgerRole.options, ...kinds.flatMap((kind) => [kind, `${kind}编码`, `${kind}名称`])]
}

/** The word for a use; `NO_MEANING` for none. */
export function meaningOf(use: ColumnUse | undefined): string {
  if (use === undefined) return NO_MEANING
  if (use.kind === 'role') return use.role
  return `${use.auxiliary}${use.part === 'code' ? '编码' : use.part === 'name' ? '名称' : ''}`
}

/** The use that a word stands for: `none` for a column that is left out, undefined for a word that means nothing. */
export function useOf(
  meaning: string,
  { auxiliaries }: Pick<PackRecognisers, 'auxiliaries'>,
): ColumnUse | 'none' | undefined {
  const word = meaning.trim()
  if (word === NO_MEANING) return 'none'
  const role = ledgerRole.safeParse(word)
  if (role.success) return { kind: 'role', role: role.data }
  for (const { kind } of auxiliaries) {
    if (word === kind) return { kind: 'auxiliary', auxiliary: kind, part: 'both' }
    if (word === `${kind}编码`) return { kind: 'auxiliary', auxiliary: kind, part: 'code' }
    if (word === `${kind}名称`) return { kind: 'auxiliary', auxiliary: kind, part: 'name' }
  }
  return undefined
}

import type { UnitItem } from '#core/contract/views.ts'

/** What can be typed of a unit besides its code. */
export interface UnitWords {
  readonly name: string
  readonly shortName: string
  readonly nature: UnitItem['nature']
  /** null: none is chosen. */
  readonly parent: string | null
}

export const NO_WORDS: UnitWords = { name: '', shortName: '', nature: '行政单位', parent: null }

/** As they are saved: without blanks around them, and called by the full name where there is no short one. */
export function savedWords({ name, shortName, nature, parent }: UnitWords): Omit<UnitItem, 'code'> {
  const full = name.trim()
  return { name: full, shortName: shortName.trim() || full, nature, parent: parent ?? undefined }
}

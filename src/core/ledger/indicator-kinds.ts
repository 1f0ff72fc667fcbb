import type { PackRecognisers } from '#core/packs/schema-recognisers.ts'

/** What an indicator's amount is: set at the year's beginning, added, adjusted (either sign), or what may be spent in the end. */
export type IndicatorKind = '年初' | '追加' | '调整' | '可执行'

/** What the codes of 指标类型 mean in one sheet. They differ from place to place, so only the sheet itself tells. */
export interface KindCodes {
  /** The kind that a text names; undefined when it names none or several. */
  readonly named: (text: string) => IndicatorKind | undefined
  /** A text of the column: one like `21 追加` also tells what 21 means. */
  readonly learn: (text: string) => void
  /** A line above or below the rows: `11—年初预算；21—追加`. */
  readonly learnLine: (text: string) => void
  /** True when something was said of a code, be it one thing or two. */
  readonly isKnown: (code: string) => boolean
  /** The kind of a bare code; undefined when nothing says it, or two things do. */
  readonly meaning: (code: string) => IndicatorKind | undefined
}

const BARE = /^[\dA-Za-z]+$/u
const CODE_AND_NAME = /^([\dA-Za-z]+)\s*[-—_:：.、=]*\s*(\D.*)$/u

export const isBareCode = (text: string): boolean => BARE.test(text)

export function kindCodes({ indicatorKinds = [] }: Pick<PackRecognisers, 'indicatorKinds'>): KindCodes {
  const known = new Map<string, Set<IndicatorKind>>()
  const named = (text: string): IndicatorKind | undefined => {
    const kinds = new Set(
      indicatorKinds.flatMap(({ matches, kind }) => (new RegExp(matches, 'u').test(text) ? [kind] : [])),
    )
    return kinds.size === 1 ? [...kinds][0] : undefined
  }
  const learn = (text: string): void => {
    const [, code, name = ''] = CODE_AND_NAME.exec(text.trim()) ?? []
    const kind = named(name)
    if (code !== undefined && kind) known.set(code, (known.get(code) ?? new Set()).add(kind))
  }
  return {
    named,
    learn,
    learnLine(text) {
      for (const piece of text.split(/[,，;；、\n]|\s{2,}/u)) learn(piece.replace(/^[^\dA-Za-z]*/u, ''))
    },
    isKnown: (code) => known.has(code),
    meaning: (code) => {
      const kinds = known.get(code)
      return kinds?.size === 1 ? [...kinds][0] : undefined
    },
  }
}

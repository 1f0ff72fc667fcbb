import type { Changes, Watched } from './changes.ts'

/** Answers that are kept of one question to the store, each for other arguments. */
const MOST_ANSWERS = 200

/**
 * The same read, done once for the same arguments until one of the tables that it reads is written, by whomever.
 * Whoever reads gets the same value again and must not change it.
 *
 * `tables` are all that the answer rests on, but for rows that never change (names of cells, the audit log, archived packs).
 */
export type Remember = <A extends readonly (string | number)[], T>(
  tables: readonly Watched[],
  read: (...args: A) => T,
) => (...args: A) => T

export function remembering(changes: Changes): Remember {
  return <A extends readonly (string | number)[], T>(tables: readonly Watched[], read: (...args: A) => T) => {
    const answers = new Map<string, { readonly value: T }>()
    let state = changes.stateOf(tables)
    return (...args: A): T => {
      const now = changes.stateOf(tables)
      if (now !== state || answers.size >= MOST_ANSWERS) answers.clear()
      state = now
      const key = JSON.stringify(args)
      const answer = answers.get(key) ?? { value: read(...args) }
      answers.set(key, answer)
      return answer.value
    }
  }
}

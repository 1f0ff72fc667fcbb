import type { TableState, YearAccounts } from './accounts.ts'
import type { CellRef, CellValue } from './cell.ts'

/**
 * Computes one part of something larger, or gives what the part came to before. `compute` may read the accounts, which the memory
 * watches; whatever else it rests on and may change is named in `inputs` and compared by identity.
 */
export type Recall = <T>(part: string, inputs: readonly unknown[], compute: () => T) => T

/** Remembers nothing: every part is computed. */
export const afresh: Recall = (_part, _inputs, compute) => compute()

/**
 * Parts of a computation on the accounts of one report, each with the questions that it asked. After a change only parts are
 * computed again of which a question has another answer, so the whole is always what a computation from nothing would give.
 */
export interface Memory {
  /** The accounts that were followed last, watched: parts must read these and no others. */
  readonly accounts: YearAccounts
  /** Goes over to the accounts as they are now, and forgets what they answer differently. */
  readonly follow: (accounts: YearAccounts) => void
  readonly recall: Recall
}

/** One question to the accounts, what they answered, and the parts that heard it. */
interface Question<A = unknown> {
  readonly answer: A
  readonly parts: Set<Part>
}

/** What a part has asked and recalled so far while it is computed. */
interface Work {
  readonly asked: Set<Question>
  readonly inside: Set<Part>
  /** Something that it rests on was forgotten meanwhile: the part cannot be remembered. */
  isLost: boolean
}

interface Part {
  readonly name: string
  readonly inputs: readonly unknown[]
  readonly value: unknown
  readonly asked: ReadonlySet<Question>
  /** The parts that it recalled: it rests on whatever they rest on. */
  readonly inside: ReadonlySet<Part>
  /** The parts that recalled it. */
  readonly around: Set<Part>
  isKept: boolean
}

/** Opens an empty memory on the accounts of one report. */
export function openMemory(first: YearAccounts): Memory {
  let now = first
  const parts = new Map<string, Part>()
  const cells = new Map<CellRef, Question<CellValue | undefined>>()
  const tables = new Map<string, Question<TableState | undefined>>()
  const texts = new Map<string, Question<string | undefined>>()
  /** The parts that are being computed, the innermost last. */
  const working: Work[] = []

  /** A question that is known has the answer of the accounts as they are now. */
  const ask = <A>(question: Question<A>): A => {
    working.at(-1)?.asked.add(question)
    return question.answer
  }
  const asked = <K, A>(questions: Map<K, Question<A>>, key: K, answer: A): A => {
    if (working.length === 0) return answer
    const question = { answer, parts: new Set<Part>() }
    questions.set(key, question)
    return ask(question)
  }

  /** Its questions stay until the accounts change: a part that is being computed may just have asked one of them. */
  const forget = (part: Part): void => {
    if (!part.isKept) return
    part.isKept = false
    parts.delete(part.name)
    for (const question of part.asked) question.parts.delete(part)
    for (const one of part.inside) one.around.delete(part)
    for (const one of [...part.around]) forget(one)
  }

  /** Its value, and what it rests on; a part that rests on something forgotten, or that failed, leaves the one around it lost too. */
  const listenTo = <T>(work: () => T): { readonly value: T; readonly own: Work } => {
    const own: Work = { asked: new Set(), inside: new Set(), isLost: false }
    let hasWorked = false
    working.push(own)
    try {
      const value = work()
      hasWorked = true
      return { value, own }
    } finally {
      working.pop()
      own.isLost ||= !hasWorked || [...own.inside].some(({ isKept }) => !isKept)
      const around = working.at(-1)
      if (around && own.isLost) around.isLost = true
    }
  }

  const compute = <T>(name: string, inputs: readonly unknown[], work: () => T): T => {
    const { value, own } = listenTo(work)
    if (own.isLost) return value
    const part: Part = { name, inputs, value, ...own, around: new Set(), isKept: true }
    parts.set(name, part)
    for (const question of own.asked) question.parts.add(part)
    for (const one of own.inside) one.around.add(part)
    working.at(-1)?.inside.add(part)
    return value
  }

  const follow = <K, A>(
    questions: Map<K, Question<A>>,
    put: (key: K) => A,
    alike: (before: A, after: A) => boolean,
  ): void => {
    for (const [key, question] of questions) {
      const isAlike = alike(question.answer, put(key))
      if (!isAlike) for (const part of [...question.parts]) forget(part)
      if (!isAlike || question.parts.size === 0) questions.delete(key)
    }
  }

  return {
    accounts: {
      get key() {
        return now.key
      },
      get unit() {
        return now.unit
      },
      get: (ref: CellRef) => {
        const known = cells.get(ref)
        return known ? ask(known) : asked(cells, ref, now.get(ref))
      },
      table: (id, prior = false) => {
        const key = tableKey(id, prior)
        const known = tables.get(key)
        return known ? ask(known) : asked(tables, key, now.table(id, prior))
      },
      text: (id) => {
        const known = texts.get(id)
        return known ? ask(known) : asked(texts, id, now.text(id))
      },
    },
    follow: (accounts) => {
      const isOther = !isSameReport(now, accounts)
      now = accounts
      if (isOther) {
        for (const part of parts.values()) part.isKept = false
        for (const questions of [parts, cells, tables, texts]) questions.clear()
        return
      }
      follow(cells, (ref) => accounts.get(ref), isSameValue)
      follow(tables, (key) => accounts.table(key.slice(1), key.startsWith(BEFORE)), isSameTable)
      follow(
        texts,
        (id) => accounts.text(id),
        (a, b) => a === b,
      )
    },
    recall: <T>(name: string, inputs: readonly unknown[], work: () => T): T => {
      const known = parts.get(name)
      if (!known || !areIdentical(known.inputs, inputs)) {
        if (known) forget(known)
        return compute(name, inputs, work)
      }
      working.at(-1)?.inside.add(known)
      // A part is only ever asked for by the one call that names it.
      return known.value as T
    },
  }
}

/** The first letter of the name of a question about a table tells which year's it is. */
const BEFORE = '-'
const tableKey = (id: string, prior: boolean): string => `${prior ? BEFORE : '+'}${id}`

function areIdentical(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => Object.is(one, b[index]))
}

function isSameReport(a: YearAccounts, b: YearAccounts): boolean {
  const { key, unit } = a
  return (
    key.unit === b.key.unit &&
    key.year === b.key.year &&
    key.stage === b.key.stage &&
    unit.code === b.unit.code &&
    unit.name === b.unit.name &&
    unit.shortName === b.unit.shortName &&
    unit.nature === b.unit.nature &&
    unit.parent === b.unit.parent
  )
}

/** Blank, 0, 0.00 and —— are four different things. */
function isSameValue(a: CellValue | undefined, b: CellValue | undefined): boolean {
  if (a === b) return true
  if (a?.kind !== 'amount' || b?.kind !== 'amount') return a?.kind === b?.kind
  return a.amount.fen === b.amount.fen && a.amount.quantum === b.amount.quantum
}

function isSameTable(a: TableState | undefined, b: TableState | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return (
    a.complete === b.complete &&
    a.rows.length === b.rows.length &&
    a.rows.every((row, index) => row === b.rows[index]) &&
    a.names.size === b.names.size &&
    [...a.names].every(([code, name]) => b.names.get(code) === name)
  )
}

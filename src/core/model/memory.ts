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
interface Question {
  readonly isAnsweredAlike: (accounts: YearAccounts) => boolean
  readonly parts: Set<Part>
}

interface Part {
  readonly name: string
  readonly inputs: readonly unknown[]
  readonly questions: ReadonlySet<string>
  readonly value: unknown
}

/** Opens an empty memory on the accounts of one report. */
export function openMemory(first: YearAccounts): Memory {
  let now = first
  const parts = new Map<string, Part>()
  const questions = new Map<string, Question>()
  /** What the parts that are being computed have asked so far, the innermost last. */
  const asking: Set<string>[] = []

  const ask = <A>(name: string, put: (accounts: YearAccounts) => A, alike: (a: A, b: A) => boolean): A => {
    const answer = put(now)
    const listening = asking.at(-1)
    if (!listening || listening.has(name)) return answer
    listening.add(name)
    if (!questions.has(name))
      questions.set(name, { isAnsweredAlike: (accounts) => alike(put(accounts), answer), parts: new Set() })
    return answer
  }

  /** Its questions stay until the accounts change: a part that is being computed may just have asked one of them. */
  const forget = (part: Part): void => {
    parts.delete(part.name)
    for (const name of part.questions) questions.get(name)?.parts.delete(part)
  }

  const compute = <T>(name: string, inputs: readonly unknown[], work: () => T): { value: T; asked: Set<string> } => {
    const asked = new Set<string>()
    asking.push(asked)
    try {
      const value = work()
      const part = { name, inputs, questions: asked, value }
      parts.set(name, part)
      for (const question of asked) questions.get(question)?.parts.add(part)
      return { value, asked }
    } finally {
      asking.pop()
    }
  }

  return {
    accounts: watched(() => now, ask),
    follow: (accounts) => {
      const isOther = !isSameReport(now, accounts)
      now = accounts
      if (isOther) {
        parts.clear()
        questions.clear()
        return
      }
      for (const [name, question] of questions) {
        const isAlike = question.isAnsweredAlike(accounts)
        if (!isAlike) for (const part of [...question.parts]) forget(part)
        if (!isAlike || question.parts.size === 0) questions.delete(name)
      }
    },
    recall: <T>(name: string, inputs: readonly unknown[], work: () => T): T => {
      const known = parts.get(name)
      const isKnown = known !== undefined && areIdentical(known.inputs, inputs)
      if (known && !isKnown) forget(known)
      const { value, asked } = isKnown
        ? // A part is only ever asked for by the one call that names it.
          { value: known.value as T, asked: known.questions }
        : compute(name, inputs, work)
      // What a part rests on, the part around it rests on as well.
      const around = asking.at(-1)
      if (around) for (const question of asked) around.add(question)
      return value
    },
  }
}

type Ask = <A>(name: string, put: (accounts: YearAccounts) => A, alike: (a: A, b: A) => boolean) => A

/** The names of questions about tables and texts begin with a line break, which no ref of a cell holds. */
function watched(now: () => YearAccounts, ask: Ask): YearAccounts {
  return {
    get key() {
      return now().key
    },
    get unit() {
      return now().unit
    },
    get: (ref: CellRef) => ask(ref, (accounts) => accounts.get(ref), isSameValue),
    table: (id, prior = false) =>
      ask(`\n${prior ? '上年' : '本年'}表 ${id}`, (accounts) => accounts.table(id, prior), isSameTable),
    text: (id) =>
      ask(
        `\n文字 ${id}`,
        (accounts) => accounts.text(id),
        (a, b) => a === b,
      ),
  }
}

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

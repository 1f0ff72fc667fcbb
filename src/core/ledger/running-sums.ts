/** Movement in 分. */
export interface Movement {
  readonly debit: number
  readonly credit: number
}

/** What was booked so far on an account, or in a sheet. */
export interface RunningSums {
  readonly add: (day: string, moved: Movement) => void
  readonly all: () => Movement
  /** Of the month and of the day of the last line. */
  readonly ofMonth: () => Movement
  readonly ofDay: () => Movement
  /** Since the last subtotal of this word; '' for one of any word. */
  readonly since: (word: string) => Movement
  readonly mark: (word: string) => void
  /** What a cumulative total says beyond the lines, undefined as long as none said anything else. */
  readonly carried: () => Movement | undefined
  readonly carry: (more: Movement) => void
}

export const NOTHING: Movement = { debit: 0, credit: 0 }
export const plus = (a: Movement, b: Movement): Movement => ({ debit: a.debit + b.debit, credit: a.credit + b.credit })
export const minus = (a: Movement, b: Movement): Movement => ({ debit: a.debit - b.debit, credit: a.credit - b.credit })

/** A million lines pass here: nothing is made for one of them but where its day changes. */
export function runningSums(): RunningSums {
  let debit = 0
  let credit = 0
  let day: string | undefined
  let beforeDay = NOTHING
  let month: { debit: number; credit: number } = { debit: 0, credit: 0 }
  const months = new Map<string, typeof month>()
  const marks = new Map<string, Movement>()
  let carried: Movement | undefined
  const all = (): Movement => ({ debit, credit })
  return {
    add(on, moved) {
      if (on !== day) {
        day = on
        beforeDay = all()
        const key = on.slice(0, 7)
        months.set(key, (month = months.get(key) ?? { debit: 0, credit: 0 }))
      }
      debit += moved.debit
      credit += moved.credit
      month.debit += moved.debit
      month.credit += moved.credit
    },
    all,
    ofMonth: () => month,
    ofDay: () => minus(all(), beforeDay),
    since: (word) => minus(all(), marks.get(word) ?? NOTHING),
    mark(word) {
      marks.set(word, all())
    },
    carried: () => carried,
    carry(more) {
      carried = more
    },
  }
}

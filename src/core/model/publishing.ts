/** A day of the calendar without a time: YYYY-MM-DD. */
export type Day = string

const MS_PER_DAY = 86_400_000

/** Whether a text names a day that exists. */
export function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(ms) && dayOf(ms) === text
}

/** The day so many days later; earlier for a negative number. */
export function addDays(day: Day, days: number): Day {
  return dayOf(msOf(day) + days * MS_PER_DAY)
}

/** Days from one day to the other; negative when the other lies before. */
export function daysBetween(from: Day, to: Day): number {
  return (msOf(to) - msOf(from)) / MS_PER_DAY
}

/** Days are counted in UTC, where each has as many hours as the other. */
const msOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`)
const dayOf = (ms: number): Day => new Date(ms).toISOString().slice(0, 10)

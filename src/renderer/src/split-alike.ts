/** Two texts as what they begin and end with alike, and what differs between. */
export interface AlikeParts {
  readonly start: string
  readonly was: string
  readonly is: string
  readonly end: string
}

/** A figure is taken whole, or 692.78 and 692.87 would differ in two digits in the middle. */
const PART_OF_FIGURE = /[\d.,%]/

export function splitAlike(was: string, is: string): AlikeParts {
  let start = 0
  while (start < was.length && start < is.length && was[start] === is[start]) start += 1
  while (start > 0 && PART_OF_FIGURE.test(was[start - 1] ?? '')) start -= 1
  let end = 0
  const most = Math.min(was.length, is.length) - start
  while (end < most && was[was.length - 1 - end] === is[is.length - 1 - end]) end += 1
  while (end > 0 && PART_OF_FIGURE.test(was[was.length - end] ?? '')) end -= 1
  return {
    start: was.slice(0, start),
    was: was.slice(start, was.length - end),
    is: is.slice(start, is.length - end),
    end: was.slice(was.length - end),
  }
}

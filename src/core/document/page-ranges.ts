/** What a person asks for: pages counted from 1; a range may be open at its end. */
export interface PageRange {
  readonly from: number
  readonly to: number | undefined
}

/** Reads 1-3,5,8-; an empty text means all pages. Undefined: it is not such a text. */
export function readPageRanges(text: string): readonly PageRange[] | undefined {
  const plain = text
    .normalize('NFKC')
    .replaceAll('、', ',')
    .replace(/[—–~至]/gu, '-')
    .replace(/\s+/g, '')
  if (plain === '') return [{ from: 1, to: undefined }]
  const ranges = plain.split(',').map((part) => {
    const [, first, dash, last] = /^(\d{1,5})(-?)(\d{1,5})?$/.exec(part) ?? []
    if (first === undefined || (dash === '' && last !== undefined)) return undefined
    const from = Number.parseInt(first, 10)
    const to = last === undefined ? (dash === '-' ? undefined : from) : Number.parseInt(last, 10)
    return from < 1 || (to !== undefined && to < from) ? undefined : { from, to }
  })
  return ranges.every((range) => range !== undefined) ? ranges : undefined
}

/** The places of the pages, counted from 0, rising and once each; undefined when a range names a page that is not there. */
export function pagesIn(ranges: readonly PageRange[], count: number): ReadonlySet<number> | undefined {
  if (ranges.some(({ from, to }) => from > count || (to ?? 0) > count)) return undefined
  const wanted = ranges.flatMap(({ from, to = count }) =>
    Array.from({ length: to - from + 1 }, (_, index) => from - 1 + index),
  )
  return new Set(wanted.toSorted((a, b) => a - b))
}

import Papa from 'papaparse'

/** In order of preference where two fit alike: a tab hardly ever stands inside a value, a comma often does. */
const DELIMITERS = ['\t', ',', ';', '|'] as const

const SAMPLE_CHARACTERS = 64 * 1024
const SAMPLE_RECORDS = 100

interface Fit {
  readonly records: number
  readonly columns: number
}

/**
 * The delimiter that gives the most records with one and the same number of columns; titles above the table and notes
 * below it have another number, amounts such as `1,234.00` between tabs have many. `undefined`: none makes a table.
 */
export function findDelimiter(text: string): string | undefined {
  const sample = text.slice(0, SAMPLE_CHARACTERS)
  let best: { readonly delimiter: string; readonly fit: Fit } | undefined
  for (const delimiter of DELIMITERS) {
    if (!sample.includes(delimiter)) continue
    const fit = fitOf(sample, delimiter)
    if (fit.columns > 1 && (best === undefined || isBetter(fit, best.fit))) best = { delimiter, fit }
  }
  return best?.delimiter
}

export const sniffDelimiter = (text: string): string => findDelimiter(text) ?? ','

function fitOf(sample: string, delimiter: string): Fit {
  const records = Papa.parse<string[]>(sample, { delimiter, preview: SAMPLE_RECORDS }).data
  const counts = new Map<number, number>()
  for (const record of records) {
    if (record.length > 1) counts.set(record.length, (counts.get(record.length) ?? 0) + 1)
  }
  let fit: Fit = { records: 0, columns: 0 }
  for (const [columns, count] of counts)
    if (isBetter({ records: count, columns }, fit)) fit = { records: count, columns }
  return fit
}

const isBetter = (a: Fit, b: Fit): boolean =>
  a.records > b.records || (a.records === b.records && a.columns > b.columns)

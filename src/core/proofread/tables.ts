import type { Grid, GridCell } from '#core/document/model.ts'
import { withTrimmedZeros, type Amount, type MoneyUnit } from '#core/money/amount.ts'
import { samePrint } from '#core/money/interval.ts'
import { parseAmount } from '#core/money/parse.ts'
import { parseCellRef } from '#core/model/cell.ts'
import type { PastedBlock } from '#core/pasted/blocks.ts'
import type { ProofRow } from './result.ts'

/** A table of a draft with what stands before it. */
export interface DraftTable {
  readonly rows: readonly (readonly string[])[]
  /** Paragraphs since the table before, the nearest last. */
  readonly before: readonly string[]
}

export interface TableProof {
  readonly rows: readonly ProofRow[]
  /** Figures that were compared, and those of them that are not zero on one side. */
  readonly figures: number
  readonly stated: number
}

/** So many of a table's rows with figures must be found in the other by their words; less is another table. */
const LEAST_SHARE = 0.6

export function draftTables(blocks: readonly PastedBlock[]): readonly DraftTable[] {
  let before: string[] = []
  return blocks.flatMap((block): readonly DraftTable[] => {
    if (block.kind !== 'table') {
      before.push(block.text)
      return []
    }
    const table = { rows: block.rows, before }
    before = []
    return [table]
  })
}

/**
 * Holds a table of a draft against the statutory table of the report that it is: the one with its title and its rows, in as many columns.
 * Undefined for a table that is none of them. Rows are found by their words, figures by their columns; blanks, dashes and zeros are one.
 */
export function proofTable(table: DraftTable, grids: readonly Grid[]): TableProof | undefined {
  const lines = [...table.before, ...table.rows.slice(0, 3).map((row) => row.join(' '))].map(plain)
  const named = grids.filter((grid) => lines.some((line) => isTitle(line, grid)))
  const fits = (named.length > 0 ? named : grids).flatMap((grid) => fitOf(table, grid) ?? [])
  const best = fits.toSorted((a, b) => b.found - a.found)[0]
  const rivals = fits.filter(({ found }) => found === best?.found)
  const proof = best && rivals.length === 1 ? compared(table, best, unitOf(lines)) : undefined
  const wrong = proof?.rows.filter(({ kind }) => kind === 'wrong-figure').length ?? 0
  return proof && wrong > FEW && wrong * 2 > proof.stated ? undefined : proof
}

/** Where most figures differ, it is the table of another year. */
const FEW = 3

interface Fit {
  readonly grid: Grid
  /** Rows of the draft by row of the grid. */
  readonly pairs: ReadonlyMap<number, number>
  /** How many rows with figures are among them. */
  readonly found: number
}

function fitOf({ rows }: DraftTable, grid: Grid): Fit | undefined {
  const body = grid.rows.flatMap((row, at) => (row.cells.some(isFigure) ? [at] : []))
  if (body.length === 0 || rows.some((row) => row.length !== grid.widths.length)) return undefined
  const pairs = new Map<number, number>()
  let next = 0
  for (const [at, { cells }] of grid.rows.entries()) {
    const words = wordsOf(cells)
    const found = rows.findIndex((row, index) => index >= next && words.every(({ column, text }) => plain(row[column] ?? '') === plain(text)) && isRowOf(row, cells)) // prettier-ignore
    if (found < 0) continue
    pairs.set(at, found)
    next = found + 1
  }
  const heads = grid.rows.slice(0, grid.headerRows).filter((_, at) => pairs.has(at)).length
  const found = body.filter((at) => pairs.has(at)).length
  // A table of figures alone is known by its heading.
  const isKnown = found >= LEAST_SHARE * body.length && (heads > 0 || body.length > 1)
  return isKnown && heads * 2 >= grid.headerRows ? { grid, pairs, found } : undefined
}

const isFigure = ({ ref }: GridCell): boolean => ref !== undefined
const wordsOf = (cells: readonly GridCell[]): readonly GridCell[] =>
  cells.filter((cell) => !isFigure(cell) && plain(cell.text) !== '')

/** Where a row of the report says nothing, the draft says nothing either, or a row of words alone would be any row. */
function isRowOf(row: readonly string[], cells: readonly GridCell[]): boolean {
  const figures = new Set(cells.filter(isFigure).map(({ column }) => column))
  const said = new Set(wordsOf(cells).map(({ column }) => column))
  const isFigureText = (text: string): boolean => isNothing(text) || !/\p{Script=Han}{2}/u.test(text)
  return row.every((text, column) => (figures.has(column) ? isFigureText(text) : said.has(column) || isNothing(text)))
}

function compared({ rows }: DraftTable, { grid, pairs }: Fit, unit: MoneyUnit | undefined): TableProof {
  const own = unitOf(grid.line.map(plain)) ?? '万元'
  const stated = unit ?? own
  const finest = Math.min(...rows.flat().flatMap((text) => quantumOf(text, stated)))
  const told: ProofRow[] = []
  let figures = 0
  let nonzero = 0
  for (const [at, index] of pairs) {
    const { cells } = grid.rows[at] ?? { cells: [] }
    const row = rows[index] ?? []
    const sentence = lineOf(row)
    for (const cell of cells) {
      if (cell.ref === undefined) continue
      figures += 1
      const written = (row[cell.column] ?? '').trim()
      if (/[1-9]/u.test(written + cell.text)) nonzero += 1
      if (isSame(written, cell.text, { stated, own, finest })) continue
      const parts = parseCellRef(cell.ref)
      const place = { heading: grid.title, paragraph: 0, row: index + 1 }
      const formula = parts ? `${parts.row} › ${parts.column}` : ''
      told.push({ kind: 'wrong-figure', place, sentence, written: shown(written), expected: shown(cell.text.trim()), id: grid.id, refs: [cell.ref], formula }) // prettier-ignore
    }
  }
  return { rows: [...told, ...unpaired(rows, grid, pairs)], figures, stated: nonzero }
}

/** Rows with figures below the heading that the report's table does not have. */
function unpaired(rows: DraftTable['rows'], { id, title, headerRows }: Grid, pairs: Fit['pairs']): readonly ProofRow[] {
  const known = new Set(pairs.values())
  const top = Math.max(-1, ...[...pairs].flatMap(([at, index]) => (at < headerRows ? [index] : [])))
  return rows.flatMap((row, index): readonly ProofRow[] => {
    const hasFigure = row.some((text) => /[1-9]/u.test(text) && /\.\d/u.test(text))
    if (index <= top || known.has(index) || !hasFigure) return []
    const place = { heading: title, paragraph: 0, row: index + 1 }
    return [{ kind: 'unchecked', place, sentence: lineOf(row), why: `报表的“${id}”里没有这一行`, similar: undefined }]
  })
}

const lineOf = (row: readonly string[]): string =>
  row.map((text) => text.trim()).filter((text) => text !== '').join(' │ ') // prettier-ignore

const shown = (text: string): string => (text === '' ? '（空白）' : text)

interface Units {
  readonly stated: MoneyUnit
  readonly own: MoneyUnit
  /** 分 of the last digit of the draft's finest figure: 600 beside 12.34 is 600.00. */
  readonly finest: number
}

function isSame(written: string, printed: string, { stated, own, finest }: Units): boolean {
  if (plain(written) === plain(printed) && stated === own) return true
  const [a, b] = [amountOf(written, stated), amountOf(printed, own)]
  if (a === undefined || b === undefined) return false
  return samePrint(withTrimmedZeros(a, finest), b)
}

/** Nothing is zero here; undefined for words. Rates compare by their digits. */
function amountOf(text: string, unit: MoneyUnit): Amount | undefined {
  if (isNothing(text)) return { fen: 0, quantum: 1 }
  const parsed = parseAmount(text, unit)
  if (parsed.kind === 'amount') return parsed.amount
  return parsed.kind === 'percent' ? parsed.rate : undefined
}

function quantumOf(text: string, unit: MoneyUnit): readonly number[] {
  const parsed = parseAmount(text, unit)
  return parsed.kind === 'amount' ? [parsed.amount.quantum] : []
}

const isNothing = (text: string): boolean => /^(?:[-—–－/\\]*|无)$/u.test(plain(text))

const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '')

/** 表1 收入支出决算总表（公开01表）, with whatever stands around it, but not a sentence that speaks of the table. */
function isTitle(line: string, { title }: Grid): boolean {
  const own = plain(title)
  return own !== '' && line.includes(own) && line.length <= own.length + MOST_AROUND && !/[。，,;]/u.test(line)
}

const MOST_AROUND = 20

function unitOf(lines: readonly string[]): MoneyUnit | undefined {
  const found = lines.flatMap((line) => /单位[:：]?(?:人民币)?(万元|元)/u.exec(line)?.[1] ?? []).at(-1)
  return found === '元' || found === '万元' ? found : undefined
}

import type { YearAccounts } from '#core/model/accounts.ts'
import { cellRef, priorRef, type CellRef } from '#core/model/cell.ts'
import { sum, type Amount } from '#core/money/amount.ts'
import { formatAmount, formatPercent } from '#core/money/format.ts'
import { percentOf } from '#core/money/ratio.ts'
import type { Pack } from '#core/packs/pack.ts'
import { codeRowKeys, readFigure } from '#core/packs/read-figure.ts'
import type { PackChart } from '#core/packs/schema-chart.ts'
import { LEVEL_LENGTH, parseTerm } from '#core/packs/term.ts'
import type { Chart, ChartFigure, ChartSlice } from './model.ts'

/** One year of the unit with the pack that prints it. */
export interface ChartYear {
  readonly accounts: YearAccounts
  readonly pack: Pack
}

export interface ChartSources extends ChartYear {
  readonly nameOfCode: (code: string) => string | undefined
  /** The unit's other reports of the same stage, in any order; asked only by a chart over the years. */
  readonly history: () => readonly ChartYear[]
}

/** More slices than this cannot be told apart; the smallest are drawn as one. */
const MOST_SLICES = 8

/** What a chart of the pack shows of the accounts; undefined when there is nothing to draw. */
export function chartOf(chart: PackChart, sources: ChartSources): Chart | undefined {
  const { id, title } = chart
  const { unit } = sources.pack.head.settings.textAmount
  if (chart.kind === '构成') {
    const slices = slicesOf(chart, sources)
    return slices.length === 0 ? undefined : { id, title, unit, drawing: { kind: '构成', slices } }
  }
  const drawing = overYears(chart, sources)
  return drawing.series.length === 0 ? undefined : { id, title, unit, drawing }
}

interface Part {
  readonly label: string
  readonly amount: Amount
  readonly refs: readonly CellRef[]
}

/** Largest first. Nothing and what nobody knows has no slice; a share is of what is drawn. */
function slicesOf(chart: PackChart, sources: ChartSources): readonly ChartSlice[] {
  const { accounts, pack } = sources
  const parts = chart.items
    .flatMap((item) => refsOf(item.ref, sources).map((ref) => ({ ref, label: item.label ?? labelOf(ref, sources) })))
    .flatMap(({ ref, label }): readonly Part[] => {
      const reading = readFigure(accounts, pack, ref)
      return reading.kind === 'unknown' || reading.amount.fen === 0
        ? []
        : [{ label, amount: reading.amount, refs: [ref] }]
    })
    .toSorted((a, b) => b.amount.fen - a.amount.fen)
  const drawn = parts.length > MOST_SLICES ? gathered(parts) : parts
  const whole = sum(drawn.map(({ amount }) => amount))
  const { percent } = pack.head.settings
  return drawn.map(({ label, amount, refs }) => {
    const share = percentOf(amount, whole, percent.decimals)
    return { ...figureOf(amount, refs, pack), label, share: share ? formatPercent(share, percent) : '' }
  })
}

function gathered(parts: readonly Part[]): readonly Part[] {
  const rest = parts.slice(MOST_SLICES - 1)
  const amount = sum(rest.map((part) => part.amount))
  const refs = rest.flatMap((part) => part.refs)
  return [...parts.slice(0, MOST_SLICES - 1), { label: `其他${String(rest.length)}项`, amount, refs }]
}

/** Last year's figures of the 填报表 stand in for last year's report where the store has none. */
function overYears(chart: PackChart, sources: ChartSources): Extract<Chart['drawing'], { kind: '历年' }> {
  const { accounts, pack, history } = sources
  const others = history().filter((year) => year.accounts.key.year < accounts.key.year)
  const lastYear = accounts.key.year - 1
  const years = [...new Set([...others.map((year) => year.accounts.key.year), lastYear, accounts.key.year])].toSorted()
  const read = (text: string, year: number): ChartFigure | undefined => {
    const [ref] = refsOf(text, sources)
    if (ref === undefined) return undefined
    const own = year === accounts.key.year ? sources : others.find((one) => one.accounts.key.year === year)
    const at = own ? ref : priorRef(ref)
    const reading = readFigure(own?.accounts ?? accounts, own?.pack ?? pack, at)
    return reading.kind === 'unknown' ? undefined : figureOf(reading.amount, [at], pack)
  }
  const series = chart.items
    .map(({ ref, label }) => ({
      label:
        label ??
        refsOf(ref, sources)
          .map((one) => labelOf(one, sources))
          .join(''),
      figures: years.map((year) => read(ref, year)),
    }))
    .filter(({ figures }) => figures.some((figure) => figure !== undefined && figure.fen !== 0))
  const known = years.map((_, index) => series.some(({ figures }) => figures[index] !== undefined))
  return {
    kind: '历年',
    years: years.filter((_, index) => known[index]),
    series: series.map((one) => ({ ...one, figures: one.figures.filter((_, index) => known[index]) })),
  }
}

/** The cells that an item names: one, or one for each code row of a level. */
function refsOf(text: string, { accounts, pack }: ChartYear): readonly CellRef[] {
  const term = parseTerm(text)
  if (term.kind === 'zero' || term.column.kind !== 'key') return []
  const { table, row, column } = term
  if (row.kind === 'key') return [cellRef(table, row.key, column.key)]
  if (row.kind !== 'level') return []
  const length = LEVEL_LENGTH[row.level]
  return codeRowKeys(accounts, pack, table)
    .filter((code) => code.length === length)
    .map((code) => cellRef(table, code, column.key))
}

function labelOf(ref: CellRef, { accounts, nameOfCode }: ChartSources): string {
  const [table = '', row = ''] = ref.split('/')
  return nameOfCode(row) ?? accounts.table(table)?.names.get(row) ?? row
}

function figureOf(amount: Amount, refs: readonly CellRef[], pack: Pack): ChartFigure {
  const { textAmount } = pack.head.settings
  return { text: formatAmount(amount, { ...textAmount, zero: textAmount.zero }), fen: amount.fen, refs }
}

import { absolute, compare, exact, negate, subtract, sum, type Amount } from '#core/money/amount.ts'
import { formatPercent } from '#core/money/format.ts'
import { percentOf } from '#core/money/ratio.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { cellRef, type CellRef } from '#core/model/cell.ts'
import type { Indicator } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import { readFigure } from '#core/packs/read-figure.ts'
import type { PackFormula, PackScoring } from '#core/packs/schema-scoring.ts'
import { parseTerm } from '#core/packs/term.ts'
import { levelName } from './blocks.ts'
import { points, proportion, reaches, suggestScore, type Suggestion } from './suggest.ts'

export type FormulaResult =
  | { readonly kind: 'rate'; readonly rate: Amount; readonly cells: readonly CellRef[] }
  /** Cells that nobody stated. */
  | { readonly kind: 'missing'; readonly cells: readonly CellRef[] }
  /** The denominator is zero: there is no rate. */
  | { readonly kind: 'no-base'; readonly cells: readonly CellRef[] }

/** The formula of an indicator, by the name of its 三级指标; undefined where it is a judgement. */
export function formulaOf(indicator: Indicator, scoring: PackScoring): PackFormula | undefined {
  const wanted = levelName(indicator.levels[2])
  return scoring.formulas.find((formula) => levelName(formula.indicator) === wanted)
}

/** What the rules suggest: from the accounts where the indicator is a formula and nobody stated an actual, else from that. */
export function suggestionFor(
  indicator: Indicator,
  scoring: PackScoring,
  accounts: YearAccounts,
  pack: Pack,
): Suggestion {
  const formula = formulaOf(indicator, scoring)
  return formula && !indicator.actual
    ? suggestFromAccounts(indicator, formula, accounts, pack)
    : suggestScore(indicator, scoring)
}

/** Computes a formula from the standing cells, in percent with two decimals, or says which of them are missing. */
export function computeFormula(formula: PackFormula, accounts: YearAccounts, pack: Pack): FormulaResult {
  const above = readSide(formula.numerator, accounts, pack)
  const below = readSide(formula.denominator, accounts, pack)
  const missing = [...new Set([...above.missing, ...below.missing])]
  if (missing.length > 0) return { kind: 'missing', cells: missing }
  const cells = [...new Set([...above.cells, ...below.cells])]
  const rate = percentOf(above.total, below.total, 2)
  return rate ? { kind: 'rate', rate, cells } : { kind: 'no-base', cells }
}

/** The score of a formula indicator. Beyond full marks the pack's deduction counts; without one no rule speaks. */
export function suggestFromAccounts(
  indicator: Indicator,
  formula: PackFormula,
  accounts: YearAccounts,
  pack: Pack,
): Suggestion {
  const { weight } = indicator
  if (!weight) return { kind: 'cannot-say', why: '没有填写分值。', missing: [], missed: false }
  const result = computeFormula(formula, accounts, pack)
  if (result.kind === 'missing') {
    return { kind: 'cannot-say', why: `缺少计算“${formula.indicator}”的数据。`, missing: result.cells, missed: false }
  }
  if (result.kind === 'no-base')
    return { kind: 'cannot-say', why: `“${formula.indicator}”的分母为零，没有比率。`, missing: [], missed: false }
  const got = formatPercent(result.rate, { decimals: 2, trimZeros: true, zero: undefined })
  const { full, lostPerPoint } = formula
  if (!full)
    return { kind: 'cannot-say', why: `${formula.indicator}为${got}，满分标准由本地规定。`, missing: [], missed: false }
  const target = points(full.rate)
  const wanted = `${full.operator}${full.rate}%`
  if (
    full.operator === '='
      ? result.rate.fen === target.fen
      : reaches(result.rate, { operator: full.operator, value: target })
  ) {
    return {
      kind: 'score',
      score: weight,
      range: undefined,
      rule: `${formula.indicator}为${got}，达到“${wanted}”，得满分。`,
    }
  }
  if (lostPerPoint !== undefined) {
    const beyond = absolute(subtract(result.rate, target))
    const lost = proportion(points(lostPerPoint), beyond, points(1))
    const score = compare(lost, weight) > 0 ? exact(0) : subtract(weight, lost)
    return {
      kind: 'score',
      score,
      range: undefined,
      rule: `${formula.indicator}为${got}，未达到“${wanted}”，每差1个百分点扣${lostPerPoint}分。`,
    }
  }
  if (full.operator === '≥' && target.fen > 0) {
    const score = proportion(weight, result.rate, target)
    return {
      kind: 'score',
      score,
      range: undefined,
      rule: `${formula.indicator}为${got}，未达到“${wanted}”，按比例得分。`,
    }
  }
  return {
    kind: 'cannot-say',
    why: `${formula.indicator}为${got}，未达到“${wanted}”，扣分办法由本地规定。`,
    missing: [],
    missed: true,
  }
}

function readSide(
  terms: readonly string[],
  accounts: YearAccounts,
  pack: Pack,
): { readonly total: Amount; readonly cells: readonly CellRef[]; readonly missing: readonly CellRef[] } {
  const cells: CellRef[] = []
  const missing: CellRef[] = []
  const amounts: Amount[] = []
  for (const { sign, ref } of terms.flatMap(cellOfTerm)) {
    const reading = readFigure(accounts, pack, ref)
    cells.push(ref)
    if (reading.kind === 'unknown') missing.push(ref)
    else amounts.push(sign === 1 ? reading.amount : negate(reading.amount))
  }
  return { total: sum(amounts), cells, missing }
}

/** The one cell that a term of scoring.yaml names; the loader has refused anything else. */
export function cellOfTerm(text: string): readonly { readonly sign: 1 | -1; readonly ref: CellRef }[] {
  const term = parseTerm(text)
  if (term.kind !== 'cells' || term.row.kind !== 'key' || term.column.kind !== 'key') return []
  return [{ sign: term.sign, ref: cellRef(term.table, term.row.key, term.column.key, term.prior) }]
}

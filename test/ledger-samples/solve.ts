import { parseCellRef, type CellRef } from '#core/model/cell.ts'
import { sharesOf, type Book, type Fund, type Leaf } from './books.ts'

/** The amount cells of printed tables, in 分, rounded to `quantum`; a blank or zero is 0 and exactly zero. */
export type PrintedCells = ReadonlyMap<CellRef, number>

interface Constraint {
  readonly low: number
  readonly high: number
  readonly terms: readonly (readonly [leaf: number, sign: 1 | -1])[]
  readonly isZero: boolean
}

/** How far a sum stays from the ends of its interval, so that whole 分 still fit. */
const MARGIN = 120
const SWEEPS = 40_000

/**
 * Finds sums in whole 分 whose tables round to exactly these prints, cell by cell: so that 尾差 of the prints stay what they are.
 * Leaves are chosen so that rows and columns can move freely; their amounts are then moved into all intervals at once.
 */
export function solveBooks(
  printed: PrintedCells,
  quantum: number,
  projects: readonly (readonly [string, number])[],
): readonly Book[] {
  const start = chooseLeaves(printed, projects)
  const amounts = start.map(({ fen }) => fen)
  const constraints = constraintsOf(
    start.map(({ leaf }) => leaf),
    printed,
    quantum,
  )
  if (!project(amounts, constraints)) throw new Error('the prints contradict each other')
  const whole = amounts.map(Math.round)
  settleZeros(whole, start, constraints)
  const books = start.map(({ leaf }, at) => ({ leaf, fen: whole[at] ?? 0 }))
  requireAll(books, constraints, quantum)
  return books.filter(({ fen }) => fen !== 0)
}

function constraintsOf(leaves: readonly Leaf[], printed: PrintedCells, quantum: number): readonly Constraint[] {
  const terms = new Map<CellRef, [number, 1 | -1][]>()
  leaves.forEach((leaf, at) => {
    for (const [ref, sign] of sharesOf(leaf)) terms.set(ref, [...(terms.get(ref) ?? []), [at, sign]])
  })
  return [...terms].flatMap(([ref, list]): readonly Constraint[] => {
    const fen = printed.get(ref)
    if (fen === undefined) return []
    const joined = join(list)
    if (fen === 0) return joined.length === 0 ? [] : [{ low: 0, high: 0, terms: joined, isZero: true }]
    const half = quantum === 1 ? 0 : quantum / 2 - MARGIN
    return [{ low: fen - half, high: fen + half, terms: joined, isZero: false }]
  })
}

/** A leaf that is added and taken away again (收入总计 has both) drops out. */
function join(list: readonly [number, 1 | -1][]): readonly (readonly [number, 1 | -1])[] {
  const sums = new Map<number, number>()
  for (const [at, sign] of list) sums.set(at, (sums.get(at) ?? 0) + sign)
  return [...sums].flatMap(([at, sum]) => (sum === 0 ? [] : [[at, sum > 0 ? 1 : -1] as const]))
}

/** Projections onto one constraint after the other; they end inside all of them if there is an inside. */
function project(amounts: number[], constraints: readonly Constraint[]): boolean {
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let worst = 0
    for (const { low, high, terms } of constraints) {
      const sum = terms.reduce((total, [at, sign]) => total + sign * (amounts[at] ?? 0), 0)
      const miss = sum < low ? low - sum : sum > high ? high - sum : 0
      worst = Math.max(worst, Math.abs(miss))
      for (const [at, sign] of terms) amounts[at] = (amounts[at] ?? 0) + (sign * miss) / terms.length
    }
    for (let at = 0; at < amounts.length; at++) {
      const amount = amounts[at] ?? 0
      if (amount < 1) {
        worst = Math.max(worst, 1 - amount)
        amounts[at] = 1
      }
    }
    if (worst < 0.25) return true
  }
  return false
}

/** Rounding leaves a few 分 in sums that must be exactly zero: income takes them. */
function settleZeros(whole: number[], start: readonly Book[], constraints: readonly Constraint[]): void {
  for (let round = 0; round < 20; round++) {
    for (const { terms, isZero } of constraints) {
      if (!isZero) continue
      const sum = terms.reduce((total, [at, sign]) => total + sign * (whole[at] ?? 0), 0)
      const income = terms.find(([at]) => start[at]?.leaf.kind === '收入') ?? terms[0]
      if (sum !== 0 && income) whole[income[0]] = (whole[income[0]] ?? 0) - income[1] * sum
    }
  }
}

function requireAll(books: readonly Book[], constraints: readonly Constraint[], quantum: number): void {
  for (const { low, high, terms, isZero } of constraints) {
    const sum = terms.reduce((total, [at, sign]) => total + sign * (books[at]?.fen ?? 0), 0)
    const slack = isZero || quantum === 1 ? 0 : MARGIN - 1
    if (sum < low - slack || sum > high + slack) throw new Error(`a cell of ${low}…${high} 分 got ${sum} 分`)
  }
  const negative = books.find(({ fen }) => fen < 0)
  if (negative) throw new Error(`${JSON.stringify(negative)} is negative`)
}

/** A first guess: leaves with the printed amounts of the cells that they mainly belong to. */
function chooseLeaves(printed: PrintedCells, projects: readonly (readonly [string, number])[]): Book[] {
  const items = (table: string, column: string): [string, number][] =>
    [...printed].flatMap(([ref, fen]) => {
      const parts = parseCellRef(ref)
      const isItem = parts?.table === table && parts.column === column && /^(?:\d{7}|3\d{4})$/u.test(parts.row)
      return isItem && fen !== 0 ? [[parts.row, fen] as [string, number]] : []
    })
  const general = '一般公共预算财政拨款支出决算表'
  const basic = items(general, '基本支出')
  const economics = items('一般公共预算财政拨款基本支出决算表', '决算数')
  const books: Book[] = []
  const expense = (
    fund: Fund,
    nature: '基本支出' | '项目支出',
    func: string,
    economic: string,
    project: string,
    fen: number,
  ): void => {
    books.push({ leaf: { kind: '支出', account: '7101', fund, nature, func, economic, project }, fen })
  }
  for (const [func, economic, fen] of allocate(basic, economics))
    expense('一般公共预算', '基本支出', func, economic, '', fen)
  const spare = projects.filter(([, fen]) => fen > 0)
  const known = spare.reduce((sum, [, fen]) => sum + fen, 0)
  const projected = items(general, '项目支出')
  const all = projected.reduce((sum, [, fen]) => sum + fen, 0)
  const named: [string, number][] = [
    ...spare.map(([name, fen]): [string, number] => [name, fen]),
    ['其他项目', Math.max(all - known, 1)],
  ]
  const special = threeCosts(printed)
  for (const [func, name, fen] of allocate(projected, named))
    expense('一般公共预算', '项目支出', func, '30299', name, fen)
  for (const [economic, fen] of special)
    for (const [func] of projected)
      expense('一般公共预算', '项目支出', func, economic, named[0]?.[0] ?? '', fen / projected.length)
  for (const [func, fen] of items('支出决算表', '基本支出')) {
    const fiscal = printed.get(`${general}/${func}/基本支出` as CellRef) ?? 0
    if (fen > fiscal) expense('非财政拨款', '基本支出', func, '30299', '', fen - fiscal)
  }
  for (const [func, fen] of items('收入决算表', '财政拨款收入'))
    books.push({ leaf: { kind: '收入', account: '6001', fund: '一般公共预算', func }, fen })
  const opening = printed.get('收入支出决算总表/年初结转和结余/金额' as CellRef) ?? 0
  if (opening !== 0)
    books.push({ leaf: { kind: '年初', account: '8202', fund: '非财政拨款', func: basic[0]?.[0] ?? '' }, fen: opening })
  return books
}

/** 三公经费 of the year beyond what basic expenditure has. */
function threeCosts(printed: PrintedCells): readonly (readonly [string, number])[] {
  const of = (column: string, economic: string): readonly (readonly [string, number])[] => {
    const all = printed.get(`财政拨款三公经费支出决算表/三公经费/${column}` as CellRef) ?? 0
    const basic = printed.get(`一般公共预算财政拨款基本支出决算表/${economic}/决算数` as CellRef) ?? 0
    return all > basic ? [[economic, all - basic] as const] : []
  }
  return [
    ...of('决算数因公出国（境）费', '30212'),
    ...of('决算数公务接待费', '30217'),
    ...of('决算数公务用车运行维护费', '30231'),
    ...of('决算数公务用车购置费', '31013'),
  ]
}

/** Fills a table with these row and column sums from its corner: as few cells as possible, and every sum can still move. */
export function allocate(
  rows: readonly (readonly [string, number])[],
  columns: readonly (readonly [string, number])[],
): [string, string, number][] {
  const filled: [string, string, number][] = []
  const left = columns.map(([name, fen]) => ({ name, fen }))
  let column = 0
  for (const [row, sum] of rows) {
    let rest = sum
    while (column < left.length) {
      const target = left[column]
      if (!target) break
      const isLast = column === left.length - 1
      const fen = isLast ? rest : Math.min(rest, target.fen)
      if (fen > 0) filled.push([row, target.name, fen])
      rest -= fen
      target.fen -= fen
      if (target.fen <= 0 && !isLast) column += 1
      if (rest <= 0) break
    }
  }
  return filled
}

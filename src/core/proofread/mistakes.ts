import type { MoneyUnit } from '#core/money/amount.ts'
import type { CellRef } from '#core/model/cell.ts'
import { normaliseSentence } from '#core/narrative/normalise-sentence.ts'
import { printFigure } from '#core/narrative/print.ts'
import type { NarrativeContext } from '#core/narrative/values.ts'
import { judgeFigure, type DraftHabits, type Judgement } from './judge-figure.ts'
import type { Pattern, Slot } from './pattern.ts'
import { unitAt, type Reading, type Step } from './read.ts'
import type { Token } from './tokens.ts'
import { groupWordsIn, relationOf } from './word-groups.ts'

/** Something that was read at a place of a draft and compared, or could not be. */
export type Remark = { readonly from: number; readonly to: number; readonly written: string } & (
  | {
      readonly kind: 'figure'
      readonly judgement: Judgement
      readonly expected: string
      readonly refs: readonly CellRef[]
      readonly formula: string
    }
  | { readonly kind: 'word'; readonly expected: string }
  /** Read as part of a text that a person writes, or of a row that is in doubt. */
  | { readonly kind: 'unread' }
)

export interface Remarks {
  readonly remarks: readonly Remark[]
  /** Rows of its lists that the draft leaves out, by name. */
  readonly leftOut: readonly string[]
}

type FigureSlot = Extract<Slot, { kind: 'figure' }>

/** Judges figures and remembers what it said: the same ones are asked for again and again while a draft is read. */
export function openJudge(
  context: NarrativeContext,
  habits: DraftHabits,
): (slot: FigureSlot, text: string, unit?: MoneyUnit) => Judgement {
  const known = new WeakMap<FigureSlot, Map<string, Judgement>>()
  const packUnit = context.pack.head.settings.textAmount.unit
  return (slot, text, unit) => {
    const ofSlot = known.get(slot) ?? new Map<string, Judgement>()
    known.set(slot, ofSlot)
    const key = `${text}${unit ?? ''}`
    const judgement = ofSlot.get(key) ?? judgeFigure(text, unit ?? askedUnit(slot) ?? packUnit, slot, context, habits)
    ofSlot.set(key, judgement)
    return judgement
  }
}

const askedUnit = ({ value }: FigureSlot): MoneyUnit | undefined => (value.kind === 'figure' ? value.unit : undefined)

export type Judge = ReturnType<typeof openJudge>

/** What a reading says about a draft, from left to right. */
export function remarksOf(
  reading: Reading,
  { slots, lists }: Pattern,
  tokens: readonly Token[],
  judge: Judge,
  context: NarrativeContext,
): Remarks {
  const remarks: Remark[] = []
  const named = new Map<number, string[]>()
  /** Where the remarks of the row begin that is being read. */
  let row: number | undefined
  for (const step of reading.steps) {
    const slot = slotOf(step, slots)
    if (slot?.kind === 'row' && step.edge.on === 'nothing') {
      named.set(slot.list, [...(named.get(slot.list) ?? []), slot.row])
      row = remarks.length
    } else if (slot?.kind === 'row-end' && row !== undefined) {
      remarks.splice(row, remarks.length - row, ...withoutDoubt(remarks.slice(row)))
      row = undefined
    }
    remarks.push(...remarkOf(step, slot, tokens, judge, context))
  }
  const joined = joinNames(remarks, tokens).filter((one) => !isFormOfName(one, slots))
  const leftOut = [...named].flatMap(([list, rows]) =>
    (lists[list] ?? []).filter((one) => !rows.includes(one.row)).map(({ name }) => name),
  )
  const isTwice = [...named.values()].some((rows) => new Set(rows).size < rows.length)
  return isTwice ? { remarks: joined.map(asUnread), leftOut: [] } : { remarks: joined, leftOut }
}

const slotOf = ({ edge }: Step, slots: readonly Slot[]): Slot | undefined =>
  'slot' in edge && edge.slot !== undefined ? slots[edge.slot] : undefined

function remarkOf(
  { edge, from, to }: Step,
  slot: Slot | undefined,
  tokens: readonly Token[],
  judge: Judge,
  context: NarrativeContext,
): readonly Remark[] {
  const written = textBetween(tokens, from, to)
  const at = { from, to, written }
  if (edge.on === 'figure' && slot?.kind === 'figure') return [figureRemark(slot, at, tokens, judge, context)]
  if (edge.on === 'number' && slot?.kind === 'number')
    return slot.text === written ? [] : [{ ...at, kind: 'word', expected: slot.text }]
  if (edge.on === 'word' && slot?.kind === 'word')
    return relationOf(written, slot.expected) === 'contrary' ? [{ ...at, kind: 'word', expected: slot.expected }] : []
  if (edge.on === 'name' && slot?.kind === 'name') return [{ ...at, kind: 'word', expected: slot.expected[0] ?? '' }]
  if (edge.on === 'free') return [{ ...at, kind: 'unread' }]
  if (slot?.kind === 'case') return [caseRemark(slot, from, tokens)]
  return []
}

/** Says the word that gives the wrong case away, and where it stands. */
function caseRemark(
  { used, expected }: Extract<Slot, { kind: 'case' }>,
  from: number,
  tokens: readonly Token[],
): Remark {
  const ahead = textBetween(tokens, from, from + CASE_REACH)
  const [written, asked] = [groupWordsIn(ahead)[0] ?? groupWordsIn(used)[0], groupWordsIn(expected)[0]]
  const said = written === undefined || asked === undefined ? [used, expected] : [written, asked]
  return { from, to: from + 1, written: said[0] ?? '', kind: 'word', expected: said[1] ?? '' }
}

/** Within so many tokens the word of direction stands. */
const CASE_REACH = 16

function figureRemark(
  slot: FigureSlot,
  at: { readonly from: number; readonly to: number; readonly written: string },
  tokens: readonly Token[],
  judge: Judge,
  { pack }: NarrativeContext,
): Remark {
  const unit = at.to - at.from > 1 ? unitAt(tokens, at.from + 1) : undefined
  const { value } = slot
  const print = value.kind === 'figure' ? printFigure(value, pack) : ''
  const isMoney = value.kind === 'figure' && value.measure === '金额'
  return {
    ...at,
    kind: 'figure',
    judgement: judge(slot, tokens[at.from]?.text ?? '', unit),
    expected: print + (isMoney ? (slot.unit ?? '') : ''),
    refs: value.kind === 'figure' ? value.refs : [],
    formula: value.kind === 'figure' ? value.formula : '',
  }
}

/** A name is read sign by sign; it is one mistake. */
function joinNames(remarks: readonly Remark[], tokens: readonly Token[]): readonly Remark[] {
  return remarks.reduce<Remark[]>((joined, one) => {
    const last = joined.at(-1)
    if (one.kind !== 'figure' && last?.kind === one.kind && last.to === one.from && isSame(last, one)) {
      joined[joined.length - 1] = { ...last, to: one.to, written: textBetween(tokens, last.from, one.to) }
    } else joined.push(one)
    return joined
  }, [])
}

/** 行政运行（办公厅（室）及相关机构事务） for 行政运行, and short forms, are other words for the same. */
function isFormOfName({ written, ...one }: Remark, slots: readonly Slot[]): boolean {
  if (one.kind !== 'word') return false
  const slot = slots.find((other) => other.kind === 'name' && other.expected.includes(one.expected))
  if (slot?.kind !== 'name') return false
  const isQualified = slot.expected.some((name) => written.startsWith(`${name}(`) && written.endsWith(')'))
  if (slot.isUnit === true) return /^[我本]/u.test(written) || isShortForm(written, slot.expected[0] ?? '', 0)
  return isQualified || slot.expected.some((name) => isShortForm(written, name, SHORTEST))
}

/** 其他交通费 is a short form of 其他交通费用; 医疗费 is another item than 医疗费补助. */
const SHORTEST = 0.7

/** All its signs, in their order, are in the name, and they are no less than a share of it. */
function isShortForm(written: string, name: string, share: number): boolean {
  let at = 0
  const whole = normaliseSentence(name)
  for (const sign of whole) if (sign === written.charAt(at)) at += 1
  return written !== '' && at === written.length && at >= whole.length * share
}

const isSame = (a: Remark, b: Remark): boolean =>
  a.kind === 'unread' || (a.kind === 'word' && b.kind === 'word' && a.expected === b.expected)

export const textBetween = (tokens: readonly Token[], from: number, to: number): string =>
  tokens
    .slice(from, to)
    .map(({ text }) => text)
    .join('')

/** A row with a strange name and strange figures is another row, not this one written wrongly. */
function withoutDoubt(row: readonly Remark[]): readonly Remark[] {
  const hasName = row.some((one) => one.kind === 'word')
  const hasFigure = row.some((one) => one.kind === 'figure' && one.judgement === 'wrong')
  return hasName && hasFigure ? row.map(asUnread) : row
}

const asUnread = ({ from, to, written }: Remark): Remark => ({ from, to, written, kind: 'unread' })

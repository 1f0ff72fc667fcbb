import { normaliseSentence } from '#core/narrative/normalise-sentence.ts'
import type { TemplateBlock, TemplateNode } from '#core/narrative/ast.ts'
import { holds } from '#core/narrative/conditions.ts'
import { evaluate } from '#core/narrative/evaluate.ts'
import { fill, plainText } from '#core/narrative/fill.ts'
import { TOP, type NarrativeContext, type Scope } from '#core/narrative/values.ts'

/** A sentence that the report makes, or the paragraphs of one row that belong together, with what it is made from. */
export interface ReportSentence {
  /** As the document names its paragraph. */
  readonly id: string
  readonly section: string
  readonly kind: 'sentence' | 'heading' | 'denial'
  readonly paragraphs: readonly (readonly TemplateNode[])[]
  readonly scope: Scope
  readonly text: string
  readonly figures: number
  /** It denies (本年度无此项支出。) what the accounts have: this is what the report says in its place. */
  readonly instead?: string
}

/** Every sentence of a report that has something to compare, in the order of its document. */
export function reportSentences(
  blocks: readonly TemplateBlock[],
  context: NarrativeContext,
): readonly ReportSentence[] {
  const place: Place = { section: '' }
  return blocks.flatMap((block) => sentencesOf(block, context, TOP, '', place))
}

interface Place {
  section: string
}

function sentencesOf(
  block: TemplateBlock,
  context: NarrativeContext,
  scope: Scope,
  suffix: string,
  place: Place,
): readonly ReportSentence[] {
  const make = (id: string, kind: ReportSentence['kind'], paragraphs: ReportSentence['paragraphs']) =>
    sentence({ id, kind, paragraphs, scope, section: place.section }, context)
  switch (block.kind) {
    case 'heading':
      place.section = plainText(fill(block.content, context, scope))
      return make(block.id + suffix, 'heading', [block.content])
    case 'sentence':
      return make(block.id + suffix, 'sentence', [block.content])
    case 'cover':
      return block.lines.flatMap(({ role, content }) => make(`封面-${role}`, 'heading', [content]))
    case 'when': {
      const isSo = holds(block.condition, context, scope)
      const [inside, outside] = isSo ? [block.then, block.otherwise] : [block.otherwise, block.then]
      const before = place.section
      const said = inside.flatMap((one) => sentencesOf(one, context, scope, suffix, place))
      return [...denialsOf(outside, said, context, { scope, section: before, suffix }), ...said]
    }
    case 'each':
      return eachRow(block, context, scope, suffix, place)
    default:
      return []
  }
}

const DENIAL = /无|没有|未/u

/** What the form says where there is nothing, while the report tells figures. */
function denialsOf(
  outside: readonly TemplateBlock[],
  said: readonly ReportSentence[],
  context: NarrativeContext,
  { scope, section, suffix }: { readonly scope: Scope; readonly section: string; readonly suffix: string },
): readonly ReportSentence[] {
  const instead = said.find(({ figures, text }) => figures > 0 && /[1-9]\d*(?:\.\d+)?\s*(?:万元|元)/u.test(text))?.text
  if (instead === undefined) return []
  return outside.flatMap((block): readonly ReportSentence[] => {
    if (block.kind !== 'sentence' || countFigures(block.content, context, scope) > 0) return []
    const text = plainText(fill(block.content, context, scope))
    if (!DENIAL.test(text)) return []
    const { id, content } = block
    return [{ id: id + suffix, section, kind: 'denial', paragraphs: [content], scope, text, figures: 0, instead }]
  })
}

/** The paragraphs of one row are one: it is the name in the first that says what the others speak of. */
function eachRow(
  block: Extract<TemplateBlock, { kind: 'each' }>,
  context: NarrativeContext,
  scope: Scope,
  suffix: string,
  place: Place,
): readonly ReportSentence[] {
  const rows = evaluate(block.rows, context, scope)
  if (rows.kind !== 'rows') return []
  return rows.rows.flatMap((row, index) => {
    const inner: Scope = { ...scope, row, table: rows.table, number: index + 1 }
    const own = `${suffix}-${row}`
    const plain = flattened(block.blocks, context, inner)
    if (!plain) return block.blocks.flatMap((one) => sentencesOf(one, context, inner, own, place))
    const id = (plain.find(({ content }) => countFigures(content, context, inner) > 0) ?? plain[0])?.id ?? ''
    const paragraphs = plain.map(({ content }) => content)
    return sentence({ id: id + own, kind: 'sentence', paragraphs, scope: inner, section: place.section }, context)
  })
}

type SentenceBlock = Extract<TemplateBlock, { kind: 'sentence' }>

/** The sentences of a row with their conditions decided; undefined where it holds more than sentences. */
function flattened(
  blocks: readonly TemplateBlock[],
  context: NarrativeContext,
  scope: Scope,
): readonly SentenceBlock[] | undefined {
  const all: SentenceBlock[] = []
  for (const block of blocks) {
    if (block.kind === 'sentence') all.push(block)
    else if (block.kind === 'when') {
      const inside = flattened(holds(block.condition, context, scope) ? block.then : block.otherwise, context, scope)
      if (!inside) return undefined
      all.push(...inside)
    } else return undefined
  }
  return all
}

function countFigures(content: readonly TemplateNode[], context: NarrativeContext, scope: Scope): number {
  return fill(content, context, scope).filter((inline) => inline.kind === 'figure' && inline.refs.length > 0).length
}

/** Nothing where there is nothing to fill in. */
function sentence(
  made: Omit<ReportSentence, 'text' | 'figures'>,
  context: NarrativeContext,
): readonly ReportSentence[] {
  const { paragraphs, scope } = made
  if (!paragraphs.some((content) => content.some((node) => node.kind === 'slot'))) return []
  const text = paragraphs.map((content) => plainText(fill(content, context, scope))).join('')
  if (normaliseSentence(text) === '') return []
  const figures = paragraphs.reduce((count, content) => count + countFigures(content, context, scope), 0)
  return [{ ...made, text, figures }]
}

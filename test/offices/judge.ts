import type { DocumentModel, Inline } from '#core/document/model.ts'
import type { CheckedReport } from '#main/services/check-report.ts'
import type { Office } from './office.ts'
import { isPrintedAs, recompute, wordingFault } from './recompute.ts'
import { printed, statedFen } from './stated.ts'

/** Everything that is wrong with the report of an office whose accounts are right: it must be nothing. */
export function faultsOf(office: Office, { model, checks }: CheckedReport): readonly string[] {
  return [
    ...checks.findings
      .filter(
        ({ outcome, severity }) =>
          (outcome === 'fail' && severity !== 'info') || (outcome === 'cannot-check' && severity === 'error'),
      )
      .map(
        ({ rule, where, cells, stated, expected, outcome }) =>
          `${outcome} ${rule} ${where}: ${stated} / ${expected} [${cells.join(' ')}]`,
      ),
    ...(checks.mayPublish ? [] : [`verdict ${checks.verdict}`]),
    ...sentencesOf(model).flatMap(({ id, content }) => sentenceFaults(office, id, content)),
    ...gridFaults(office, model),
  ]
}

/** Every figure of every printed table is the office's own, and no figure of the office is missing. */
function gridFaults(office: Office, model: DocumentModel): readonly string[] {
  const grids = model.blocks.flatMap((block) => (block.kind === 'grid' ? [block.grid] : []))
  const shown = new Map(
    grids.flatMap(({ rows }) =>
      rows.flatMap(({ cells }) => cells.flatMap(({ ref, text }) => (ref ? [[ref, text] as const] : []))),
    ),
  )
  const wrong = [...shown].flatMap(([ref, text]) => {
    const fen = office.figures.get(ref) ?? 0
    const count = office.counts.get(ref) ?? 0
    if (text === '' || text === '——') return fen === 0 && count === 0 ? [] : [`${ref} is blank`]
    const expected = fen === 0 ? String(count) : inTenThousands(office, fen)
    return text.replaceAll(',', '') === expected ? [] : [`${ref} prints ${text}, not ${expected}`]
  })
  const tables = new Set(grids.map(({ id }) => id))
  const refs = new Set<string>(shown.keys())
  const lost = [...office.figures].flatMap(([ref, fen]) =>
    fen !== 0 && tables.has(ref.split('/')[0] ?? '') && !refs.has(ref) ? [`${ref} is not printed`] : [],
  )
  return [...wrong, ...lost]
}

function inTenThousands(office: Office, fen: number): string {
  return printed(statedFen(fen, office.print), { unit: '万元', decimals: 2 })
}

interface Sentence {
  readonly id: string
  readonly content: readonly Inline[]
}

export function sentencesOf(model: DocumentModel): readonly Sentence[] {
  return model.blocks.flatMap((block) => (block.kind === 'paragraph' || block.kind === 'heading' ? [block] : []))
}

export const plain = (content: readonly Inline[]): string =>
  content.map((inline) => (inline.kind === 'missing' ? `【${inline.textId}】` : inline.text)).join('')

function sentenceFaults(office: Office, id: string, content: readonly Inline[]): readonly string[] {
  const wording = wordingFault(office, content)
  return [
    ...(wording === undefined ? [] : [`${id}: ${wording}`]),
    ...content.flatMap((inline) => {
      if (inline.kind === 'missing') return [`${id}: placeholder ${inline.textId}`]
      if (inline.kind === 'text') return []
      const expected = recompute(office, inline.formula)
      if (!expected) return [`${id}: cannot recompute ${inline.formula}`]
      return isPrintedAs(expected, inline.text)
        ? []
        : [`${id}: ${inline.formula} prints ${inline.text}, not ${String(expected.hundredths)}`]
    }),
  ]
}

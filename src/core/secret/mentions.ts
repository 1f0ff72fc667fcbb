import type { DocumentModel, Inline } from '#core/document/model.ts'
import { formatAmount } from '#core/money/format.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import { parseCellRef, type CellRef } from '#core/model/cell.ts'
import type { Finding } from '#core/check/finding.ts'
import type { Pack } from '#core/packs/pack.ts'
import { measureOf } from '#core/packs/read-figure.ts'
import type { NamedSecret } from './findings.ts'
import type { Mask } from './mask.ts'

/** Words that must not appear, with what they are. */
interface Telltale {
  readonly text: string
  readonly what: string
}

/** Shorter names and numbers are in every text by chance. */
const SHORTEST = 4
/** In a list of single figures no number is there by chance: 0.50. */
const SHORTEST_QUOTED = 3

/**
 * What a person wrote into the document and no mask reaches: the name of a secret project or row, its amount, or a total as it
 * was before the secret was taken off.
 *
 * @param visibleNames names of the rows that the document still shows: the name of one of them gives nothing away
 */
export function mentions(
  model: DocumentModel,
  secrets: readonly NamedSecret[],
  mask: Mask,
  { accounts, pack, visibleNames }: MentionSources,
): readonly Finding[] {
  const telltales = [...namesOf(secrets, visibleNames), ...amountsOf(secrets, mask, accounts, pack)]
  return model.blocks.flatMap((block): readonly Finding[] => {
    if (block.kind !== 'paragraph' && block.kind !== 'heading') return []
    // The terms of the classification are everybody's.
    if (block.id.startsWith('名词-')) return []
    const written = block.content.map(wordsOf).join('')
    return telltales
      .filter(({ text }) => isIn(text, written))
      .map(({ what }) => ({
        rule: 'SM-006',
        outcome: 'fail',
        severity: 'error',
        title: '情况说明里还写着涉密的内容',
        where: block.id,
        cells: [],
        stated: what,
        expected: '',
        difference: '',
        hint: `${block.id} 的文字里写有${what}，程序不会改写人写的文字，请改掉后再导出`,
        source: '《预算法》第十四条（涉密除外）',
        group: undefined,
      }))
  })
}

/** What of the secret a text that is to be printed beside the document says: a 更正说明 quotes what was published before. */
export function toldIn(
  texts: readonly string[],
  secrets: readonly NamedSecret[],
  mask: Mask,
  { accounts, pack, visibleNames }: MentionSources,
): readonly string[] {
  const amounts = amountsOf(secrets, mask, accounts, pack, SHORTEST_QUOTED)
  const telltales = [...namesOf(secrets, visibleNames), ...amounts]
  return telltales.filter(({ text }) => texts.some((written) => isIn(text, written))).map(({ what }) => what)
}

export interface MentionSources {
  readonly accounts: YearAccounts
  readonly pack: Pack
  readonly visibleNames: ReadonlySet<string>
}

/** Figures follow the mask; what is looked through are the words. */
function wordsOf(inline: Inline): string {
  return inline.kind === 'text' ? inline.text : '\n'
}

function namesOf(secrets: readonly NamedSecret[], visible: ReadonlySet<string>): readonly Telltale[] {
  return secrets.flatMap(({ item, name }) => {
    const text = item.kind === '科目' ? name.replace(/^\d+\s*/u, '') : name
    return text.length < SHORTEST || visible.has(text) ? [] : [{ text, what: `“${text}”` }]
  })
}

function amountsOf(
  secrets: readonly NamedSecret[],
  { off, kept, rows }: Mask,
  accounts: YearAccounts,
  pack: Pack,
  shortest = SHORTEST,
): readonly Telltale[] {
  const isHidden = (ref: CellRef): boolean => {
    const parts = parseCellRef(ref)
    return parts !== undefined && rows.has(`${parts.table}/${parts.row}`)
  }
  const isMoney = (ref: CellRef): boolean => measureOf(pack, ref) === '金额'
  const amounts = new Set<string>()
  const totals = new Set<string>()
  for (const ref of off.keys())
    if (isMoney(ref))
      for (const text of printsOf(ref, accounts, pack, shortest)) (isHidden(ref) ? amounts : totals).add(text)
  for (const ref of kept.keys())
    if (isMoney(ref) && isHidden(ref)) for (const text of printsOf(ref, accounts, pack, shortest)) amounts.add(text)
  if (secrets.length === 0) return []
  return [
    ...[...amounts].map((text) => ({ text, what: `涉密金额 ${text}` })),
    ...[...totals].filter((text) => !amounts.has(text)).map((text) => ({ text, what: `扣减前的合计 ${text}` })),
  ]
}

/** An amount as the document would write it, in either unit. */
function printsOf(ref: CellRef, accounts: YearAccounts, pack: Pack, shortest: number): readonly string[] {
  const value = accounts.get(ref)
  if (value?.kind !== 'amount') return []
  const { textAmount, tableAmount } = pack.head.settings
  return [textAmount, tableAmount]
    .flatMap((style) =>
      (['万元', '元'] as const).map((unit) =>
        formatAmount(value.amount, { ...style, unit, decimals: 2, zero: undefined }),
      ),
    )
    .filter((text) => text.replace(/\D/gu, '').length >= shortest)
}

/** A number counts only where it is not part of a longer one. */
function isIn(text: string, written: string): boolean {
  if (!/^[\d.,]+$/u.test(text)) return written.includes(text)
  return new RegExp(`(?<![\\d.,])${text.replaceAll('.', '\\.')}(?![\\d,]|\\.\\d)`, 'u').test(written)
}

import type { Finding } from '#core/check/finding.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { Amount } from '#core/money/amount.ts'
import { samePrint } from '#core/money/interval.ts'
import { parseAmount } from '#core/money/parse.ts'
import type { WordingChange } from '#core/narrative/overlay.ts'
import type { Pack } from '#core/packs/pack.ts'
import { eachCell } from './cells.ts'

/**
 * Amounts that somebody typed into a text of the unit itself: they are not linked to any cell, so that a later change of the accounts
 * would leave them behind. One finding for each place, with those that no cell of this year or of the last shows. Years, dates,
 * counts and thresholds (50万元以上) are none.
 */
export function handNumberFindings(
  changes: readonly WordingChange[],
  accounts: YearAccounts,
  pack: Pack,
): readonly Finding[] {
  const written = changes.flatMap(({ id, change }) => {
    const amounts = 'markdown' in change ? typedAmounts(change.markdown) : []
    return amounts.length === 0 ? [] : [{ id, amounts }]
  })
  if (written.length === 0) return []
  const known = [...eachCell(accounts, pack)].flatMap(({ measure, amount }) => (measure === '金额' ? [amount] : []))
  return written.flatMap(({ id, amounts }) => {
    const strange = amounts.filter(({ amount }) => !known.some((cell) => samePrint(amount, cell)))
    return strange.length === 0 ? [] : [findingOf(id, [...new Set(strange.map(({ text }) => text))], pack)]
  })
}

interface TypedAmount {
  readonly text: string
  readonly amount: Amount
}

const AMOUNT = /(?<![\d.,，])(-?\d[\d,]*(?:\.\d+)?)\s*(万元|元)(?!\s*[（(]?(?:含|不含)?[）)]?(?:以上|以下|以内))/gu

function typedAmounts(markdown: string): readonly TypedAmount[] {
  const words = markdown.replace(/\{[^}]*\}/gu, '\u0000')
  return [...words.matchAll(AMOUNT)].flatMap(([text, digits, unit]) => {
    const parsed = parseAmount(digits ?? '', unit === '万元' ? '万元' : '元')
    return parsed.kind === 'amount' ? [{ text: text.replace(/\s/gu, ''), amount: parsed.amount }] : []
  })
}

const MOST_NAMED = 8

function findingOf(id: string, texts: readonly string[], pack: Pack): Finding {
  const more = texts.length > MOST_NAMED ? `等 ${texts.length} 个` : ''
  return {
    rule: 'TX-003',
    outcome: 'cannot-check',
    severity: 'info',
    title: '手写数字，未与报表勾稽',
    where: id,
    cells: [],
    stated: `${texts.slice(0, MOST_NAMED).join('、')}${more}`,
    expected: '',
    difference: '',
    hint: '这些金额在报表中找不到相同的数，请核对；报表里有的数，可改为花括号引用，以后随报表变动',
    source: pack.head.title,
    group: undefined,
  }
}

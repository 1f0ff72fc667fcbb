import type { LedgerRuleView } from '#core/contract/ledger-views.ts'
import { AppError } from '#core/model/error.ts'
import { dimension, mappingRule, type MappingRule } from '#core/packs/schema-derive.ts'

/** A rule as the window shows it; one that is more than beginnings and parts of texts is shown as it is. */
export function ruleView(rule: MappingRule): LedgerRuleView {
  const set = Object.fromEntries(Object.entries(rule.set))
  const account = rule.account === undefined ? '' : plainOf(rule.account, '^')
  const name = rule.name === undefined ? '' : plainOf(rule.name, '')
  const text = rule.matches === undefined ? '' : plainOf(rule.matches, '')
  const auxiliary = rule.auxiliary ?? ''
  if (account !== undefined && name !== undefined && text !== undefined)
    return { account, name, auxiliary, text, isPattern: false, set }
  return {
    account: rule.account ?? '',
    name: rule.name ?? '',
    auxiliary,
    text: rule.matches ?? '',
    isPattern: true,
    set,
  }
}

/** The rule that a person described. Errors: IMPORT_RULE for one that says nothing or sets what does not exist. */
export function ruleOf(view: LedgerRuleView): MappingRule {
  const { account, name, auxiliary, text, isPattern } = view
  const pattern = (words: string, beginning: string): string => (isPattern ? words : `${beginning}${escaped(words)}`)
  const set = Object.fromEntries(Object.entries(view.set).filter(([, value]) => value.trim() !== ''))
  const unknown = Object.keys(set).find((key) => !dimension.safeParse(key).success)
  if (unknown !== undefined || Object.keys(set).length === 0) throw refused('没有写明归到哪里')
  if ([account, name, auxiliary, text].every((words) => words.trim() === '')) throw refused('没有写明对哪些科目')
  const parsed = mappingRule.safeParse({
    ...(account.trim() === '' ? {} : { account: pattern(account.trim(), '^') }),
    ...(name.trim() === '' ? {} : { name: pattern(name.trim(), '') }),
    ...(auxiliary.trim() === '' ? {} : { auxiliary: auxiliary.trim() }),
    ...(text.trim() === '' ? {} : { matches: pattern(text.trim(), '') }),
    set: Object.fromEntries(
      Object.entries(set).map(([key, value]) => [key, isPattern ? value : value.trim().replaceAll('$', '')]),
    ),
  })
  if (!parsed.success) throw refused('写法不对')
  return parsed.data
}

const escaped = (words: string): string => words.replace(/[\\^$.*+?()[\]{}|/-]/gu, (sign) => `\\${sign}`)

/** The words of an escaped text behind a beginning; undefined when it is a pattern of another kind. */
function plainOf(pattern: string, beginning: string): string | undefined {
  if (!pattern.startsWith(beginning)) return undefined
  const rest = pattern.slice(beginning.length)
  const words = rest.replace(/\\([\\^$.*+?()[\]{}|/-])/gu, '$1')
  return escaped(words) === rest ? words : undefined
}

function refused(what: string): AppError {
  return new AppError({
    code: 'IMPORT_RULE',
    message: `对应规则${what}，没有保存。`,
    remedies: [{ text: '每条规则至少写科目开头、名称、辅助项中的一样，并选一项归到哪里；不要的规则请删去。' }],
  })
}

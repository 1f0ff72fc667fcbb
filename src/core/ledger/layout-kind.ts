import type { LedgerKind } from './model.ts'

const hasAny = (named: ReadonlySet<string>, ...names: readonly string[]): boolean =>
  names.some((name) => named.has(name))
const hasAll = (named: ReadonlySet<string>, ...names: readonly string[]): boolean =>
  names.every((name) => named.has(name))

const hasAccount = (named: ReadonlySet<string>): boolean => hasAny(named, '科目编码', '科目')
const hasMovement = (named: ReadonlySet<string>): boolean =>
  hasAll(named, '借方', '贷方') || hasAll(named, '方向', '金额')

/** What a sheet is by the meanings of its columns; `hasTitle`: a line above them names an account. */
export function kindOf(named: ReadonlySet<string>, hasTitle = false): LedgerKind | undefined {
  const hasPeriod = hasAll(named, '本期借方', '本期贷方') || hasAll(named, '累计借方', '累计贷方')
  const hasBalance =
    hasAll(named, '期末借方', '期末贷方') ||
    (named.has('期末金额') && hasAny(named, '期末方向', '期初方向', '余额方向')) ||
    hasAll(named, '期初借方', '期初贷方')
  if (hasAccount(named) && hasPeriod && hasBalance) return 'balance'
  const isDated = hasAny(named, '日期', '凭证号') || hasAll(named, '月', '日')
  const isTitled = hasTitle && hasAny(named, '余额', '余额方向')
  if ((hasAccount(named) || isTitled) && hasMovement(named) && isDated) return 'journal'
  if (named.has('指标金额') || hasIndicatorKind(named)) return isIndicators(named) ? 'indicators' : undefined
  const hasFunction = hasAny(named, '功能分类·both', '功能分类·code')
  return hasFunction && named.has('金额') && !hasAccount(named) ? 'payments' : undefined
}

const hasIndicatorKind = (named: ReadonlySet<string>): boolean =>
  hasAny(named, '年初指标', '追加指标', '调整指标', '可执行指标')

/** The kinds stand in columns of their own, or beside each amount; one amount of no kind may be any of them. */
function isIndicators(named: ReadonlySet<string>): boolean {
  const hasType = hasAny(named, '指标类型·both', '指标类型·code', '指标类型·name')
  return named.has('指标金额') ? hasType && !hasIndicatorKind(named) : true
}

/** Why it is nothing yet, half a sentence for the user. */
export function missing(named: ReadonlySet<string>): string {
  if (named.has('指标金额'))
    return '“指标金额”是年初、追加、调整还是可执行指标看不出来（请指定为其中一种，重复的列选“不用”）'
  if (!hasAccount(named)) return '没有认出科目编码列'
  return hasMovement(named) ? '没有认出日期或凭证号列' : '没有认出借方、贷方金额列'
}

import type { CellRef, CellValue } from '#core/model/cell.ts'
import { AppError } from '#core/model/error.ts'
import type { SecretItem } from '#core/model/secret.ts'
import { maskOf, NO_MASK, type Mask } from '#core/secret/mask.ts'
import { publish, type Published } from '#core/secret/published.ts'
import type { NamedSecret } from '#core/secret/findings.ts'
import { toldIn } from '#core/secret/mentions.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { Pack } from '#core/packs/pack.ts'
import { lastYearOf, loadAccounts } from '#main/db/accounts.ts'
import { packOf, type OpenReport } from './open-report.ts'
import { secretsOf } from './secrets.ts'
import { codeNames, type Workspace } from './workspace.ts'

/** A report without what is secret, and what was done to make it so. */
export interface PublishedReport extends Published {
  readonly secrets: readonly NamedSecret[]
  readonly mask: Mask
  /** With the totals already reduced, but every item that totals keep still there: what the relations must hold for. */
  readonly reduced: Published
}

/** Takes out of a report what may not be published; a report without 涉密 items comes back as it is. */
export function publishReport(workspace: Pick<Workspace, 'store' | 'codes'>, opened: OpenReport): PublishedReport {
  const { accounts, projects, pack } = opened
  const secrets = secretsOf(workspace, opened)
  const lastYear = lastYearMask(workspace.store, opened)
  const as = (items: readonly SecretItem[], mask: Mask): Published =>
    items.length === 0 && lastYear === NO_MASK
      ? { accounts, projects }
      : publish({ accounts, projects, pack, items, mask, lastYear })
  const items = secrets.map(({ item }) => item)
  const leftOut = items.filter(({ totals }) => totals === '不包含')
  const mask = maskOf(items, accounts, pack)
  const isSame = leftOut.length === items.length
  const published = as(items, mask)
  return {
    ...published,
    secrets,
    mask,
    reduced: isSame ? published : as(leftOut, maskOf(leftOut, accounts, pack)),
  }
}

/** Last year's figures appear in this year's comparisons as they were published. */
function lastYearMask(store: Workspace['store'], { report }: OpenReport): Mask {
  const before = lastYearOf(store, report)
  if (!before) return NO_MASK
  const items = store.secrets.current(before.id).flatMap(({ item }) => item ?? [])
  return items.length === 0 ? NO_MASK : maskOf(items, loadAccounts(store, before.id), packOf(store, before))
}

/** Whether a package may tell where a cell comes from; not where the files or inputs behind it say what is secret. */
export function tellsOrigin(
  { accounts }: OpenReport,
  { mask, accounts: visible }: PublishedReport,
  ref: CellRef,
): boolean {
  return !mask.kept.has(ref) && isSameValue(accounts.get(ref), visible.get(ref))
}

function isSameValue(a: CellValue | undefined, b: CellValue | undefined): boolean {
  if (a?.kind !== 'amount' || b?.kind !== 'amount') return a?.kind === b?.kind
  return a.amount.fen === b.amount.fen
}

/**
 * Errors: APP_SECRET_UNANSWERED while somebody still has to say whether totals keep a 涉密 item, or whether last year's mark still
 * holds; APP_SECRET_RECOVERABLE when totals that should leave it out cannot be made to.
 */
export function requireAnswers(secrets: readonly NamedSecret[], conflicting: readonly string[]): void {
  const unanswered = secrets.filter(({ item, proposedBy }) => proposedBy !== undefined || item.totals === undefined)
  if (unanswered.length > 0)
    throw new AppError({
      code: 'APP_SECRET_UNANSWERED',
      message: `有涉密项还没有答复，不能导出：${unanswered.map(inWords).join('；')}。`,
      remedies: [
        { text: '在“涉密项”里选择“合计包含”或“合计不包含”；不再涉密的取消标记。' },
        { text: '命令行：mingzhang secret mark 科目或项目 --totals 包含|不包含，或 secret unmark 科目或项目。' },
      ],
    })
  if (conflicting.length > 0)
    throw new AppError({
      code: 'APP_SECRET_RECOVERABLE',
      message: `合计不包含涉密项时有 ${conflicting.length} 处对不上，读者可能据此算出涉密金额，不能导出：${conflicting.slice(0, 3).join('；')}。`,
      remedies: [
        { text: '把有关的绩效项目也标为涉密（合计不包含）。' },
        {
          text: '涉密的基本支出请写明在经济分类的哪一款、各多少（命令行 --part 30101=1.23）；说不清的只能改为“合计包含”。',
        },
      ],
    })
}

/**
 * Errors: APP_SECRET_CORRECTION when a 更正说明 would print what became secret after it was published: it quotes what was withdrawn.
 */
export function requireSilence(
  workspace: Pick<Workspace, 'codes'>,
  { accounts, pack }: OpenReport,
  { secrets, mask, accounts: visible }: PublishedReport,
  texts: readonly string[],
): void {
  const nameOfCode = codeNames(workspace.codes, accounts.key.year)
  const visibleNames = visibleNamesOf(visible, pack, nameOfCode)
  const [told] = toldIn(texts, secrets, mask, { accounts, pack, visibleNames })
  if (told === undefined) return
  throw new AppError({
    code: 'APP_SECRET_CORRECTION',
    message: `更正说明会印出${told}，这是已经标为涉密的内容，没有导出。`,
    remedies: [{ text: '涉密内容请先撤下原来的公开件，再作为新的一版导出公开，不要用更正公开。' }],
  })
}

/** Names of the rows that are published: the name of one of them gives nothing away. */
export function visibleNamesOf(
  visible: YearAccounts,
  pack: Pack,
  nameOfCode: (code: string) => string | undefined,
): ReadonlySet<string> {
  return new Set(
    [...pack.tables.keys()].flatMap((id) => {
      const state = visible.table(id)
      return (state?.rows ?? []).flatMap((row) => state?.names.get(row) ?? nameOfCode(row) ?? [])
    }),
  )
}

function inWords({ name, proposedBy }: NamedSecret): string {
  return proposedBy === undefined ? `${name}（合计是否包含它）` : `${name}（${proposedBy}标为涉密，今年是否仍然涉密）`
}

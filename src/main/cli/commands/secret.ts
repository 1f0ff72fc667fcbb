import type { SecretKind, SecretTarget, SecretTotals } from '#core/model/secret.ts'
import { chooseReport, openReport, type OpenReport } from '#main/services/open-report.ts'
import { markSecret, readParts, secretsOf, withdrawSecret } from '#main/services/secrets.ts'
import { aboutSecrets } from '#main/services/window/secrets-view.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { argumentsError, type Arguments } from '../arguments.ts'
import type { Command } from '../command.ts'
import { withExistingWorkspace } from '../open-workspace.ts'
import type { Terminal } from '../terminal.ts'

/**
 * `mingzhang secret`: lists the 涉密 items; `secret mark CODE|PROJECT --totals 包含|不包含 [--part 款=万元]… [--reason WHY]`, `secret unmark …`.
 * Whatever is all digits and no project is a code.
 */
export const secret: Command = (args, terminal) =>
  withExistingWorkspace(args.db, (workspace) => {
    const report = chooseReport(workspace, args)
    const opened = openReport(workspace, report)
    const [action, ...words] = args.words
    if (action === undefined) list(workspace, opened, args, terminal)
    else if (action === 'mark' || action === 'unmark') {
      const target = targetOf(opened, words.join(' '))
      if (action === 'mark') {
        markSecret(workspace, opened, {
          ...target,
          totals: totalsOf(args),
          parts: readParts(args.parts),
          reason: args.reason ?? '',
        })
        terminal.out(`已标为涉密：${target.target}`)
      } else {
        withdrawSecret(workspace, opened, target)
        terminal.out(`已取消涉密标记：${target.target}`)
      }
      for (const line of aboutSecrets(workspace, openReport(workspace, report))) terminal.out(`  ${line}`)
    } else throw argumentsError(`secret 后面不能写“${action}”，可用的有 mark、unmark。`)
    return Promise.resolve(0)
  })

function targetOf({ projects }: OpenReport, word: string): SecretTarget {
  if (word === '') throw argumentsError('没有写明是哪个科目（代码）或项目（名称）。')
  const project = projects.find(({ key, name }) => key === word || name === word)
  const kind: SecretKind = project === undefined && /^\d+$/.test(word) ? '科目' : '项目'
  return { kind, target: project?.key ?? word }
}

function totalsOf({ totals }: Arguments): SecretTotals | undefined {
  if (totals === undefined || totals === '包含' || totals === '不包含') return totals
  throw argumentsError(`--totals 后面应为“包含”或“不包含”，而不是“${totals}”。`)
}

function list(workspace: Workspace, opened: OpenReport, { json }: Arguments, terminal: Terminal): void {
  const secrets = secretsOf(workspace, opened)
  if (json) {
    terminal.out(JSON.stringify(secrets))
    return
  }
  if (secrets.length === 0) terminal.out('没有涉密项。')
  for (const { item, name, proposedBy } of secrets) {
    const state = proposedBy === undefined ? `合计${item.totals ?? '是否包含：没有答复'}` : `${proposedBy}标记，待确认`
    const why = item.reason === '' ? '' : `，${item.reason}`
    terminal.out(`${item.kind} ${name}：${state}${why}（${item.who}，${item.at.slice(0, 10)}）`)
  }
  for (const line of aboutSecrets(workspace, opened)) terminal.out(`  ${line}`)
}

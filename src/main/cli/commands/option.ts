import { optionsOf } from '#main/services/pack-options.ts'
import { chooseReport, openReport, packOf } from '#main/services/open-report.ts'
import { fillOption, switchOption } from '#main/services/switch-option.ts'
import { argumentsError } from '../arguments.ts'
import type { Command } from '../command.ts'
import { withExistingWorkspace } from '../open-workspace.ts'
import type { Terminal } from '../terminal.ts'
import type { Workspace } from '#main/services/workspace.ts'
import type { Report } from '#main/db/repositories/reports.ts'

/**
 * `mingzhang option`: lists the lines and pages that the pack offers; `option on|off|default ID`, `option set FIELD TEXT` fills in
 * a field of an option that is on.
 */
export const option: Command = (args, terminal) =>
  withExistingWorkspace(args.db, (workspace) => {
    const report = chooseReport(workspace, args)
    const [action, id, ...words] = args.words
    if (action === undefined) {
      if (args.json) terminal.out(JSON.stringify(optionsOf(workspace.store, report, packOf(workspace.store, report))))
      else list(workspace, report, terminal)
    } else if (id === undefined) throw argumentsError('没有写明是哪个选项。')
    else if (action === 'on' || action === 'off' || action === 'default') {
      switchOption(workspace, report, id, action === 'default' ? undefined : action === 'on')
      terminal.out(`${{ on: '已打开', off: '已关闭', default: '恢复为上年或模板的设置' }[action]}：${id}`)
    } else if (action === 'set') {
      fillOption(workspace, report, id, words.join(' '))
      terminal.out(`已填写：${id}`)
    } else throw argumentsError(`option 后面不能写“${action}”，可用的有 on、off、default、set。`)
    return Promise.resolve(0)
  })

const BY = { report: '本年设置', 'last-year': '沿用上年', pack: '模板设置' } as const

function list(workspace: Workspace, report: Report, terminal: Terminal): void {
  const { accounts } = openReport(workspace, report)
  for (const { option, isOn, by } of optionsOf(workspace.store, report, packOf(workspace.store, report))) {
    terminal.out(`${isOn ? '开' : '关'} ${option.id}：${option.title}（${BY[by]}）`)
    if (!isOn) continue
    for (const { id, prompt } of option.fields) terminal.out(`   ${id}：${accounts.text(id) ?? `【未填：${prompt}】`}`)
  }
}

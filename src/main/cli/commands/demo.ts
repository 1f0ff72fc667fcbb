import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { UNCONFIRMED } from '#core/check/finding.ts'
import { listFiles } from '#main/files/list-files.ts'
import type { Command, ExitCode } from '../command.ts'
import { resourcesFolder } from '../data-folder.ts'
import { withWorkspace } from '../open-workspace.ts'
import { pad } from '../terminal.ts'
import { buildPackage } from './build.ts'
import { printPackage } from './export.ts'
import { importLedgers } from './ledger.ts'

const OUT = '公开包'

/**
 * `mingzhang demo`: builds the package of every sample unit with a store of its own, so that nobody's data is touched.
 * A sample is a folder with a 填报表.
 */
export const demo: Command = async (args, terminal) => {
  const samples = join(resourcesFolder, 'samples')
  const names = readdirSync(samples).filter((name) => existsSync(join(samples, name, '填报表.xlsx')))
  const out = resolve(args.out ?? OUT)
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-demo-'))
  const rows: string[] = []
  let worst: ExitCode = 0
  try {
    await withWorkspace(join(folder, '样例.db'), async (workspace) => {
      for (const name of names) {
        terminal.out(`—— ${name} ——`)
        const request = { ...args, words: [join(samples, name)], out }
        const built = await buildPackage(workspace, request, terminal)
        if (built.exitCode > worst) worst = built.exitCode
        if (!built.package) continue
        printPackage(terminal, built.package, args.json)
        const ledgers = join(samples, `${name}-账套`)
        if (built.report && existsSync(ledgers)) {
          terminal.out(`—— ${name} 的账簿 ——`)
          const exitCode = await importLedgers(workspace, built.report, listFiles([ledgers]).workbooks, args, terminal)
          if (exitCode > worst) worst = exitCode
        }
        const { checks, size } = built.package
        const { verdict, counts, findings } = checks
        rows.push(
          `${pad(name, 24)}表 ${size.tables}，带数字的句子 ${size.sentences}，自评表 ${size.sheets}，通过 ${counts.pass}，尾差 ${counts.tail}，审核问题 ${findings.filter(({ outcome, rule }) => outcome !== 'tail' && rule !== UNCONFIRMED).length}：${verdict}`,
        )
      }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  terminal.out('')
  for (const row of rows) terminal.out(row)
  terminal.out(`全部公开材料在：${out}`)
  return worst
}

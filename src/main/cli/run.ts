import { AppError, type AppErrorInfo } from '#core/model/error.ts'
import { readArguments, argumentsError, type Arguments } from './arguments.ts'
import { logOf } from './command-log.ts'
import type { Command, ExitCode } from './command.ts'
import { backup, restore } from './commands/backup.ts'
import { build } from './commands/build.ts'
import { check } from './commands/check.ts'
import { codes } from './commands/codes.ts'
import { demo } from './commands/demo.ts'
import { explain } from './commands/explain.ts'
import { exportPackage } from './commands/export.ts'
import { helpPackage } from './commands/help-package.ts'
import { importFiles, undoImport } from './commands/import.ts'
import { ledger } from './commands/ledger.ts'
import { option } from './commands/option.ts'
import { packs } from './commands/packs.ts'
import { proofread } from './commands/proofread.ts'
import { secret } from './commands/secret.ts'
import { sheets } from './commands/sheets.ts'
import { template } from './commands/template.ts'
import { wording } from './commands/wording.ts'
import { printError, type Terminal } from './terminal.ts'
import { USAGE } from './usage.ts'

const COMMANDS: Readonly<Record<string, Command>> = {
  build,
  template,
  import: importFiles,
  ledger,
  undo: undoImport,
  check,
  proofread,
  export: exportPackage,
  explain,
  packs,
  codes,
  sheets,
  wording,
  secret,
  option,
  backup,
  restore,
  'help-package': helpPackage,
  demo,
}

/** Runs one command line and says how it ended; whatever goes wrong is said on the terminal. */
export async function runCommandLine(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const json = argv.includes('--json')
  try {
    const args = readArguments(argv)
    if (args.help || args.command === undefined) {
      terminal.out(USAGE)
      return 0
    }
    return await noted(commandOf(args), args, terminal)
  } catch (error) {
    printError(terminal, infoOf(error), json)
    return 2
  }
}

/** Runs the command and notes in the log beside its store what ran and what came of it. */
async function noted(command: Command, args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const begun = performance.now()
  const note = (error?: unknown): void => {
    // Opened at the end: the command may be what makes the store.
    logOf(args.db).ran(`cli:${args.command ?? ''}`, performance.now() - begun, error)
  }
  try {
    const exitCode = await command(args, terminal)
    note(exitCode === 0 ? undefined : { code: `EXIT_${exitCode}`, message: '', remedies: [] })
    return exitCode
  } catch (error) {
    note(error ?? new Error())
    throw error
  }
}

function commandOf({ command }: Arguments): Command {
  const found = Object.entries(COMMANDS).find(([name]) => name === command)
  if (!found) throw argumentsError(`没有“${command ?? ''}”这个命令，可用的有：${Object.keys(COMMANDS).join('、')}。`)
  return found[1]
}

/** What nobody foresaw is an error like any other: one sentence, with the details for whoever looks into it. */
function infoOf(error: unknown): AppErrorInfo {
  if (error instanceof AppError) return error.info
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    code: 'APP_UNEXPECTED',
    message: '程序遇到了没有预料到的情况，数据没有改动。',
    remedies: [{ text: '请把下面的内容反馈给开发者：' }, { text: detail }],
    detail,
  }
}

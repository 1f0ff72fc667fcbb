import type { Arguments } from './arguments.ts'
import type { Terminal } from './terminal.ts'

/** 0 fine · 1 findings of severity error, or required figures missing · 2 could not run. */
export type ExitCode = 0 | 1 | 2

/** One command of the command line. Throws AppError for what it could not do. */
export type Command = (args: Arguments, terminal: Terminal) => Promise<ExitCode>

import { runCommandLine } from './cli/run.ts'
import { processTerminal } from './cli/terminal.ts'

/** The command line: composition root of everything that runs without a window. */
process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal())

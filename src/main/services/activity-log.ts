import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { release } from 'node:os'
import { AppError, type AppErrorInfo } from '#core/model/error.ts'
import { framesOf } from './program-frames.ts'

/**
 * What the program did, for whoever helps its user: when it started, which channel or command ran how long, which error code came
 * of it and where in the program. Nothing of the accounts is in it: no message, no amount, no name, no path of the machine.
 */
export interface ActivityLog {
  readonly start: (as: 'electron' | 'loopback', version: string) => void
  readonly stop: () => void
  /** One channel or command that ended; the error as it was thrown, or as it was answered. */
  readonly ran: (name: string, milliseconds: number, error?: unknown) => void
  /** Something went wrong in the window: the class of the error, and the places in the built window. */
  readonly window: (name: string, places: readonly string[]) => void
  /** The lines kept, oldest first; what the program would not write itself is left out. */
  readonly lines: () => readonly string[]
}

const NAME = '明账.log'
const OLDER = ['明账.1.log', '明账.2.log'] as const
const MOST_BYTES = 256 * 1024

/** The log lies beside the store. */
export const logFolderOf = (storePath: string): string => join(dirname(storePath), '日志')

/** The log of a data folder. It never fails: a full disk or a read-only folder loses the line, not the work. */
export function openActivityLog(folder: string, clock: () => Date): ActivityLog {
  const write = (words: readonly string[]): void => {
    const line = [clock().toISOString().replace(/\.\d+/, ''), ...words].join(' ')
    if (isOwnLine(line))
      quietly(() => {
        append(folder, line)
      })
  }
  return {
    start: (as, version) => {
      write(['start', as, ...versionWords(version)])
    },
    stop: () => {
      write(['stop'])
    },
    ran: (name, milliseconds, error) => {
      write([name, `${Math.max(0, Math.trunc(milliseconds))}ms`, ...(error === undefined ? ['ok'] : errorWords(error))])
    },
    window: (name, places) => {
      write(['window', '0ms', 'APP_WINDOW_FAILED', ...[name].filter(isWord), ...places])
    },
    lines: () =>
      [...OLDER.toReversed(), NAME]
        .flatMap((name) => quietly(() => readFileSync(join(folder, name), 'utf8').split('\n')) ?? [])
        .filter(isOwnLine),
  }
}

/** A log that keeps nothing. */
export const NO_LOG: ActivityLog = {
  start: () => undefined,
  stop: () => undefined,
  ran: () => undefined,
  window: () => undefined,
  lines: () => [],
}

/** Program and platform: what a helper asks first. */
export function versionWords(version: string): readonly string[] {
  // Outside Electron there are only some of them.
  const versions: Readonly<Record<string, string | undefined>> = process.versions
  const named = ['node', 'v8', 'electron', 'chrome'].flatMap((name) => {
    const found = versions[name]
    return found === undefined ? [] : [`${name}=${found}`]
  })
  return [
    `mingzhang=${version}`,
    ...named,
    `${process.platform}-${process.arch}`,
    // Only the number: a kernel that somebody built himself may bear his name.
    `os=${/^[\d.]+/.exec(release())?.[0] ?? '?'}`,
  ]
}

function errorWords(error: unknown): readonly string[] {
  const info = infoOf(error)
  if (info !== undefined && !(error instanceof Error)) return [info.code, ...framesOf(info.detail ?? '')]
  const cause = error instanceof Error ? error.cause : undefined
  return [
    info?.code ?? 'APP_UNEXPECTED',
    ...[error, cause].flatMap((one) => [...kindOf(one), ...framesOf(one instanceof Error ? (one.stack ?? '') : '')]),
  ]
}

function infoOf(error: unknown): AppErrorInfo | undefined {
  if (error instanceof AppError) return error.info
  return typeof error === 'object' && error !== null && 'remedies' in error ? (error as AppErrorInfo) : undefined
}

/** The class of an error and the code that the system gave it, such as ENOSPC. Never its message. */
function kindOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || error instanceof AppError) return []
  const code = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  return [error.name, ...code].filter(isWord)
}

const isWord = (word: string): boolean => /^[A-Za-z][A-Za-z0-9_]{1,60}$/.test(word)

/** The only lines that are written, and the only ones that are read again: somebody may have written into the file. */
function isOwnLine(line: string): boolean {
  return (
    line.length <= 2000 &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (stop|start (electron|loopback)( [a-z0-9]+[=-][\w.?+-]+)+|[a-z:-]+ \d+ms (ok|[A-Z][A-Z0-9_]*( \w+| (src|out)\/[\w./-]+:\d+:\d+)*))$/.test(
      line,
    )
  )
}

function append(folder: string, line: string): void {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, NAME)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size + line.length + 1 > MOST_BYTES) {
    const [newer, oldest] = OLDER
    quietly(() => {
      renameSync(join(folder, newer), join(folder, oldest))
    })
    renameSync(path, join(folder, newer))
  }
  appendFileSync(path, `${line}\n`)
}

function quietly<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

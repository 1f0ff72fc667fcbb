import { Worker } from 'node:worker_threads'
import { AppError } from '#core/model/error.ts'
import type { PrintPort } from '#main/render/print-port.ts'
import { logFolderOf, openActivityLog } from '#main/services/activity-log.ts'
import type { DesktopPort } from '#main/services/window/session.ts'
import { infoOf } from '../error-info.ts'
import type { SessionPort } from '../session-port.ts'
import { openLine, type Answerers, type Ask, type Line } from './line.ts'
import type { HostQuestions, SessionPlaces, SessionQuestions } from './questions.ts'

/** What the host supplies to the session. */
export interface HostParts {
  readonly print: PrintPort
  readonly desktop: DesktopPort
  /** Passes the JSON text of an event to the window. */
  readonly emit: (event: string) => void
  /** Where Node keeps the program's files as it compiled them, for the next start; see docs/adr/0022. */
  readonly compiled?: string
}

/** A session on a thread of its own. */
export interface StartedSession extends SessionPort {
  /** Comes true when the store is open. Errors as `openSession`. */
  readonly opened: Promise<void>
  /** Ends the thread, which closes the store first, and then the print port. */
  readonly close: () => Promise<void>
}

/**
 * Starts the thread that owns the store and answers the window, so that no work of it ever keeps the host from passing on. What is
 * asked before the store is open waits for it. A thread that ended by itself is noted in the log; what was under way is refused
 * with APP_SESSION_ENDED, and the next request starts a new one: all that was saved is in the store.
 */
export function startSession(places: SessionPlaces, { print, desktop, emit, compiled }: HostParts): StartedSession {
  const log = openActivityLog(logFolderOf(places.storePath), () => new Date())
  const answerers: Answerers<HostQuestions> = {
    event: emit,
    pdf: ({ html, options }) => print.pdf(html, options),
    png: ({ html, options }) => print.png(html, options),
    openFolder: desktop.openFolder,
    openFile: desktop.openFile,
  }
  // What nobody caught on the host's thread ends the program; the note of it is what is left.
  const noteCrash = (error: unknown): void => {
    log.ran('crash', 0, error ?? new Error())
  }
  process.on('uncaughtExceptionMonitor', noteCrash)
  let running: SessionThread | undefined
  let closing: Promise<void> | undefined
  const start = (): SessionThread => {
    const started = startThread(places, answerers, { noteCrash, compiled })
    void started.exited.then(() => {
      if (running === started) running = undefined
    })
    return (running = started)
  }
  /** To the thread that is there; to a new one where the last one has ended. What it is asked while it opens, it answers then. */
  const ask: Ask<SessionQuestions> = (name, asked) =>
    closing ? Promise.reject(sessionEnded(undefined)) : (running ?? start()).line.ask(name, asked)
  const first = start()
  return {
    opened: first.opened,
    answer: async (channel, request) => {
      try {
        return await ask('call', { channel, request })
      } catch (error) {
        return JSON.stringify({ ok: false, error: infoOf(error) })
      }
    },
    preview: (path) => ask('preview', path),
    close: () =>
      (closing ??= (async () => {
        const last = running
        last?.line.ask('close', undefined).catch(() => undefined)
        await last?.exited
        await print.close()
        process.off('uncaughtExceptionMonitor', noteCrash)
      })()),
  }
}

interface SessionThread {
  readonly line: Line<SessionQuestions>
  readonly opened: Promise<void>
  readonly exited: Promise<void>
}

/** Never terminated from outside: a call into SQLite that is going on would take the process with it. It ends when it is asked to. */
function startThread(
  places: SessionPlaces,
  answerers: Answerers<HostQuestions>,
  { noteCrash, compiled }: { readonly noteCrash: (error: unknown) => void; readonly compiled: string | undefined },
): SessionThread {
  const thread = new Worker(new URL('../../session-thread.ts', import.meta.url), {
    name: 'session',
    execArgv: [],
    env: { ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }), ...process.env },
  })
  const line = openLine<HostQuestions, SessionQuestions>(thread, answerers)
  let fault: unknown
  // Only what the thread could not note itself, such as having run out of memory.
  thread.on('error', (error: unknown) => {
    fault = error
    noteCrash(error)
  })
  const exited = new Promise<void>((resolve) => {
    thread.once('exit', () => {
      line.cut(sessionEnded(fault))
      resolve()
    })
  })
  const opened = line.ask('open', places)
  // A thread that opened nothing is of no use; whoever waits for it is told why.
  opened.catch(() => {
    line.ask('close', undefined).catch(() => undefined)
  })
  return { line, opened, exited }
}

function sessionEnded(cause: unknown): AppError {
  return new AppError(
    {
      code: 'APP_SESSION_ENDED',
      message: '程序处理数据的部分意外停止了，这一步没有做成；已经保存的内容都在。',
      remedies: [
        { text: '再做一次刚才这一步，程序会自动重新打开数据文件。' },
        { text: '还不行时关闭明账后重新打开，并在“设置”中保存求助包交给技术支持。' },
      ],
      ...(cause instanceof Error ? { detail: cause.stack ?? cause.message } : {}),
    },
    { cause },
  )
}

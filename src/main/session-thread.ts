/** The thread that owns the store and answers the window, whatever the host; started by host/thread/start-session.ts. */
import { parentPort } from 'node:worker_threads'
import type { Handlers } from '#core/contract/contract.ts'
import { answerJson } from './host/answer.ts'
import { handlers } from './host/handlers.ts'
import { hostPorts } from './host/thread/host-ports.ts'
import { openLine, type Line } from './host/thread/line.ts'
import type { HostQuestions, SessionQuestions } from './host/thread/questions.ts'
import { previewAnswer } from './host/window-files.ts'
import { openSession, type OpenedSession } from './open-session.ts'
import { getReady } from './services/window/get-ready.ts'
import { previewHtml } from './services/window/preview.ts'

interface Open extends OpenedSession {
  readonly handlers: Handlers
}

let open: Open | undefined
/** Why it did not open, for whoever asked in the belief that it would. */
let refusal: unknown

function requireOpen(): Open {
  if (open) return open
  throw refusal
}

if (parentPort === null) throw new Error('this file is a thread')
const line: Line<HostQuestions> = openLine<SessionQuestions, HostQuestions>(parentPort, {
  open: (places) => {
    try {
      const opened = openSession({ ...places, ...hostPorts(line.ask) })
      open = { ...opened, handlers: handlers(opened.session) }
      void getReady(opened.session.workspace())
    } catch (error) {
      refusal = error
      throw error
    }
  },
  call: ({ channel, request }) => {
    const { session, handlers: all } = requireOpen()
    return answerJson(all, channel, request, session.log)
  },
  preview: (path) => {
    const { session } = requireOpen()
    return previewAnswer(path, { html: (report) => previewHtml(session, report), pdf: session.pdfs.find })
  },
  close: async () => {
    await open?.close()
    process.exit(0)
  },
})

/** What nobody caught has been noted in the log. The store is closed before the thread ends: SQLite must not be torn down with it. */
process.on('uncaughtException', () => {
  try {
    open?.session.workspace().store.close()
  } finally {
    process.exit(1)
  }
})

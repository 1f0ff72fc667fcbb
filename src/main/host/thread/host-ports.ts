import type { Emit } from '#core/contract/contract.ts'
import type { PrintPort } from '#main/render/print-port.ts'
import type { DesktopPort } from '#main/services/window/session.ts'
import type { Ask } from './line.ts'
import type { HostQuestions } from './questions.ts'

/** The ports that only the host has, as the session thread sees them: each asks the host. */
export function hostPorts(ask: Ask<HostQuestions>): {
  readonly print: PrintPort
  readonly desktop: DesktopPort
  readonly emit: Emit
} {
  return {
    print: {
      pdf: (html, options = {}) => ask('pdf', { html, options }),
      png: (html, options) => ask('png', { html, options }),
      // Who opened it closes it: the host, when this thread has ended.
      close: () => Promise.resolve(),
    },
    desktop: {
      openFolder: (path) => ask('openFolder', path),
      openFile: (path) => ask('openFile', path),
    },
    emit: (event) => {
      // A host that has gone has no window to tell.
      ask('event', JSON.stringify(event)).catch(() => undefined)
    },
  }
}

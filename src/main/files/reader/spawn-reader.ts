import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

import { readFrames } from './frames.ts'
import { FRAMES_FD } from './messages.ts'
import type { ReadJob } from './messages.ts'

/** How a reader process ended. */
export interface ReaderExit {
  readonly code: number | undefined
  readonly signal: string | undefined
  /** The last lines it wrote to its error output. */
  readonly complaint: string
}

/** A running reader process. */
export interface ReaderProcess {
  send(job: ReadJob): void
  /** What it answers; ends when the process does. */
  readonly frames: AsyncGenerator
  readonly exited: Promise<ReaderExit>
  /** Resident memory in bytes; `undefined` where the system does not say or the process is gone. */
  residentBytes(): number | undefined
  kill(): void
}

/** Enough of what a dying process says to find the fault. */
const COMPLAINT_CHARACTERS = 4_000

/**
 * Who watches the memory. `outside`: the parent, by what the system says of the process; it cannot be starved. `inside`:
 * a thread of the reader itself, where the system tells the parent nothing.
 */
export type MemoryWatch = 'outside' | 'inside'

export const defaultWatch = (): MemoryWatch => (process.platform === 'linux' ? 'outside' : 'inside')

/** How much of what the process may hold is for the heap; the rest is code, buffers and what is being collected. */
const HEAP_SHARE = 0.7

/** Starts the reader process: the only place that does. */
export function spawnReader(memoryLimitBytes: number, watch: MemoryWatch): ReaderProcess {
  const entry = fileURLToPath(new URL('./reader-child.ts', import.meta.url))
  const child = fork(entry, watch === 'inside' ? [String(memoryLimitBytes)] : [], {
    // As Electron this executable would start a second program; with the variable it is a plain Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    // Or else V8 lets garbage lie until the process is ended for it.
    execArgv: [`--max-old-space-size=${Math.round((memoryLimitBytes * HEAP_SHARE) / 2 ** 20)}`],
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'ipc'],
  })
  const pipe = child.stdio[FRAMES_FD]
  if (!(pipe instanceof Readable)) throw new Error('the reader process has no pipe')
  return {
    // A process that has just died says so by the end of its frames.
    send: (job) => void child.send(job, () => undefined),
    frames: readFrames(pipe),
    exited: exitOf(child),
    residentBytes: () => (child.pid === undefined || watch === 'inside' ? undefined : residentBytes(child.pid)),
    kill: () => void child.kill('SIGKILL'),
  }
}

function exitOf(child: ChildProcess): Promise<ReaderExit> {
  let complaint = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-COMPLAINT_CHARACTERS)
  })
  return new Promise((resolve) => {
    child.once('error', (cause) => {
      resolve({ code: undefined, signal: undefined, complaint: String(cause) })
    })
    // Not `close`: that waits until the pipe of the frames is empty, which nobody may be reading any more.
    child.once('exit', (code, signal) => {
      const end = (): void => {
        resolve({ code: code ?? undefined, signal: signal ?? undefined, complaint })
      }
      if (child.stderr === null || child.stderr.readableEnded) end()
      else child.stderr.once('close', end)
    })
  })
}

function residentBytes(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]
    return kilobytes === undefined ? undefined : Number.parseInt(kilobytes, 10) * 1024
  } catch {
    return undefined
  }
}

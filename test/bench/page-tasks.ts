import type { Browser } from 'playwright-core'

/**
 * What keeps the page from answering: the tasks of its main thread, in processor time of that thread, so that other load on the
 * machine does not count.
 */
export interface PageTasks {
  readonly name: string
  /** Milliseconds of the longest task. */
  readonly longest: number
  /** Tasks of more than `LONG` milliseconds. */
  readonly long: number
  /** Milliseconds of all tasks. */
  readonly total: number
}

/** Longer than this, and who types or clicks feels it. */
export const LONG = 50

/** The part of an event of Chromium's tracing that is read here; times in microseconds. */
export interface TraceEvent {
  readonly name: string
  readonly cat: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** Time of the processor. */
  readonly tdur?: number
  readonly args: { readonly name?: string }
}

/** One event per task of a thread; nothing else, so that the tracing itself costs little. */
const TASKS = 'disabled-by-default-devtools.timeline'

/** What the pages of a browser did during `work`. */
export async function trace(
  browser: Browser,
  work: () => Promise<unknown>,
  categories: readonly string[] = [TASKS],
): Promise<readonly TraceEvent[]> {
  await browser.startTracing(undefined, { categories: [...categories] })
  await work()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: readonly TraceEvent[] }
  return traceEvents
}

/** The tasks of the pages' main threads. */
export function mainTasks(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  )
  return events.filter(({ name, ph, pid, tid }) => ph === 'X' && name === 'RunTask' && mains.has(`${pid}/${tid}`))
}

/** The longest task during `work`, and how many were too long. */
export async function pageTasks(browser: Browser, name: string, work: () => Promise<unknown>): Promise<PageTasks> {
  const tasks = mainTasks(await trace(browser, work)).map(({ tdur = 0 }) => tdur / 1000)
  return {
    name,
    longest: Math.max(0, ...tasks),
    long: tasks.filter((task) => task > LONG).length,
    total: tasks.reduce((sum, task) => sum + task, 0),
  }
}

import { Worker } from 'node:worker_threads'

/**
 * Hands a thread its job and takes its one answer. Undefined when it could not answer: the same work done here then says why.
 *
 * @param file of the thread, as its starter names it beside itself
 */
export function askThread(file: URL, job: unknown): Promise<unknown> {
  return new Promise((resolve) => {
    const thread = new Worker(file, { workerData: job, execArgv: [] })
    // A program that is being closed does not wait for it.
    thread.unref()
    thread.once('message', resolve)
    thread.once('error', () => {
      resolve(undefined)
    })
    thread.once('exit', () => {
      resolve(undefined)
    })
  })
}

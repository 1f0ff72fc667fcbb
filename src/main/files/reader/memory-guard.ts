/** A thread of the reader process that ends the process when it holds too much, also while its main thread is busy. */
import { writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

import { MEMORY_LIMIT_MARK } from './messages.ts'

const limit = Number.parseInt(String(workerData), 10)

function look(): void {
  if (process.memoryUsage.rss() <= limit) return
  writeSync(2, MEMORY_LIMIT_MARK)
  process.kill(process.pid, 'SIGKILL')
}

look()
setInterval(look, 20)
parentPort?.postMessage('watching')

/** The thread that parses one archived pack; see parse-pack.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadArchived } from '#main/files/packs/archive.ts'

if (!(workerData instanceof Uint8Array)) throw new TypeError('the thread was given no archive')
parentPort?.postMessage(loadArchived(workerData))

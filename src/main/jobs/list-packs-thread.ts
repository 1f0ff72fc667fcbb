/** The thread that looks at every pack; see list-packs.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { openPacks } from '#main/files/packs.ts'

const folders = workerData as readonly string[] // only list-packs.ts starts this thread
parentPort?.postMessage(openPacks(folders).list())

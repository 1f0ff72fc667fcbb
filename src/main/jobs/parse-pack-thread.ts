/** The thread that parses one archived pack and keeps it parsed; see parse-pack.ts. */
import { parentPort, workerData } from 'node:worker_threads'
import { loadArchived } from '#main/files/packs/archive.ts'
import { openParsedPacks } from '#main/files/packs/parsed-packs.ts'
import type { ParseJob } from './parse-pack.ts'

const { archive, folder, digest } = workerData as ParseJob // only parse-pack.ts starts this thread
const pack = loadArchived(archive)
parentPort?.postMessage(pack)
openParsedPacks(folder).keep(digest, pack)

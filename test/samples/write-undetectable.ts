import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { trialsOf } from './mutations.ts'
import { openSample } from './open-sample.ts'
import { undetectableReport } from './undetectable.ts'
import { SAMPLE_FOLDER } from './write-001.ts'

export const GOLDEN_FILE = join(import.meta.dirname, '../golden/001-undetectable.md')

if (import.meta.main) {
  const sample = await openSample(SAMPLE_FOLDER)
  writeFileSync(GOLDEN_FILE, undetectableReport(trialsOf(sample), sample.pack))
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { correctedFacts } from './facts.ts'
import { trialsOf } from './mutations.ts'
import { readSample } from './sample-accounts.ts'
import { undetectableReport } from './undetectable.ts'
import { SAMPLE_FOLDER } from './write-001.ts'

export const GOLDEN_FILE = join(import.meta.dirname, '../golden/001-undetectable.md')

if (import.meta.main) {
  const sample = await readSample(SAMPLE_FOLDER, correctedFacts())
  writeFileSync(GOLDEN_FILE, undetectableReport(trialsOf(sample), sample.pack))
}

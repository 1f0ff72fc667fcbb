import { join } from 'node:path'
import { authorsFacts, correctedFacts } from './facts.ts'
import { SAMPLES, writeSample } from './write-sample.ts'

export type { SampleFile } from './write-sample.ts'

/** Where the sample that people use lies, and where the one with the author's mistakes. */
export const SAMPLE_FOLDER = join(SAMPLES, '上党区委办2023')
export const AUTHOR_ERRORS_FOLDER = join(import.meta.dirname, 'author-errors')

if (import.meta.main) {
  await writeSample(SAMPLE_FOLDER, correctedFacts())
  await writeSample(AUTHOR_ERRORS_FOLDER, authorsFacts())
}

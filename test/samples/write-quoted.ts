import { join } from 'node:path'
import { corrected, quotedFactsOf } from './facts.ts'
import { SAMPLES, writeSample } from './write-sample.ts'

/** The seeds whose documents are compared sentence by sentence, and the folders of their samples. */
export const QUOTED_SAMPLES = {
  '000': join(SAMPLES, '上党区政府办2021'),
  '002': join(SAMPLES, '赫山区政府办2021'),
  '003': join(SAMPLES, '广阳区政府办2021预算'),
  '004': join(SAMPLES, '荷塘区政府办2020'),
} as const

if (import.meta.main)
  for (const [seed, folder] of Object.entries(QUOTED_SAMPLES)) await writeSample(folder, corrected(quotedFactsOf(seed)))

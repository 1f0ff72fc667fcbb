import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillInModel } from '#core/recognise/fill-in/build-model.ts'
import { writeFillIn } from '#main/render/fill-in/write-fill-in.ts'
import { bureauWorkbook } from './bureau-workbook.ts'
import type { Facts } from './facts.ts'
import { fillInAnswers } from './fill-in-answers.ts'
import { samplePack } from './sample-pack.ts'

/** Where the samples that people use lie, by unit and year. */
export const SAMPLES = join(import.meta.dirname, '../../resources/samples')

export interface SampleFile {
  readonly name: string
  readonly content: Uint8Array
}

/** The workbooks that the unit would have: the tables of its bureau and its 填报表. */
export async function sampleFiles(facts: Facts): Promise<readonly SampleFile[]> {
  const { pack, nameOfCode } = samplePack(facts)
  const fillIn = fillInModel(pack, fillInAnswers(facts, pack, nameOfCode))
  return [
    { name: '公开报表.xlsx', content: await bureauWorkbook(facts.tables, facts.year, facts.stage) },
    { name: '填报表.xlsx', content: await writeFillIn(fillIn) },
  ]
}

/** Writes the workbooks into a folder, which it makes. */
export async function writeSample(folder: string, facts: Facts): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const { name, content } of await sampleFiles(facts)) writeFileSync(join(folder, name), content)
}

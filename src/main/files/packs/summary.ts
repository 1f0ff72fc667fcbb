import { z } from 'zod'
import type { PackFiles } from '#core/packs/parse-layer.ts'
import { unconfirmedMarks } from '#core/packs/unconfirmed.ts'
import { readYaml } from '#core/packs/read-yaml.ts'
import { packHead } from '#core/packs/schema-pack.ts'

/** What a list of packs shows; nothing of it is checked. */
export type PackSummary =
  | {
      readonly kind: 'readable'
      readonly id: string
      /** The packs folder in which it lies. */
      readonly folder: string
      readonly version: string
      readonly title: string
      readonly stage: '预算' | '决算'
      readonly year: number
      readonly extends: string | undefined
      /** Of the pack and its parents. */
      readonly unconfirmed: readonly string[]
    }
  | { readonly kind: 'broken'; readonly id: string; readonly folder: string }

const { version, title, stage, year, extends: parent } = packHead.shape
const summaryHead = z.object({ version, title, stage, year, extends: parent })

/** Reads the head of one pack, given the files of its lineage; `broken` tells the user to run the check. */
export function summarise(id: string, folder: string, files: PackFiles): PackSummary {
  const path = `${id}/pack.yaml`
  const result = summaryHead.safeParse(readYaml(path, files.get(path) ?? '').source?.value)
  if (!result.success) return { kind: 'broken', id, folder }
  const unconfirmed = unconfirmedMarks(id, files)
  return { kind: 'readable', id, folder, ...result.data, extends: result.data.extends, unconfirmed }
}

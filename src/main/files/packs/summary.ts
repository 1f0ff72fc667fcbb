import { z } from 'zod'
import { readYaml } from '#core/packs/read-yaml.ts'
import { packHead } from '#core/packs/schema-pack.ts'

/** What a list of packs shows; read from pack.yaml alone. */
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
      readonly unconfirmed: readonly string[]
    }
  | { readonly kind: 'broken'; readonly id: string; readonly folder: string }

const { version, title, stage, year, extends: parent, unconfirmed } = packHead.shape
const summaryHead = z.object({ version, title, stage, year, extends: parent, unconfirmed })

/** Reads the head of one pack; `broken` tells the user to run the check. */
export function summarise(id: string, folder: string, packYaml: string): PackSummary {
  const result = summaryHead.safeParse(readYaml(`${id}/pack.yaml`, packYaml).source?.value)
  if (!result.success) return { kind: 'broken', id, folder }
  return { kind: 'readable', id, folder, ...result.data, extends: result.data.extends }
}

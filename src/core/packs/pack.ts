import type { PackChart } from './schema-chart.ts'
import type { PackDerive } from './schema-derive.ts'
import type { PackForm } from './schema-form.ts'
import type { PackRecognisers } from './schema-recognisers.ts'
import type { PackRelation } from './schema-relation.ts'
import type { PackScoring } from './schema-scoring.ts'
import type {
  PackGlossaryEntry,
  PackHead,
  PackOption,
  PackPhrase,
  PackPriorCell,
  PackStyle,
  PackTextField,
} from './schema-pack.ts'
import type { PackSources } from './schema-sources.ts'
import type { PackTable } from './schema-table.ts'

/** A pack with its parents merged in and everything cross-checked: what the rest of the program sees. */
export interface Pack {
  readonly head: PackHead
  /** This pack and its parents, nearest first, as `id@version`. */
  readonly lineage: readonly string[]
  /** SHA-256 over all files of the lineage, so that a report can tell whether its pack changed; made by the loader. */
  readonly digest: string
  readonly tables: ReadonlyMap<string, PackTable>
  readonly relations: readonly PackRelation[]
  readonly texts: ReadonlyMap<string, PackTextField>
  readonly phrases: ReadonlyMap<string, PackPhrase>
  readonly glossary: readonly PackGlossaryEntry[]
  readonly style: PackStyle
  /** document.md, the nearest one of the lineage, with the file it came from (for messages). */
  readonly document: { readonly file: string; readonly markdown: string }
  /** Lines and pages that a report may switch on; undefined where the pack has none. */
  readonly options?: ReadonlyMap<string, PackOption> | undefined
  /** Prior-year cells that the 填报表 asks for, with their titles. */
  readonly priorCells: readonly PackPriorCell[]
  /** Pictures of the figures, in the order in which they are offered. */
  readonly charts: ReadonlyMap<string, PackChart>
  /** Layouts of the performance sheets by id, those of the nearest pack last. */
  readonly forms: ReadonlyMap<string, PackForm>
  /** How the sheets are scored; undefined where the pack has none. */
  readonly scoring: PackScoring | undefined
  /** How the tables follow from ledgers; undefined where the pack has no rules for it. */
  readonly derive?: PackDerive | undefined
  /** How exports of finance software name their columns. */
  readonly recognisers?: PackRecognisers | undefined
  /** Forms that state figures of the tables without being one of them, and which cells they give. */
  readonly sources?: PackSources | undefined
}

/** One mistake in a pack: file, line and what to do. */
export interface PackProblem {
  readonly file: string
  readonly line: number
  readonly message: string
}

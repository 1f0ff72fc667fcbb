import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { CellRef } from '#core/model/cell.ts'
import { parseAmount } from '#core/money/parse.ts'
import type { PrintedCells } from './solve.ts'

const schema = z.strictObject({
  unit: z.string(),
  nature: z.enum(['行政单位', '参照公务员法管理事业单位', '事业单位']),
  year: z.int(),
  pack: z.string(),
  /** 全年执行数 of the scoring sheets, 万元 */
  projects: z.array(z.tuple([z.string(), z.string()])),
  /** Amount cells of the published tables, 万元, as printed; '' is a blank. */
  cells: z.record(z.string(), z.string()),
})

export interface PrintedTables {
  readonly unit: string
  readonly nature: z.infer<typeof schema>['nature']
  readonly year: number
  readonly pack: string
  readonly projects: readonly (readonly [string, number])[]
  readonly cells: PrintedCells
}

/** 10 000 分: the size of the last digit of 万元 with two decimals. */
export const PRINT_QUANTUM = 10_000

/** The tables of a published document, from `printed-<seed>.json` beside this file. */
export function printedTables(seed: '001' | '004'): PrintedTables {
  const facts = schema.parse(JSON.parse(readFileSync(join(import.meta.dirname, `printed-${seed}.json`), 'utf8')))
  return {
    ...facts,
    projects: facts.projects.map(([name, text]) => [name, wanFen(text)] as const),
    cells: new Map(Object.entries(facts.cells).map(([ref, text]) => [ref as CellRef, wanFen(text)])),
  }
}

function wanFen(text: string): number {
  const parsed = parseAmount(text, '万元')
  if (parsed.kind === 'amount') return parsed.amount.fen
  if (parsed.kind === 'blank' || parsed.kind === 'dash') return 0
  throw new Error(`${text} is no amount`)
}

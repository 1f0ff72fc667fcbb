import { basename } from 'node:path'
import { columnMeanings, useOf } from '#core/ledger/column-meaning.ts'
import { labelKey } from '#core/ledger/header-paths.ts'
import { decideLayout, type LayoutDecision, type LayoutQuestion } from '#core/ledger/layout.ts'
import { HEAD_ROWS, lookAtSheet, type SaidColumns, type SheetLook } from '#core/ledger/look.ts'
import { AppError } from '#core/model/error.ts'
import type { PackRecognisers } from '#core/packs/schema-recognisers.ts'
import { address } from '#core/workbook/grid.ts'
import type { Store } from '#main/db/open-store.ts'
import { loadLedgerSetup, saveLayout } from './ledger-setup.ts'
import type { Workspace } from './workspace.ts'

/** What a file is by the first rows of its sheets. */
export interface FileLook {
  readonly path: string
  readonly name: string
  readonly sheets: readonly SheetLook[]
}

/** What the user says of columns, by fingerprint of the sheet's shape. */
export type Said = ReadonlyMap<string, SaidColumns>

/** Reads the first rows of every sheet (in the reader process) and says what each is. Errors: AppError FILE_*. */
export async function lookAtFile(
  { reader }: Pick<Workspace, 'reader'>,
  path: string,
  recognisers: PackRecognisers,
  decisions: ReadonlyMap<string, LayoutDecision>,
  said: Said = new Map(),
): Promise<FileLook> {
  const { sheets } = await reader.read(path, { headRows: HEAD_ROWS })
  return {
    path,
    name: basename(path),
    sheets: sheets.map((sheet) => lookAtSheet(sheet, recognisers, decisions, said)),
  }
}

/** `列=含义` of a question: the column by its label, or by its letter in Excel. */
export interface ColumnAnswer {
  readonly column: string
  readonly meaning: string
}

/**
 * Reads answers for one sheet. Answers about columns that the sheet does not have are passed over: they are for another one.
 * Errors: IMPORT_MEANING for a word that means nothing.
 */
export function readAnswers(
  { columns }: LayoutQuestion,
  answers: readonly ColumnAnswer[],
  recognisers: PackRecognisers,
): SaidColumns {
  const said = new Map<string, Exclude<ReturnType<typeof useOf>, undefined>>()
  for (const { column: name, meaning } of answers) {
    const use = useOf(meaning, recognisers)
    if (use === undefined) throw noMeaning(meaning, recognisers)
    const found =
      columns.find(({ label }) => labelKey(label) === labelKey(name)) ??
      columns.find(({ column }) => letterOf(column) === name.toUpperCase())
    if (found) said.set(found.label, use)
  }
  return said
}

export const letterOf = (column: number): string => address(0, column).replace(/\d+$/u, '')

/**
 * Keeps what was said of the sheets of a file, for it and all later files of the same shape; how many shapes were decided.
 * Call inside `Store.write`.
 */
export function saveSaid(store: Store, unit: string, looks: readonly SheetLook[], said: Said): number {
  const before = loadLedgerSetup(store, unit).layouts
  const decided = new Set<string>()
  for (const { question } of looks) {
    const own = question && said.get(question.fingerprint)
    if (!question || !own || own.size === 0 || decided.has(question.fingerprint)) continue
    const reading = decideLayout(question, own)
    if (reading.kind === 'open') continue
    decided.add(question.fingerprint)
    if (JSON.stringify(before.get(question.fingerprint)) !== JSON.stringify(reading.decision))
      saveLayout(store, unit, question.fingerprint, reading.decision)
  }
  return decided.size
}

function noMeaning(meaning: string, recognisers: PackRecognisers): AppError {
  return new AppError({
    code: 'IMPORT_MEANING',
    message: `栏目的含义“${meaning}”不认识。`,
    remedies: [{ text: `可用的含义有：${columnMeanings(recognisers).join('、')}；不需要的栏目写“不用”。` }],
  })
}

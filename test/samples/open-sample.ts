import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listOf } from '#core/codes/code-lists.ts'
import type { CheckContext } from '#core/check/checks/check.ts'
import { deriveTotals } from '#core/derive/totals.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { CellRef } from '#core/model/cell.ts'
import type { Project } from '#core/model/project.ts'
import { openStore } from '#main/db/open-store.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { openReader } from '#main/files/read-in-child.ts'
import { openChromium } from '#main/host/chromium.ts'
import { checkReport, type CheckedReport } from '#main/services/check-report.ts'
import { importFiles } from '#main/services/import-files.ts'
import type { ImportOutcome } from '#main/services/import-outcome.ts'
import { openReport } from '#main/services/open-report.ts'
import { codeNames, type Workspace } from '#main/services/workspace.ts'

const RESOURCES = join(import.meta.dirname, '../../resources')

/** A sample after the whole way: files, reader process, recognition, store, computed totals, checks, document. */
export interface Sample extends CheckContext, CheckedReport {
  readonly outcome: Extract<ImportOutcome, { kind: 'imported' }>
  readonly projects: readonly Project[]
  /** The accounts without what the program computed. */
  readonly stated: YearAccounts
  /** Cells that a computed one rests on. */
  readonly derivedFrom: ReadonlySet<CellRef>
}

/** Imports a sample into a store of its own, which is gone afterwards. Throws when the import is refused. */
export async function openSample(folder: string): Promise<Sample> {
  return withWorkspace(async (workspace) => {
    const outcome = await importFiles(workspace, { paths: [folder] })
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.errors))
    const opened = openReport(workspace, outcome.report)
    const { accounts, pack, projects } = opened
    const derived = workspace.store.cells.standingDerived(outcome.report.id)
    const stated: YearAccounts = { ...accounts, get: (ref) => (derived.has(ref) ? undefined : accounts.get(ref)) }
    return {
      ...checkReport(workspace, opened),
      outcome,
      accounts,
      pack,
      projects,
      stated,
      derivedFrom: new Set(deriveTotals(stated, pack).flatMap(({ inputs }) => inputs)),
      nameOfCode: codeNames(workspace.codes, accounts.key.year),
      derivedSheets: opened.derivedSheets,
      nearestCodes: (code) =>
        listOf(workspace.codes, code)
          ?.nearest(code)
          .map((row) => row.code) ?? [],
    }
  })
}

async function withWorkspace<T>(work: (workspace: Workspace) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-sample-'))
  const clock = (): Date => new Date(Date.UTC(2024, 8, 1))
  const codes = loadCodes(join(RESOURCES, 'codes'))
  const packs = openPacks([join(RESOURCES, 'packs')], { codes })
  const store = openStore(join(folder, 'sample.db'), { clock })
  const reader = openReader()
  const print = openChromium()
  try {
    return await work({ store, packs, codes, reader, print, actor: '测试', clock })
  } finally {
    await Promise.all([reader.close(), print.close()])
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

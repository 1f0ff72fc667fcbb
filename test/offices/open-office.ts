import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { openReader, type WorkbookReader } from '#main/files/read-in-child.ts'
import { openStore } from '#main/db/open-store.ts'
import type { PrintPort } from '#main/render/print-port.ts'
import { checkReport, type CheckedReport } from '#main/services/check-report.ts'
import { importFiles } from '#main/services/import-files.ts'
import { loadPack, openReport } from '#main/services/open-report.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { bureauWorkbook } from '#test/samples/bureau-workbook.ts'
import type { SampleFile } from '#test/samples/write-001.ts'

import { fillInWorkbook } from './answers.ts'
import { publishedTables } from './forms.ts'
import type { Office } from './office.ts'

const RESOURCES = join(import.meta.dirname, '../../resources')

/** These tests print nothing. */
const noPrinter: PrintPort = {
  pdf: () => Promise.reject(new Error('nothing is printed here')),
  png: () => Promise.reject(new Error('nothing is printed here')),
  close: () => Promise.resolve(),
}

/** What became of the workbooks of an office: refused, or imported and checked. */
export type Judged =
  | { readonly refused: readonly string[] }
  | ({ readonly refused: undefined; readonly warnings: readonly string[] } & CheckedReport)

export interface OfficeDesk {
  readonly reader: WorkbookReader
  readonly pack: (id: string) => ReturnType<typeof loadPack>
  /** Puts the files into a folder of their own with a store of its own, and clears both away. */
  readonly with: <T>(
    files: readonly SampleFile[],
    work: (workspace: Workspace, folder: string) => Promise<T>,
  ) => Promise<T>
  /** Imports the files into an empty store and checks the report. */
  readonly judge: (files: readonly SampleFile[]) => Promise<Judged>
  readonly close: () => Promise<void>
}

/** One reader process, one library of packs, as many stores as wanted. */
export function openDesk(): OfficeDesk {
  const codes = loadCodes(join(RESOURCES, 'codes'))
  const packs = openPacks([join(RESOURCES, 'packs')], { codes })
  const reader = openReader()
  const clock = (): Date => new Date(Date.UTC(2024, 8, 1))
  const withFiles: OfficeDesk['with'] = async (files, work) => {
    const home = mkdtempSync(join(tmpdir(), 'mingzhang-office-'))
    const folder = join(home, '报表')
    mkdirSync(folder)
    for (const { name, content } of files) writeFileSync(join(folder, name), content)
    const store = openStore(join(home, 'office.db'), { clock })
    try {
      return await work({ store, packs, codes, reader, print: noPrinter, actor: '测试', clock }, folder)
    } finally {
      store.close()
      rmSync(home, { recursive: true, force: true })
    }
  }
  return {
    reader,
    pack: (id) => loadPack({ packs }, id),
    with: withFiles,
    judge: (files) =>
      withFiles(files, async (workspace, folder): Promise<Judged> => {
        const outcome = await importFiles(workspace, { paths: [folder] })
        if (outcome.kind === 'refused') return { refused: outcome.errors.map(({ message }) => message) }
        const warnings = outcome.warnings.map(({ message }) => message)
        return { refused: undefined, warnings, ...checkReport(workspace, openReport(workspace, outcome.report)) }
      }),
    close: () => reader.close(),
  }
}

/** The workbooks of an office for a pack: its tables in one workbook, and its 填报表. */
export async function filesOf(office: Office, pack: ReturnType<typeof loadPack>): Promise<readonly SampleFile[]> {
  const { year } = pack.head
  const withStatistics = pack.tables.has('部门决算公开相关信息统计表')
  return [
    { name: '公开报表.xlsx', content: await bureauWorkbook(publishedTables(office, { withStatistics }), year) },
    { name: '填报表.xlsx', content: await fillInWorkbook(office, pack, year) },
  ]
}

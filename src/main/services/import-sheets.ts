import { readSheet, type SheetReading } from '#core/performance/read-sheet.ts'
import { finding, quote, type ImportFinding } from '#core/recognise/finding.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { WorkbookReading } from '#core/recognise/read-workbook-tables.ts'
import type { Workbook } from '#core/workbook/grid.ts'
import type { FileReading } from './import-files.ts'

/** Filled 自评表 of a workbook: those of its sheets that are no published table. */
export interface SheetsReading {
  readonly sheets: readonly (SheetReading & { readonly sheet: string })[]
  readonly findings: readonly ImportFinding[]
}

/** Reads the sheets of a workbook that are filled 自评表. */
export function readSheets(workbook: Workbook, { recognitions }: WorkbookReading, pack: Pack): SheetsReading {
  const unknown = new Set(recognitions.flatMap((one) => (one.kind === 'none' ? [one.sheet] : [])))
  const sheets = workbook.sheets.flatMap((sheet) => {
    const reading = unknown.has(sheet.name) ? readSheet(sheet, workbook.fileName, pack) : undefined
    return reading ? [{ ...reading, sheet: sheet.name }] : []
  })
  return { sheets, findings: sheets.flatMap((one) => one.findings) }
}

/** A project that comes twice, in two 自评表 or in a 自评表 and the 填报表: which one counts is not for the program to say. */
export function projectsTwice(readings: readonly FileReading[]): readonly ImportFinding[] {
  const claims = readings.flatMap(({ name, sheets, fillIn }) => [
    ...sheets.map(({ project, sheet }) => ({ project, sheet, file: name })),
    ...(fillIn?.projects ?? []).map(({ value, sheet }) => ({ project: value, sheet, file: name })),
  ])
  const byProject = Map.groupBy(claims, ({ project }) => `${project.subject}/${project.name}`)
  return [...byProject.values()].flatMap(([first, second]) =>
    first && second
      ? [
          finding(
            'refuse',
            'IMPORT_PROJECT_TWICE',
            second,
            `项目${quote(second.project.name)}在《${first.file}》工作表“${first.sheet}”里已经有了，无法判断以哪份为准。`,
            '填报表和自评表里同一个项目只留一份，删去另一份后重新导入。',
          ),
        ]
      : [],
  )
}

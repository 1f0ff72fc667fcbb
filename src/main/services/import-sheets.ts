import { listProjects, namedAgain, type ListedProject } from '#core/performance/list-projects.ts'
import { readProjectList, type ProjectList } from '#core/performance/read-list.ts'
import type { SheetReading } from '#core/performance/read-sheet.ts'
import { readForms } from '#core/performance/split-sheet.ts'
import { finding, quote, type ImportFinding } from '#core/recognise/finding.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { WorkbookReading } from '#core/recognise/read-workbook-tables.ts'
import type { Sheet, Workbook } from '#core/workbook/grid.ts'
import type { FileReading } from './read-import-file.ts'

type FilledSheet = SheetReading & { readonly sheet: string }

/** What the sheets of a workbook that are no published table say of projects. */
export interface SheetsReading {
  /** A project each, with the sheet that names it first; `form` where that is a filled 自评表. */
  readonly sheets: readonly (ListedProject & Partial<Pick<SheetReading, 'form'>>)[]
  /** Sheets that list projects or indicators, a row each. */
  readonly lists: readonly ProjectList[]
  /** Sheets that look like a list of projects and are none; a finding says so of each. */
  readonly noLists: readonly string[]
  readonly findings: readonly ImportFinding[]
}

export interface ListOptions {
  /** The unit of lists that state none. */
  readonly money: MoneyUnit | undefined
  /** Payment lists name projects and amounts, too. */
  readonly isLedger: (sheet: Sheet) => boolean
}

/** Reads the sheets of a workbook that are filled 自评表, and those that list projects or indicators. */
export function readSheets(
  workbook: Workbook,
  { recognitions }: Pick<WorkbookReading, 'recognitions'>,
  pack: Pack,
  { money, isLedger }: ListOptions,
): SheetsReading {
  const unknown = new Set(recognitions.flatMap((one) => (one.kind === 'none' ? [one.sheet] : [])))
  const open = workbook.sheets.filter(({ name }) => unknown.has(name))
  const forms = open.flatMap((sheet): readonly FilledSheet[] =>
    readForms(sheet, workbook.fileName, pack).map((reading) => ({ ...reading, sheet: sheet.name })),
  )
  const filled = new Set(forms.map(({ sheet }) => sheet))
  const found = open.flatMap((sheet): readonly ProjectList[] => {
    const list =
      filled.has(sheet.name) || !pack.scoring || isLedger(sheet)
        ? undefined
        : readProjectList(sheet, workbook.fileName, pack.scoring.lists, money)
    return list ? [list] : []
  })
  const doubts = found.flatMap((list) => namedAgain(list, workbook.fileName) ?? [])
  const noLists = doubts.map(({ sheet }) => sheet)
  const lists = found.filter(({ sheet }) => !noLists.includes(sheet))
  const listed = listProjects(lists, workbook.fileName, pack)
  const remarks = [...forms, ...lists].flatMap((one) => one.findings)
  return {
    sheets: [...forms, ...listed.projects],
    lists,
    noLists,
    findings: [...remarks, ...doubts, ...listed.findings],
  }
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

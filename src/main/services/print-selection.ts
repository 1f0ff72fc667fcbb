import { blankTableGrid } from '#core/document/blank-grid.ts'
import type { Block, DocumentModel, Grid } from '#core/document/model.ts'
import { pagesIn, readPageRanges } from '#core/document/page-ranges.ts'
import { AppError } from '#core/model/error.ts'
import { blankForms } from '#core/performance/sheet-grids.ts'
import { joinPdfs, pageCountOf } from '#main/render/pdf-pages.ts'
import { printDocument } from '#main/render/print-document.ts'
import type { CheckedReport } from './check-report.ts'
import { findingsGrid } from './findings-grid.ts'
import { heedingPrint } from './heeding-print.ts'
import type { OpenReport } from './open-report.ts'
import { beginStep, type Steps } from './steps.ts'
import { codeNames, type Workspace } from './workspace.ts'

/** What of a report may be printed. */
export type PrintPart = '文稿' | '报表' | '自评表' | '审核结果' | '空白报表' | '空白自评表'

export interface PrintChoice extends Steps {
  /** In the order in which they are printed. */
  readonly parts: readonly PrintPart[]
  /** Only these tables, filled in or blank; all of them without it. */
  readonly tables?: readonly string[] | undefined
  /** 1-3,5 of the whole; empty for all. */
  readonly pages: string
  /** Printed on both sides: millimetres that the type area moves away from the binding edge. Undefined: single pages. */
  readonly binding?: number | undefined
}

export interface PrintedSelection {
  readonly pdf: Uint8Array
  readonly pages: number
}

/** A report to print, as it stands. */
export interface PrintSource extends CheckedReport {
  readonly opened: OpenReport
}

/**
 * One PDF of chosen parts of chosen reports, made by the same renderer as the package. On both sides every part begins on a front side.
 * Errors: APP_BAD_PAGES, APP_NOTHING_TO_PRINT, and those of `printDocument`.
 */
export async function printSelection(
  workspace: Workspace,
  sources: readonly PrintSource[],
  choice: PrintChoice,
): Promise<PrintedSelection> {
  const ranges = readPageRanges(choice.pages)
  if (!ranges) throw refused('APP_BAD_PAGES', `“${choice.pages}”不是页码范围。`, '写成 1-3,5 这样；全部打印就留空。')
  const jobs = sources.flatMap((source) => choice.parts.flatMap((part) => jobsOf(workspace, source, part, choice)))
  const sheets = choice.binding === undefined ? undefined : { binding: choice.binding }
  const pdfs: Uint8Array[] = []
  let count = 0
  for (const [index, { title, model }] of jobs.entries()) {
    await beginStep(choice, `排版 ${title}`, { done: index, total: jobs.length })
    if (sheets && count % 2 === 1) {
      pdfs.push(await workspace.print.pdf(blankPage(model)))
      count += 1
    }
    const { pdf, pageCount } = await printDocument(heedingPrint(workspace.print, choice), model, sheets)
    pdfs.push(pdf)
    count += pageCount
  }
  if (count === 0)
    throw refused('APP_NOTHING_TO_PRINT', '选中的内容里没有可以打印的。', '换一些内容，或先导入报表、建立项目。')
  const keep = pagesIn(ranges, count)
  if (!keep)
    throw refused('APP_BAD_PAGES', `一共只有${count}页，没有“${choice.pages}”里的页。`, '改小页码，或留空打印全部。')
  const [only, ...others] = pdfs
  if (only && others.length === 0 && keep.size === count) return { pdf: only, pages: count }
  const pdf = await joinPdfs(pdfs, keep)
  return { pdf, pages: await pageCountOf(pdf) }
}

interface Job {
  readonly title: string
  readonly model: DocumentModel
}

function jobsOf(workspace: Workspace, source: PrintSource, part: PrintPart, { tables }: PrintChoice): readonly Job[] {
  const { model, opened } = source
  const blocks = part === '文稿' ? model.blocks : gridsOf(workspace, source, part, tables).map(gridBlock)
  return blocks.length === 0 ? [] : [{ title: `${opened.accounts.unit.name} ${part}`, model: { ...model, blocks } }]
}

/** Alone, a table has no place in a 目录. */
const gridBlock = (grid: Grid): Block => ({ kind: 'grid', grid: { ...grid, headingLevel: undefined } })

function gridsOf(
  workspace: Workspace,
  { model, checks, opened }: PrintSource,
  part: Exclude<PrintPart, '文稿'>,
  tables: readonly string[] | undefined,
): readonly Grid[] {
  const { pack, accounts } = opened
  const isChosen = (id: string): boolean => tables?.includes(id) ?? true
  const printed = model.blocks.flatMap((block) => (block.kind === 'grid' ? [block.grid] : []))
  switch (part) {
    case '报表':
      return printed.filter(({ id }) => pack.tables.has(id) && isChosen(id))
    case '自评表':
      return printed.filter(({ subject }) => subject !== undefined)
    case '审核结果':
      return [findingsGrid(checks.findings, checks.verdict)]
    case '空白报表': {
      const nameOfCode = codeNames(workspace.codes, accounts.key.year)
      const ids = printed.map(({ id }) => id).filter((id) => pack.tables.has(id) && isChosen(id))
      return ids.map((id) => blankTableGrid(id, { accounts, pack, nameOfCode }))
    }
    case '空白自评表':
      return blankForms(pack, accounts)
  }
}

/** The back of a last page that has nothing on it. */
function blankPage({ style }: DocumentModel): string {
  const { width, height } = style.page
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>@page { size: ${width}mm ${height}mm; margin: 0; }</style><body></body></html>`
}

function refused(code: `APP_${string}`, message: string, remedy: string): AppError {
  return new AppError({ code, message, remedies: [{ text: remedy }] })
}

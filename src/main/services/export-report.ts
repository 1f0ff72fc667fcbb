import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckReport } from '#core/check/finding.ts'
import { withCorrection, type CorrectionNote } from '#core/document/correction.ts'
import type { DocumentModel, Grid } from '#core/document/model.ts'
import type { CellRef } from '#core/model/cell.ts'
import { snapshotOf } from '#core/document/snapshot.ts'
import { safeFileName, writePackage, type PackageFile, type WrittenPackage } from '#main/files/write-package.ts'
import { chartDrawings } from '#main/render/chart/drawings.ts'
import { chartPictures } from '#main/render/chart/pictures.ts'
import { sourcesJson, type DocumentSources } from '#main/render/docx-sources.ts'
import { printDocument } from '#main/render/print-document.ts'
import { renderPublishHtml } from '#main/render/publish.ts'
import { renderXlsx } from '#main/render/xlsx.ts'
import { checkReport, type CheckedReport } from './check-report.ts'
import { keepSnapshot } from './export-snapshot.ts'
import { findingsGrid } from './findings-grid.ts'
import { heedingPrint } from './heeding-print.ts'
import type { OpenReport } from './open-report.ts'
import { publishReport, requireAnswers, requireSilence, tellsOrigin } from './publish-report.ts'
import { beginStep, type Steps } from './steps.ts'
import type { Workspace } from './workspace.ts'

export interface ExportOptions extends Steps {
  /** Without a PDF the page numbers of the 目录 stay empty in the docx. */
  readonly pdf: boolean
  /** The published package that this one corrects, with what it says about it. */
  readonly correction?: { readonly corrects: number; readonly note: CorrectionNote } | undefined
}

/** What the document holds, in numbers. */
export interface DocumentSize {
  readonly tables: number
  /** Paragraphs with at least one figure. */
  readonly sentences: number
  readonly sheets: number
}

export interface ExportedPackage extends WrittenPackage {
  readonly size: DocumentSize
  readonly id: number
  readonly version: number
  readonly checks: CheckReport
}

/**
 * Writes the disclosure package of a report: document as docx, PDF and HTML, tables as xlsx, sources, findings, manifest.
 * A package whose checks failed is written all the same, under a name that says so: it is a draft.
 */
export async function exportReport(
  workspace: Workspace,
  opened: OpenReport,
  outFolder: string,
  options: ExportOptions,
): Promise<ExportedPackage> {
  const { store } = workspace
  const { report } = opened
  const checked = checkReport(workspace, opened)
  const { model, checks, toPublish } = checked
  const conflicting = checks.findings.flatMap(({ rule, title, where }) =>
    rule === 'SM-003' ? [`${title}（${where}）`] : [],
  )
  const published = publishReport(workspace, opened)
  requireAnswers(published.secrets, conflicting)
  const mayTell = (ref: CellRef): boolean => tellsOrigin(opened, published, ref)
  const { correction } = options
  const quoted = correction?.note.places.flatMap(({ where, was, is, why }) => [where, was, is, why]) ?? []
  requireSilence(workspace, opened, published, quoted)
  const printed = correction ? withCorrection(model, correction.note) : model
  const files = await renderAll(workspace, opened, { ...checked, model: printed, mayTell }, options)
  await beginStep(options, '写出文件', { done: 9, total: PARTS })
  const version = freeVersion(workspace, opened, outFolder, checks)
  const written = writePackage(outFolder, packageName(opened, version, checks), files, {
    program: 'mingzhang',
    unit: opened.accounts.unit.name,
    year: report.key.year,
    stage: report.key.stage,
    version,
    pack: `${report.pack.id}@${report.pack.version}`,
    packDigest: report.pack.hash,
    exportedAt: workspace.clock().toISOString(),
    verdict: toPublish.verdict,
    counts: toPublish.counts,
    unconfirmed: opened.pack.head.unconfirmed,
    ...(correction ? { correction: correction.note } : {}),
  })
  const id = store.write(workspace.actor, { action: 'export', detail: { folder: written.folder, version } }, () => {
    const { folder: path, manifestHash } = written
    const state = { verdict: checks.verdict, counts: checks.counts }
    const added = store.exports.add({ reportId: report.id, version, path, manifestHash, checks: state })
    // Without the 更正说明: the next comparison is about what the document says, not about what it said of the one before.
    keepSnapshot(workspace, added, snapshotOf(model))
    if (correction)
      store.publications.correct(added, { corrects: correction.corrects, changes: correction.note.places })
    return added
  })
  return { ...written, id, version, checks, size: sizeOf(model, opened) }
}

/** Of ten parts the PDF takes about six, the other files three (docs/benchmarks.md). */
const PARTS = 10

async function renderAll(
  { print, store }: Workspace,
  { report }: OpenReport,
  { model, toPublish, mayTell }: CheckedReport & { readonly mayTell: (ref: CellRef) => boolean },
  options: ExportOptions,
): Promise<readonly PackageFile[]> {
  const base = documentName(model)
  const tables = model.blocks.flatMap((block): Grid[] => (block.kind === 'grid' ? [block.grid] : []))
  const properties = { title: base, unitName: model.unitName }
  if (options.pdf) await beginStep(options, '排版 PDF', { done: 0, total: PARTS })
  const paginated = options.pdf ? await printDocument(heedingPrint(print, options), model) : undefined
  await beginStep(options, '生成 Word、Excel 和网页', { done: 6, total: PARTS })
  const sources = sourcesJson(model)
  const origins = originsOf(store, report.id, sources, mayTell)
  // Only when it is wanted, as all that writes files: it would keep the program from opening.
  const { renderDocx } = await import('#main/render/docx.ts')
  return [
    {
      name: `${base}.docx`,
      content: await renderDocx(model, paginated?.pages ?? new Map(), await chartPictures(print, model)),
    },
    ...(paginated ? [{ name: `${base}.pdf`, content: paginated.pdf }] : []),
    { name: `${base}.html`, content: renderPublishHtml(model, await chartDrawings(model)) },
    { name: `${base}报表.xlsx`, content: await renderXlsx(tables, model.style, properties) },
    { name: `${base}.sources.json`, content: json({ ...sources, origins }) },
    {
      name: '审核结果.xlsx',
      content: await renderXlsx([findingsGrid(toPublish.findings, toPublish.verdict)], model.style, properties),
    },
    { name: '审核结果.json', content: json(toPublish) },
  ]
}

function sizeOf({ blocks }: DocumentModel, { pack }: OpenReport): DocumentSize {
  const grids = blocks.flatMap((block) => (block.kind === 'grid' ? [block.grid] : []))
  return {
    tables: grids.filter(({ id }) => pack.tables.has(id)).length,
    sentences: blocks.filter(
      (block) => block.kind === 'paragraph' && block.content.some((inline) => inline.kind === 'figure'),
    ).length,
    sheets: grids.filter(({ subject }) => subject !== undefined).length,
  }
}

/** Origins of every cell that the document shows, by ref; none of a cell whose files or inputs say what is secret. */
function originsOf(
  store: Workspace['store'],
  reportId: number,
  { entries }: DocumentSources,
  mayTell: (ref: CellRef) => boolean,
): Readonly<Record<string, unknown>> {
  const refs = new Set(entries.flatMap((entry) => entry.refs))
  return Object.fromEntries([...refs].map((ref) => [ref, mayTell(ref) ? store.cells.origins(reportId, ref) : []]))
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

function documentName(model: DocumentModel): string {
  return safeFileName(`${model.unitName}${model.title}`)
}

function packageName({ accounts, report }: OpenReport, version: number, checks: CheckReport): string {
  const state = checks.mayPublish ? '' : '（未通过审核）'
  return safeFileName(`${accounts.unit.name}${report.key.year}年度${report.key.stage}公开-第${version}版${state}`)
}

/** The next version of the report whose folder is free: another store may have written into the same place. */
function freeVersion(workspace: Workspace, opened: OpenReport, outFolder: string, checks: CheckReport): number {
  let version = workspace.store.exports.nextVersion(opened.report.id)
  while (existsSync(join(outFolder, packageName(opened, version, checks)))) version += 1
  return version
}

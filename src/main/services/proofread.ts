import { basename } from 'node:path'
import { narrativeContext } from '#core/document/build.ts'
import type { DocumentModel, Grid } from '#core/document/model.ts'
import { AppError } from '#core/model/error.ts'
import { plainText } from '#core/narrative/fill.ts'
import { proofread } from '#core/proofread/proofread.ts'
import type { Proofreading } from '#core/proofread/result.ts'
import { renderXlsx } from '#main/render/xlsx.ts'
import type { OpenReport } from './open-report.ts'
import { proofGrid } from './proof-grid.ts'
import { publishReport } from './publish-report.ts'
import { codeNames, type Workspace } from './workspace.ts'

export interface ProofreadFile extends Proofreading {
  /** Name of the draft, without its folder. */
  readonly file: string
}

/**
 * Proofreads a document that somebody wrote (Word, Markdown or plain text) against the accounts of a report, as they may be published.
 * Errors: FILE_* as the reader; APP_PROOF_EMPTY without text, APP_PROOF_STRANGE when no number of it could be compared.
 *
 * @param model the document of the report as it stands
 */
export async function proofreadFile(
  workspace: Pick<Workspace, 'store' | 'codes' | 'reader'>,
  opened: OpenReport,
  path: string,
  model: DocumentModel,
): Promise<ProofreadFile> {
  const name = basename(path)
  const { blocks } = await workspace.reader.readText(path)
  if (!blocks.some(({ kind }) => kind === 'paragraph')) throw emptyDraft(name)
  const { pack } = opened
  const { accounts } = publishReport(workspace, opened)
  const context = narrativeContext({ accounts, pack, nameOfCode: codeNames(workspace.codes, accounts.key.year) })
  const read = proofread(blocks, context, wordsOf(model), gridsOf(model))
  if (read.counts.figures + read.counts.tableFigures === 0) throw strangeDraft(name, opened)
  return { file: name, ...read }
}

/** What a report prints as it is stored: paragraphs without a figure, and notes under its tables and sheets. */
export const wordsOf = ({ blocks }: DocumentModel): readonly string[] =>
  blocks.flatMap((block) => {
    if (block.kind === 'grid') return block.grid.notes.flatMap((note) => note.split('\n'))
    if (block.kind !== 'paragraph') return []
    return block.content.every(({ kind }) => kind === 'text') ? [plainText(block.content)] : []
  })

export const gridsOf = ({ blocks }: DocumentModel): readonly Grid[] =>
  blocks.flatMap((block) => (block.kind === 'grid' ? [block.grid] : []))

/** The rows as a workbook. */
export function proofWorkbook(read: ProofreadFile, { accounts, pack }: OpenReport): Promise<Uint8Array> {
  const title = `${accounts.unit.name}${accounts.key.year}年度${accounts.key.stage}文稿核对结果`
  return renderXlsx([proofGrid(read)], pack.style, { title, unitName: accounts.unit.name })
}

/** In one line what came of it. */
export function proofSummary({ counts }: Proofreading): string {
  const { sentences, figures, wrongFigures, wrongWords, tails, unchecked, tables, comparedTables, tableFigures } =
    counts
  const wrong = wrongFigures + wrongWords === 0 ? '没有发现错误' : `错 ${wrongFigures} 个数、${wrongWords} 处文字`
  const tail = tails === 0 ? '' : `，${tails} 个数只差在四舍五入`
  const rest = tables === 0 ? '' : `、${tables} 张表格`
  const grids = comparedTables === 0 ? '' : `，${comparedTables} 张表格 ${tableFigures} 个数`
  return `核对了 ${sentences} 句 ${figures} 个数${grids}：${wrong}${tail}；没有核对 ${unchecked} 句${rest}`
}

function emptyDraft(name: string): AppError {
  return new AppError({
    code: 'APP_PROOF_EMPTY',
    message: `“${name}”里没有文字可以核对。`,
    remedies: [{ text: '请选择写好的文稿：Word（.docx）、Markdown 或文本文件；扫描件和图片里的文字不能核对。' }],
  })
}

function strangeDraft(name: string, { accounts }: OpenReport): AppError {
  const { unit, key } = accounts
  return new AppError({
    code: 'APP_PROOF_STRANGE',
    message: `“${name}”里没有一句与${unit.name}${key.year}年度${key.stage}文稿的写法相同，一个数也没有核对。`,
    remedies: [
      { text: '确认选对了文稿，以及单位、年度、预算或决算。' },
      { text: '本单位的写法与模板不同时，先在“情况说明”里把句子改成本单位的写法，再核对。' },
    ],
  })
}

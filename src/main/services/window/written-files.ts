import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { WrittenFile } from '#core/contract/views.ts'
import { AppError } from '#core/model/error.ts'
import { safeFileName } from '#main/files/write-package.ts'
import { renderXlsx } from '#main/render/xlsx.ts'
import { fillInWorkbook } from '../fill-in-template.ts'
import { findingsGrid } from '../findings-grid.ts'
import { loadPack } from '../open-report.ts'
import { checkedReport, type WindowSession } from './session.ts'

/** Whose 填报表 is asked for: a report with everything that is known of it, or the empty one of a pack. */
export type TemplateChoice = { readonly report: number } | { readonly pack: string }

/** Writes a 填报表 into the export folder and shows it there. Errors: PACK_UNKNOWN, FILE_NOT_WRITTEN. */
export async function writeFillInFile(session: WindowSession, choice: TemplateChoice): Promise<WrittenFile> {
  const workspace = session.workspace()
  if ('pack' in choice) {
    const pack = loadPack(workspace, choice.pack)
    const { year, stage } = pack.head
    return deliver(session, `填报表-${year}年度${stage}.xlsx`, await fillInWorkbook(workspace, pack))
  }
  const { opened } = checkedReport(workspace, choice.report)
  const { unit, key } = opened.accounts
  const name = `${unit.name}${key.year}年度${key.stage}填报表.xlsx`
  return deliver(session, name, await fillInWorkbook(workspace, opened))
}

/** Writes the findings of a report into the export folder and shows them there. Errors: FILE_NOT_WRITTEN. */
export async function writeFindingsFile(session: WindowSession, report: number): Promise<WrittenFile> {
  const { opened, checks, model } = checkedReport(session.workspace(), report)
  const { unit, key } = opened.accounts
  const name = `${unit.name}${key.year}年度${key.stage}审核结果`
  const content = await renderXlsx([findingsGrid(checks.findings, checks.verdict)], model.style, {
    title: name,
    unitName: unit.name,
  })
  return deliver(session, `${name}.xlsx`, content)
}

/**
 * Writes a file into the export folder under a name that is still free and shows its folder. That the desktop shows nothing is no
 * failure: the window says where the file lies.
 */
export async function deliver(session: WindowSession, name: string, content: Uint8Array): Promise<WrittenFile> {
  const path = writeFreeFile(session.exportFolder, name, content)
  return { path, isShown: await succeeds(() => session.desktop.openFolder(session.exportFolder)) }
}

export async function succeeds(work: () => Promise<void>): Promise<boolean> {
  try {
    await work()
    return true
  } catch {
    return false
  }
}

/** Never writes over a file: it may be filled in already. Errors: FILE_NOT_WRITTEN. */
export function writeFreeFile(folder: string, name: string, content: Uint8Array): string {
  const extension = extname(name)
  const base = safeFileName(name.slice(0, name.length - extension.length))
  let path = join(folder, `${base}${extension}`)
  for (let copy = 2; existsSync(path); copy += 1) path = join(folder, `${base}（${copy}）${extension}`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(path, content, { flag: 'wx' })
    return path
  } catch (cause) {
    throw new AppError(
      {
        code: 'FILE_NOT_WRITTEN',
        message: `“${path}”不能写入，没有写出文件。`,
        remedies: [{ text: '检查文件夹是否只读、磁盘是否已满，清理后重试。' }],
        detail: String(cause),
      },
      { cause },
    )
  }
}

import { statSync } from 'node:fs'
import { basename } from 'node:path'
import { HEAD_ROWS, isPlainlyLedger, lookAtSheet } from '#core/ledger/look.ts'
import { AppError, type AppErrorInfo } from '#core/model/error.ts'
import { readFillInUnit } from '#core/recognise/fill-in/read-fill-in.ts'
import type { OpenedWorkbook } from '#main/files/read-workbook.ts'
import type { ImportTarget } from './import-target.ts'
import type { LedgerSetup } from './ledger-setup.ts'
import { beginStep, type Share, type Steps } from './steps.ts'
import type { Workspace } from './workspace.ts'

/** Every file is read and then recognised; storing takes about as long as one more. */
export function shareOf(done: number, { length }: readonly unknown[]): Share {
  return { done, total: 2 * length + 1 }
}

function stopOf({ signal }: Steps): Pick<Steps, 'signal'> {
  return signal === undefined ? {} : { signal }
}

export interface OpenedFile {
  readonly path: string
  /** False: the workbook holds the first rows of its sheets only. */
  readonly isWhole: boolean
  readonly name: string
  readonly workbook: OpenedWorkbook
}

/** A journal of a year may have a million rows: of larger files the first rows are read first, which say what they are. */
const LARGE_BYTES = 2 ** 21

/** Opens every file of the import; large ones only as far as their first rows. */
export async function openAll(
  { reader }: Workspace,
  paths: readonly string[],
  steps: Steps,
): Promise<{ readonly files: readonly OpenedFile[]; readonly errors: readonly AppErrorInfo[] }> {
  if (paths.length === 0) return { files: [], errors: [nothingToRead()] }
  const files: OpenedFile[] = []
  const errors: AppErrorInfo[] = []
  const stop = stopOf(steps)
  for (const [index, path] of paths.entries()) {
    const name = basename(path)
    await beginStep(steps, `读取 ${name}（${index + 1}/${paths.length}）`, shareOf(index, paths))
    try {
      const head =
        (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > LARGE_BYTES
          ? await reader.read(path, { headRows: HEAD_ROWS, ...stop })
          : undefined
      const isWhole = head === undefined || readFillInUnit(head) !== undefined
      files.push({ path, name, isWhole, workbook: isWhole ? await reader.read(path, stop) : head })
    } catch (error) {
      if (!(error instanceof AppError) || steps.signal?.aborted) throw error
      errors.push(error.info)
    }
  }
  return { files, errors }
}

/** Reads large files to their end after all, unless their first rows say that they are ledgers and nothing else. */
export async function openRest(
  workspace: Workspace,
  files: readonly OpenedFile[],
  { pack: { recognisers } }: ImportTarget,
  decisions: LedgerSetup['layouts'],
  steps: Steps,
): Promise<readonly OpenedFile[]> {
  const opened: OpenedFile[] = []
  for (const file of files) {
    const filled = file.workbook.sheets.filter(({ rows }) => rows.length > 0)
    const isLedger =
      recognisers !== undefined &&
      filled.some((sheet) => isPlainlyLedger(lookAtSheet(sheet, recognisers, decisions))) &&
      filled.every((sheet) => lookAtSheet(sheet, recognisers, decisions).state === 'ledger')
    if (file.isWhole || isLedger) opened.push(file)
    else {
      await beginStep(steps, `读取 ${file.name}`, shareOf(files.length, files))
      opened.push({ ...file, isWhole: true, workbook: await workspace.reader.read(file.path, stopOf(steps)) })
    }
  }
  return opened
}

function nothingToRead(): AppErrorInfo {
  return {
    code: 'IMPORT_NOTHING',
    message: '没有找到可以导入的工作簿。',
    remedies: [{ text: '把公开报表和填报表（.xlsx、.xls、.et 或 .csv）放进文件夹，再指定这个文件夹。' }],
  }
}

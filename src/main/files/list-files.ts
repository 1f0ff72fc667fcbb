import { readdirSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { fileMissing } from './file-errors.ts'

/** What may be a workbook by its name; what it really is, its content says. */
const WORKBOOK_ENDINGS: readonly string[] = ['.xlsx', '.xlsm', '.xls', '.et', '.csv', '.tsv', '.htm', '.html', '.xml']

export interface ListedFiles {
  readonly workbooks: readonly string[]
  /** Files of the folders that are no workbooks by their name: reported, not read. */
  readonly others: readonly string[]
}

/**
 * The files that a user means by some paths: a file itself, of a folder all workbooks in it and below, in order of their names.
 * Lock files of an open Excel (`~$…`) and hidden files are nobody's data. Errors: FILE_MISSING.
 */
export function listFiles(paths: readonly string[]): ListedFiles {
  const workbooks: string[] = []
  const others: string[] = []
  const visit = (path: string, named: boolean): void => {
    if (!named && /^(~\$|\.)/u.test(basename(path))) return
    if (kindOf(path) === 'folder') {
      for (const name of readdirSync(path).toSorted()) visit(join(path, name), false)
    } else if (named || WORKBOOK_ENDINGS.includes(extname(path).toLowerCase())) workbooks.push(path)
    else others.push(path)
  }
  for (const path of paths) visit(path, true)
  return { workbooks, others }
}

function kindOf(path: string): 'folder' | 'file' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file'
  } catch {
    throw fileMissing(path)
  }
}

import { basename } from 'node:path'
import { z } from 'zod'
import type { CodeLists } from '#core/codes/code-lists.ts'
import {
  codeConflicts,
  LIST_NAMES,
  withOwnCodes,
  type CodeConflict,
  type ListName,
  type OwnCode,
} from '#core/codes/own-codes.ts'
import { readCodeSheets } from '#core/recognise/read-code-sheets.ts'
import { AppError, type AppErrorInfo } from '#core/model/error.ts'
import type { Store } from '#main/db/open-store.ts'
import { writeCodes } from '#main/files/codes.ts'
import type { Workspace } from './workspace.ts'

/** Key of the setting: the lists travel with the store, into backups and into the process that imports ledgers. */
const KEY = 'code-lists'

const stored = z.array(
  z.strictObject({
    list: z.enum(['功能分类', '经济分类', '政府经济分类', '会计科目']),
    year: z.number().int(),
    code: z.string(),
    name: z.string(),
    file: z.string(),
    sheet: z.string(),
    address: z.string(),
  }),
)

/** The codes that the user imported. */
export function ownCodes(store: Pick<Store, 'settings'>): readonly OwnCode[] {
  const value = store.settings.get(KEY)
  return value === undefined ? [] : stored.parse(value)
}

/**
 * The shipped lists with those of the store, for as long as nothing is written the same object. Every write appends to the audit
 * log, also that of another process.
 */
export function codesOf(store: Pick<Store, 'settings' | 'audit'>, shipped: CodeLists): () => CodeLists {
  let auditId = -1
  let text = ''
  let lists = shipped
  return () => {
    const latest = store.audit.latest(1)[0]?.id ?? 0
    if (latest === auditId) return lists
    auditId = latest
    const own = ownCodes(store)
    const now = JSON.stringify(own)
    if (now !== text) lists = withOwnCodes(shipped, own)
    text = now
    return lists
  }
}

export type CodesImport =
  | { readonly kind: 'imported'; readonly lists: readonly CodeListItem[]; readonly conflicts: readonly CodeConflict[] }
  /** Nothing was stored. */
  | { readonly kind: 'refused'; readonly errors: readonly AppErrorInfo[] }

/** One list as it is used. */
export interface CodeListItem {
  readonly list: ListName
  /** Undefined: comes with the program. */
  readonly year: number | undefined
  readonly count: number
  readonly file: string
}

/**
 * Imports the code lists of a year from a file; a list of the same kind and year is replaced. Names that differ from the shipped ones are
 * told, the imported ones stand. Errors: FILE_*.
 */
export async function importCodes(
  { store, reader, actor }: Pick<Workspace, 'store' | 'reader' | 'actor'>,
  shipped: CodeLists,
  path: string,
  year: number,
): Promise<CodesImport> {
  const { codes, problems } = readCodeSheets(await reader.read(path), year)
  if (problems.length > 0) return { kind: 'refused', errors: problems.slice(0, MOST_PROBLEMS) }
  const once = [...new Map(codes.map((one) => [`${one.list}/${one.code}`, one])).values()]
  const replaced = new Set(once.map(({ list }) => list))
  const others = ownCodes(store).filter((one) => one.year !== year || !replaced.has(one.list))
  store.write(actor, { action: 'codes-import', detail: { file: basename(path), year, codes: once.length } }, () => {
    store.settings.set(KEY, [...others, ...once])
  })
  return { kind: 'imported', lists: itemsOf(once), conflicts: codeConflicts(shipped, once) }
}

const MOST_PROBLEMS = 20

/** Takes an imported list back. Errors: APP_NO_CODE_LIST. */
export function removeCodes({ store, actor }: Pick<Workspace, 'store' | 'actor'>, list: string, year: number): void {
  const own = ownCodes(store)
  const rest = own.filter((one) => one.list !== list || one.year !== year)
  if (rest.length === own.length) throw noList(list, year)
  store.write(actor, { action: 'codes-remove', detail: { list, year } }, () => {
    store.settings.set(KEY, rest)
  })
}

/** The lists of the program and those of the user. */
export function codeListItems(store: Pick<Store, 'settings'>, shipped: CodeLists): readonly CodeListItem[] {
  const own = LIST_NAMES.map((list) => ({ list, year: undefined, count: shipped[list].rows.length, file: '' }))
  return [...own, ...itemsOf(ownCodes(store))]
}

function itemsOf(codes: readonly OwnCode[]): readonly CodeListItem[] {
  return [...Map.groupBy(codes, ({ list, year }) => `${list}/${year}`).values()].flatMap((same) => {
    const [first] = same
    return first ? [{ list: first.list, year: first.year, count: same.length, file: first.file }] : []
  })
}

/** Writes a list as it holds in a year, in the form that `importCodes` reads. */
export function exportCodes(lists: CodeLists, list: string, year: number, path: string): number {
  const name = LIST_NAMES.find((one) => one === list)
  if (!name) throw noList(list, year)
  const tree = lists[name]
  const codes = [...new Set(tree.rows.map(({ code }) => code))].toSorted()
  const rows = codes.flatMap((code) => {
    const found = tree.lookUp(code, year)
    return found.kind === 'known' ? [{ code, name: found.row.name }] : []
  })
  writeCodes(path, rows)
  return rows.length
}

function noList(list: string, year: number): AppError {
  return new AppError({
    code: 'APP_NO_CODE_LIST',
    message: `没有 ${year} 年的“${list}”科目表。`,
    remedies: [{ text: `科目表有：${LIST_NAMES.join('、')}；运行 mingzhang codes 查看导入过哪些年度的。` }],
  })
}

import type { AccountCode, CodeRow, EconomicCode, FunctionCode } from './code-row.ts'
import { buildCodeTree, type CodeTree } from './code-tree.ts'

/** The lists that the program knows, by the names that packs and users call them. */
export interface CodeLists {
  readonly 功能分类: CodeTree<FunctionCode>
  /** 部门预算支出经济分类 (301 …), the one that the published tables use. */
  readonly 经济分类: CodeTree<EconomicCode>
  /** 政府预算支出经济分类 (501 …). */
  readonly 政府经济分类: CodeTree
  readonly 会计科目: CodeTree<AccountCode>
}

/** The lists as plain data, for another process. */
export interface CodeListRows {
  readonly 功能分类: readonly FunctionCode[]
  readonly 经济分类: readonly EconomicCode[]
  readonly 政府经济分类: readonly CodeRow[]
  readonly 会计科目: readonly AccountCode[]
}

export const codeListRows = (lists: CodeLists): CodeListRows => ({
  功能分类: lists.功能分类.rows,
  经济分类: lists.经济分类.rows,
  政府经济分类: lists.政府经济分类.rows,
  会计科目: lists.会计科目.rows,
})

export const codeLists = (rows: CodeListRows): CodeLists => ({
  功能分类: buildCodeTree(rows.功能分类),
  经济分类: buildCodeTree(rows.经济分类),
  政府经济分类: buildCodeTree(rows.政府经济分类),
  会计科目: buildCodeTree(rows.会计科目, 'accounts'),
})

/** The list that a code of a table row belongs to, by its first digit: 2 functional, 3 and 5 economic. */
export function listOf(lists: CodeLists, code: string): CodeTree | undefined {
  if (code.startsWith('2')) return lists.功能分类
  if (code.startsWith('3')) return lists.经济分类
  return code.startsWith('5') ? lists.政府经济分类 : undefined
}

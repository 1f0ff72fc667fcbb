import type { AccountCode, EconomicCode, FunctionCode } from './code-row.ts'
import type { CodeTree } from './code-tree.ts'

/** The lists that the program knows, by the names that packs and users call them. */
export interface CodeLists {
  readonly 功能分类: CodeTree<FunctionCode>
  /** 部门预算支出经济分类 (301 …), the one that the published tables use. */
  readonly 经济分类: CodeTree<EconomicCode>
  /** 政府预算支出经济分类 (501 …). */
  readonly 政府经济分类: CodeTree
  readonly 会计科目: CodeTree<AccountCode>
}

/** The list that a code of a table row belongs to, by its first digit: 2 functional, 3 and 5 economic. */
export function listOf(lists: CodeLists, code: string): CodeTree | undefined {
  if (code.startsWith('2')) return lists.功能分类
  if (code.startsWith('3')) return lists.经济分类
  return code.startsWith('5') ? lists.政府经济分类 : undefined
}

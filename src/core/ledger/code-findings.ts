import type { CodeLists } from '#core/codes/code-lists.ts'
import type { CodeRow } from '#core/codes/code-row.ts'
import type { CodeTree } from '#core/codes/code-tree.ts'
import type { Combination, Dimensions, LedgerFinding } from './model.ts'

/** A combination of a file, where its first line stands and what it was mapped to. */
export interface UsedCombination {
  readonly combination: Combination
  readonly dimensions: Dimensions
  readonly sheet: string
  readonly row: number
}

const MOST = 20

/**
 * Codes that the lists of the year do not have. They are stored as they are; each is named once, with the row of its first line and
 * the listed codes that look like it. Of an account only its first level counts: the levels below are the unit's own.
 */
export function unknownCodes(
  fileName: string,
  used: readonly UsedCombination[],
  lists: CodeLists,
  year: number,
): readonly LedgerFinding[] {
  const seen = new Map<string, LedgerFinding>()
  for (const { combination, dimensions, sheet, row } of used) {
    const codes: readonly (readonly [string, string | undefined, CodeTree])[] = [
      ['支出功能分类', dimensions.功能分类, lists.功能分类],
      ['支出经济分类', dimensions.经济分类, economic(lists, dimensions.经济分类)],
      ['会计科目', firstLevel(combination.account), lists.会计科目],
    ]
    for (const [kind, code, tree] of codes) {
      if (code === undefined || code === '' || seen.has(`${kind} ${code}`)) continue
      const found = tree.lookUp(code, year)
      if (found.kind === 'known') continue
      const at = `文件“${fileName}”工作表“${sheet}”第 ${row} 行`
      const whose = kind === '会计科目' && code !== combination.account ? `${combination.account} 的一级` : ''
      seen.set(`${kind} ${code}`, {
        code: 'LEDGER_CODE_UNKNOWN',
        weight: 'notice',
        sheet,
        row,
        message: `${at}的${whose}${kind}编码 ${code} 不在${year}年的科目表中${otherwise(found.kind === 'outdated' ? [found.row] : found.nearest, found.kind === 'outdated')}，已照原样存入。`,
        remedy: `核对编码；确有这个科目的，用“codes import 文件 --year ${year}”或在设置页导入${year}年的科目表。`,
      })
    }
  }
  const all = [...seen.values()]
  const more = all.length - MOST
  return all
    .slice(0, MOST)
    .map((one, at) =>
      more > 0 && at === MOST - 1 ? { ...one, message: `${one.message}另有 ${more} 个编码也是这样。` } : one,
    )
}

function otherwise(rows: readonly CodeRow[], isOutdated: boolean): string {
  const named = rows.map(({ code, name }) => `${code} ${name}`).join('、')
  if (isOutdated) return `（其他年度有：${named}）`
  return named === '' ? '' : `，相近的有：${named}`
}

const economic = (lists: CodeLists, code = ''): CodeTree => (code.startsWith('5') ? lists.政府经济分类 : lists.经济分类)

const FIRST_LEVEL = 4

function firstLevel(account: string): string | undefined {
  const [first = ''] = account.split(/[.\-_]/u)
  return first === '' ? undefined : first.slice(0, FIRST_LEVEL)
}

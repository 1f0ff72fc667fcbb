import type { Placeholder } from '#core/contract/views.ts'
import { eachCell } from '#core/document/cells.ts'
import { narrativeContext } from '#core/document/build.ts'
import { parseCellRef } from '#core/model/cell.ts'
import { fill, plainText } from '#core/narrative/fill.ts'
import { parseInline } from '#core/narrative/parse-inline.ts'
import { TOP } from '#core/narrative/values.ts'
import { nameOfRow } from '#core/narrative/evaluate.ts'
import { codeNames } from '../workspace.ts'
import { checkedReport, type WindowSession } from './session.ts'

const VARIABLES = ['年度', '上年度', '单位', '简称', '自称'] as const

/** Everything that a person may put into a sentence: the variables, and every cell that is known, as it prints there. */
export function placeholders(
  { workspace }: Pick<WindowSession, 'workspace'>,
  reportId: number,
): readonly Placeholder[] {
  const { accounts, pack } = checkedReport(workspace(), reportId).opened
  const context = narrativeContext({ accounts, pack, nameOfCode: codeNames(workspace().codes, accounts.key.year) })
  const print = (insert: string): string => plainText(fill(parseInline(insert, 0), context, TOP))
  const variables = VARIABLES.map((name) => ({ insert: `{${name}}`, label: name, value: print(`{${name}}`) }))
  const cells = [...eachCell(accounts, pack)].flatMap(({ ref }): readonly Placeholder[] => {
    const parts = parseCellRef(ref)
    if (!parts) return []
    const { table, row, column, prior } = parts
    const label = `${prior ? '上年 ' : ''}${table} ${nameOfRow(row, table, context)} ${column}`
    return [{ insert: `{${ref}}`, label, value: print(`{${ref}}`) }]
  })
  return [...variables, ...cells]
}

import type { SheetRow } from '#core/workbook/grid.ts'
import { labelKey } from './header-paths.ts'
import type { AuxiliaryItem } from './model.ts'
import { cellText } from './text-cell.ts'

/** `项目：甲项目` in a cell above a table: a label, and what it says up to the next label or a wide gap. */
const LABELLED =
  /(?:^|[\s;；|【])(\p{Script=Han}{2,12})\s*[:：]\s*(.*?)(?=[;；|】]|\s+\p{Script=Han}{2,12}\s*[:：]|\s{2,}|$)/gu
const IS_LABELLED = /^\s*\p{Script=Han}{2,12}\s*[:：]/u

/** What a query was made by besides the kinds that the tables are derived from. */
const OTHER_KINDS: ReadonlySet<string> = new Set(['往来单位', '往来', '供应商', '客户', '个人', '职员'])

/** 全部, 01至05, 甲、乙: a query of several items says nothing of each line. */
const SEVERAL = /^(?:全部|所有|不限|无|空|合计)$|[、,，;；]|^[从自].+[至到]|^[\d.]+\s*(?:[-—~～]+|至|到)\s*[\d.]+$/u

/**
 * The auxiliary items that the lines above a table name: they are of every line below. One item of a kind alone counts.
 *
 * @param kinds the name of each kind by the words that exports have for it (`auxiliaryKinds`)
 */
export function titleItems(cells: SheetRow['cells'], kinds: ReadonlyMap<string, string>): readonly AuxiliaryItem[] {
  const texts = cells.map(({ value }) => cellText(value))
  const items = new Map<string, string>()
  for (const [at, cell] of texts.entries())
    for (const [whole, label = '', said = ''] of cell.matchAll(LABELLED)) {
      const kind = kinds.get(labelKey(label)) ?? (OTHER_KINDS.has(label) || label === DEPARTMENT ? label : undefined)
      // The label and what it says may stand in two cells.
      const next = texts[at + 1] ?? ''
      const text = said !== '' || !cell.endsWith(whole) || IS_LABELLED.test(next) ? said.trim() : next.trim()
      if (kind === undefined || text === '' || SEVERAL.test(text)) continue
      const known = items.get(kind)
      items.set(kind, known === undefined ? text : `${known} ${text}`)
    }
  return [...items].map(([kind, text]) => ({ kind, text }))
}

/** 部门 alone is the unit itself; beside the unit it is a part of it. */
export const DEPARTMENT = '部门'

/** The items of a line, and those of its title that it has none of. */
export function withTitle(own: readonly AuxiliaryItem[], title: readonly AuxiliaryItem[]): readonly AuxiliaryItem[] {
  if (title.length === 0) return own
  return [...own, ...title.filter(({ kind }) => own.every((item) => item.kind !== kind))]
}

import type { SheetRow } from '#core/workbook/grid.ts'
import { splitCode } from './account-code.ts'
import type { AuxiliaryItem } from './model.ts'
import { cellText } from './text-cell.ts'
import { DEPARTMENT, titleItems } from './title-items.ts'

/** The account of a detail ledger that names it in a line of its own. */
export interface TitleAccount {
  readonly code: string
  readonly name: string
}

/** What the lines above a header say. */
export interface HeadLines {
  /** Their cells, one after the other. */
  readonly texts: readonly string[]
  readonly moneyUnit: '元' | '万元' | undefined
  readonly unitName: string | undefined
  readonly years: readonly number[]
  readonly account: TitleAccount | undefined
  /** 项目：甲项目 and the like: of every line below. */
  readonly items: readonly AuxiliaryItem[]
  /** First and last month that the lines speak of: 期间：2023.01-2023.12, 2023年12月科目余额表. */
  readonly months: StatedMonths | undefined
}

export interface StatedMonths {
  readonly year: number
  readonly first: number
  readonly last: number
}

/** When it was printed, or when the books were set up, says nothing of the accounts in it. */
const ABOUT_PRINTING = /打印|导出|制表|查询时间|生成时间|启用|建账/u

/** @param kinds as in `titleItems`; without them no items are read */
export function readHeadLines(rows: readonly SheetRow[], kinds: ReadonlyMap<string, string> = new Map()): HeadLines {
  const cells = rows.flatMap((row) => row.cells.map(({ value }) => cellText(value)))
  const lines = cells.filter((line) => !ABOUT_PRINTING.test(line))
  const find = (pattern: RegExp): string | undefined =>
    lines.flatMap((line) => pattern.exec(line)?.[1] ?? [])[0]?.trim()
  const unitName = find(
    /(?:^|[\s,，;；]|编制|填报|核算|预算|会计|记账|填表)(?:单位|会计主体|核算账簿|公司)(?:名称)?\s*[:：]\s*(?!(?:人民币)?万?元)([^:：]+?)(?:\s{2,}|$)/u,
  )
  const items =
    kinds.size === 0
      ? []
      : titleItems(
          rows.flatMap((row) => row.cells),
          kinds,
        )
  const unit = find(/单位\s*[:：]\s*(?:人民币)?(万元|元)/u)
  return {
    texts: lines,
    moneyUnit: unit === '元' || unit === '万元' ? unit : undefined,
    unitName: unitName ?? find(/(?:账套|部门)(?:名称)?\s*[:：]\s*([^:：]+?)(?:\s{2,}|$)/u),
    years: [...new Set(lines.flatMap((line) => [...line.matchAll(/(20\d{2})\s*年/gu)].map((m) => Number(m[1]))))],
    account: titleAccount(rows.flatMap((row) => row.cells)),
    items: items.filter(({ kind }) => kind !== DEPARTMENT || unitName !== undefined),
    months: lines.map(readMonths).find((months) => months !== undefined),
  }
}

const LABELLED =
  /(?:会计)?科目\s*(?:编码|代码|编号|名称)?\s*[:：]\s*(.*?)(?=\s*(?:会计)?科目\s*(?:编码|代码|编号|名称)\s*[:：]|\s{2,}|$)/gu

/**
 * `科目：7101.01 行政支出/基本支出`, `科目编码：710101  科目名称：基本支出`, the label and what it says in one cell or in two;
 * undefined for a line that names no account by its code.
 */
export function titleAccount(cells: SheetRow['cells']): TitleAccount | undefined {
  const said = titleWords(cells)
  return said && said.code !== '' ? said : undefined
}

/** What a line says of an account, the code '' where it has none; undefined for a line that speaks of no account. */
export function titleWords(cells: SheetRow['cells']): TitleAccount | undefined {
  const line = cells.map(({ value }) => cellText(value)).join('  ')
  let account: TitleAccount | undefined
  for (const [, said = ''] of line.replace(/([:：])\s+/gu, '$1').matchAll(LABELLED)) {
    const value = splitCode(said.trim())
    // 行政支出（7101）
    const behind = /^(.*?)\s*[（([【](\d[\d.\-_]*)[）)\]】]$/u.exec(value.name)
    const code = value.code === '' ? (behind?.[2] ?? '') : value.code
    const name = behind?.[1] ?? value.name
    account = { code: account?.code || code, name: account?.name || name }
  }
  return account
}

/** A year with a month, the day left out: 2023.01, 2023年1月5日, 202312, 2023年第12期. */
const MONTH =
  /(20\d{2})(?:\s*年\s*第?|[.\-/])?\s*(1[0-3]|0[1-9]|[1-9](?!\d))(?:\s*[月期])?(?:[.\-/]\d{1,2}(?!\d|\s*[月期])|\d{1,2}日)?/gu
/** The end of a period that does not repeat the year: 2023年1月至12月, 2023年1-12月. */
const UNTIL = /^\s*[-—~～至到]+\s*第?(1[0-3]|0?[1-9])\s*[月期]/u

/** The months that a text speaks of; undefined when it names none. */
export function readMonths(text: string): StatedMonths | undefined {
  const found = [...text.matchAll(MONTH)]
  const [first] = found
  const last = found.at(-1)
  if (!first || !last) return undefined
  const until = UNTIL.exec(text.slice(last.index + last[0].length))?.[1]
  const month = (digits: string | undefined): number => Math.min(12, Number.parseInt(digits ?? '', 10))
  return { year: Number.parseInt(first[1] ?? '', 10), first: month(first[2]), last: month(until ?? last[2]) }
}

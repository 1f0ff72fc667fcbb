import { utils, write } from '@e965/xlsx'
import type { WorkSheet } from '@e965/xlsx'
import { deep, withItems, type Encode, type EncodedAccount, type NameOfCode } from './encode.ts'
import type { YearOfVouchers } from './vouchers.ts'

/** A cell as it will be written: text, a number of 分 as an amount in 元, or nothing. */
export type Cell = string | { readonly fen: number } | undefined

export interface SheetDraft {
  readonly name: string
  readonly rows: readonly (readonly Cell[])[]
  readonly merges?: readonly string[]
  readonly hidden?: boolean
}

export interface LayoutOptions {
  readonly unit: string
  readonly nameOf: NameOfCode
}

const amount = (fen: number): Cell => (fen === 0 ? undefined : { fen })
/** Text with thousands commas, as some programs write it. */
const commas = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100).toLocaleString('en-US')}.${String(Math.abs(fen) % 100).padStart(2, '0')}`

/** 序时账 with auxiliary columns; a voucher's head stands in its first line, a page total and a repeated header every 500 lines. */
export function journal(year: YearOfVouchers, { unit, nameOf }: LayoutOptions, encode: Encode = withItems): SheetDraft {
  const header = [
    '日期',
    '凭证字号',
    '摘要',
    '科目编码',
    '科目名称',
    '支出功能分类',
    '部门支出经济分类',
    '资金性质',
    '项目名称',
    '借方金额',
    '贷方金额',
  ]
  const rows: (readonly Cell[])[] = [
    [`${year.year}年度序时账`],
    [
      `单位名称：${unit}`,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      '单位：元',
    ],
    header,
  ]
  let debit = 0
  let credit = 0
  let lines = 0
  for (const voucher of year.vouchers) {
    voucher.lines.forEach((one, at) => {
      const { code, names, func, economic, fund, project } = encode(one.account, nameOf)
      const head: readonly Cell[] = at === 0 ? [voucher.day, `记-${voucher.number}`] : [undefined, undefined]
      rows.push([
        ...head,
        voucher.summary,
        code,
        names.join('--'),
        func,
        economic,
        fund,
        project,
        amount(one.debit),
        amount(one.credit),
      ])
      debit += one.debit
      credit += one.credit
      lines += 1
    })
    if (lines >= 500) {
      lines = 0
      rows.push(header)
    }
  }
  rows.push(['合计', ...new Array<undefined>(8).fill(undefined), { fen: debit }, { fen: credit }])
  return { name: '序时账', rows, merges: ['A1:K1'] }
}

/** 序时账 with month and day in two columns, one amount and a direction, everything in the account code. */
export function journalByDirection(year: YearOfVouchers, { unit, nameOf }: LayoutOptions): SheetDraft {
  const rows: (readonly Cell[])[] = [
    ['凭证明细表'],
    [`核算单位：${unit}`],
    [`${year.year}年`, undefined, '凭证', undefined, '摘要', '会计科目', undefined, '方向', '金额'],
    ['月', '日', '字', '号', undefined, '编码', '名称', undefined, undefined],
  ]
  for (const voucher of year.vouchers)
    for (const one of voucher.lines) {
      const { code, names } = deep(one.account, nameOf)
      const side = one.debit !== 0 ? '借' : '贷'
      rows.push([String(Number(voucher.day.slice(5, 7))), String(Number(voucher.day.slice(8))), '记', String(voucher.number), voucher.summary, code, names.join('\\'), side, commas(one.debit + one.credit)]) // prettier-ignore
    }
  return { name: '凭证', rows, merges: ['A3:B3', 'C3:D3', 'F3:G3', 'E3:E4', 'H3:H4', 'I3:I4'] }
}

interface AccountSum {
  readonly account: EncodedAccount
  opening: number
  debit: number
  credit: number
}

function sumsOf(year: YearOfVouchers, encode: Encode, nameOf: NameOfCode): readonly AccountSum[] {
  const sums = new Map<string, AccountSum>()
  const of = (account: EncodedAccount): AccountSum => {
    const key = Object.values(account).join('|')
    const sum = sums.get(key) ?? { account, opening: 0, debit: 0, credit: 0 }
    sums.set(key, sum)
    return sum
  }
  for (const { account, fen } of year.openings) of(encode(account, nameOf)).opening += fen
  for (const { lines } of year.vouchers)
    for (const { account, debit, credit } of lines) {
      const sum = of(encode(account, nameOf))
      sum.debit += debit
      sum.credit += credit
    }
  return [...sums.values()].sort((a, b) => (a.account.code < b.account.code ? -1 : 1))
}

interface TreeRow extends AccountSum {
  readonly name: string
}

/** Every account with its parents, by code. */
function treeOf(sums: readonly AccountSum[]): readonly TreeRow[] {
  const rows = new Map<string, TreeRow>()
  for (const { account, opening, debit, credit } of sums) {
    const parts = account.code.split('.')
    parts.forEach((_, at) => {
      const code = parts.slice(0, at + 1).join('.')
      const row = rows.get(code) ?? {
        account: { ...account, code },
        name: account.names[at] ?? '',
        opening: 0,
        debit: 0,
        credit: 0,
      }
      rows.set(code, row)
      row.opening += opening
      row.debit += debit
      row.credit += credit
    })
  }
  return [...rows.values()].sort((a, b) => (a.account.code < b.account.code ? -1 : 1))
}

const side = (balance: number): string => (balance === 0 ? '平' : balance < 0 ? '借' : '贷')
const closingOf = ({ opening, debit, credit }: AccountSum): number => opening + credit - debit

/** 科目余额表 A: directions beside amounts, amounts are texts with commas. */
export function balanceA(year: YearOfVouchers, { unit, nameOf }: LayoutOptions): SheetDraft {
  const rows: (readonly Cell[])[] = [
    ['科目余额表'],
    [`单位名称：${unit}`],
    [
      '科目编码',
      '科目名称',
      '期间',
      '期初余额-方向',
      '期初余额-金额',
      '本期发生-借方',
      '本期发生-贷方',
      '累计发生-借方',
      '累计发生-贷方',
      '期末余额-方向',
      '期末余额-金额',
    ],
  ]
  for (const row of treeOf(sumsOf(year, deep, nameOf))) {
    const closing = closingOf(row)
    rows.push([row.account.code, row.name, `${year.year}.01-${year.year}.12`, side(row.opening), commas(Math.abs(row.opening)), commas(row.debit), commas(row.credit), commas(row.debit), commas(row.credit), side(closing), commas(Math.abs(closing))]) // prettier-ignore
  }
  return { name: '科目余额表', rows }
}

/** 科目余额表 B: debit and credit columns side by side, with a total row. */
export function balanceB(year: YearOfVouchers, { nameOf }: LayoutOptions): SheetDraft {
  const rows: (readonly Cell[])[] = [
    [
      '科目编码',
      '科目名称',
      '期初借方余额',
      '期初贷方余额',
      '查询期间借方发生额',
      '查询期间贷方发生额',
      '累计借方发生额',
      '累计贷方发生额',
      '期末借方余额',
      '期末贷方余额',
    ],
  ]
  for (const row of treeOf(sumsOf(year, deep, nameOf))) {
    const closing = closingOf(row)
    const pair = (balance: number): readonly Cell[] => [amount(Math.max(0, 0 - balance)), amount(Math.max(0, balance))]
    rows.push([row.account.code, row.name, ...pair(row.opening), amount(row.debit), amount(row.credit), amount(row.debit), amount(row.credit), ...pair(closing)]) // prettier-ignore
  }
  rows.push(['合计'])
  return { name: 'Sheet1', rows }
}

/** 科目余额表 C: a header of two merged rows. */
export function balanceC(year: YearOfVouchers, options: LayoutOptions): SheetDraft {
  const [, ...rows] = balanceB(year, options).rows
  return {
    name: '余额表',
    rows: [
      [`${year.year}年科目余额表`],
      ['科目', undefined, '期初余额', undefined, '本期发生额', undefined, '本年累计', undefined, '期末余额', undefined],
      ['编码', '名称', '借方', '贷方', '借方', '贷方', '借方', '贷方', '借方', '贷方'],
      ...rows,
    ],
    merges: ['A1:J1', 'A2:B2', 'C2:D2', 'E2:F2', 'G2:H2', 'I2:J2'],
  }
}

/** 辅助余额表 A′: function and economic class joined in 辅助编号, an account level for the fund. */
export function auxiliaryBalance(year: YearOfVouchers, { unit, nameOf }: LayoutOptions): SheetDraft {
  const rows: (readonly Cell[])[] = [
    ['辅助余额表'],
    [`单位名称：${unit}`],
    [
      '辅助编号',
      '辅助名称',
      '科目编码',
      '科目名称',
      '期间',
      '期初余额-方向',
      '期初余额-金额',
      '本期发生-借方',
      '本期发生-贷方',
      '累计发生-借方',
      '累计发生-贷方',
      '期末余额-方向',
      '期末余额-金额',
    ],
  ]
  for (const row of sumsOf(year, deep, nameOf)) {
    const parts = row.account.code.split('.')
    const codes = parts.filter((part) => part.length >= 5)
    const rest = parts.filter((part) => part.length < 5)
    const names = row.account.names.slice(0, rest.length)
    const closing = closingOf(row)
    rows.push([codes.join('/'), codes.map((code) => nameOf(code) ?? code).join('/'), rest.join(''), names.join('/'), `${year.year}.01-${year.year}.12`, side(row.opening), commas(Math.abs(row.opening)), commas(row.debit), commas(row.credit), commas(row.debit), commas(row.credit), side(closing), commas(Math.abs(closing))]) // prettier-ignore
  }
  return { name: '辅助余额表', rows }
}

/** 明细账: account by account, with an opening line, running balances and monthly totals. */
export function detail(year: YearOfVouchers, { unit, nameOf }: LayoutOptions): SheetDraft {
  const rows: (readonly Cell[])[] = [
    ['明细分类账'],
    [`单位名称：${unit}`, undefined, undefined, undefined, undefined, undefined, undefined, '单位：元'],
    ['日期', '凭证号', '摘要', '科目名称', '科目编号', '借方金额', '贷方金额', '余额-方向', '余额'],
  ]
  const lines = year.vouchers.flatMap((voucher) =>
    voucher.lines.map((one) => ({ voucher, one, account: deep(one.account, nameOf) })),
  )
  const byCode = Map.groupBy(lines, ({ account }) => account.code)
  for (const { account, opening } of sumsOf(year, deep, nameOf)) {
    let balance = opening
    rows.push([undefined, undefined, '上年结转', account.names.join('\\'), account.code, undefined, undefined, side(balance), commas(Math.abs(balance))]) // prettier-ignore
    let debit = 0
    let credit = 0
    for (const { voucher, one } of byCode.get(account.code) ?? []) {
      balance += one.credit - one.debit
      debit += one.debit
      credit += one.credit
      rows.push([voucher.day.replaceAll('-', '.'), `记-${voucher.day.slice(5, 7)}-${voucher.number}`, voucher.summary, account.names.join('\\'), account.code, amount(one.debit), amount(one.credit), side(balance), amount(Math.abs(balance))]) // prettier-ignore
    }
    rows.push([undefined, undefined, '本年累计', account.names.join('\\'), account.code, { fen: debit }, { fen: credit }, side(balance), amount(Math.abs(balance))]) // prettier-ignore
  }
  return { name: '明细账', rows }
}

/** 支付明细 of the integrated budget system: expenditure of the three funds, payment by payment. */
export function payments(year: YearOfVouchers, { unit, nameOf }: LayoutOptions): SheetDraft {
  const rows: (readonly Cell[])[] = [
    [
      '预算单位',
      '支付日期',
      '支付凭证号',
      '项目名称',
      '支出功能分类',
      '部门预算支出经济分类',
      '资金性质',
      '支出类型',
      '支付方式',
      '用途',
      '金额',
    ],
  ]
  let number = 0
  for (const voucher of year.vouchers) {
    if (voucher.summary === '年末结转') continue
    for (const { account, debit } of voucher.lines) {
      const { leaf } = account
      if (leaf?.kind !== '支出' || leaf.fund === '非财政拨款') continue
      const { func, economic, fund } = withItems(account, nameOf)
      number += 1
      rows.push([unit, voucher.day, String(number), leaf.project === '' ? '基本支出' : leaf.project, func, economic, fund, leaf.nature, '授权支付', voucher.summary, { fen: debit }]) // prettier-ignore
    }
  }
  return { name: '支付明细', rows }
}

/** 预算指标, which say what may be spent and nothing of what was. */
export function indicators(year: YearOfVouchers, { nameOf }: LayoutOptions): SheetDraft {
  const rows = sumsOf(year, withItems, nameOf)
    .filter(({ account }) => account.code.startsWith('71'))
    .map(({ account, debit }, at): readonly Cell[] => [String(1000 + at), account.project, String(year.year), account.economic, account.fund, account.func, { fen: debit }, { fen: 0 }]) // prettier-ignore
  return {
    name: '指标',
    rows: [
      [
        '预算指标代码',
        '预算指标名称',
        '预算年度',
        '部门支出经济分类',
        '资金性质',
        '支出功能分类',
        '指标金额',
        '指标余额',
      ],
      ...rows,
    ],
  }
}

/** Red figures stand in brackets, full-width ones in every second line. */
const red = (fen: number, at: number): string =>
  fen >= 0 ? commas(fen) : at % 2 === 0 ? `（${commas(-fen)}）` : `(${commas(-fen)})`

/** `2010301 行政运行` as `2010301-行政运行`. */
const joined = (item: string): string => item.replace(' ', '-')

/** 序时账 whose auxiliary items stand in one cell, code and name of the account in another; every fifth voucher is booked in red on the other side. */
export function journalComposite(year: YearOfVouchers, { unit, nameOf }: LayoutOptions): SheetDraft {
  const item = (kind: string, text: string): string => (text === '' ? '' : `${kind}@@${text.replace(' ', '__')}&&`)
  const rows: (readonly Cell[])[] = [
    ['序 时 账'],
    [`单位:${unit}`, undefined, undefined, undefined, `期间：${year.year}年1月-${year.year}年12月`, '金额单位：元'],
    ['凭证日期', '凭证字号', '摘要', '会计科目', '核算项目', '借方', '贷方'],
  ]
  for (const voucher of year.vouchers)
    voucher.lines.forEach((one, at) => {
      const { code, names, func, economic, fund, project } = withItems(one.account, nameOf)
      const items = item('功能分类', func) + item('经济分类', economic) + item('资金性质', fund) + item('项目', project)
      const isRed = voucher.number % 5 === 0 && voucher.summary !== '年末结转'
      const [debit, credit] = isRed ? [0 - one.credit, 0 - one.debit] : [one.debit, one.credit]
      rows.push([voucher.day.replaceAll('-', '/'), `记字第${voucher.number}号`, voucher.summary, `${code}-${names.join('/')}`, items, debit === 0 ? undefined : red(debit, at), credit === 0 ? undefined : red(credit, at)]) // prettier-ignore
    })
  return { name: 'sheet', rows }
}

/** 序时账 with codes joined to their names, `2010301-行政运行`, and codes with points, `201.03.01 行政运行`. */
export function journalJoined(year: YearOfVouchers, options: LayoutOptions): SheetDraft {
  const pointed = (item: string): string => item.replace(/^(\d{3})(\d{2})(\d{2})?/u, (_, a: string, b: string, c?: string) => [a, b, ...(c === undefined ? [] : [c])].join('.')) // prettier-ignore
  let at = 0
  return journal(year, options, (account, nameOf) => {
    const own = withItems(account, nameOf)
    at += 1
    const form = at % 2 === 0 ? joined : pointed
    return { ...own, func: form(own.func), economic: form(own.economic), fund: joined(own.fund) }
  })
}

/** 科目余额表 whose account is one cell, `7101.01.01-行政支出`, directions before the amounts. */
export function balanceJoined(year: YearOfVouchers, options: LayoutOptions): SheetDraft {
  const [title, line, header, ...rows] = balanceA(year, options).rows
  return {
    name: '1',
    rows: [
      title ?? [],
      line ?? [],
      ['科目', ...(header ?? []).slice(2)],
      ...rows.map(([code, name, ...rest]) => [`${printed(code)}-${printed(name)}`, ...rest]),
    ],
  }
}

/** 明细账 with 方向 as a column of its own before 余额, as most programs print it. */
export function detailByDirection(year: YearOfVouchers, options: LayoutOptions): SheetDraft {
  const draft = detail(year, options)
  const heading = ['日期', '凭证号', '摘要', '科目名称', '科目编号', '借方', '贷方', '方向', '余额']
  return { ...draft, rows: draft.rows.map((row, at) => (at === 2 ? heading : row)) }
}

/** 支付明细 with codes joined to their names. */
export function paymentsJoined(year: YearOfVouchers, options: LayoutOptions): SheetDraft {
  const [header, ...rows] = payments(year, options).rows
  const forms = rows.map((row) => row.map((cell, at) => ((at === 4 || at === 5 || at === 6) && typeof cell === 'string' ? joined(cell) : cell))) // prettier-ignore
  return { name: '支付', rows: [['支付明细查询'], header ?? [], ...forms] }
}

/** The bytes of a workbook: xlsx, xls, or HTML saved as .xls. */
export function workbookBytes(sheets: readonly SheetDraft[], form: 'xlsx' | 'biff8'): Buffer {
  const book = utils.book_new()
  for (const draft of sheets) utils.book_append_sheet(book, worksheet(draft), draft.name)
  book.Workbook = { Sheets: sheets.map(({ hidden }) => ({ Hidden: hidden === true ? 1 : 0 })) }
  return Buffer.from(write(book, { type: 'buffer', bookType: form, compression: true }) as Uint8Array)
}

function worksheet({ rows, merges }: SheetDraft): WorkSheet {
  const sheet = utils.aoa_to_sheet(rows.map((row) => row.map((cell) => (typeof cell === 'object' ? { t: 'n', v: cell.fen / 100, z: '#,##0.00' } : cell)))) // prettier-ignore
  if (merges) sheet['!merges'] = merges.map((range) => utils.decode_range(range))
  return sheet
}

const printed = (cell: Cell): string => (typeof cell === 'object' ? commas(cell.fen) : (cell ?? ''))

export function csvText({ rows }: SheetDraft): string {
  return rows.map((row) => row.map((cell) => `"${printed(cell).replaceAll('"', '""')}"`).join(',')).join('\r\n')
}

export function htmlText({ rows }: SheetDraft): string {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const lines = rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(printed(cell))}</td>`).join('')}</tr>`)
  return `<html><head><meta charset="utf-8"></head><body><table>${lines.join('\n')}</table></body></html>`
}

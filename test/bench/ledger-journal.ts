import type { YearOfVouchers } from '#test/ledger-samples/vouchers.ts'
import { withItems, type NameOfCode } from '#test/ledger-samples/encode.ts'
import {
  CONTENT_TYPES,
  HEAD,
  MAIN,
  PACKAGE_RELS,
  STYLES,
  StringTable,
  WORKBOOK,
  WORKBOOK_RELS,
  ZipWriter,
} from './journal-xlsx.ts'

const COLUMNS = 'ABCDEFGHIJKLMN'
const HEADERS =
  '日期,凭证字,凭证号,分录号,摘要,科目编码,科目名称,支出功能分类,部门支出经济分类,资金性质,项目名称,借方金额,贷方金额,制单人'.split(
    ',',
  )
const FLUSH_CHARACTERS = 256 * 1024

/** Writes a year of vouchers as a journal of 14 columns, of any size, with shared strings; every line has its own 摘要. */
export async function writeLedgerJournal(path: string, year: YearOfVouchers, nameOf: NameOfCode): Promise<number> {
  const strings = new StringTable()
  const zip = new ZipWriter(path)
  const counted = { lines: 0 }
  await zip.add('[Content_Types].xml', [CONTENT_TYPES])
  await zip.add('_rels/.rels', [PACKAGE_RELS])
  await zip.add('xl/workbook.xml', [WORKBOOK])
  await zip.add('xl/_rels/workbook.xml.rels', [WORKBOOK_RELS])
  await zip.add('xl/styles.xml', [STYLES])
  await zip.add('xl/worksheets/sheet1.xml', sheetXml(year, nameOf, strings, counted))
  await zip.add('xl/sharedStrings.xml', strings.xml())
  await zip.close()
  return counted.lines
}

function* sheetXml(
  year: YearOfVouchers,
  nameOf: NameOfCode,
  strings: StringTable,
  counted: { lines: number },
): Generator<string> {
  let row = 1
  const shared = (column: number, text: string): string =>
    text === '' ? '' : `<c r="${COLUMNS.charAt(column)}${row}" t="s"><v>${strings.index(text)}</v></c>`
  const figure = (column: number, fen: number): string => {
    const size = Math.abs(fen)
    const text = `${fen < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`
    return fen === 0 ? '' : `<c r="${COLUMNS.charAt(column)}${row}" s="2"><v>${text}</v></c>`
  }
  let out = `${HEAD}<worksheet xmlns="${MAIN}"><sheetData><row r="1">${HEADERS.map((text, at) => shared(at, text)).join('')}</row>`
  for (const voucher of year.vouchers) {
    const serial = Math.round((Date.parse(`${voucher.day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000)
    voucher.lines.forEach((line, at) => {
      row += 1
      counted.lines += 1
      const { code, names, func, economic, fund, project } = withItems(line.account, nameOf)
      const texts = [[4, `${voucher.summary}第${row}笔`], [5, code], [6, names.join('/')], [7, func], [8, economic], [9, fund], [10, project]] as const // prettier-ignore
      out += `<row r="${row}"><c r="A${row}" s="1"><v>${serial}</v></c>${shared(1, '记')}<c r="C${row}"><v>${voucher.number}</v></c><c r="D${row}"><v>${at + 1}</v></c>`
      out += `${texts.map(([column, text]) => shared(column, text)).join('')}${figure(11, line.debit)}${figure(12, line.credit)}${shared(13, '张三')}</row>`
    })
    if (out.length > FLUSH_CHARACTERS) {
      yield out
      out = ''
    }
  }
  yield `${out}</sheetData></worksheet>`
}

import Papa from 'papaparse'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Sheet } from '#core/workbook/grid.ts'
import { sheetCollector } from '#main/files/grid-sink.ts'
import { findDelimiter } from '#main/files/text/delimiter.ts'
import { readDelimited } from '#main/files/text/read-csv.ts'

import { cellsOf, errorOf } from '../scratch.ts'
import { gbkOf } from './gbk.ts'

function sheetOf(bytes: Buffer): Sheet | undefined {
  const { sink, sheets } = sheetCollector()
  readDelimited('表.csv', '表', bytes, sink)
  return sheets[0]
}
const cells = (text: string): Readonly<Record<string, string>> => cellsOf(sheetOf(Buffer.from(text)))

describe('values', () => {
  test('stay texts: leading zeros, digits, dates, dashes', () => {
    expect(cells('科目,金额,日期\n0201,"1,234.50",2023-12-31\n301,——,\n')).toEqual({
      A1: 'text:科目', B1: 'text:金额', C1: 'text:日期', A2: 'text:0201', B2: 'text:1,234.50', C2: 'text:2023-12-31',
      A3: 'text:301', B3: 'text:——',
    }) // prettier-ignore
  })

  test('="0201" is the code 0201; quotes, line breaks and delimiters inside quotes belong to the value', () => {
    expect(cells('="0201",a\n"=""001001""","说""好""\n第二行"\n')).toEqual({
      A1: 'text:0201', B1: 'text:a', A2: 'text:001001', B2: 'text:说"好"\n第二行',
    }) // prettier-ignore
  })

  test('blank lines count, as in a spreadsheet program', () => {
    expect(cells('a,b\n\n,\nc,d')).toEqual({ A1: 'text:a', B1: 'text:b', A4: 'text:c', B4: 'text:d' })
  })

  test('a GBK file is the same sheet as a UTF-8 file', () => {
    const text = '科目编码\t科目名称\t金额\r\n2010301\t行政运行\t1,234.00\r\n'
    expect(sheetOf(gbkOf(text))).toEqual(sheetOf(Buffer.from(text)))
  })

  test('mixed line breaks end a record each', () => {
    expect(cells('a,b\r\n"c",d\ne,"f"\rg,h')).toMatchObject({ A1: 'text:a', A2: 'text:c', B2: 'text:d', B3: 'text:f', A4: 'text:g' }) // prettier-ignore
  })
})

describe('the delimiter', () => {
  test.each([
    [
      'tabs beside amounts with commas',
      '单位：元\n科目\t借方\t贷方\n201\t1,234.00\t2,345,678.00\n301\t1.00\t3,000.00\n',
      '\t',
    ],
    ['commas beside texts with semicolons', '摘要,金额\na;b;c,1\nd;e;f,2\n', ','],
    ['semicolons beside decimal commas', 'a;b;c\n1,5;2,5;x\n1,25;3;y\n', ';'],
    ['bars', 'a|b|c\n1|2|3\n', '|'],
    ['a title and a note around the table', '余额表\n科目,名称,金额\n1,a,2\n3,b,4\n注：略\n', ','],
  ])('%s', (_name, text, delimiter) => {
    expect(findDelimiter(text)).toBe(delimiter)
  })

  test('a first line sep=; names it and is no row', () => {
    expect(cells('sep=;\r\na,1;b\r\nc,2;d\r\n')).toEqual({ A1: 'text:a,1', B1: 'text:b', A2: 'text:c,2', B2: 'text:d' })
  })

  test('prose has none', () => {
    expect(findDelimiter('床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n')).toBeUndefined()
  })
})

describe('a file larger than a piece', () => {
  test('is read without a loss at the seams, whatever stands there', () => {
    const rows = Array.from({ length: 70_000 }, (_, n) => [
      `第${n}笔`,
      n % 7 === 0 ? `甲,"乙"\n${n}` : `摘要${n}`,
      `${n}.50`,
    ])
    const bytes = Buffer.from(Papa.unparse(rows, { newline: '\r\n' }))
    expect(bytes.length).toBeGreaterThan(2 << 20)
    const sheet = sheetOf(bytes)
    expect(sheet?.rows.map((row) => row.cells.map((c) => (c.value.kind === 'text' ? c.value.text : '')))).toEqual(rows)
  })

  test('any table of texts that is written comes back', () => {
    const field = fc.string({ unit: fc.constantFrom('甲', '0', ',', '"', '\n', ' ', 'a'), minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field, field), { minLength: 2, maxLength: 8 }), (rows) => {
        const sheet = sheetOf(Buffer.from(Papa.unparse([['h1', 'h2', 'h3'], ...rows], { quotes: true })))
        const texts = sheet?.rows.slice(1).map((row) => row.cells.map((c) => c.value.kind === 'text' && c.value.text))
        expect(texts).toEqual(rows)
      }),
    )
  })
})

describe('quotes that do not pair', () => {
  test.each([
    ['never closed', 'a,b\n1,2\n3,"4\n5,6\n', 3],
    ['closed too early', 'a,b\n"甲"公司,2\n3,4\n', 2],
  ])('%s: refused with the line, not joined to one value', async (_name, text, line) => {
    const error = await errorOf(() => sheetOf(Buffer.from(text)))
    expect(error.code).toBe('FILE_QUOTES_BROKEN')
    expect(error.message).toContain(`“表.csv”第 ${line} 行`)
  })
})

test('more columns than a sheet has are refused', async () => {
  const error = await errorOf(() => sheetOf(Buffer.from(`a,b\n${','.repeat(20_000)}\n`)))
  expect(error.code).toBe('FILE_TOO_LARGE')
})

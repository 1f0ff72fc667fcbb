import { readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import type { Sheet } from '#core/workbook/grid.ts'
import { plainDecimal } from '#main/files/xls/plain-decimal.ts'
import { readXls } from '#main/files/xls/read-xls.ts'
import { readXlsx } from '#main/files/xlsx/stream-xlsx.ts'

import { cellsOf, errorOf } from '../scratch.ts'
import { encryptedXls, oleOf, streamOf, withRecords, xlsOf } from './biff-file.ts'

const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/${name}`, import.meta.url))

/** LibreOffice did not calculate that one formula (see the fixtures' README). */
const withoutB7 = (sheets: readonly Sheet[]): readonly Sheet[] =>
  sheets.map((sheet) => ({
    ...sheet,
    rows: sheet.rows.map((row) => ({ ...row, cells: row.cells.filter((c) => row.index !== 6 || c.column !== 1) })),
  }))

describe('a workbook that an office program wrote', () => {
  test.each(['accounts-1900.xls', 'accounts-1904.xls'])('%s gives the same grid as its .xlsx', async (name) => {
    const { sheets } = await readXlsx(new URL('../fixtures/accounts.xlsx', import.meta.url).pathname)
    expect(withoutB7(readXls(name, fixture(name)))).toEqual(withoutB7(sheets))
  })

  test('values, dates, errors, merges and hidden parts are what the file says', () => {
    const [first, second, third] = readXls('a.xls', fixture('accounts-1904.xls'))
    expect(cellsOf(first)).toMatchObject({
      A4: 'text:0201', C4: 'number:1234567.89', D4: 'date:2023-12-31', D5: 'date:2023-12-31T08:30:00', A6: 'boolean:true',
      B6: 'error:#DIV/0!', C6: 'number:-0.01', D6: 'text:𠮷𡈽䶮', C7: 'number:123456789012345', D7: 'number:0.1',
    }) // prettier-ignore
    expect(first?.merges).toEqual([{ top: 0, left: 0, bottom: 0, right: 3 }])
    expect(first?.hiddenColumns).toEqual([1])
    expect(first?.rows.filter((row) => row.hidden).map((row) => row.index)).toEqual([4])
    expect([first?.hidden, second?.hidden, third?.hidden]).toEqual([false, true, false])
    expect(third?.rows).toEqual([])
  })
})

describe('records that writers of tests do not write', () => {
  /** Font 0 has the colour; style 16, that of all cells, has another font; style 5 has it, and so has the cell of the given record. */
  const coloured = (color: number, styled: number): Buffer => {
    let styles = 0
    return withRecords(xlsOf([['甲', 30, 40], ['乙', 50, 60]]), ({ type, body }) => {
      if (type === 0x31) body.writeUInt16LE(color, 4)
      if (type === 0xe0) body.writeUInt16LE(styles++ === 5 ? 0 : 7, 0)
      if (type === 0x203 && body.readUInt16LE(0) === 1 && body.readUInt16LE(2) === 1) body.writeUInt16LE(styled, 4)
      return [{ type, body }]
    })
  } // prettier-ignore
  const formats = (bytes: Buffer): readonly unknown[] =>
    readXls('a.xls', bytes).flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap(({ value }) => (value.kind === 'number' ? [[value.text, value.format]] : [])))) // prettier-ignore

  test.each([2, 10])('a number in the red font of colour %i is marked, the others are not', (color) => {
    expect(formats(coloured(color, 5))).toEqual([['30', undefined], ['40', undefined], ['50', '[Red]General'], ['60', undefined]]) // prettier-ignore
  })

  test.each([8, 12, 0x7fff])('the font of colour %i is not red', (color) => {
    expect(formats(coloured(color, 5))).toEqual([['30', undefined], ['40', undefined], ['50', undefined], ['60', undefined]]) // prettier-ignore
  })

  test('a formula with a text for its result gives the text, one with an empty text no cell', () => {
    const bytes = withRecords(xlsOf([['合计', 1, 2]]), (record) => {
      if (record.type !== 0x203) return [record]
      const head = record.body.subarray(0, 6)
      const isText = record.body.readUInt16LE(2) === 1
      const result = Buffer.from([isText ? 0 : 3, 0, 0, 0, 0, 0, 0xff, 0xff])
      const tail = Buffer.from([0, 0, 0, 0, 0, 0, 3, 0, 0x1e, 1, 0])
      const text = { type: 0x207, body: Buffer.concat([Buffer.from([2, 0, 1]), Buffer.from('尾差', 'utf16le')]) }
      return [{ type: 0x06, body: Buffer.concat([head, result, tail]) }, ...(isText ? [text] : [])]
    })
    expect(cellsOf(readXls('a.xls', bytes)[0])).toEqual({ A1: 'text:合计', B1: 'text:尾差' })
  })

  test('a built-in Chinese date format that the file does not spell out is a date', () => {
    const bytes = withRecords(xlsOf([[45291]]), (record) => {
      if (record.type === 0xe0) record.body.writeUInt16LE(31, 2)
      return [record]
    })
    expect(cellsOf(readXls('a.xls', bytes)[0])).toEqual({ A1: 'date:2023-12-31' })
    // … and leaves no trace in the next file.
    expect(cellsOf(readXls('b.xls', xlsOf([[45291]]))[0])).toEqual({ A1: 'number:45291' })
  })

  test('a stream without its container, and texts in code page 936, are read', () => {
    const gbk = Buffer.from([0xb2, 0xc6, 0xd5, 0xfe])
    const bytes = withRecords(xlsOf([['ABCD']], 'biff5'), (record) => {
      if (record.type === 0x42) return [{ type: 0x42, body: Buffer.from([0xa8, 0x03]) }]
      const at = record.body.indexOf('ABCD')
      if (at >= 0) gbk.copy(record.body, at)
      return [record]
    })
    expect(cellsOf(readXls('a.xls', streamOf(bytes))[0])).toEqual({ A1: 'text:财政' })
  })
})

describe('what cannot be read whole is refused', () => {
  test('an encrypted workbook is called encrypted', async () => {
    const bytes = encryptedXls()
    expect(await errorOf(() => readXls('密.xls', bytes))).toMatchObject({ code: 'FILE_ENCRYPTED' })
  })

  test.each([0.3, 0.6, 0.9])('a file cut at %d of its length is damaged, not a shorter workbook', async (part) => {
    const bytes = xlsOf(Array.from({ length: 3_000 }, (_, n) => [`第${n}行`, n]))
    const cut = bytes.subarray(0, Math.floor(bytes.length * part))
    const error = await errorOf(() => readXls('半.xls', cut))
    expect(error.code).toBe('FILE_DAMAGED')
    expect(error.message).toContain('半.xls')
  })

  test('a stream that ends in the middle of a sheet is damaged although its container is whole', async () => {
    const stream = streamOf(xlsOf(Array.from({ length: 500 }, (_, n) => [n])))
    const bytes = oleOf({ '/Workbook': stream.subarray(0, stream.length - 3_000) })
    expect((await errorOf(() => readXls('半.xls', bytes))).code).toBe('FILE_DAMAGED')
  })

  test('a document that has no workbook at its root is not a workbook', async () => {
    const bytes = oleOf({ '/ObjectPool/Workbook': streamOf(xlsOf([[1]])), '/WordDocument': Buffer.alloc(100) })
    expect((await errorOf(() => readXls('a.xls', bytes))).code).toBe('FILE_NOT_WORKBOOK')
  })
})

describe('the text of a double', () => {
  test('has no exponent and names the same double', () => {
    expect(plainDecimal(1e21)).toBe('1000000000000000000000')
    expect(plainDecimal(-1.5e-7)).toBe('-0.00000015')
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = plainDecimal(value)
        expect(text).toMatch(/^-?\d+(\.\d+)?$/)
        expect(Number(text)).toBe(value === 0 ? 0 : value)
      }),
    )
  })
})

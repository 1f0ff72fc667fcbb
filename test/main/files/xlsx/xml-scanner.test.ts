import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SheetRow } from '#core/workbook/grid.ts'
import { DEFAULT_LIMITS } from '#main/files/xlsx/limits.ts'
import { sharedStringsHandler } from '#main/files/xlsx/shared-strings.ts'
import { sheetHandler } from '#main/files/xlsx/sheet-handler.ts'
import { xmlScanner } from '#main/files/xlsx/xml-scanner.ts'

const place = { fileName: '决算.xlsx', part: '工作表“收入”' }
const strings = sharedStringsHandler(DEFAULT_LIMITS, place)
const XML = Buffer.from(
  `<?xml version="1.0"?><worksheet><sheetData><!-- <row> --><row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>住房公积金𠮷</t></is></c><c r="B1"><v>12.5</v></c></row>` +
    `<row r="3"><c r="A3" t='str'><f>A1&amp;"&gt;"</f><v>行政运行 &lt;1&gt;</v></c><c r="C3" t="inlineStr"><is><r><t>富</t></r><rPh><t>fù</t></rPh><r><t>文本</t></r></is></c>` +
    `<c r="D3"><f>B1*2</f></c><c r="E3" t="e"><v>#N/A</v></c><c r="F3" s="9"/><c r="G3" t="str"><v><![CDATA[<v>&amp;]]></v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`,
)

function rowsOf(pieces: readonly Buffer[], fast: boolean): unknown {
  const rows: SheetRow[] = []
  const context = { strings, styles: [], date1904: false, days: new Map() }
  const { fast: quick, ...handler } = sheetHandler(context, DEFAULT_LIMITS, place, { cells: 0 }, (row) =>
    rows.push(row),
  )
  const scanner = xmlScanner(fast && quick !== undefined ? { ...handler, fast: quick } : handler, DEFAULT_LIMITS, place)
  for (const piece of pieces) scanner.push(piece)
  scanner.finish()
  return { rows, merges: handler.merges() }
}

const whole = rowsOf([XML], true)

describe('the scanner', () => {
  test('reads what is there', () => {
    expect(whole).toEqual({
      merges: [{ top: 0, left: 0, bottom: 1, right: 1 }],
      rows: [
        {
          index: 0,
          hidden: true,
          cells: [
            { column: 0, value: { kind: 'text', text: '住房公积金𠮷' } },
            { column: 1, value: { kind: 'number', text: '12.5' } },
          ],
        },
        {
          index: 2,
          hidden: false,
          cells: [
            { column: 0, value: { kind: 'text', text: '行政运行 <1>' } },
            { column: 2, value: { kind: 'text', text: '富文本' } },
            { column: 3, value: { kind: 'uncalculated', formula: 'B1*2' } },
            { column: 4, value: { kind: 'error', text: '#N/A' } },
            { column: 6, value: { kind: 'text', text: '<v>&amp;' } },
          ],
        },
      ],
    })
  })
  test('finds the same with and without its fast path', () => {
    expect(rowsOf([XML], false)).toEqual(whole)
  })
  test('finds the same wherever the bytes are cut, inside a character too', () => {
    const cuts = fc.array(fc.nat(XML.length), { maxLength: 12 })
    fc.assert(
      fc.property(cuts, fc.boolean(), (at, fast) => {
        const edges = [0, ...at, XML.length].sort((a, b) => a - b)
        const pieces = edges.slice(1).map((edge, i) => XML.subarray(edges[i], edge))
        expect(rowsOf(pieces, fast)).toEqual(whole)
      }),
    )
    expect(
      rowsOf(
        Array.from(XML, (byte) => Buffer.from([byte])),
        true,
      ),
    ).toEqual(whole)
  })
})

import { describe, expect, test } from 'vitest'

import { readXml2003 } from '#main/files/text/read-xml2003.ts'

import { cellsOf, errorOf } from '../scratch.ts'

const book = (content: string): string =>
  `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${content}</Workbook>`
const sheet = (rows: string): string => `<Worksheet ss:Name="收入 &amp; 支出"><Table>${rows}</Table></Worksheet>`
const data = (type: string, text: string): string => `<Cell><Data ss:Type="${type}">${text}</Data></Cell>`

describe('XML Spreadsheet 2003', () => {
  test('values by their type, texts as texts', () => {
    const row = [data('String', '0201'), data('Number', '1234.50'), data('DateTime', '2023-12-31T00:00:00.000'), data('Boolean', '1'), data('Error', '#REF!'), data('String', ' 甲&#10;乙 ')] // prettier-ignore
    const [got] = readXml2003('a.xls', book(sheet(`<Row>${row.join('')}</Row>`)))
    expect(got?.name).toBe('收入 & 支出')
    expect(cellsOf(got)).toEqual({
      A1: 'text:0201', B1: 'number:1234.50', C1: 'date:2023-12-31', D1: 'boolean:true', E1: 'error:#REF!', F1: 'text: 甲\n乙 ',
    }) // prettier-ignore
  })

  test('indexes, spans, merges and hidden parts', () => {
    const [got] = readXml2003('a.xls', book(`<Worksheet ss:Name="隐"><Table><Column/><Column ss:Index="3" ss:Span="1" ss:Hidden="1"/><Row ss:Span="1"/><Row ss:Hidden="1"><Cell ss:MergeAcross="1" ss:MergeDown="2"><Data ss:Type="String">a</Data></Cell>${data('Number', '1')}</Row><Row ss:Index="9"><Cell ss:Index="5"><Data ss:Type="Number">2</Data></Cell></Row></Table><WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>`)) // prettier-ignore
    expect(cellsOf(got)).toEqual({ A3: 'text:a', C3: 'number:1', E9: 'number:2' })
    expect(got).toMatchObject({
      hidden: true,
      hiddenColumns: [2, 3],
      merges: [{ top: 2, left: 0, bottom: 4, right: 1 }],
    })
    expect(got?.rows.map((row) => row.hidden)).toEqual([true, false])
  })

  test('prefixes, rich text, comments, CDATA, date formats and formulas without a value', () => {
    const styles = '<ss:Styles><ss:Style ss:ID="d"><ss:NumberFormat ss:Format="Short Date"/></ss:Style></ss:Styles>'
    const cells = '<ss:Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><B>粗</B>体</ss:Data><ss:Comment><ss:Data>批注</ss:Data></ss:Comment></ss:Cell><ss:Cell ss:StyleID="d"><ss:Data ss:Type="Number">45291</ss:Data></ss:Cell><ss:Cell ss:Formula="=SUM(R1C1)"/><ss:Cell><ss:Data ss:Type="String"><![CDATA[a<b]]></ss:Data></ss:Cell>' // prettier-ignore
    const [got] = readXml2003('a.xls', `<ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${styles}<ss:Worksheet ss:Name="x"><ss:Table><ss:Row>${cells}</ss:Row></ss:Table></ss:Worksheet></ss:Workbook>`) // prettier-ignore
    expect(cellsOf(got)).toEqual({
      A1: 'text:粗体',
      B1: 'date:2023-12-31',
      C1: 'uncalculated:SUM(R1C1)',
      D1: 'text:a<b',
    })
  })
})

describe('a file that cannot be taken', () => {
  test.each([
    ['cut off', book(sheet(`<Row>${data('Number', '1')}</Row>`)).slice(0, -60), 'FILE_DAMAGED'],
    ['without a sheet', book(''), 'FILE_DAMAGED'],
    ['rows that go back', book(sheet('<Row ss:Index="5"/><Row ss:Index="2"/>')), 'FILE_DAMAGED'],
    ['a row beyond any sheet', book(sheet('<Row ss:Index="99999999"/>')), 'FILE_TOO_LARGE'],
  ])('%s', async (_name, source, code) => {
    const error = await errorOf(() => readXml2003('表.xls', source))
    expect(error.code).toBe(code)
    expect(error.message).toContain('表.xls')
  })
})

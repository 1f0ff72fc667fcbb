import { describe, expect, test } from 'vitest'

import { readHtml } from '#main/files/text/read-html.ts'

import { cellsOf, errorOf } from '../scratch.ts'

const page = (body: string): string => `<html><head><meta charset="gb2312"></head><body>${body}</body></html>`

describe('an HTML page that was saved as a workbook', () => {
  test('texts stay texts, entities and white space as the page shows them', () => {
    const [sheet] = readHtml('a.xls', page('<table><tr><td>0201<td>\n 行政&nbsp;运行\n <tr><td>A&amp;B&#20803;<td>&nbsp;</td><td>一<br/>二</td></tr></table>')) // prettier-ignore
    expect(cellsOf(sheet)).toEqual({ A1: 'text:0201', B1: 'text:行政 运行', A2: 'text:A&B元', C2: 'text:一\n二' })
  })

  test('spans become merges, and the cells after them stand where the page shows them', () => {
    const [sheet] = readHtml('a.xls', page('<TABLE><TR><TH rowspan=2>项目</TH><TH colspan="2">本年</TH></TR><TR><TD>收入</TD><TD>支出</TD></TR><TR><TD rowspan=9>x</TD></TR></TABLE>')) // prettier-ignore
    expect(cellsOf(sheet)).toEqual({ A1: 'text:项目', B1: 'text:本年', B2: 'text:收入', C2: 'text:支出', A3: 'text:x' })
    expect(sheet?.merges).toEqual([
      { top: 0, left: 0, bottom: 1, right: 0 },
      { top: 0, left: 1, bottom: 0, right: 2 },
    ])
  })

  test('x:num gives the stored digits, with dates and texts by mso-number-format', () => {
    const css = '<style><!--\n.d{mso-number-format:"yyyy\\0022年\\0022m\\0022月\\0022";} .t{mso-number-format:"\\@";} .n{mso-number-format:"\\#\\,\\#\\#0\\.00";}\n--></style>' // prettier-ignore
    const cells = '<td class=n x:num="1234.567">1,234.57</td><td class=d x:num="45291">2023年12月</td><td class=t x:num="201">0201</td><td x:num>12.50</td><td x:err="#N/A">#N/A</td><td x:bool="TRUE">TRUE</td>' // prettier-ignore
    const [sheet] = readHtml('a.xls', page(`${css}<table><tr>${cells}</tr></table>`))
    expect(cellsOf(sheet)).toEqual({
      A1: 'number:1234.567', B1: 'date:2023-12-31', C1: 'text:0201', D1: 'number:12.50', E1: 'error:#N/A', F1: 'boolean:true',
    }) // prettier-ignore
    expect(sheet?.rows[0]?.cells[0]?.value).toMatchObject({ format: '#,##0.00' })
  })

  test.each([
    ['<td style="color:red">1,234.50</td>'],
    ['<td style="background-color:white; color: #FF0000">1,234.50</td>'],
    ['<td class="x r">1,234.50</td>'],
    ['<td><font color=red>1,234.50</font></td>'],
    ['<td><span style="color:#c00">1,234.50</span></td>'],
    ['<td><font color="#FF0000"><b>1,234.50</b></font></td>'],
  ])('a figure in red letters is marked: %s', (cell) => {
    const css = '<style>.r {border:none; color:rgb(192, 0, 0);} .x {color:black}</style>'
    const [sheet] = readHtml('a.xls', page(`${css}<table><tr>${cell}<td>0201</td></tr></table>`))
    const [value, code] = sheet?.rows[0]?.cells.map((one) => one.value) ?? []
    expect(value).toEqual({ kind: 'number', text: '1234.50', format: '[Red]0.00' })
    expect(code).toEqual({ kind: 'text', text: '0201' })
  })

  test.each([
    ['<td style="background-color:red">1,234.50</td>', 'text:1,234.50'],
    ['<td style="color:blue">1,234.50</td>', 'text:1,234.50'],
    ['<td class=k>1,234.50</td>', 'text:1,234.50'],
    ['<td style="color:red">0201</td>', 'text:0201'],
    ['<td style="color:red">行政运行</td>', 'text:行政运行'],
    ['<td style="color:red">-5.00</td>', 'text:-5.00'],
  ])('anything else stays as it is: %s', (cell, wanted) => {
    const [sheet] = readHtml('a.xls', page(`<style>.k {background-color:red; border-color:red}</style><table><tr>${cell}</tr></table>`)) // prettier-ignore
    expect(cellsOf(sheet)['A1']).toBe(wanted)
  })

  test('a number of the page in red keeps its format behind the mark', () => {
    const [sheet] = readHtml('a.xls', page('<style>.n{mso-number-format:"0\\.00"; color:red;}</style><table><tr><td class=n x:num="30">30.00</td></tr></table>')) // prettier-ignore
    expect(sheet?.rows[0]?.cells[0]?.value).toEqual({ kind: 'number', text: '30', format: '[Red]0.00' })
  })

  test('several tables are sheets; names come from the page, then from captions', () => {
    const names = '<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheet><x:Name>收入表</x:Name></x:ExcelWorksheet></x:ExcelWorkbook></xml><![endif]-->' // prettier-ignore
    const sheets = readHtml('a.xls', `${names}<table><tr><td>1</td></tr></table><table><caption>支出表</caption><tr><td>2</td></tr></table><table><tr><td>3</td></tr></table></html>`) // prettier-ignore
    expect(sheets.map((s) => [s.name, cellsOf(s)['A1']])).toEqual([
      ['收入表', 'text:1'],
      ['支出表', 'text:2'],
      ['表3', 'text:3'],
    ])
  })

  test('a table inside a layout table is the sheet; nothing of it is lost', () => {
    const sheets = readHtml('a.xls', page('<table><tr><td><table><tr><td>内</td></tr></table></td></tr></table>'))
    expect(sheets.map(cellsOf)).toEqual([{ A1: 'text:内' }])
  })

  test('hidden rows and columns are marked; scripts, comments and a > in an attribute are no content', () => {
    const [sheet] = readHtml('a.xls', page('<script>if (a<b) document.write("<td>x</td>")</script><table><col><col style="display:none" span=2><tr style=\'display:none\'><td title="a>b">1</td></tr><!-- <tr><td>9</td></tr> --><tr><td>2</td></tr></table>')) // prettier-ignore
    expect(sheet?.hiddenColumns).toEqual([1, 2])
    expect(sheet?.rows.map((row) => [row.index, row.hidden])).toEqual([
      [0, true],
      [1, false],
    ])
    expect(cellsOf(sheet)).toEqual({ A1: 'text:1', A2: 'text:2' })
  })
})

describe('a page that cannot be taken', () => {
  test.each([
    ['without a table', page('<p>hello</p>'), 'FILE_NOT_WORKBOOK'],
    ['cut off in its table', '<html><table><tr><td>1</td></tr><tr><td>2', 'FILE_DAMAGED'],
    ['with a span beyond any sheet', page('<table><tr><td colspan=60000>1</td></tr></table>'), 'FILE_TOO_LARGE'],
    ['nested without end', '<table><tr><td>'.repeat(5_000), 'FILE_TOO_LARGE'],
  ])('%s', async (_name, source, code) => {
    const error = await errorOf(() => readHtml('页.xls', source))
    expect(error.code).toBe(code)
    expect(error.message).toContain('页.xls')
  })
})

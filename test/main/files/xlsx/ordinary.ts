import { Workbook } from 'exceljs'

/** A table as a bureau would send it: title, unit line, merged headers, codes as text, amounts with a format, a note. */
export async function ordinaryWorkbook(i: number): Promise<Buffer> {
  const book = new Workbook()
  const fixed = new Date(Date.UTC(2024, 0, 1))
  book.created = fixed
  book.modified = fixed
  for (let n = 0; n <= i % 3; n++) {
    const sheet = book.addWorksheet(`公开0${n + 1}表`, n === 2 ? { state: 'hidden' } : {})
    sheet.addRow(['收入支出决算总表'])
    sheet.mergeCells('A1:F1')
    sheet.addRow(['单位：示例单位', undefined, undefined, undefined, undefined, '金额单位：万元'])
    sheet.addRow(['收入', undefined, undefined, '支出', undefined, undefined])
    sheet.mergeCells('A3:C3')
    sheet.mergeCells('D3:F3')
    for (let line = 1; line <= 8 + i; line++) {
      const amount = ((line * 7919 + i * 104_729) % 1_000_000) / 100
      const row = sheet.addRow([
        '一般公共预算',
        `20${String(line).padStart(3, '0')}`,
        amount,
        '行政运行',
        line,
        line % 4 === 0 ? undefined : -amount,
      ])
      row.getCell(3).numFmt = '#,##0.00'
      if (line % 5 === 0) row.hidden = true
    }
    sheet.getColumn(5).hidden = i % 2 === 0
    sheet.addRow([
      '合计',
      undefined,
      { formula: 'SUM(C4:C9)', result: 12.5 + i },
      '填报日期',
      new Date(Date.UTC(2024, 1, 1 + i)),
      { formula: 'F4=C4', result: i % 2 === 0 },
    ])
    sheet.addRow([
      { richText: [{ text: '注：' }, { font: { bold: true }, text: '本表以万元列示' }] },
      { error: '#N/A' },
      { formula: 'A1&"!"', result: '收入支出决算总表!' },
    ])
  }
  return Buffer.from(await book.xlsx.writeBuffer())
}

import ExcelJS from 'exceljs'
import { expect, test } from 'vitest'
import { fillInModel } from '#core/recognise/fill-in/build-model.ts'
import { writeFillIn } from '#main/render/fill-in/write-fill-in.ts'
import { officeAnswers, officePack } from './office-case.ts'

async function written(answers = officeAnswers): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook()
  const bytes = await writeFillIn(fillInModel(officePack, answers))
  await book.xlsx.load(Uint8Array.from(bytes).buffer)
  return book
}

const sheetOf = (book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet => {
  const sheet = book.getWorksheet(name)
  if (!sheet) throw new Error(`no sheet ${name}`)
  return sheet
}

test('a sheet for instructions, the unit, last year, each fill-in table, texts and projects', async () => {
  const names = (await written()).worksheets.map((sheet) => sheet.name)
  expect(names).toEqual([
    '填写说明',
    '单位信息',
    '上年数',
    '年初预算',
    '实物量',
    '文字说明',
    '项目',
    '项目资金',
    '指标',
  ])
})

test('every sheet is locked without a password, prints on A4 and repeats its header', async () => {
  for (const sheet of (await written()).worksheets) {
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, fitToPage: true, fitToHeight: 0 })
    if (sheet.name === '填写说明') continue
    const [view] = sheet.views
    expect(view?.state).toBe('frozen')
    const frozen = view?.state === 'frozen' ? view.ySplit : undefined
    expect(sheet.pageSetup.printTitlesRow).toMatch(new RegExp(`^\\d+:${frozen}$`))
  }
})

test('input cells are unlocked and coloured, everything else is neither', async () => {
  const sheet = sheetOf(await written(), '单位信息')
  const name = sheet.getCell('B4')
  expect([name.value, name.protection.locked, name.fill]).toMatchObject([
    '测试局',
    false,
    { fgColor: { argb: 'FFFFF9DB' } },
  ])
  const label = sheet.getCell('A4')
  expect(label.value).toBe('单位名称')
  expect((label.protection as Partial<ExcelJS.Protection> | undefined)?.locked).not.toBe(false)
})

test('lists drop down: closed ones refuse, open ones only suggest, project names come from their sheet', async () => {
  const book = await written()
  expect(sheetOf(book, '单位信息').getCell('B9').dataValidation).toMatchObject({
    type: 'list',
    showErrorMessage: true,
    formulae: ['"行政单位,参照公务员法管理事业单位,事业单位"'],
  })
  const indicators = sheetOf(book, '指标')
  expect(indicators.getCell('A4').dataValidation.formulae).toEqual(["'项目'!$A$6:$A$206"])
  expect(indicators.getCell('C4').dataValidation.showErrorMessage).not.toBe(true)
})

test('where amounts are filled in already, no other unit can be chosen; an empty one offers both', async () => {
  const choices = async (answers: typeof officeAnswers): Promise<unknown> =>
    sheetOf(await written(answers), '单位信息').getCell('B14').dataValidation.formulae
  expect(await choices(officeAnswers)).toEqual(['"万元"'])
  expect(await choices({})).toEqual(['"万元,元"'])
})

test('the unit line of each sheet with amounts follows the choice', async () => {
  const book = await written()
  const line = sheetOf(book, '年初预算').getCell('A4')
  expect(line.formula).toBe(`"金额单位："&'单位信息'!$B$14`)
  expect(line.result).toBe('金额单位：万元')
})

test('codes that are known stand in order with their names, empty lines follow', async () => {
  const sheet = sheetOf(await written(), '年初预算')
  expect(['A6', 'A7', 'A8', 'A9', 'A10'].map((address) => sheet.getCell(address).value)).toEqual([
    '合计',
    '201',
    '20131',
    '2013101',
    null,
  ])
  expect(sheet.getCell('B7').value).toBe('一般公共服务支出')
  expect(sheet.getCell('A21').protection.locked).toBe(false)
})

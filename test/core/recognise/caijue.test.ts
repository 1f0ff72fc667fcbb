import { describe, expect, test } from 'vitest'
import { readWorkbookTables, type WorkbookReading } from '#core/recognise/read-workbook-tables.ts'
import { cover, z01, z07, z081, type CaijueStyle } from './caijue-forms.ts'
import { packOf, workbookOf, type SheetSketch } from './workbooks.ts'

const pack = packOf('base/2023-决算')
const expectReport = { names: ['测试单位'], year: 2023 }

const SET: Readonly<Record<string, (style?: CaijueStyle) => SheetSketch>> = {
  'Z01 收入支出决算总表(财决01表)': z01,
  'Z07 一般公共预算财政拨款收入支出决算表(财决07表)': z07,
  'Z08_1 一般公共预算财政拨款基本支出决算明细表(财决08-': z081,
}

async function read(sheets: Readonly<Record<string, SheetSketch>>): Promise<WorkbookReading> {
  const cut = Object.fromEntries(Object.entries(sheets).map(([name, sketch]) => [name.slice(0, 31), sketch]))
  return readWorkbookTables(await workbookOf(cut), pack, { expect: expectReport })
}

const styled = (style: CaijueStyle): Promise<WorkbookReading> =>
  read({ 封面: cover(), ...Object.fromEntries(Object.entries(SET).map(([name, form]) => [name, form(style)])) })

/** 分 by ref, exact to the 分. */
const fen = ({ tables }: WorkbookReading): Readonly<Record<string, number>> =>
  Object.fromEntries(
    tables.flatMap(({ cells }) =>
      cells.flatMap(({ ref, value }) =>
        value.kind === 'amount' ? [[ref as string, value.amount.quantum === 1 ? value.amount.fen : NaN]] : [],
      ),
    ),
  )

const WANTED = {
  '收入支出决算总表/一般公共预算财政拨款收入/金额': 692870012,
  '收入支出决算总表/收入总计/金额': 693020063,
  '收入支出决算总表/201/金额': 590000033,
  '收入支出决算总表/208/金额': 102990029,
  '收入支出决算总表/本年支出合计/金额': 692990062,
  '收入支出决算总表/年末结转和结余/金额': 30001,
  '一般公共预算财政拨款支出决算表/合计/小计': 692870012,
  '一般公共预算财政拨款支出决算表/2010301/基本支出': 313589971,
  '一般公共预算财政拨款支出决算表/2010302/项目支出': 276290012,
  '一般公共预算财政拨款基本支出决算表/30101/决算数': 200000025,
  '一般公共预算财政拨款基本支出决算表/302/决算数': 30000050,
  '一般公共预算财政拨款基本支出决算表/31002/决算数': 2219950,
  '一般公共预算财政拨款基本支出决算表/人员经费合计/决算数': 384360000,
  '一般公共预算财政拨款基本支出决算表/公用经费合计/决算数': 32220000,
}

test('the forms of a 财决 set give the published tables their figures to the 分, each from its cell', async () => {
  const reading = await styled({})
  expect(reading.findings).toEqual([])
  expect(fen(reading)).toMatchObject(WANTED)
  expect(reading.recognitions.map(({ kind }) => kind)).toEqual(['known', 'match', 'match', 'match'])
  const cells = reading.tables.flatMap((table) => table.cells.map((cell) => ({ sheet: table.sheet, ...cell })))
  const place = (ref: string): string => {
    const cell = cells.find((one) => one.ref === ref)
    return `${cell?.sheet.slice(0, 5).trim() ?? ''} ${cell?.address ?? ''}`
  }
  expect(place('收入支出决算总表/201/金额')).toBe('Z01 收 J7')
  expect(place('一般公共预算财政拨款基本支出决算表/31002/决算数')).toMatch(/^Z08_1 O6$/u)
})

test('no row is lost: rows read = rows stored + rows explained', async () => {
  const reading = await styled({})
  for (const source of reading.sources) {
    const sheet = SET[Object.keys(SET).find((name) => name.startsWith(source.sheet)) ?? '']?.()
    expect(source.storedRows + source.skipped.length).toBe(sheet?.rows.filter((row) => row.some((cell) => cell !== null)).length) // prettier-ignore
  }
})

const full = (text: string): string =>
  text.replace(/[0-9.,]/gu, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
const commas = (yuan: number): string => yuan.toLocaleString('en-US', { minimumFractionDigits: 2 })

const STYLES: Readonly<Record<string, CaijueStyle>> = {
  'a line at the right and one at the left': { line: (form) => [[null, null, null, null, null, null, null, null, null, form], ['部门：测试单位', null, null, null, null, null, null, null, null, '单位：元']] },
  'everything in one line': { line: (form) => [[`${form}\u3000编制单位：测试单位\u3000\u30002023年度\u3000\u3000金额单位：元`]] },
  'English punctuation': { line: (form) => [[`(${form})`], ['编制单位:测试单位', null, '报表期间:2023年度', null, '单位:元']] },
  'a blank line below each line': { line: (form) => [[], [form], [], ['编制单位：测试单位', null, '金额单位：元'], []] },
  'the title with year, unit and number': { title: (title) => `测试单位2023年度${title}` },
  'a title with spaces': { title: (title) => Array.from(title).join(' ') },
  'amounts as text with commas': { amount: commas },
  'amounts in full-width digits': { amount: (yuan) => full(commas(yuan)) },
  'zeros left out': { amount: (yuan) => (yuan === 0 ? null : yuan) },
  'codes with points': { code: (code) => [code.slice(0, 3), code.slice(3, 5), code.slice(5)].filter((one) => one !== '').join('.') },
  'codes joined with names': { code: (code) => `${code}-科目` },
  'full-width ordinals': { label: (label) => label.replace('、', '．') },
  'notes and signatures below': { notes: [['注：本表反映本年度总收支情况。'], ['单位负责人：张三', null, null, '填表人：李四']] },
  'a blank line after the header': { after: [[]] },
  'without the third block': { third: false },
} // prettier-ignore

describe('variants of the set', () => {
  test.each(Object.entries(STYLES))('%s', async (_, style) => {
    const reading = await styled(style)
    expect(reading.findings).toEqual([])
    expect(fen(reading)).toMatchObject(WANTED)
  })
})

test('the published table of the same title is still the published one', async () => {
  const reading = await read({ Sheet1: { rows: [['收入支出决算总表'], ['部门名称：测试单位 2023年度 金额单位：万元'], ['项目', '行次', '金额', '项目', '行次', '金额'], ['一、一般公共预算财政拨款收入', 1, 5.5, '一、一般公共服务支出', 32, 5.5]] } }) // prettier-ignore
  expect(reading.sources).toEqual([])
  expect(reading.tables[0]?.cells[0]).toMatchObject({ value: { amount: { fen: 5500000, quantum: 10000 } } })
})

test('sheets that no table needs are known and said so', async () => {
  const nothing: SheetSketch = { rows: [['支出决算明细表'], ['财决05表'], ['项目', '合计'], ['合计', 5]] }
  const unlisted: SheetSketch = { rows: [['某某调查表'], [null, '财决附09表'], ['项目', '数'], ['甲', 5]] }
  const reading = await read({ 'Z05 支出决算明细表(财决05表)': nothing, F09: unlisted, 'CS02 主要指标变动情况表': { rows: [['指标', '数'], ['甲', 1]] } }) // prettier-ignore
  expect(reading.recognitions.map(({ kind }) => kind)).toEqual(['known', 'known', 'known'])
  expect(reading.findings).toEqual([])
})

test('a needed form without its columns is never passed over in silence', async () => {
  const broken: SheetSketch = {
    rows: [['一般公共预算财政拨款收入支出决算表'], [null, '财决07表'], ['项目', '数'], ['合计', 5]],
  }
  const reading = await read({ Z07: broken })
  expect(reading.findings.map(({ code }) => code)).toEqual(['IMPORT_SHEET_UNKNOWN'])
})

test('the cover of another unit or year refuses the set', async () => {
  const other = await read({ 封面: cover(2022, '别的单位'), Z01: z01() })
  expect(other.findings.map(({ code }) => code)).toEqual(['IMPORT_OTHER_UNIT', 'IMPORT_OTHER_YEAR'])
})

test('without a unit line the unit is asked for', async () => {
  const reading = await read({ Z01: z01({ line: (form) => [[form]] }) })
  expect(reading.findings.map(({ code }) => code)).toEqual(['IMPORT_NO_UNIT_LINE'])
})

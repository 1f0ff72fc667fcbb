import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FillInReading } from '#core/recognise/fill-in/answers.ts'
import { fillInModel } from '#core/recognise/fill-in/build-model.ts'
import { readFillIn } from '#core/recognise/fill-in/read-fill-in.ts'
import { openPacks } from '#main/files/packs.ts'
import { readWorkbook } from '#main/files/read-workbook.ts'
import { writeFillIn } from '#main/render/fill-in/write-fill-in.ts'

const packs = openPacks([resolve('resources/packs')])
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'long-lists-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** An empty 填报表 of a pack as somebody fills it in. */
async function filled(id: string, fill: (book: ExcelJS.Workbook) => void): Promise<FillInReading> {
  const pack = packs.load(id)
  const path = join(folder, `${id.replace('/', '-')}.xlsx`)
  await writeFile(path, await writeFillIn(fillInModel(pack, { unit: { name: '甲单位' } })))
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  fill(book)
  await book.xlsx.writeFile(path)
  return readFillIn(await readWorkbook(path), pack)
}

/** Writes a line of a sheet by its headings. */
function put(sheet: ExcelJS.Worksheet, row: number, values: Readonly<Record<string, string | number>>): void {
  const header = headerOf(sheet)
  for (const [heading, value] of Object.entries(values)) {
    const column = header.columns.get(heading)
    if (column === undefined) throw new Error(`${sheet.name} has no ${heading}`)
    sheet.getCell(row, column).value = value
  }
}

function headerOf(sheet: ExcelJS.Worksheet): { readonly row: number; readonly columns: ReadonlyMap<string, number> } {
  for (let row = 1; row < 10; row += 1) {
    const columns = new Map<string, number>()
    sheet.getRow(row).eachCell((cell, column) => columns.set(cell.text, column))
    if (columns.has('项目名称')) return { row, columns }
  }
  throw new Error(`${sheet.name} has no heading`)
}

function sheetOf(book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const sheet = book.getWorksheet(name)
  if (!sheet) throw new Error(`no sheet ${name}`)
  return sheet
}

test.each(['hebei/2021-预算', 'base/2021-预算', 'base/2023-决算'])(
  'a 填报表 of %s in 元 says nothing of 万元, and is read in 元',
  async (id) => {
    const pack = packs.load(id)
    const model = fillInModel(pack, { unit: { name: '甲单位' }, moneyUnit: '元' })
    expect(model.sheets.flatMap(({ header }) => header.map(({ text }) => text)).filter((text) => /万元/u.test(text))).toEqual([]) // prettier-ignore
    const path = join(folder, `元-${id.replace('/', '-')}.xlsx`)
    await writeFile(path, await writeFillIn(model))
    const { findings } = readFillIn(await readWorkbook(path), pack)
    expect(findings.map(({ code }) => code).filter((code) => /UNIT|HEADER/u.test(code))).toEqual([])
  },
)

const NAMES = Array.from({ length: 45 }, (_, at) => `第${at + 1}个项目`)

test('an empty one has room for thirty projects with ten indicators each', () => {
  const { sheets } = fillInModel(packs.load('base/2023-决算'))
  const lines = (name: string): number => sheets.find((sheet) => sheet.name === name)?.rows.length ?? 0
  expect([lines('项目'), lines('项目资金'), lines('指标')]).toEqual([30, 30, 300])
})

test('more projects and indicators than there are lines, with rows put in between, all come in', async () => {
  const reading = await filled('base/2023-决算', (book) => {
    const projects = sheetOf(book, '项目')
    const first = headerOf(projects).row + 1
    for (const [at, name] of NAMES.entries())
      put(projects, first + at, { 项目名称: name, 全年预算数: at + 1, 全年执行数: at })
    projects.insertRow(first + 3, [])
    projects.insertRow(first + 3, [])
    put(projects, first + 4, { 项目名称: '插入的项目', 全年预算数: 7 })
    const indicators = sheetOf(book, '指标')
    const top = headerOf(indicators).row + 1
    let row = top
    for (const name of NAMES)
      for (let at = 0; at < 8; at += 1)
        put(indicators, row++, {
          项目名称: name,
          一级指标: '产出指标',
          二级指标: '数量指标',
          三级指标: `指标${at}`,
          分值: 10,
        })
    indicators.insertRow(top + 5, [])
    put(indicators, top + 5, {
      项目名称: '插入的项目',
      一级指标: '产出指标',
      二级指标: '数量指标',
      三级指标: '插入的指标',
    })
  })
  expect(reading.findings).toEqual([])
  const projects = reading.projects.map(({ value }) => value)
  expect(projects.map(({ name }) => name)).toEqual([...NAMES.slice(0, 3), '插入的项目', ...NAMES.slice(3)])
  expect(projects.map(({ indicators }) => indicators.length)).toEqual([8, 8, 8, 1, ...NAMES.slice(3).map(() => 8)])
  // A whole number is exact to two decimals.
  expect(projects.at(-1)?.total).toMatchObject({
    budget: { fen: 45_000_000, quantum: 10_000 },
    executed: { fen: 44_000_000, quantum: 10_000 },
  })
})

test('more purchases than there are lines come in', async () => {
  const reading = await filled('hebei/2021-预算', (book) => {
    const sheet = sheetOf(book, '政府采购预算')
    const { row } = headerOf(sheet)
    for (let at = 0; at < 25; at += 1) put(sheet, row + 2 + at, { 项目名称: `采购${at + 1}`, 合计: at + 1 })
    sheet.insertRow(row + 5, [])
    put(sheet, row + 5, { 项目名称: '插入的采购', 合计: 99 })
  })
  expect(reading.findings).toEqual([])
  const cells = reading.tables.flatMap((table) => table.cells)
  const amounts = cells.flatMap(({ ref, value }) =>
    ref.startsWith('政府采购预算/') && value.kind === 'amount' ? [value.amount.fen] : [],
  )
  expect(amounts.toSorted((a, b) => a - b)).toEqual(
    [...Array.from({ length: 25 }, (_, at) => at + 1), 99].map((wan) => wan * 1_000_000),
  )
})

test('a row where the place has only so many is refused by name, never dropped', async () => {
  const reading = await filled('shanxi/2021-决算', (book) => {
    const sheet = sheetOf(book, '采购物品')
    const last = sheet.rowCount
    let row = 1
    while (row <= last && sheet.getCell(row, 1).text !== '第10项') row += 1
    sheet.insertRow(row + 1, ['第11项', 3])
  })
  expect(reading.findings).toMatchObject([{ severity: 'refuse', sheet: '采购物品' }])
  expect(reading.findings[0]?.message).toContain('第11项')
})

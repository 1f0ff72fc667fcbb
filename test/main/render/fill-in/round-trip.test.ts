import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Workbook } from '#core/workbook/grid.ts'
import type { CellValue } from '#core/model/cell.ts'
import type { Project } from '#core/model/project.ts'
import { fillInModel } from '#core/recognise/fill-in/build-model.ts'
import type { KnownAnswers } from '#core/recognise/fill-in/known.ts'
import { readFillIn } from '#core/recognise/fill-in/read-fill-in.ts'
import type { FillInReading, UnitAnswers } from '#core/recognise/fill-in/answers.ts'
import { openPacks } from '#main/files/packs.ts'
import { readWorkbook } from '#main/files/read-workbook.ts'
import { writeFillIn } from '#main/render/fill-in/write-fill-in.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { officeAnswers, officeCells, officePack, officeProject, officeTexts } from './office-case.ts'

const pack = openPacks([resolve('resources/packs')]).load('shanxi/2023-决算')
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fill-in-'))
})
afterAll(() => rm(folder, { recursive: true }))

const UNIT = {
  name: '中国共产党测试区委员会办公室',
  shortName: '区委办',
  code: '001001',
  parentName: '中国共产党测试区委员会办公室',
  parentCode: '001',
  nature: '行政单位',
  approved: '2024-09-10',
}

const CELLS = {
  '年初预算/合计/年初预算数': '1530.55',
  '年初预算/201/年初预算数': '1444.64',
  '年初预算/2013101/年初预算数': '600',
  '年初预算/合计/完成年初预算比例': '',
  '三公经费和公务活动/出国团组数/填报数': '',
  '三公经费和公务活动/国内接待费/填报数': '0',
  '三公经费和公务活动/外事接待费/填报数': '0.00',
  '政府采购/中小企业/填报数': '12.345678',
  '政府采购/小微企业/填报数': '——',
  '上年·收入支出决算总表/收入总计/金额': '492.03',
  '上年·一般公共预算财政拨款支出决算表/201/小计': '413.57',
  '上年·财政拨款三公经费支出决算表/三公经费/决算数合计': '0',
}

const amount = (fen: number, quantum = 1) => ({ fen, quantum })
const project: Project = {
  key: '区委办业务费',
  subject: '项目',
  name: '区委办业务费',
  projectCode: undefined,
  department: '区委办',
  departmentCode: '001',
  implementingUnit: '区委办',
  implementingUnitCode: '001001',
  total: {
    declared: amount(62_000_000, 10_000),
    compiled: undefined,
    budget: amount(62_000_000, 10_000),
    executed: amount(37_633_000, 1000),
  },
  funds: [],
  goal: '保证区委各项工作正常运转；\n保证例会正常召开。',
  achieved: '节约意识增强',
  texts: new Map([['主要经验做法', '=不是公式\n第二段']]),
  indicators: [
    {
      key: '1',
      levels: ['产出指标', '数量指标', '计算机数量'],
      description: undefined,
      basis: undefined,
      standard: undefined,
      target: { kind: 'number', operator: '≥', value: amount(9000, 100), unit: '%' },
      adjustedTarget: { kind: 'words', text: '按需要' },
      actual: { kind: 'number', value: amount(900), unit: '台' },
      weight: amount(2000),
      score: amount(1850),
      deviationReason: '未及支出',
    },
  ],
}
const withFunds: Project = {
  ...project,
  key: 'P2',
  name: '会议系统',
  projectCode: 'P2',
  funds: [
    {
      name: '当年财政拨款',
      declared: undefined,
      compiled: undefined,
      budget: amount(0),
      executed: amount(1_230_000, 10_000),
    },
    { name: '上年结转资金', declared: undefined, compiled: undefined, budget: undefined, executed: undefined },
  ],
  indicators: [],
}
const single: Project = {
  ...withFunds,
  key: 'P3',
  projectCode: 'P3',
  name: '遗属补助',
  funds: [{ name: '市县区财政资金', ...project.total }],
}

const accounts = sketchAccounts({
  cells: CELLS,
  texts: { 部门职责: '1.第一条。\n2.第二条。', '支出用途·201': '人员工资' },
  names: { '201': '一般公共服务支出', '2013101': '行政运行' },
})
const known: KnownAnswers = { unit: UNIT, accounts, projects: [project, withFunds, single] }

async function write(answers: KnownAnswers, name = '填报表.xlsx'): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, await writeFillIn(fillInModel(pack, answers)))
  return path
}

const FIELDS = [
  ...(['name', 'shortName', 'code', 'parentName', 'parentCode', 'nature'] as const),
  ...(['approved', 'year', 'stage', 'pack', 'moneyUnit'] as const),
]

const answers = (unit: UnitAnswers): Record<string, unknown> =>
  Object.fromEntries(FIELDS.map((field) => [field, unit[field]?.value]))

/** The values of a reading by what they are values of. */
function summary(reading: FillInReading) {
  const cells = [...reading.tables.flatMap((table) => table.cells), ...reading.prior]
  return {
    unit: answers(reading.unit),
    cells: Object.fromEntries(cells.map((cell) => [cell.ref as string, cell.value])),
    texts: Object.fromEntries(reading.texts.map((text) => [text.id, text.answer.value])),
    projects: reading.projects.map((answer) => answer.value),
  }
}

function expected() {
  const cells: Record<string, CellValue | undefined> = {}
  for (const [ref, text] of Object.entries(CELLS)) if (text !== '') cells[ref] = accounts.get(ref as never)
  return {
    unit: { ...UNIT, year: 2023, stage: '决算', pack: pack.head.id, moneyUnit: '万元' },
    cells,
    texts: { 部门职责: '1.第一条。\n2.第二条。', '支出用途·201': '人员工资' },
    projects: [project, withFunds, single],
  }
}

const findingsOf = (workbook: Workbook): readonly string[] =>
  readFillIn(workbook, pack).findings.map((one) => one.message)

describe('the 填报表', () => {
  test('comes back with every known value and no finding', async () => {
    const reading = readFillIn(await readWorkbook(await write(known)), pack)
    expect(reading.findings).toEqual([])
    expect(summary(reading)).toEqual(expected())
  })

  test('an empty one says nothing but what was preset', async () => {
    const reading = readFillIn(await readWorkbook(await write({ unit: { name: '测试单位' } })), pack)
    expect(reading.findings).toEqual([])
    const { unit, ...rest } = summary(reading)
    expect(unit).toMatchObject({ name: '测试单位', year: 2023, moneyUnit: '万元', nature: undefined })
    expect(rest).toEqual({ cells: {}, texts: {}, projects: [] })
  })

  test('is the same file for the same answers', async () => {
    const bytes = await writeFillIn(fillInModel(pack, known))
    expect(Buffer.compare(bytes, await writeFillIn(fillInModel(pack, known)))).toBe(0)
  })

  test('any amount comes back as stated, in 万元 and in 元', async () => {
    const places = [
      '年初预算/合计/年初预算数',
      '年初预算/201/年初预算数',
      '政府采购/中小企业/填报数',
      '政府采购/小微企业/填报数',
    ] as const
    const inUnit = (unit: '元' | '万元') =>
      fc.tuple(
        fc.constant(unit),
        fc.array(
          fc.tuple(
            fc.integer({ min: -(10 ** 9), max: 9 * 10 ** 9 }),
            fc.integer({ min: 0, max: unit === '元' ? 2 : 6 }),
          ),
          { minLength: 4, maxLength: 4 },
        ),
      )
    await fc.assert(
      fc.asyncProperty(fc.oneof(inUnit('元'), inUnit('万元')), async ([unit, figures]) => {
        const cells = Object.fromEntries(places.map((ref, index) => [ref, withPoint(...(figures[index] ?? [0, 0]))]))
        const sketch = sketchAccounts({ cells, moneyUnit: unit })
        const path = await write({ unit: { name: '甲' }, moneyUnit: unit, accounts: sketch }, 'any.xlsx')
        const reading = readFillIn(await readWorkbook(path), pack)
        expect(reading.findings).toEqual([])
        for (const ref of places) expect(summary(reading).cells[ref]).toEqual(sketch.get(ref as never))
      }),
      { numRuns: 12 },
    )
  })

  test('rows and columns may be moved and added, instructions deleted', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(await write(known))
    const budget = book.getWorksheet('年初预算')
    budget?.spliceRows(2, 2)
    const projects = book.getWorksheet('项目')
    projects?.spliceColumns(3, 0, [], [])
    const unit = book.getWorksheet('单位信息')
    unit?.insertRow(4, [])
    const path = join(folder, 'moved.xlsx')
    await book.xlsx.writeFile(path)
    expect(summary(readFillIn(await readWorkbook(path), pack))).toEqual(expected())
  })

  test('comes back from LibreOffice as it went', async () => {
    const workbook = await readWorkbook(join(import.meta.dirname, 'saved-by-libreoffice.xlsx'))
    const reading = readFillIn(workbook, officePack)
    expect(reading.findings).toEqual([])
    const read = summary(reading)
    for (const ref of Object.keys(officeCells)) {
      expect([ref, read.cells[ref]]).toEqual([ref, officeAnswers.accounts?.get(ref as never)])
    }
    expect(Object.keys(read.cells).toSorted()).toEqual(Object.keys(officeCells).toSorted())
    expect(read.texts).toEqual(officeTexts)
    expect(read.projects).toEqual([officeProject])
    expect(read.unit).toMatchObject({ ...officeAnswers.unit, year: 2023, stage: '决算', moneyUnit: '万元' })
  })
})

describe('wrong answers', () => {
  async function changed(change: (book: ExcelJS.Workbook) => void): Promise<readonly string[]> {
    const book = new ExcelJS.Workbook()
    await book.xlsx.readFile(await write(known))
    change(book)
    const path = join(folder, 'changed.xlsx')
    await book.xlsx.writeFile(path)
    return findingsOf(await readWorkbook(path))
  }
  const set = (book: ExcelJS.Workbook, sheet: string, address: string, value: ExcelJS.CellValue): void => {
    const cell = book.getWorksheet(sheet)?.getCell(address)
    if (!cell) throw new Error(sheet)
    cell.value = value
  }

  test.each<[string, string, string, ExcelJS.CellValue, string]>([
    [
      'text for an amount',
      '上年数',
      'D5',
      '很多',
      '《changed.xlsx》工作表“上年数”单元格 D5：应为金额，却是“很多”：不是数字。',
    ],
    ['a year that is none', '单位信息', 'B10', '二零二三', '“年度”填的是“二零二三”，应填四位数字的年度。'],
    ['no money unit', '单位信息', 'B14', null, '“金额单位”没有填好。'],
    ['another pack', '单位信息', 'B12', 'base/2023-决算', '填报表用的模板是“base/2023-决算”'],
    ['a date that does not exist', '单位信息', 'B13', '2024-02-30', '“批复日期”填的是“2024-02-30”'],
    ['a unit line that was typed over', '年初预算', 'A6', '金额单位：元', '“单位信息”里选的却是万元'],
    ['an indicator of an unknown project', '指标', 'A5', '没有的项目', '“项目”工作表中没有项目“没有的项目”。'],
    ['a project without a name', '项目', 'B9', '项目', '没有项目名称'],
    ['a score that is no number', '指标', 'H4', '满分', '应为分值，却是“满分”'],
    ['a heading that was changed', '年初预算', 'C7', '预算', '表头缺“年初预算数”'],
  ])('%s', async (_, sheet, address, value, message) => {
    const messages = await changed((book) => {
      set(book, sheet, address, value)
    })
    expect(messages.filter((one) => one.includes(message))).toHaveLength(1)
  })

  test('a text that nobody asked for and a copied sheet are refused, not dropped', async () => {
    const messages = await changed((book) => {
      set(book, '文字说明', 'A60', '别的')
      set(book, '文字说明', 'F60', '写了内容')
      const copy = book.addWorksheet('单位信息2')
      copy.getCell('A1').value = '填报表·单位信息'
    })
    expect(messages).toEqual([
      '《changed.xlsx》工作表“单位信息2”单元格 A1：与工作表“单位信息”都是“填报表·单位信息”，无法判断以哪张为准。',
      '《changed.xlsx》工作表“文字说明”单元格 F60：“别的”不是这个模板要的文字，内容“写了内容”没有地方可放。',
    ])
  })
})

function withPoint(digits: number, decimals: number): string {
  const text = Math.abs(digits)
    .toString()
    .padStart(decimals + 1, '0')
  const sign = digits < 0 ? '-' : ''
  return decimals === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -decimals)}.${text.slice(-decimals)}`
}

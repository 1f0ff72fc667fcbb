import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import type { Grid } from '#core/document/model.ts'
import type { Project } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import { blankForms, sheetGrids } from '#core/performance/sheet-grids.ts'
import { openPacks } from '#main/files/packs.ts'
import { renderXlsx } from '#main/render/xlsx.ts'
import { printedSheets } from '#test/core/performance/printed-sheets.ts'
import { sketchProject } from '#test/core/performance/sketch.ts'
import { sketchAccounts } from '#test/support/accounts.ts'

const packs = openPacks(['resources/packs'])

async function sheetsOf(grids: readonly Grid[], pack: Pack): Promise<readonly ExcelJS.Worksheet[]> {
  const book = new ExcelJS.Workbook()
  const bytes = await renderXlsx(grids, pack.style, { title: '表', unitName: '某单位' })
  await book.xlsx.load(Uint8Array.from(bytes).buffer)
  return book.worksheets
}

/** As many indicators as make several pages. */
function longProject(subject: Project['subject']): Project {
  const indicators = Array.from({ length: 90 }, (_, at) => ({
    levels: ['产出指标', '数量指标', `第${at + 1}项工作的完成情况，名称写得长一些，要占两行`] as const,
    target: '≥12次',
    actual: '12次',
    weight: '1',
    score: '1',
  }))
  return sketchProject({
    subject,
    figures: ['', '62', '62', '37.6'],
    indicators: indicators.map((one) => ({ ...one })),
  })
}

/** The texts of the rows that are repeated on every page, in the order of their columns. */
function repeated(sheet: ExcelJS.Worksheet): readonly string[] {
  const [from = 0, to = 0] = (sheet.pageSetup.printTitlesRow ?? '').split(':').map(Number)
  const texts: string[] = []
  for (let row = from; row > 0 && row <= to; row += 1)
    sheet.getRow(row).eachCell((cell) => {
      if (!texts.includes(cell.text)) texts.push(cell.text)
    })
  return texts
}

describe('the forms of every pack', () => {
  const ids = packs.list().map(({ id }) => id)
  test.each(ids)('%s: each on A4, one page wide, its heading repeated', async (id) => {
    const pack = packs.load(id)
    const grids = blankForms(pack, sketchAccounts({ cells: {} }))
    expect(grids.length).toBeGreaterThan(1)
    for (const sheet of await sheetsOf(grids, pack)) {
      expect([sheet.name, sheet.pageSetup]).toMatchObject([
        sheet.name,
        { paperSize: 9, fitToPage: true, fitToWidth: 1 },
      ])
      expect(repeated(sheet)).toEqual(expect.arrayContaining(['一级指标', '二级指标', '三级指标']))
    }
  })
})

test.each([
  ['001', 'shanxi/2023-决算', 2023, 6],
  ['003', 'hebei/2021-预算', 2021, 7],
  ['004', 'hunan/2020-决算', 2020, 1],
] as const)('the sheets of document %s fit a page each', async (name, id, year, count) => {
  const pack = packs.load(id)
  const sheets = await sheetsOf(sheetGrids(printedSheets(name), pack, sketchAccounts({ cells: {}, year })), pack)
  expect(sheets.map((sheet) => sheet.pageSetup.fitToHeight)).toEqual(Array(count).fill(1))
})

test.each([
  ['shanxi/2023-决算', '项目'],
  ['base/2020-决算', '项目'],
  ['base/2020-决算', '部门整体'],
  ['hunan/2021-决算', '部门整体'],
] as const)(
  'a long one of %s takes the pages that it needs, with the heading of the indicators on each',
  async (id, subject) => {
    const pack = packs.load(id)
    const [sheet] = await sheetsOf(sheetGrids([longProject(subject)], pack, sketchAccounts({ cells: {} })), pack)
    expect(sheet?.pageSetup).toMatchObject({ paperSize: 9, fitToWidth: 1, fitToHeight: 0 })
    expect(sheet && repeated(sheet)).toContain('三级指标')
    expect(sheet && repeated(sheet)).not.toContain('产出指标')
  },
)

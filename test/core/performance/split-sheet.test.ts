import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Project } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import { readSheet } from '#core/performance/read-sheet.ts'
import { sheetGrids } from '#core/performance/sheet-grids.ts'
import { readForms } from '#core/performance/split-sheet.ts'
import type { Sheet } from '#core/workbook/grid.ts'
import { openPacks } from '#main/files/packs.ts'
import { readWorkbook } from '#main/files/read-workbook.ts'
import { renderXlsx } from '#main/render/xlsx.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { printedSheets } from './printed-sheets.ts'

const packs = openPacks(['resources/packs'])
const folder = mkdtempSync(join(tmpdir(), 'mingzhang-stacked-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** The sheets of a document as a workbook has them, one each. */
async function workbookOf(projects: readonly Project[], pack: Pack, year: number): Promise<readonly Sheet[]> {
  const grids = sheetGrids(projects, pack, sketchAccounts({ cells: {}, year }))
  const path = join(folder, `${pack.head.id.replace('/', '-')}.xlsx`)
  writeFileSync(path, await renderXlsx(grids, pack.style, { title: '表', unitName: '某单位' }))
  return (await readWorkbook(path)).sheets
}

/** All of them below each other in one sheet, `gap` blank rows between. */
function stack(sheets: readonly Sheet[], gap: number): Sheet {
  let below = 0
  const moved = sheets.map((sheet) => {
    const by = below
    below += (sheet.rows.at(-1)?.index ?? 0) + 1 + gap
    return {
      rows: sheet.rows.map((row) => ({ ...row, index: row.index + by })),
      merges: sheet.merges.map((one) => ({ ...one, top: one.top + by, bottom: one.bottom + by })),
    }
  })
  return {
    ...{ name: '自评表', hidden: false, hiddenColumns: [] },
    rows: moved.flatMap(({ rows }) => rows),
    merges: moved.flatMap(({ merges }) => merges),
  }
}

describe('forms below each other in one sheet', () => {
  test.each([
    ['001', 'shanxi/2023-决算', 2023, 2],
    ['001', 'shanxi/2023-决算', 2023, 0],
    ['003', 'hebei/2021-预算', 2021, 1],
  ] as const)('the sheets of document %s (%s) are the same projects', async (name, id, year, gap) => {
    const pack = packs.load(id)
    const sheets = await workbookOf(printedSheets(name), pack, year)
    const apart = sheets.map((sheet) => readSheet(sheet, '表.xlsx', pack)?.project)
    expect(apart.length).toBeGreaterThan(5)
    expect(readForms(stack(sheets, gap), '表.xlsx', pack).map(({ project }) => project)).toEqual(apart)
  })

  test('are told with the addresses of the one sheet', async () => {
    const pack = packs.load('shanxi/2023-决算')
    const [first, second] = await workbookOf(printedSheets('001'), pack, 2023)
    if (!first || !second) throw new Error('no sheets')
    const [, reading] = readForms(stack([first, second], 0), '表.xlsx', pack)
    const height = (first.rows.at(-1)?.index ?? 0) + 1
    expect(reading?.origins.get('资金总额.全年执行数')).toBe(`F${7 + height}`)
  })

  test('a single one stays whole, blank rows and a heading repeated on the next page included', async () => {
    const pack = packs.load('shanxi/2023-决算')
    const [first] = await workbookOf(printedSheets('001'), pack, 2023)
    if (!first) throw new Error('no sheets')
    const heading = first.rows.find(({ cells }) =>
      cells.some(({ value }) => value.kind === 'text' && value.text === '三级指标'),
    )
    if (!heading) throw new Error('no heading')
    const at = heading.index + 4
    const rows = [
      ...first.rows.filter(({ index }) => index < at),
      { ...heading, index: at },
      ...first.rows.filter(({ index }) => index >= at).map((row) => ({ ...row, index: row.index + 1 })),
    ]
    const alone = readSheet(first, '表.xlsx', pack)?.project
    const readings = readForms({ ...first, rows, merges: [] }, '表.xlsx', pack)
    expect(readings.map(({ project }) => project.indicators.length)).toEqual([alone?.indicators.length])
  })

  test('a title without a form below it belongs to the one above', async () => {
    const pack = packs.load('shanxi/2023-决算')
    const [first] = await workbookOf(printedSheets('001'), pack, 2023)
    if (!first) throw new Error('no sheets')
    const below = (first.rows.at(-1)?.index ?? 0) + 2
    const title = { kind: 'text' as const, text: '项目名称' }
    const rows = [...first.rows, { index: below, hidden: false, cells: [{ column: 0, value: title }] }]
    expect(readForms({ ...first, rows }, '表.xlsx', pack)).toHaveLength(1)
  })

  test('another table is none', () => {
    expect(readForms({ ...stack([], 0), rows: [] }, '表.xlsx', packs.load('shanxi/2023-决算'))).toEqual([])
  })
})

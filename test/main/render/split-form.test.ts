import { expect, test } from 'vitest'
import type { DocumentModel, Grid } from '#core/document/model.ts'
import { sheetGrids } from '#core/performance/sheet-grids.ts'
import { openPacks } from '#main/files/packs.ts'
import { renderPrintHtml } from '#main/render/html.ts'
import { gridSlots } from '#main/render/layout/grid-layout.ts'
import { splitForm } from '#main/render/layout/split-form.ts'
import { sketchProject } from '#test/core/performance/sketch.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { MODEL } from './fixture-model.ts'

const pack = openPacks(['resources/packs']).load('base/2023-决算')

function sheet(indicators: number): Grid {
  const project = sketchProject({
    figures: ['', '10', '10', '9'],
    indicators: Array.from({ length: indicators }, (_, at) => ({
      levels: ['产出指标', '数量指标', `第${at + 1}项工作的完成情况，名称写得长一些，要占两行`] as const,
      target: '≥12次',
      actual: '12次',
    })),
  })
  const [grid] = sheetGrids([project], pack, sketchAccounts({ cells: {} }))
  if (!grid) throw new Error('no sheet')
  return grid
}

const html = (grid: Grid): string => {
  const model: DocumentModel = { ...MODEL, blocks: [{ kind: 'grid', grid }] }
  return renderPrintHtml(model, { pages: new Map(), fontCss: '' })
}
const count = (text: string, part: string): number => text.split(part).length - 1

test('a form of several pages repeats the heading of its indicators, and no text of it is lost or said twice', () => {
  const grid = sheet(60)
  const parts = splitForm(grid)
  expect(parts.map(({ headerRows }) => headerRows)).toEqual([0, 1])
  for (const part of parts)
    expect(
      gridSlots(part)
        .flat()
        .every(({ kind }) => kind !== 'empty'),
    ).toBe(true)
  const texts = (grids: readonly Grid[]): readonly string[] =>
    grids
      .flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ text }) => text)))
      .filter((text) => text !== '')
  expect(texts(parts)).toEqual(texts([grid]))
  expect(parts.map(({ notes }) => notes.length)).toEqual([0, grid.notes.length])
  const printed = html(grid)
  expect([count(printed, '<table'), count(printed, '<thead>'), count(printed, 'class="grid-note"')]).toEqual([
    ...[2, 1, grid.notes.length],
  ])
})

test('a form of one page stays one table, and one whose cells reach across its heading is not cut', () => {
  const grid = sheet(5)
  expect([count(html(grid), '<table'), count(html(grid), '<thead>')]).toEqual([1, 0])
  const [first, ...rest] = grid.rows
  const across = {
    ...grid,
    rows: [{ cells: first?.cells.map((cell) => ({ ...cell, rowSpan: grid.rows.length })) ?? [] }, ...rest],
  }
  expect(splitForm(across)).toEqual([across])
})

import type { DocumentStyle, Grid } from '#core/document/model.ts'
import { rowHeights } from './grid-height.ts'
import { lineCount, spanWidth } from './grid-layout.ts'
import { fitColumns, gridNeeds } from './grid-widths.ts'
import { plainText } from './inline.ts'
import { POINTS_PER_MM, pageGeometry } from './pages.ts'
import type { FlowBlock, PageForm } from './pages.ts'
import { unitLineCount, unitLineOf } from './unit-line.ts'
import { typography } from './typography.ts'
import type { TextRole } from './typography.ts'

/** Where a grid stands. */
export interface GridPlace {
  readonly form: PageForm
  /** Headings over it on the same page. */
  readonly above: readonly FlowBlock[]
}

/** How a grid is set on paper, in points: the same for docx, print and xlsx. */
export interface GridSetting {
  readonly fontSize: number
  /** Left and right padding of a cell together. */
  readonly padding: number
  /** Padding above and below the text of a cell, each. */
  readonly margin: number
  /** Of the columns; together the width of the type area. */
  readonly widths: readonly number[]
}

/** The setting of a grid at its place. */
export interface PlacedSetting extends GridSetting {
  /** It takes more than one page. */
  readonly isLong: boolean
}

/** Line height of a cell as a multiple of its font size. */
export const CELL_LINE = 1.25
/** Width of a border in points: Chromium's thinnest, so that rows are as far apart in docx as in print. */
export const BORDER = 0.75
const STEP = 0.5
/** No table is set smaller than this to spare a page or a broken label … */
const SMALLEST = 7
/** … unless its numbers alone, of twelve digits and more, bring it near that size; then it may go a little further. */
const MIN_FONT = 6
const MOST_BELOW_NUMBERS = 2
/** A number is never cut or clipped: for its sake a table may be set smaller still. */
const MIN_FONT_FOR_NUMBERS = 4
/** So much smaller a table may be set to keep its labels on one line. */
const MOST_FOR_LABELS = 2.5
const MARGIN = { least: 0.5, usual: 2, most: 4.5 } as const
/** What line breaking of real fonts may take more than estimated. */
const RESERVE = 0.985

/**
 * Font size, column widths and row padding of a grid.
 *
 * The pack's size, smaller where a number would be cut otherwise, where labels would be broken, or where less brings
 * the table onto one page with everything that stands over and under it. Rows of a short table stand further apart.
 */
export function gridSetting(grid: Grid, style: DocumentStyle, place: GridPlace): PlacedSetting {
  const geometry = pageGeometry(style, place.form)
  const width = geometry.typeWidth * POINTS_PER_MM
  const room = geometry.typeHeight * POINTS_PER_MM * RESERVE - heightAbove(place.above, style, width)
  const candidates = sizesOf(grid, width)
  const most = grid.fontSize - MOST_FOR_LABELS
  const least = Math.max(MIN_FONT, Math.min(SMALLEST, candidates[0].setting.fontSize - MOST_BELOW_NUMBERS))
  const fitting = candidates.filter(
    ({ setting }) => setting.fontSize >= least && gridHeight(grid, style, setting) <= room,
  )
  const onOnePage = fitting.find((one) => one.labelsWhole && one.setting.fontSize >= most) ?? fitting[0]
  if (onOnePage !== undefined) return { ...spread(grid, style, onOnePage.setting, room), isLong: false }
  const full = geometry.typeHeight * POINTS_PER_MM * RESERVE
  return { ...longTable(candidates, (setting) => pagesOf(grid, style, setting, room, full)), isLong: true }
}

/**
 * A table of several pages: labels on one line if a readable size allows it, else the size that needs the fewest pages;
 * rows closer together where that spares the last page.
 */
function longTable(
  candidates: readonly [Candidate, ...Candidate[]],
  pages: (setting: GridSetting) => number,
): GridSetting {
  const readable = candidates.filter((one) => one.setting.fontSize >= SMALLEST)
  const fewest = (settings: readonly GridSetting[], first: GridSetting): GridSetting =>
    settings.reduce((best, one) => (pages(one) < pages(best) ? one : best), first)
  const usual = ({ setting }: Candidate): GridSetting => ({ ...setting, margin: MARGIN.usual })
  const whole = readable.find((one) => one.labelsWhole)
  const chosen = whole === undefined ? fewest(readable.map(usual), usual(candidates[0])) : usual(whole)
  return fewest(
    [
      { ...chosen, margin: (MARGIN.usual + MARGIN.least) / 2 },
      { ...chosen, margin: MARGIN.least },
    ],
    chosen,
  )
}

/** Estimated pages of a grid: `room` on the first one, `full` on each other, where the header stands again. */
function pagesOf(grid: Grid, style: DocumentStyle, setting: GridSetting, room: number, full: number): number {
  const rows = rowHeights(grid, { ...setting, line: CELL_LINE }).map((height) => height + BORDER)
  const header = spanWidth(rows, 0, grid.headerRows)
  // A row stays whole, so each page may end half a row early.
  const further = Math.max(1, full - header - (rows.at(-1) ?? 0) / 2)
  return 1 + Math.ceil(Math.max(0, gridHeight(grid, style, setting) - room) / further)
}

interface Candidate {
  readonly setting: GridSetting
  readonly labelsWhole: boolean
}

/** Every size at which the numbers stay whole, largest first; the smallest one where none does. */
function sizesOf(grid: Grid, width: number): readonly [Candidate, ...Candidate[]] {
  const padding = grid.widths.length >= 9 ? 4 : 6
  const needs = gridNeeds(grid)
  const candidates: Candidate[] = []
  const largest = Math.floor(grid.fontSize / STEP) * STEP
  for (let fontSize = largest; fontSize >= MIN_FONT_FOR_NUMBERS; fontSize -= STEP) {
    const fit = fitColumns(grid, needs, width, fontSize, padding)
    if (fit === undefined) continue
    const setting = { fontSize, padding, margin: MARGIN.least, widths: fit.widths }
    candidates.push({ setting, labelsWhole: fit.labelsWhole })
  }
  const [first, ...rest] = candidates
  if (first !== undefined) return [first, ...rest]
  const sum = spanWidth(grid.widths, 0, grid.widths.length)
  const widths = grid.widths.map((share) => (share / sum) * width)
  return [{ setting: { fontSize: MIN_FONT_FOR_NUMBERS, padding, margin: MARGIN.least, widths }, labelsWhole: false }]
}

/** The same setting with the row padding that fills the page best, between the least and the most that looks well. */
function spread(grid: Grid, style: DocumentStyle, setting: GridSetting, room: number): GridSetting {
  const left = room - gridHeight(grid, style, setting)
  const each = Math.floor((left / Math.max(1, grid.rows.length) / 2) * 4) / 4
  return { ...setting, margin: Math.min(MARGIN.most, setting.margin + Math.max(0, each)) }
}

/** Estimated height of a grid with its title and notes, in points. */
function gridHeight(grid: Grid, style: DocumentStyle, setting: GridSetting): number {
  const { sizes } = style
  const full = spanWidth(setting.widths, 0, setting.widths.length)
  const rows = rowHeights(grid, { ...setting, line: CELL_LINE }).map((height) => height + BORDER)
  const notes = grid.notes.map((note) => lineCount(note, sizes.note, full) * sizes.note * 1.3 + 2)
  const title = lineCount(grid.title, sizes.heading, full) * sizes.heading * 1.5
  const lines = (grid.code === undefined ? 0 : 1) + unitLineCount(unitLineOf(grid, full, sizes.table))
  return [...rows, ...notes].reduce((a, b) => a + b, title + lines * sizes.table * 1.3 + 4)
}

function heightAbove(above: readonly FlowBlock[], style: DocumentStyle, width: number): number {
  const texts = typography(style)
  return above.reduce((sum, block) => {
    // Only headings and titles stand over a table.
    if (block.kind === 'grid' || block.kind === 'chart') return sum
    const role: TextRole = block.kind === 'heading' ? (`heading${block.level}` as const) : block.role
    const { size, line, before, after } = texts[role]
    return sum + before + after + lineCount(plainText(block.content), size, width) * line
  }, 0)
}

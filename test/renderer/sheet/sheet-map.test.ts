import { expect, test } from 'vitest'
import type { SheetCell } from '#core/contract/views.ts'
import {
  areaOf,
  copyText,
  fill,
  layPaste,
  neighbour,
  nextFigure,
  placeLabel,
  readBlock,
  sheetMap,
} from '../../../src/renderer/src/sheet/sheet-map.ts'
import { cellRef } from '#core/model/cell.ts'

const label = (column: number, text: string, colSpan = 1, rowSpan = 1): SheetCell => ({
  column,
  colSpan,
  rowSpan,
  text,
  align: 'left',
  bold: false,
  figure: undefined,
})
const figure = (column: number, row: string, edit: string): SheetCell => ({
  ...label(column, edit),
  figure: { ref: cellRef('表', row, String(column)), edit, source: 'imported', mark: undefined },
})

const map = sheetMap({
  widths: [1, 1, 1, 1],
  headerRows: 1,
  rows: [
    [label(0, '项目', 2), label(2, '本年', 2)],
    [label(0, '合计', 2), figure(2, '合计', '3.50'), figure(3, '合计', '1')],
    [label(0, '201'), label(1, '一般'), figure(2, '201', '3.50'), figure(3, '201', '')],
  ],
})

test('a merged cell is one place, whichever of its columns is touched', () => {
  expect(map.at({ row: 1, column: 1 })?.text).toBe('合计')
  expect(neighbour(map, { row: 1, column: 0 }, 0, 1)).toEqual({ row: 1, column: 2 })
})

test('arrows stay below the header and inside the table', () => {
  expect(neighbour(map, { row: 1, column: 2 }, -1, 0)).toEqual({ row: 1, column: 2 })
  expect(neighbour(map, { row: 2, column: 3 }, 0, 1)).toEqual({ row: 2, column: 3 })
})

test('Tab goes from figure to figure in reading order', () => {
  expect(nextFigure(map, { row: 1, column: 3 }, 1)).toEqual({ row: 2, column: 2 })
  expect(nextFigure(map, { row: 2, column: 2 }, -1)).toEqual({ row: 1, column: 3 })
  expect(nextFigure(map, { row: 2, column: 3 }, 1)).toEqual({ row: 2, column: 3 })
})

test('an area is copied with every digit and read back the same', () => {
  const text = copyText(map, areaOf({ row: 1, column: 0 }, { row: 2, column: 3 }))
  expect(text).toBe('合计\t\t3.50\t1\n201\t一般\t3.50\t')
  expect(layPaste(map, text, areaOf({ row: 1, column: 0 }, { row: 1, column: 0 }))).toEqual({
    edits: [
      { ref: '表/合计/2', text: '3.50' },
      { ref: '表/合计/3', text: '1' },
      { ref: '表/201/2', text: '3.50' },
      { ref: '表/201/3', text: '' },
    ],
    homeless: 0,
  })
})

test('what falls outside the figures is counted, not dropped in silence', () => {
  const { edits, homeless } = layPaste(map, '9\t8\t7', areaOf({ row: 2, column: 2 }, { row: 2, column: 2 }))
  expect(edits).toHaveLength(2)
  expect(homeless).toBe(1)
  expect(fill(map, '5', areaOf({ row: 2, column: 0 }, { row: 2, column: 0 })).homeless).toBe(1)
})

test('one value fills a whole area', () => {
  const { edits } = layPaste(map, '0', areaOf({ row: 1, column: 2 }, { row: 2, column: 3 }))
  expect(edits.map(({ text }) => text)).toEqual(['0', '0', '0', '0'])
})

test('cells of Excel that hold tabs, quotes and line breaks stay whole', () => {
  expect(readBlock('"a\tb"\t"说""明""\n二"\r\n1\t2\r\n')).toEqual([
    ['a\tb', '说"明"\n二'],
    ['1', '2'],
  ])
  expect(readBlock('5"')).toEqual([['5"']])
})

test('a cell is told by the title of its row, on its own side of the table, with the code where there is one', () => {
  const rows = [
    [
      label(0, '一、教育收入'),
      label(1, '1'),
      figure(2, '教育收入', ''),
      label(3, '五、教育支出'),
      figure(4, '205', ''),
    ],
    [label(0, '2050201'), label(1, '学前教育'), figure(2, '2050201', '')],
    [label(0, '合计', 2), figure(2, '合计', '')],
  ]
  expect(placeLabel({ rows }, '表/教育收入/2')).toBe('表 › 一、教育收入 › 2')
  expect(placeLabel({ rows }, '表/205/4')).toBe('表 › 205 五、教育支出 › 4')
  expect(placeLabel({ rows }, '表/2050201/2')).toBe('表 › 2050201 学前教育 › 2')
  expect(placeLabel({ rows }, '表/合计/2')).toBe('表 › 合计 › 2')
  expect(placeLabel({ rows }, '别的表/行/列')).toBe('别的表 › 行 › 列')
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildPack } from '#core/packs/build-pack.ts'
import { gridWidth, placeHeader } from '#core/packs/header-grid.ts'
import { columnPaths } from '#core/packs/header-paths.ts'
import { bodyRows, layoutOf } from '#core/packs/layout.ts'
import { table } from '#core/packs/schema-table.ts'
import type { PackTable } from '#core/packs/schema-table.ts'
import { SMALL_ID, smallPack } from './small-pack.ts'

function tableOf(id: string): PackTable {
  const found = buildPack(SMALL_ID, smallPack(), '').tables.get(id)
  if (!found) throw new Error(`no table ${id}`)
  return found
}

/** A table of one block with so many figure columns and this header. */
function headed(width: number, header: unknown): PackTable {
  const keys = Array.from({ length: width }, (_, index) => `栏${index}`)
  const columns = keys.map((key) => ({ key }))
  return table.parse({
    id: '表',
    title: '表',
    columns,
    blocks: [{ columns: keys, codeRows: { list: '功能分类', levels: ['类'] } }],
    header,
  })
}

describe('header paths', () => {
  test('join the texts above a figure column from top to bottom, without the column numbers', () => {
    expect(columnPaths(tableOf('收入表'))).toEqual([
      { block: 0, column: 2, key: '合计', path: '本年收入合计' },
      { block: 0, column: 3, key: '财政拨款', path: '其中/财政拨款收入' },
      { block: 0, column: 4, key: '其他', path: '其中/其他收入' },
    ])
  })

  test('tell equal columns of two blocks apart by what stands above the block', () => {
    expect(columnPaths(tableOf('总表')).map(({ block, column, path }) => [block, column, path])).toEqual([
      [0, 2, '收入/金额'],
      [1, 5, '支出/金额'],
    ])
  })

  test('follow three levels', () => {
    const car = { text: '公务用车购置及运行维护费', cols: 3 }
    const paths = columnPaths(
      headed(5, [
        [{ text: '预算数', cols: 5 }],
        [{ text: '合计', rows: 2 }, car, { text: '公务接待费', rows: 2 }],
        ['小计', '购置费', '运行维护费'],
        ['1', '2', '3', '4', '5'],
      ]),
    )
    expect(paths.map((column) => column.path)).toEqual([
      '预算数/合计',
      '预算数/公务用车购置及运行维护费/小计',
      '预算数/公务用车购置及运行维护费/购置费',
      '预算数/公务用车购置及运行维护费/运行维护费',
      '预算数/公务接待费',
    ])
  })

  test('of a table without header are its column keys', () => {
    expect(columnPaths(headed(2, [])).map((column) => column.path)).toEqual(['栏0', '栏1'])
  })
})

describe('header placement', () => {
  test('refuses cells that overlap a cell reaching down', () => {
    const overlapping = headed(3, [
      ['甲', { text: '乙', rows: 2 }, '丙'],
      [{ text: '丁', cols: 2 }, '戊'],
    ])
    expect(placeHeader(overlapping)).toMatchObject({ ok: false, row: 1, cell: 0 })
  })

  test('names the row that is short', () => {
    expect(placeHeader(headed(3, [['甲', '乙']]))).toMatchObject({ ok: false, row: 0, cell: undefined })
    expect(() => layoutOf(headed(3, [['甲', '乙']]))).toThrow(RangeError)
  })

  test('property: any rectangle cut into cells is put together again, every place covered once', () => {
    fc.assert(
      fc.property(rectangle(), ({ width, header, cells }) => {
        const placed = placeHeader(headed(width, header))
        expect(placed.ok && placed.cells).toEqual(cells)
      }),
    )
  })

  test('property: a rectangle with one cell missing is refused', () => {
    fc.assert(
      fc.property(rectangle(), fc.nat(), ({ width, header, cells }, pick) => {
        fc.pre(cells.length > 1)
        const victim = cells[pick % cells.length]
        const rest = header.map((row) => row.filter((cell) => cell.text !== victim?.text))
        expect(placeHeader(headed(width, rest)).ok).toBe(false)
      }),
    )
  })
})

interface Piece {
  readonly text: string
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly cols: number
}

/** A rectangle cut at random: each free place from the top left starts a cell of a random size that still fits. */
function rectangle() {
  const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 })), {
    minLength: 40,
    maxLength: 40,
  })
  return fc
    .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 4 }), sizes)
    .map(([width, height, wishes]) => {
      const taken = Array.from({ length: height }, () => Array.from({ length: width }, () => false))
      const cells: Piece[] = []
      taken.forEach((places, row) => {
        places.forEach((_, column) => {
          if (places[column] === true) return
          const [wantedCols, wantedRows] = wishes[cells.length % wishes.length] ?? [1, 1]
          const end = places.indexOf(true, column)
          const cols = Math.min(wantedCols, (end < 0 ? width : end) - column)
          const rows = Math.min(wantedRows, height - row)
          for (const below of taken.slice(row, row + rows)) below.fill(true, column, column + cols)
          cells.push({ text: `格${cells.length}`, row, column, rows, cols })
        })
      })
      const header = taken.map((_, row) =>
        cells.filter((cell) => cell.row === row).map(({ text, rows, cols }) => ({ text, rows, cols })),
      )
      return { width, header, cells }
    })
}

describe('layout', () => {
  test('puts blocks side by side', () => {
    const layout = layoutOf(tableOf('总表'))
    expect(layout.width).toBe(6)
    expect(layout.headerRows).toBe(2)
    expect(layout.blocks.map(({ start, width }) => [start, width])).toEqual([
      [0, 3],
      [3, 3],
    ])
  })

  test('gives each grid row what stands in each block', () => {
    const rows = bodyRows(tableOf('总表'), [])
    expect(rows.map((slots) => slots.map((slot) => (slot.kind === 'fixed' ? slot.row.key : slot.kind)))).toEqual([
      ['本年收入', '201'],
      ['print', '本年支出'],
    ])
  })

  test('adds the codes in use with their 类 and 款, in code order, after the fixed rows', () => {
    const rows = bodyRows(tableOf('收入表'), ['2080501', '2010301', '20131'])
    expect(rows.map(([slot]) => (slot?.kind === 'code' ? slot.code : slot?.kind))).toEqual([
      'fixed',
      '201',
      '20103',
      '2010301',
      '20131',
      '208',
      '20805',
      '2080501',
    ])
  })

  test('prints only the levels that the table asks for', () => {
    expect(bodyRows(headed(1, []), ['2010301', '合计']).flat()).toEqual([{ kind: 'code', code: '201' }])
  })

  test('fills a shorter block with nothing', () => {
    const short = {
      ...tableOf('总表'),
      blocks: tableOf('总表').blocks.map((block, b) => (b === 0 ? { ...block, rows: [] } : block)),
    }
    expect(bodyRows(short, []).map(([slot]) => slot?.kind)).toEqual(['nothing', 'nothing'])
  })

  test('leaves out a row that prints only when used, and fills the other block to the same height', () => {
    const whole = tableOf('总表')
    const changed: PackTable = {
      ...whole,
      blocks: whole.blocks.map((block, b) => ({
        ...block,
        rows:
          b === 0
            ? [{ balance: true as const }, ...block.rows.filter((row) => 'key' in row)]
            : block.rows.map((row) => ('key' in row && row.key === '201' ? { ...row, onlyUsed: true } : row)),
      })),
    }
    const keys = (isUsed?: (row: { readonly key: string }) => boolean): readonly (readonly string[])[] =>
      bodyRows(changed, [], { isUsed }).map((slots) =>
        slots.map((slot) => (slot.kind === 'fixed' ? slot.row.key : slot.kind)),
      )
    expect(keys()).toEqual([
      ['print', '201'],
      ['本年收入', '本年支出'],
    ])
    expect(keys(() => true)).toEqual(keys())
    expect(keys(() => false)).toEqual([['本年收入', '本年支出']])
  })

  test('property: every grid row has one slot per block, and every fixed row stands exactly once', () => {
    const code = fc.constantFrom('201', '20103', '2010301', '2010302', '20805', '2080501', '2210201')
    fc.assert(
      fc.property(fc.array(code), (codes) => {
        for (const id of ['收入表', '总表']) {
          const one = tableOf(id)
          const rows = bodyRows(one, codes)
          expect(rows.every((slots) => slots.length === one.blocks.length)).toBe(true)
          const fixed = rows.flat().flatMap((slot) => (slot.kind === 'fixed' ? [slot.row.key] : []))
          expect(new Set(fixed).size).toBe(fixed.length)
          expect(fixed).toHaveLength(one.blocks.flatMap((block) => block.rows.filter((row) => 'key' in row)).length)
          expect(gridWidth(one)).toBe(layoutOf(one).width)
        }
      }),
      { numRuns: 30 },
    )
  })
})

import { utils, write } from '@e965/xlsx'
import { bureauWorkbook } from '#test/samples/bureau-workbook.ts'
import type { PrintedTable } from '#test/samples/facts.ts'
import type { SampleFile } from '#test/samples/write-001.ts'
import type { Random } from './random.ts'
import { usedRowsOnly } from './used-rows.ts'

/** How a bureau hands out its tables. */
export interface Layout {
  readonly files: 'one' | 'per-table'
  readonly format: 'xlsx' | 'xls' | 'csv'
  /** Amounts as text with thousands separators. */
  readonly asText: boolean
  /** The code in one column, in one merged across 类|款|项, split into them, or before the name in its cell. */
  readonly codes: 'one' | 'merged' | 'split' | 'joined'
  readonly totalAtBottom: boolean
  /** What stands again where a page breaks: nothing, the header, or the lines above it too. */
  readonly atPageBreak: 'nothing' | 'header' | 'whole head'
  readonly shuffled: boolean
  /** What stands where there is nothing. */
  readonly zeros?: '' | '0' | '0.00' | '—'
  /** Which rows the summary tables list. */
  readonly rows?: 'all' | 'used'
  /** A row 1 2 3 … below the header. */
  readonly numbered?: boolean
}

export function chooseLayout(random: Random): Layout {
  const format = random.pick(['xlsx', 'xlsx', 'xls', 'csv'] as const)
  return {
    format,
    files: format === 'csv' ? 'per-table' : random.pick(['one', 'one', 'per-table'] as const),
    asText: random.chance(30),
    codes: random.pick(['one', 'one', 'merged', 'split'] as const),
    totalAtBottom: random.chance(25),
    atPageBreak: random.pick(['nothing', 'header', 'whole head'] as const),
    shuffled: random.chance(50),
  }
}

/** The workbooks of a bureau for these tables. */
export async function workbooksOf(
  tables: readonly PrintedTable[],
  layout: Layout,
  year: number,
): Promise<readonly SampleFile[]> {
  const shaped = (layout.shuffled ? tables.toReversed() : tables).map((table) => shapeOf(table, layout))
  const parts = layout.files === 'one' ? [shaped] : shaped.map((table) => [table])
  return Promise.all(
    parts.map(async (part, index) => ({
      name: `${layout.files === 'one' ? '公开报表' : `报表${index + 1}`}.${layout.format}`,
      content:
        layout.format === 'xlsx' && !layout.asText && layout.atPageBreak === 'nothing'
          ? await bureauWorkbook(part, year)
          : plainWorkbook(part, layout, year),
    })),
  )
}

function shapeOf(table: PrintedTable, layout: Layout): PrintedTable {
  const { zeros = '', numbered = false, rows = 'all' } = layout
  const listed = rows === 'all' ? table : usedRowsOnly(table)
  const shaped = withCodes(listed, layout)
  const filled = zeros === '' ? shaped : withZeros(shaped, zeros)
  const width = filled.header[0]?.length ?? 0
  return numbered
    ? { ...filled, header: [...filled.header, Array.from({ length: width }, (_, at) => String(at + 1))] }
    : filled
}

/** The blank cells right of the first figure column are figures of nothing; a row without any figure column stays as it is. */
function withZeros(table: PrintedTable, zeros: string): PrintedTable {
  const isFigure = (text: string | undefined): boolean => /^-?\d+\.\d+$/u.test(text ?? '')
  const width = table.header[0]?.length ?? 0
  const figureColumns = Array.from({ length: width }, (_, at) => at).filter((at) =>
    table.body.some((row) => isFigure(row[at])),
  )
  return {
    ...table,
    body: table.body.map((row) =>
      row.map((text, at) => (text === '' && figureColumns.includes(at) && hasLabel(row, at) ? zeros : text)),
    ),
  }
}

/** Whether a label stands left of the cell with no figure of another block in between. */
function hasLabel(row: readonly string[], at: number): boolean {
  for (let left = at - 1; left >= 0; left -= 1) if (/[一-龥]/u.test(row[left] ?? '')) return true
  return false
}

const CODE_HEADING = /科目(?:代码|编码)$/u

function withCodes(table: PrintedTable, { codes, totalAtBottom }: Layout): PrintedTable {
  const at = table.header.findIndex((row) => CODE_HEADING.test(row[0] ?? ''))
  const isCodeTable = at >= 0 && table.header[at]?.filter((text) => CODE_HEADING.test(text)).length === 1
  if (!isCodeTable) return table
  const [total = [], ...rows] = table.body
  const ordered = totalAtBottom && rows.length > 0 ? [...rows, total] : table.body
  if (codes === 'one') return { ...table, body: ordered }
  if (codes === 'joined') return { ...table, header: table.header.map(joinedHead), body: ordered.map(joinedRow) }
  const [above, heading = [], below] = [table.header.slice(0, at), table.header[at], table.header.slice(at + 1)]
  const width = heading.length
  const lines = below.length > 0 ? below : [Array.from({ length: width }, () => '^')]
  return {
    ...table,
    header: [
      ...above.map(([first = '', , ...rest]) => [first, '<', '<', '<', ...rest]),
      [heading[0] ?? '', '<', '<', heading[1] ?? '', ...heading.slice(2)],
      ...lines.map((row) => ['类', '款', '项', row[1] ?? '', ...row.slice(2)]),
    ],
    body: ordered.map(([code = '', ...rest]) =>
      !/^\d+$/u.test(code)
        ? [code, '<', '<', ...rest]
        : codes === 'merged'
          ? [code, '<', '<', ...rest]
          : [code.slice(0, 3), code.slice(3, 5), code.slice(5, 7), ...rest],
    ),
  }
}

/** The two columns of code and name become one. */
const joinedHead = ([first = '', second = '', ...rest]: readonly string[]): string[] => [
  CODE_HEADING.test(first) ? '功能分类科目' : first === '^' ? second : first,
  ...rest,
]
const joinedRow = ([code = '', name = '', ...rest]: readonly string[]): string[] => [
  name === '<' ? code : `${code} ${name}`,
  ...rest,
]

function plainWorkbook(tables: readonly PrintedTable[], layout: Layout, year: number): Uint8Array {
  const book = utils.book_new()
  for (const [index, table] of tables.entries()) {
    const rows = sheetRows(table, layout, year)
    const sheet = utils.aoa_to_sheet(rows.map((row) => row.map((text) => valueOf(text, layout))))
    sheet['!merges'] = mergesOf(rows)
    utils.book_append_sheet(book, sheet, `表${index + 1}`)
  }
  const bookType = layout.format === 'xls' ? 'biff8' : layout.format
  const written: unknown = write(book, { type: 'buffer', bookType })
  if (!(written instanceof Uint8Array)) throw new Error('the writer gave no bytes')
  return layout.format === 'csv' ? new Uint8Array([0xef, 0xbb, 0xbf, ...stripBom(written)]) : written
}

const stripBom = (bytes: Uint8Array): Uint8Array => (bytes[0] === 0xef ? bytes.slice(3) : bytes)

/** Rows on the first page. */
const PAGE = 8

function sheetRows(table: PrintedTable, { atPageBreak }: Layout, year: number): readonly (readonly string[])[] {
  const width = table.header[0]?.length ?? 1
  const wide = (row: readonly string[]): readonly string[] => [
    ...row,
    ...Array.from({ length: Math.max(0, width - row.length) }, () => ''),
  ]
  const lines = [
    wide([table.title]),
    wide([...Array.from({ length: width - 1 }, () => ''), table.code]),
    wide([
      table.nameLine,
      ...Array.from({ length: width - 2 }, (_, at) => (at === 0 && width > 2 ? `${year}年度` : '')),
      table.unitLine,
    ]),
  ]
  const head = [...lines, ...table.header]
  const again = atPageBreak === 'nothing' ? [] : atPageBreak === 'header' ? table.header : head
  const body =
    table.body.length > PAGE ? [...table.body.slice(0, PAGE), ...again, ...table.body.slice(PAGE)] : table.body
  return [...head, ...body, ...table.notes.map((note) => wide([note]))]
}

function valueOf(text: string, { asText }: Layout): string | number | undefined {
  if (text === '<' || text === '^' || text === '') return undefined
  if (!/^-?\d+\.\d+$/u.test(text)) return text
  if (!asText) return Number(text)
  const [whole = '', fraction = ''] = text.split('.')
  return `${whole.replace(/\B(?=(\d{3})+$)/gu, ',')}.${fraction}`
}

function mergesOf(rows: readonly (readonly string[])[]) {
  return rows.flatMap((row, top) =>
    row.flatMap((text, left) => {
      if (text === '<' || text === '^' || text === '') return []
      let right = left
      while (row[right + 1] === '<') right += 1
      let bottom = top
      while (rows[bottom + 1]?.[left] === '^') bottom += 1
      return right > left || bottom > top ? [{ s: { r: top, c: left }, e: { r: bottom, c: right } }] : []
    }),
  )
}

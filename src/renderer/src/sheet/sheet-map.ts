import type { SheetCell, SheetView } from '#core/contract/views.ts'

/** A place in a sheet; rows count from the top of the printed grid, header included. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** Every place of a sheet with the cell that covers it, so that spans are one cell wherever they are touched. */
export interface SheetMap {
  readonly columns: number
  readonly rows: number
  /** First row below the header. */
  readonly first: number
  readonly at: (place: Place) => SheetCell | undefined
  readonly placeOf: (ref: string) => Place | undefined
}

export function sheetMap(sheet: Pick<SheetView, 'rows' | 'widths' | 'headerRows'>): SheetMap {
  const columns = sheet.widths.length
  const covered: (SheetCell | undefined)[][] = sheet.rows.map(() => Array.from({ length: columns }, () => undefined))
  const places = new Map<string, Place>()
  sheet.rows.forEach((cells, row) => {
    for (const cell of cells) {
      for (let down = 0; down < cell.rowSpan; down += 1)
        for (let right = 0; right < cell.colSpan; right += 1) {
          const line = covered[row + down]
          if (line) line[cell.column + right] = cell
        }
      if (cell.figure) places.set(cell.figure.ref, { row, column: cell.column })
    }
  })
  return {
    columns,
    rows: sheet.rows.length,
    first: sheet.headerRows,
    at: ({ row, column }) => covered[row]?.[column],
    placeOf: (ref) => places.get(ref),
  }
}

/** A cell in the words of its sheet: the title that its row has there, which a code alone does not tell, and its column. */
export function placeLabel(sheet: Pick<SheetView, 'rows'>, ref: string): string {
  const [table = '', row = '', column = ''] = ref.split('/')
  const cells = sheet.rows.find((line) => line.some(({ figure }) => figure?.ref === ref)) ?? []
  const at = cells.findIndex(({ figure }) => figure?.ref === ref)
  const from = cells
    .slice(0, at)
    .findLastIndex(({ figure }) => figure !== undefined && figure.ref.split('/')[1] !== row)
  const titles = cells.slice(from + 1, at).flatMap(({ figure, text }) => (figure ? [] : [text.trim()]))
  const title = titles.filter((text) => /\p{Script=Han}/u.test(text)).at(-1)
  return [
    table,
    ...(/^\d{3,}$/u.test(row) && title?.includes(row) === false ? [`${row} ${title}`] : [title ?? row]),
    column,
  ]
    .filter((part) => part !== '')
    .join(' › ')
}

/** The same sheet with every row that is as it was before taken from before, so that only the others are drawn again. */
export function withKnownRows(sheet: SheetView, before: SheetView | undefined): SheetView {
  if (sheet.id !== before?.id) return sheet
  const isSame = (row: number): boolean => JSON.stringify(sheet.rows[row]) === JSON.stringify(before.rows[row])
  return { ...sheet, rows: sheet.rows.map((cells, row) => (isSame(row) ? (before.rows[row] ?? cells) : cells)) }
}

/** The next place in a direction, past the columns that the same cell covers; the place itself at the edge. */
export function neighbour(map: SheetMap, from: Place, down: number, right: number): Place {
  const start = map.at(from)
  let next = from
  do {
    const moved = { row: next.row + down, column: next.column + right }
    if (moved.row < map.first || moved.row >= map.rows || moved.column < 0 || moved.column >= map.columns) return from
    next = moved
  } while (start !== undefined && map.at(next) === start)
  return next
}

/** The next figure in reading order, or the one before; the place itself when there is none. */
export function nextFigure(map: SheetMap, from: Place, step: 1 | -1): Place {
  for (let index = from.row * map.columns + from.column + step; ; index += step) {
    const place = { row: Math.floor(index / map.columns), column: index % map.columns }
    if (place.row < map.first || place.row >= map.rows) return from
    const cell = map.at(place)
    if (cell?.figure && cell.column === place.column) return place
  }
}

export interface Area {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export function areaOf(a: Place, b: Place): Area {
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  }
}

/** The area as other programs paste it: figures with every digit, tabs between columns, one line per row. */
export function copyText(map: SheetMap, area: Area): string {
  const lines: string[] = []
  for (let row = area.top; row <= area.bottom; row += 1) {
    const texts: string[] = []
    for (let column = area.left; column <= area.right; column += 1) {
      const cell = map.at({ row, column })
      const isStart = cell?.column === column
      texts.push(isStart ? (cell.figure?.edit ?? cell.text.trim()) : '')
    }
    lines.push(texts.join('\t'))
  }
  return lines.join('\n')
}

/** What a paste would do, and the texts that have no place to go: they are told, never dropped in silence. */
export interface Paste {
  readonly edits: readonly { readonly ref: string; readonly text: string }[]
  readonly homeless: number
}

/** Lays a pasted block over the sheet from a place on; one text fills a whole area. */
export function layPaste(map: SheetMap, text: string, area: Area): Paste {
  const block = readBlock(text)
  const [[only, ...more] = [], ...others] = block
  if (only !== undefined && more.length === 0 && others.length === 0) return fill(map, only, area)
  const edits: { ref: string; text: string }[] = []
  let homeless = 0
  block.forEach((line, down) => {
    line.forEach((value, right) => {
      const place = { row: area.top + down, column: area.left + right }
      const cell = map.at(place)
      const figure = cell?.column === place.column ? cell.figure : undefined
      if (figure) edits.push({ ref: figure.ref, text: value })
      else if (value !== '' && value !== cell?.text.trim()) homeless += 1
    })
  })
  return { edits, homeless }
}

/** The same text for every figure of an area. */
export function fill(map: SheetMap, text: string, area: Area): Paste {
  const edits: { ref: string; text: string }[] = []
  for (let row = area.top; row <= area.bottom; row += 1)
    for (let column = area.left; column <= area.right; column += 1) {
      const cell = map.at({ row, column })
      if (cell?.figure && cell.column === column) edits.push({ ref: cell.figure.ref, text })
    }
  return { edits, homeless: text !== '' && edits.length === 0 ? 1 : 0 }
}

/** Tab-separated text as Excel and WPS put it on the clipboard: quoted cells may hold tabs, quotes and line breaks. */
export function readBlock(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  const plain = text.replace(/\r\n?/gu, '\n').replace(/\n$/u, '')
  const endCell = (): void => {
    rows.at(-1)?.push(cell.trim())
    cell = ''
  }
  for (let index = 0; index < plain.length; index += 1) {
    const character = plain.charAt(index)
    if (isQuoted) {
      if (character !== '"') cell += character
      else if (plain.charAt(index + 1) === '"') {
        cell += '"'
        index += 1
      } else isQuoted = false
    } else if (character === '"' && cell === '') isQuoted = true
    else if (character === '\t') endCell()
    else if (character === '\n') {
      endCell()
      rows.push([])
    } else cell += character
  }
  endCell()
  return rows
}

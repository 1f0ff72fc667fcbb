import type { Merge, Sheet, SheetValue, Workbook } from '#core/workbook/grid.ts'
import { STYLES, workbookBytes, type CellPlan, type Quirks, type RowPlan, type SheetPlan } from './workbook-bytes.ts'

/** A generated workbook and what a right reader gives for it. */
export interface Sample {
  readonly name: string
  readonly quirks: Quirks
  readonly plans: readonly SheetPlan[]
  readonly bytes: Buffer
  readonly truth: Workbook
}

/** The quirks one by one, then in pairs. */
const SINGLE: readonly Quirks[] = [
  {},
  { prefix: true },
  { strict: true },
  { encoding: 'utf-8-bom' },
  { encoding: 'utf-16le' },
  { encoding: 'utf-16be' },
  { strings: 'inline' },
  { noReferences: true },
  { wrongDimension: true },
  { capitalStrings: true },
  { targets: 'absolute' },
  { targets: 'moved' },
  { noStyles: true },
  { comments: true },
  { singleQuotes: true },
  { date1904: true },
  { reversed: true },
  { zip: { stored: true } },
  { zip: { descriptor: true } },
  { zip: { zip64: true } },
  { zip: { declared: 7 } },
  { zip: { before: Buffer.from('MZ self-extracting'), comment: '备注' } },
]

/** Deterministic: the same number gives the same workbook. */
export function sample(i: number): Sample {
  const random = mulberry(i + 1)
  const first = SINGLE[i % SINGLE.length] ?? {}
  const second = i < SINGLE.length * 4 ? {} : (SINGLE[random(SINGLE.length)] ?? {})
  const quirks = { ...first, ...second }
  const sheets = Array.from({ length: 1 + random(3) }, (_, n) => sheetPlan(n, quirks, random))
  return {
    name: `${i}.xlsx`,
    quirks,
    plans: sheets,
    bytes: workbookBytes(sheets, quirks),
    truth: { fileName: `${i}.xlsx`, sheets: sheets.map(truthOf) },
  }
}

type Random = (below: number) => number

function mulberry(seed: number): Random {
  let state = seed * 0x9e3779b9
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

function truthOf(plan: SheetPlan): Sheet {
  return {
    name: plan.name,
    hidden: plan.state !== undefined,
    merges: plan.merges ?? [],
    hiddenColumns: plan.hiddenColumns ?? [],
    rows: plan.rows.flatMap(({ index, hidden = false, cells }) => {
      const filled = cells.flatMap(({ column, value }) => (value === undefined ? [] : [{ column, value }]))
      return filled.length === 0 ? [] : [{ index, hidden, cells: filled }]
    }),
  }
}

const NAMES = ['收入支出决算总表', 'a & b < c', '__proto__', '表 "三"', '公开04', 'constructor']

function sheetPlan(n: number, quirks: Quirks, random: Random): SheetPlan {
  const rows: RowPlan[] = []
  const sharedStart = 1 + random(3)
  for (let index = 0, line = 0; line < 6 + random(12); line++) {
    if (quirks.noReferences !== true && random(4) === 0) index += 1 + random(3)
    const cells = rowCells(index, quirks, random)
    const shared = sharedFormula(index, sharedStart, random)
    // Column 8 holds one shared formula that runs down the sheet.
    if (shared !== undefined && quirks.noReferences !== true) cells.push(shared)
    rows.push({ index: index++, cells, ...(random(5) === 0 ? { hidden: true } : {}) })
  }
  const state = n === 0 || random(3) > 0 ? undefined : random(2) === 0 ? ('hidden' as const) : ('veryHidden' as const)
  const merges: Merge[] = random(2) === 0 ? [] : [{ top: 30, left: 0, bottom: 30 + random(3), right: 1 + random(5) }]
  const hiddenColumns = [2, 5, 6].filter(() => random(3) === 0)
  const withMaster = rows.findIndex(({ cells }) => cells.some(({ write }) => write.kind === 'sharedFormula'))
  return {
    name: `${NAMES[random(NAMES.length)] ?? ''}${n}`,
    rows: rows.map((row, i) => (i === withMaster ? asMaster(row) : row)),
    merges,
    hiddenColumns,
    ...(state === undefined ? {} : { state }),
  }
}

function rowCells(row: number, quirks: Quirks, random: Random): CellPlan[] {
  const cells: CellPlan[] = []
  for (let column = 0; column < 8; column++) {
    if (quirks.noReferences !== true && random(4) === 0) continue
    cells.push(cellPlan(row, column, quirks, random))
  }
  return cells
}

const sharedText = (row: number): string => `A${row + 1}*2+$B$1&"A1"&sheet1!C${row + 1}`

function sharedFormula(row: number, start: number, random: Random): CellPlan | undefined {
  if (row < start) return undefined
  const cached = random(2) === 0 ? String(row) : undefined
  const value: SheetValue =
    cached === undefined ? { kind: 'uncalculated', formula: sharedText(row) } : { kind: 'number', text: cached }
  return { column: 8, write: { kind: 'sharedFormula', formula: '', ref: '', cached }, value }
}

/** The first cell of a shared formula carries its text; the others only its number. */
function asMaster(row: RowPlan): RowPlan {
  const cells = row.cells.map((cell): CellPlan =>
    cell.write.kind === 'sharedFormula'
      ? { ...cell, write: { ...cell.write, formula: sharedText(row.index), ref: `I${row.index + 1}:I999` } }
      : cell,
  )
  return { ...row, cells }
}

const TEXTS = [
  '单位：元',
  '住房公积金',
  '0201',
  'A & B < C > "D" \'E\'',
  '  前导空格',
  '尾随空格  ',
  '行一\n行二',
  '回车\r\n换行',
  '_x000D_ 原样的下划线',
  '_x5143_',
  '𠮷野家𡃁😀',
  '\t制表符',
  '—',
  '&amp; 不再解码 &#65;',
  '金额（万元）'.repeat(60),
]
const NUMBERS = [
  '0',
  '1',
  '-1',
  '1234567.89',
  '0.1',
  '1E-3',
  '1.2345678901234567E+17',
  '12345678901234567',
  '-0.005',
  '99999999999999.99',
  '1e5',
  '30.300000000000001',
  '.5',
  '-.25',
  '7.',
  '123456789012',
]
const ERRORS = ['#DIV/0!', '#N/A', '#REF!', '#VALUE!', '#NAME?', '#NUM!', '#NULL!']
const NUMBER_STYLES = [
  'general',
  'twoDecimals',
  'thousands',
  'text',
  'money',
  'yuan',
  'elapsed',
  'conditional',
] as const
const DATE_STYLES = ['date', 'dateTime', 'chineseDate31', 'chineseDate57', 'customDate', 'localeDate'] as const
const CODES: Partial<Record<keyof typeof STYLES, string>> = { twoDecimals: '0.00', thousands: '#,##0.00', text: '@' }

function cellPlan(row: number, column: number, quirks: Quirks, random: Random): CellPlan {
  const one = <T>(list: readonly [T, ...T[]] | readonly T[], fallback: T): T => list[random(list.length)] ?? fallback
  const at = { column }
  const text = one(TEXTS, '')
  switch (random(13)) {
    case 0:
      return { ...at, write: { kind: 'blank' }, style: 'money', value: undefined }
    case 1:
    case 2:
      return { ...at, write: { kind: 'text', text }, value: { kind: 'text', text } }
    case 3:
      return {
        ...at,
        write: { kind: 'text', text, as: random(2) === 0 ? 'rich' : 'phonetic' },
        value: { kind: 'text', text },
      }
    case 4: {
      const plain = quirks.singleQuotes === true || quirks.prefix === true ? '普通' : '<b>&amp;</b> 公式="1" ]]'
      return { ...at, write: { kind: 'text', text: plain, as: 'cdata' }, value: { kind: 'text', text: plain } }
    }
    case 5:
    case 6:
      return numberPlan(column, quirks, random)
    case 7:
      return datePlan(column, quirks, random)
    case 8: {
      const value = random(2) === 0
      return { ...at, write: { kind: 'raw', type: 'b', text: value ? '1' : '0' }, value: { kind: 'boolean', value } }
    }
    case 9: {
      const error = one(ERRORS, '')
      return { ...at, write: { kind: 'raw', type: 'e', text: error }, value: { kind: 'error', text: error } }
    }
    default:
      return formulaPlan(row, column, text, random)
  }
}

function numberPlan(column: number, quirks: Quirks, random: Random): CellPlan {
  const text = NUMBERS[random(NUMBERS.length)] ?? '0'
  const style = NUMBER_STYLES[random(NUMBER_STYLES.length)] ?? 'general'
  const format = quirks.noStyles === true ? undefined : (CODES[style] ?? STYLES[style][1])
  return {
    column,
    style,
    write: { kind: 'raw', type: 'n', text },
    value: format === undefined ? { kind: 'number', text } : { kind: 'number', text, format },
  }
}

/** The calendar day comes first and the serial from it, so that nothing here shares the reader's arithmetic. */
function datePlan(column: number, quirks: Quirks, random: Random): CellPlan {
  const day = new Date(Date.UTC(1905 + random(150), random(12), 1 + random(28)))
  const iso = day.toISOString().slice(0, 10)
  const seconds = random(2) === 0 ? 0 : 1 + random(86_399)
  const time = new Date(seconds * 1000).toISOString().slice(11, 19)
  const text = seconds === 0 ? iso : `${iso}T${time}`
  const value: SheetValue = { kind: 'date', text }
  if (quirks.noStyles === true || random(5) === 0) {
    const written = random(2) === 0 ? text : `${iso}T${time}${random(2) === 0 ? 'Z' : '.000Z'}`
    return { column, write: { kind: 'raw', type: 'd', text: written }, value }
  }
  const origin = quirks.date1904 === true ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const serial = String((day.getTime() - origin) / 86_400_000 + seconds / 86_400)
  return {
    column,
    style: DATE_STYLES[random(DATE_STYLES.length)] ?? 'date',
    write: { kind: 'raw', type: 'n', text: serial },
    value,
  }
}

function formulaPlan(row: number, column: number, text: string, random: Random): CellPlan {
  const formula = `IF(A${row + 1}<1,"&",B${row + 1})`
  const plan = (type: string, cached: string | undefined, value: SheetValue | undefined): CellPlan => ({
    column,
    write: { kind: 'formula', formula, type, cached },
    value,
  })
  switch (random(7)) {
    case 0:
      return plan('n', undefined, { kind: 'uncalculated', formula })
    case 1:
      return plan('n', '', { kind: 'uncalculated', formula })
    case 2:
      return plan('str', '', undefined)
    case 3:
      return plan('str', text, { kind: 'text', text })
    case 4:
      return plan('e', '#DIV/0!', { kind: 'error', text: '#DIV/0!' })
    case 5:
      return plan('b', '1', { kind: 'boolean', value: true })
    default:
      return plan('n', '12.50', { kind: 'number', text: '12.50' })
  }
}

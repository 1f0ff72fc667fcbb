import { decimalsToFen, type MoneyUnit } from '#core/money/amount.ts'
import { gridWidth, placeHeader } from './header-grid.ts'
import type { PackProblem } from './pack.ts'
import { placeOf } from './parse-layer.ts'
import type { Entry } from './parse-layer.ts'
import type { NodePath } from './read-yaml.ts'
import { fixedRowsOf } from './read-figure.ts'
import { entryNumber } from './words.ts'
import { PRINT_WORDS } from './schema-table.ts'
import type { PackFixedRow, PackTable } from './schema-table.ts'

type Report = (path: NodePath, message: string) => void

/** What must hold inside one table. `unit` is that of the amounts in tables, where the pack says it. */
export function checkTable(entry: Entry<PackTable>, unit?: MoneyUnit): readonly PackProblem[] {
  const problems: PackProblem[] = []
  const report: Report = (path, message) => problems.push({ ...placeOf(entry, path), message })
  checkColumns(entry.value, report)
  checkRows(entry.value, report)
  checkGrid(entry.value, report)
  checkFooter(entry.value, report)
  checkPrint(entry.value, unit, report)
  return problems
}

function checkColumns(table: PackTable, report: Report): void {
  const keys = table.columns.map((column) => column.key)
  keys.forEach((key, index) => {
    if (keys.indexOf(key) !== index) report(['columns', index], `栏“${key}”重复`)
  })
  table.blocks.forEach((block, b) => {
    block.columns.forEach((key, c) => {
      const path = ['blocks', b, 'columns', c]
      if (!key.startsWith('@') && !keys.includes(key)) report(path, `columns 里没有“${key}”这一栏`)
      if (block.columns.indexOf(key) !== c) report(path, `栏“${key}”在同一块里出现两次`)
    })
  })
  const printed = new Set([...table.blocks.flatMap((block) => block.columns), ...figuresOfFooter(table)])
  // A misspelt column is one mistake, not two.
  if ([...printed].some((key) => !key.startsWith('@') && !keys.includes(key))) return
  keys.forEach((key, index) => {
    if (!printed.has(key)) report(['columns', index], `栏“${key}”没有出现在任何一块里，永远不会打印`)
  })
}

function figuresOfFooter(table: PackTable): readonly string[] {
  return table.footer.flat().flatMap((cell) => ('column' in cell ? [cell.column] : []))
}

function checkRows(table: PackTable, report: Report): void {
  const seen = new Set<string>()
  const check = (row: PackFixedRow, path: NodePath): void => {
    if (seen.has(row.key)) report(path, `行“${row.key}”在本表里重复`)
    seen.add(row.key)
    const code = /^\d+$/.test(row.key) ? row.key : undefined
    if (row.blank !== undefined && table.role !== 'fill-in')
      report(path, `行“${row.key}”：只有填报表的行可以写 blank: zero`)
    if (row.onlyUsed && row.dash) report(path, `行“${row.key}”总是 ——，写了 onlyUsed 就永远不会打印`)
    const dashed = row.dashIn.find((column) => !table.columns.some((one) => one.key === column))
    if (dashed !== undefined) report([...path, 'dashIn'], `行“${row.key}”的 dashIn：本表没有“${dashed}”这一栏`)
    if (row.dash && row.dashIn.length > 0) report([...path, 'dashIn'], `行“${row.key}”各栏都是 ——，不用写 dashIn`)
    if (code !== undefined && row.code !== code) report(path, `行“${row.key}”以编码为键，须写明同样的 code: "${code}"`)
  }
  table.blocks.forEach((block, b) => {
    block.rows.forEach((row, r) => {
      const path = ['blocks', b, 'rows', r]
      if ('key' in row) check(row, path)
      if ('header' in row && row.header.length !== block.columns.length) {
        report(path, `重复的表头有 ${row.header.length} 格，本块有 ${block.columns.length} 栏`)
      }
    })
    const balances = block.rows.flatMap((row, r) => ('balance' in row ? [r] : []))
    for (const r of balances.slice(1)) report(['blocks', b, 'rows', r], '一块里只能有一处 balance')
    if (balances[0] !== undefined && table.blocks.length === 1)
      report(['blocks', b, 'rows', balances[0]], '只有一块的表没有可补齐的，不用写 balance')
    if (block.rows.length === 0 && !block.codeRows && !block.entryRows)
      report(['blocks', b], '这一块没有 rows、codeRows，也没有 entryRows')
  })
  table.footerRows.forEach((row, index) => {
    check(row, ['footerRows', index])
    if (row.onlyUsed) report(['footerRows', index], 'footerRows 里的行总要打印，不能写 onlyUsed')
    const used = table.footer.flat().some((cell) => 'row' in cell && cell.row === row.key)
    if (!used) report(['footerRows', index], `footerRows 里的行“${row.key}”没有出现在 footer 里`)
  })
  checkEntryRows(table, report)
  table.blocks
    .flatMap((block, index) => (block.codeRows ? [index] : []))
    .slice(1)
    .forEach((b) => {
      report(['blocks', b, 'codeRows'], '一张表只能有一块带 codeRows')
    })
}

/** Rows that the unit adds are keyed by number in the whole table, so that only one block may take them. */
function checkEntryRows(table: PackTable, report: Report): void {
  const blocks = table.blocks.flatMap((block, index) => (block.entryRows ? [index] : []))
  for (const b of blocks.slice(1)) report(['blocks', b, 'entryRows'], '一张表只能有一块带 entryRows')
  const [first] = blocks
  if (first === undefined) return
  if (table.blocks[first]?.codeRows) report(['blocks', first, 'entryRows'], '一块里 codeRows 和 entryRows 只能写一个')
  const taken = fixedRowsOf(table).find((row) => entryNumber(row.key) !== undefined)
  if (taken) report(['blocks', first, 'entryRows'], `行“${taken.key}”与自填行的编号相同，请改用别的键`)
}

function checkGrid(table: PackTable, report: Report): void {
  const header = placeHeader(table)
  if (!header.ok) {
    report(header.cell === undefined ? ['header', header.row] : ['header', header.row, header.cell], header.reason)
  }
  const width = gridWidth(table)
  const widths = table.print?.widths.length
  if (widths !== undefined && widths !== width) {
    report(['print', 'widths'], `widths 有 ${widths} 个宽度，各块共 ${width} 栏`)
  }
}

function checkFooter(table: PackTable, report: Report): void {
  const rows = new Set(fixedRowsOf(table).map((row) => row.key))
  const columns = new Set(table.columns.map((column) => column.key))
  const width = gridWidth(table)
  table.footer.forEach((cells, f) => {
    const spans = cells.reduce((sum, cell) => sum + cell.cols, 0)
    if (spans !== width) report(['footer', f], `合计行共占 ${spans} 栏，各块共 ${width} 栏`)
    cells.forEach((cell, c) => {
      if (!('row' in cell)) return
      if (!rows.has(cell.row)) report(['footer', f, c], `本表没有“${cell.row}”这一行`)
      if (!columns.has(cell.column)) report(['footer', f, c], `本表没有“${cell.column}”这一栏`)
    })
  })
}

/** The words around the table and its decimals. */
function checkPrint({ columns, print }: PackTable, unit: MoneyUnit | undefined, report: Report): void {
  const most = decimalsToFen(unit ?? '万元')
  columns.forEach(({ decimals, measure }, index) => {
    if (decimals === undefined) return
    if (measure !== '金额') report(['columns', index, 'decimals'], '只有金额栏可以写 decimals')
    else if (decimals > most) report(['columns', index, 'decimals'], `以${unit ?? '万元'}为单位最多 ${most} 位小数`)
  })
  if (!print) return
  if ((print.decimals ?? 0) > most) report(['print', 'decimals'], `以${unit ?? '万元'}为单位最多 ${most} 位小数`)
  for (const key of ['nameLabel', 'unitLine'] as const)
    if (print.line && print[key] !== undefined) report(['print', key], `写了 line，就不用再写 ${key}`)
  const texts = [
    { path: ['title'], text: print.title },
    { path: ['unitLine'], text: print.unitLine },
    { path: ['emptyNote'], text: print.emptyNote },
    ...(print.line ?? []).map((text, index) => ({ path: ['line', index], text })),
  ]
  for (const { path, text } of texts)
    for (const [, word = ''] of text?.matchAll(/\{([^}]*)\}/gu) ?? [])
      if (!PRINT_WORDS.some((known) => known === word))
        report(['print', ...path], `“{${word}}”在这里没有意义；可以写${PRINT_WORDS.map((one) => `{${one}}`).join('')}`)
}

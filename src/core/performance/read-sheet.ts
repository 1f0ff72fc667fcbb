import type { Project } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { FormField } from '#core/packs/schema-form.ts'
import { quote, type ImportFinding } from '#core/recognise/finding.ts'
import { address, type Sheet } from '#core/workbook/grid.ts'
import { printedText } from '#core/workbook/label.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import { findForm, type FormMatch } from './find-form.ts'
import { labelKey, type FormLabel } from './form-labels.ts'
import { readFunds, type ReadMoney } from './read-funds.ts'
import { findIndicators, readIndicators, type IndicatorRows } from './read-indicators.ts'
import { findLabel, isNumeric, sheetReader, statedText, valueRightOf, type SheetReader } from './sheet-reader.ts'
import { STATED } from './stated.ts'

export interface SheetReading {
  readonly project: Project
  /** Id of the form that the sheet was read as. */
  readonly form: string
  /** The year and the unit that the sheet names. */
  readonly year: number | undefined
  readonly unitName: string | undefined
  /** `指标3.得分`, `资金总额.全年执行数` → Excel address. */
  readonly origins: ReadonlyMap<string, string>
  readonly findings: readonly ImportFinding[]
}

/** The name of the one sheet of a whole unit, which its form does not print. */
export const WHOLE_UNIT = '部门整体支出'

/**
 * Reads one filled performance form; undefined when the sheet is none of the forms of the pack.
 * Labels are looked for by their wording, never by their place, so that lost merges and slid rows of a scan still come in.
 */
export function readSheet(sheet: Sheet, fileName: string, pack: Pack): SheetReading | undefined {
  const match = findForm(sheet, pack)
  const rows = match && findIndicators(match)
  if (!match || !rows) return undefined
  const reader = sheetReader(match.view, fileName)
  const { form } = match
  const head = headReader(match, rows, reader)
  const indicators = readIndicators(match, rows, pack.scoring?.sheets[form.subject], reader)
  const money = readFunds(match, reader, fundsEnd(match, rows))
  const texts = new Map([...money.texts, ...readBoxes(match, rows, reader), ...readTotal(match, rows, reader, pack)])
  const project = projectOf({ match, head, money, texts, indicators })
  const unitName = head('单位名称')
  warnUnread(match, rows, reader)
  return {
    project,
    form: form.id,
    year: match.title.year,
    unitName,
    origins: reader.origins,
    findings: reader.findings,
  }
}

function projectOf({
  match,
  head,
  money,
  texts,
  indicators,
}: {
  readonly match: FormMatch
  readonly head: (field: FormField) => string | undefined
  readonly money: ReadMoney
  readonly texts: ReadonlyMap<string, string>
  readonly indicators: Project['indicators']
}): Project {
  const { subject } = match.form
  const name =
    subject === '部门整体' ? WHOLE_UNIT : (head('项目名称') ?? match.title.name ?? match.view.sheet.name.trim())
  const projectCode = head('项目代码')
  const department = split(head('主管部门及代码'), head('主管部门'), head('主管部门代码'))
  const unit = split(head('实施单位及代码'), head('实施单位'), head('实施单位代码'))
  return {
    key: projectCode ?? name,
    subject,
    name,
    projectCode,
    department: department.name,
    departmentCode: department.code,
    implementingUnit: unit.name,
    implementingUnitCode: unit.code,
    total: money.total,
    funds: money.funds,
    goal: head('年度目标'),
    achieved: head('实际完成情况'),
    texts,
    indicators,
  }
}

/** 001-某部门 in one box, or code and name in boxes of their own. */
function split(
  joined: string | undefined,
  name: string | undefined,
  code: string | undefined,
): { readonly code: string | undefined; readonly name: string | undefined } {
  const match = /^([\dA-Za-z]+)\s*[-—－–]\s*(.+)$/su.exec(joined ?? '')
  if (match) return { code: match[1], name: printedText(match[2] ?? '') }
  return { code, name: name ?? joined }
}

/** Fields of the head and the goals. What stands among the indicators or below is not looked at. */
function headReader(
  { labels, view }: FormMatch,
  rows: IndicatorRows,
  reader: SheetReader,
): (field: FormField) => string | undefined {
  return (field) => {
    const label = labels.heads.get(field)
    const at = label && findLabel(view, label.names, 0, rows.header - 1)
    if (!label || !at) return undefined
    const value = label.side === 'left' ? valueRightOf(view, at, labels.all) : valueBelow(at, label, labels.all, reader)
    return value && reader.text(value, field)
  }
}

/** The first text in the row below a heading, up to the column where the next heading begins. */
function valueBelow(
  at: { readonly row: number; readonly column: number },
  label: FormLabel,
  labels: ReadonlySet<string>,
  { view }: SheetReader,
): { readonly row: number; readonly column: number } | undefined {
  const next = view
    .cells(at.row)
    .find(
      ({ column, value }) => column > at.column && textOf(value) !== '' && !label.names.has(labelKey(textOf(value))),
    )
  const end = next?.column ?? Number.POSITIVE_INFINITY
  const cell = view
    .cells(at.row + 1)
    .find(
      ({ column, value }) =>
        column >= at.column && column < end && textOf(value) !== '' && !labels.has(labelKey(textOf(value))),
    )
  return cell && { row: at.row + 1, column: cell.column }
}

/** The money ends where the goals begin, or with the heading of the indicators. */
function fundsEnd({ labels, view }: FormMatch, rows: IndicatorRows): number {
  const goal = labels.heads.get('年度目标')
  return (goal && findLabel(view, goal.names, 0, rows.header - 1))?.row ?? rows.header
}

function readBoxes(
  { labels, view }: FormMatch,
  rows: IndicatorRows,
  reader: SheetReader,
): readonly (readonly [string, string])[] {
  return [...labels.boxes].flatMap(([id, label]) => {
    const at = findLabel(view, label.names, rows.end, view.lastRow)
    const value = at && valueRightOf(view, at, labels.all)
    const text = value && reader.text(value, id)
    return text === undefined ? [] : [[id, text] as const]
  })
}

/** 总分 and 等级 as stated: the last number of the row, and the word that is a grade. */
function readTotal(
  { view }: FormMatch,
  rows: IndicatorRows,
  reader: SheetReader,
  pack: Pack,
): readonly (readonly [string, string])[] {
  const row = rows.end
  const cells = view.cells(row)
  if (!/^(总分|合计|总计)/u.test(labelKey(textOf(cells.find(({ value }) => textOf(value) !== '')?.value)))) return []
  const stated: (readonly [string, string])[] = []
  const total = cells.findLast(({ column }) => isNumeric(view, { row, column }))
  if (total && reader.text({ row, column: total.column }, STATED.total) !== undefined)
    stated.push([STATED.total, statedText(view, { row, column: total.column })])
  for (const { column } of cells) reader.mark({ row, column })
  const grades = pack.scoring?.grades.map(({ name }) => name) ?? []
  const grade = cells
    .map(({ value }) => labelKey(textOf(value)).replace(/^(?:自评)?等级:?/u, ''))
    .find((text) => grades.includes(text))
  if (grade !== undefined) stated.push([STATED.grade, grade])
  return stated
}

/** An entry must not get lost: every filled cell between the first label and the notes was read, or the user is told. */
function warnUnread({ form, labels, view }: FormMatch, rows: IndicatorRows, reader: SheetReader): void {
  const first = view.sheet.rows.find(({ cells }) => cells.some(({ value }) => labels.all.has(labelKey(textOf(value)))))
  const fixed = new Set(
    form.indicators.flatMap(({ explanation, instruction }) => [labelKey(explanation), labelKey(instruction)]),
  )
  for (const { index: row, cells } of view.sheet.rows) {
    if (row < (first?.index ?? 0)) continue
    if (row >= rows.end && isNote(textOf(cells.find(({ value }) => textOf(value) !== '')?.value))) return
    for (const { column, value } of cells) {
      const text = labelKey(textOf(value))
      if (
        text === '' ||
        text === '-' ||
        labels.all.has(text) ||
        fixed.has(text) ||
        reader.seen.has(address(row, column))
      )
        continue
      reader.warn(
        'IMPORT_CELL_NOT_READ',
        { row, column },
        `内容${quote(textOf(value))}不知道属于哪一栏，没有读入。`,
        '请核对该单元格：标签与表式不同的，请改成表式的标签后重新导入，或在程序中补填。',
      )
    }
  }
}

function isNote(text: string): boolean {
  return /^(备注|注)([:：\d\s]|$)/u.test(labelKey(text))
}

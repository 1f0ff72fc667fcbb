import type { Project } from '#core/model/project.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { FormField } from '#core/packs/schema-form.ts'
import { quote, type ImportFinding } from '#core/recognise/finding.ts'
import { isStatedRow } from '#core/recognise/stated-lines.ts'
import { address, type Sheet } from '#core/workbook/grid.ts'
import { printedText } from '#core/workbook/label.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import { findForm, type FormMatch } from './find-form.ts'
import { labelKey } from './form-labels.ts'
import { readFunds, type ReadMoney } from './read-funds.ts'
import { goalsRow, headReader } from './read-head.ts'
import { findIndicators, isSignatureRow, type IndicatorRows } from './indicator-rows.ts'
import { readIndicators } from './read-indicators.ts'
import { readTotal } from './read-total.ts'
import { findLabel, isStroke, sheetReader, valueRightOf, type SheetReader } from './sheet-reader.ts'
import { splitExecution } from './execution-row.ts'

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
  const lists = pack.scoring?.lists ?? { columns: [], totals: [] }
  const scored = pack.scoring?.sheets[form.subject]
  const all = readIndicators(match, rows, scored, lists, reader)
  const { indicators, texts: execution } = splitExecution(all, scored, lists)
  const money = readFunds(match, reader, goalsRow(match, rows))
  const texts = new Map([
    ...execution,
    ...money.texts,
    ...readBoxes(match, rows, reader),
    ...readTotal(rows, reader, pack),
  ])
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

/** An entry must not get lost: every filled cell between the first label and the notes was read, or the user is told. */
function warnUnread({ form, labels, view }: FormMatch, rows: IndicatorRows, reader: SheetReader): void {
  const first = view.sheet.rows.find(({ cells }) => cells.some(({ value }) => labels.all.has(labelKey(textOf(value)))))
  const fixed = new Set(
    form.indicators.flatMap(({ explanation, instruction }) => [labelKey(explanation), labelKey(instruction)]),
  )
  for (const { index: row, cells } of view.sheet.rows) {
    if (row < (first?.index ?? 0)) continue
    if (row >= rows.end && isNote(textOf(cells.find(({ value }) => textOf(value) !== '')?.value))) return
    if (isStatedRow(view, row) || (row >= rows.end && isSignatureRow(view, row))) continue
    for (const { column, value } of cells) {
      const text = labelKey(textOf(value))
      if (
        text === '' ||
        isStroke(text) ||
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

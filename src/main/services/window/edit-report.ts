import { AppError } from '#core/model/error.ts'
import { parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import { describeRefusal } from '#core/money/parse.ts'
import type { Pack } from '#core/packs/pack.ts'
import { fixedRowsOf, measureOf } from '#core/packs/read-figure.ts'
import { parseFigureText } from '#core/recognise/parse-figure.ts'
import { isWordCell } from '#core/packs/words.ts'
import type { Store } from '#main/db/open-store.ts'
import { deriveReport } from '../derive-report.ts'
import { openReport, packInUse, packOf } from '../open-report.ts'
import { saveCarryMode } from '../standing-sheets.ts'
import { codeNames, type Workspace } from '../workspace.ts'
import { NOTHING, type EditHistory, type EditStep, type Snapshot } from './edit-history.ts'
import { requireReport } from './session.ts'

/** One cell as somebody typed or pasted it. */
export interface CellEdit {
  readonly ref: string
  readonly text: string
}

/** The part of a window session that editing needs. */
export interface Editing {
  readonly history: EditHistory
  readonly workspace: () => Workspace
}

/**
 * Enters figures: all of them, or none when one cannot be read. Typing what the file says takes the entry back; emptying a cell
 * that a file filled enters a blank, which then stands.
 * Errors: APP_NOT_A_NUMBER, APP_NO_CELL, each naming the cell.
 */
export function editCells(
  { workspace, history }: Editing,
  reportId: number,
  edits: readonly CellEdit[],
  unit: MoneyUnit,
): void {
  const { store } = workspace()
  const pack = packOf(store, requireReport(workspace(), reportId))
  const isWords = ({ ref }: CellEdit): boolean => isWordCell(pack, ref as CellRef)
  const wanted = new Map(
    edits.filter((edit) => !isWords(edit)).map(({ ref, text }) => [ref as CellRef, readValue(pack, ref, text, unit)]),
  )
  const cells = [...wanted]
    .map(([ref, value]) => ({ ref, value: entryOf(store, reportId, ref, value) }))
    .map((after) => ({ ref: after.ref, after: after.value, before: enteredValue(store, reportId, after.ref) }))
    .filter(({ after, before }) => !sameEntry(after, before))
  const texts = [...new Map(edits.filter(isWords).map(({ ref, text }) => [ref, text]))]
    .map(([id, text]) => ({ id, after: wordsEntry(store, pack, reportId, id, text) }))
    .map((edit) => ({ ...edit, before: enteredText(store, reportId, edit.id) }))
    .filter(({ after, before }) => after !== before)
  const [first] = [...cells.map(({ ref }) => ref), ...texts.map(({ id }) => id)]
  if (first === undefined) return
  const count = cells.length + texts.length
  const snapshot = (which: 'before' | 'after'): Snapshot => ({
    ...NOTHING,
    cells: cells.map((cell) => ({ ref: cell.ref, value: cell[which] })),
    texts: texts.map((text) => ({ id: text.id, value: text[which] })),
  })
  const step: EditStep = {
    label:
      count === 1
        ? `修改 ${first.split('/').join(' › ')}`
        : texts.length === 0
          ? `修改 ${count} 个数`
          : `修改 ${count} 格`,
    before: snapshot('before'),
    after: snapshot('after'),
  }
  apply(workspace(), reportId, step.after, 'edit-cells')
  history.push(reportId, step)
}

/**
 * Enters a text; an empty one takes the entry back, so that an imported text stands again.
 *
 * @param continues as `Typing`
 */
export function editText(
  { workspace, history }: Editing,
  reportId: number,
  id: string,
  text: string,
  continues = false,
): void {
  const { store } = workspace()
  const pack = packInUse(store, requireReport(workspace(), reportId))
  const field = pack.texts.get(id.split('·')[0] ?? '')
  if (!field)
    throw new AppError({
      code: 'APP_NO_TEXT',
      message: `模板中没有文字“${id}”。`,
      remedies: [{ text: '刷新后重试。' }],
    })
  const before = enteredText(store, reportId, id)
  const trimmed = text.trim()
  const value = trimmed === '' ? undefined : trimmed
  if (before === value) return
  const step: EditStep = {
    label: `填写“${field.title}”`,
    before: { ...NOTHING, texts: [{ id, value: before }] },
    after: { ...NOTHING, texts: [{ id, value }] },
    typing: { field: id, text: trimmed, continues },
  }
  apply(workspace(), reportId, step.after, 'edit-text')
  history.push(reportId, step)
}

/** Walks one step back or forth; nothing happens when there is none. */
export function walk({ workspace, history }: Editing, reportId: number, direction: 'undo' | 'redo'): void {
  requireReport(workspace(), reportId)
  const step = direction === 'undo' ? history.peekUndo(reportId) : history.peekRedo(reportId)
  if (!step) return
  apply(workspace(), reportId, direction === 'undo' ? step.before : step.after, direction)
  history.stepped(reportId, direction)
}

/** Says that a table is known whole (a code that it does not list is zero), or that it is not yet. */
export function setComplete(workspace: Workspace, reportId: number, table: string, complete: boolean): void {
  const { store } = workspace
  const { accounts, pack } = openReport(workspace, requireReport(workspace, reportId))
  const state = accounts.table(table)
  const fixed = new Set((pack.tables.get(table) ? fixedRowsOf(requireTable(pack, table)) : []).map((row) => row.key))
  const rows = (state?.rows ?? []).filter((key) => !fixed.has(key))
  store.write(workspace.actor, { action: 'table-complete', detail: { table, complete } }, () => {
    // Taken back, it says nothing of rows either.
    const named = complete ? rows.map((key) => ({ key, name: state?.names.get(key) ?? '' })) : []
    store.rows.save(reportId, { table, prior: false, complete, rows: named }, 'entered')
    deriveReport(store, openReport(workspace, requireReport(workspace, reportId)))
  })
}

/** Puts a person's entries into the state of a snapshot, in one write. */
export function apply(
  workspace: Workspace,
  reportId: number,
  { cells, texts, projects, wording, secrets, options, carry }: Snapshot,
  action: string,
): void {
  const { store } = workspace
  const detail = {
    report: reportId,
    cells: cells.length,
    texts: texts.length,
    projects: projects.length,
    wording: wording.length,
    ...(carry ? { carry } : {}),
  }
  store.write(workspace.actor, { action, detail }, () => {
    const present = cells.flatMap(({ ref, value }) => (value === undefined ? [] : [{ ref, value }]))
    const gone = cells.flatMap(({ ref, value }) => (value === undefined ? [ref] : []))
    if (present.length > 0) store.cells.saveEntered(reportId, present)
    if (gone.length > 0) store.cells.withdrawEntered(reportId, gone)
    if (texts.length > 0) store.texts.save(reportId, new Map(texts.map(({ id, value }) => [id, value])), 'entered')
    for (const { key, value } of projects)
      if (value === undefined) store.projects.withdrawEntered(reportId, key)
      else store.projects.save(reportId, value, 'entered')
    for (const { kind, target, value } of secrets)
      if (value === undefined) store.secrets.withdraw(reportId, { kind, target })
      else store.secrets.save(reportId, value)
    for (const { id, value } of options) store.packOptions.save(reportId, id, value)
    const report = requireReport(workspace, reportId)
    for (const { at, change } of wording) {
      const place = { unit: report.key.unit, pack: report.pack.id, ...at }
      if (change === undefined) store.overlays.withdraw(place)
      else store.overlays.save(place, change)
    }
    if (carry !== undefined) saveCarryMode(store, reportId, carry)
    deriveReport(store, openReport(workspace, report))
  })
}

/** The words to enter in a cell; undefined where no entry is needed. Emptying what a file says enters empty words, which then stand. */
function wordsEntry(store: Store, pack: Pack, reportId: number, id: string, text: string): string | undefined {
  if (pack.tables.get(parseCellRef(id)?.table ?? '')?.role === 'computed') throw noCell(id)
  const versions = store.texts.history(reportId, id)
  const imported = versions.findLast(({ source, current }) => current && source === 'imported')?.value ?? ''
  const words = text.trim()
  return words === imported ? undefined : words
}

/** Undefined: no entry of a person is needed for the value to stand. */
function entryOf(store: Store, reportId: number, ref: CellRef, value: CellValue): CellValue | undefined {
  const imported = store.cells.origins(reportId, ref).find(({ source }) => source === 'imported')?.value
  if (imported === undefined) return value.kind === 'blank' ? undefined : value
  return sameEntry(imported, value) ? undefined : value
}

function enteredValue(store: Store, reportId: number, ref: CellRef): CellValue | undefined {
  return store.cells.origins(reportId, ref).find(({ source }) => source === 'entered')?.value
}

function enteredText(store: Store, reportId: number, id: string): string | undefined {
  return store.texts.history(reportId, id).findLast(({ source, current }) => current && source === 'entered')?.value
}

function sameEntry(a: CellValue | undefined, b: CellValue | undefined): boolean {
  if (a?.kind !== 'amount' || b?.kind !== 'amount') return a?.kind === b?.kind
  return a.amount.fen === b.amount.fen && a.amount.quantum === b.amount.quantum
}

function readValue(pack: Pack, ref: string, text: string, unit: MoneyUnit): CellValue {
  const parts = parseCellRef(ref)
  const table = parts && pack.tables.get(parts.table)
  if (!parts || !table?.columns.some((column) => column.key === parts.column) || table.role === 'computed')
    throw noCell(ref)
  const parsed = parseFigureText(text, measureOf(pack, ref as CellRef), unit)
  switch (parsed.kind) {
    case 'amount':
      return { kind: 'amount', amount: parsed.amount }
    case 'percent':
      return { kind: 'amount', amount: parsed.rate }
    case 'blank':
    case 'dash':
      return { kind: parsed.kind }
    case 'not-a-number':
      throw new AppError({
        code: 'APP_NOT_A_NUMBER',
        message: `${ref}：“${text}”${describeRefusal(parsed.reason)}，没有改动。`,
        remedies: [{ text: '只填数字，例如 1234.56；没有数的留空。' }],
      })
  }
}

function noCell(ref: string): AppError {
  return new AppError({
    code: 'APP_NO_CELL',
    message: `“${ref}”不是可以填写的单元格。`,
    remedies: [{ text: '在报表中重新选择单元格。' }],
  })
}

function requireTable(pack: Pack, id: string) {
  const table = pack.tables.get(id)
  if (table) return table
  throw new AppError({
    code: 'APP_NO_TABLE',
    message: `模板中没有表“${id}”。`,
    remedies: [{ text: '从左边的列表中选择。' }],
  })
}

/**
 * Offers a row for a code in a table; it stays as long as the window, and for good once a figure stands in it.
 * Errors: APP_NO_TABLE, APP_CODE_UNKNOWN when the code is in no list of the year.
 */
export function addDraftRow(
  { workspace, draftRows }: { readonly workspace: () => Workspace; readonly draftRows: Map<string, Set<string>> },
  reportId: number,
  table: string,
  code: string,
): void {
  const { pack, accounts } = openReport(workspace(), requireReport(workspace(), reportId))
  requireTable(pack, table)
  if (codeNames(workspace().codes, accounts.key.year)(code) === undefined)
    throw new AppError({
      code: 'APP_CODE_UNKNOWN',
      message: `${accounts.key.year} 年的科目表中没有代码“${code}”。`,
      remedies: [
        { text: '核对代码：类三位、款五位、项七位。' },
        { text: '确是当年新增的科目，先在“设置”的“科目表”里导入新的科目表。' },
      ],
    })
  const key = `${reportId}/${table}`
  draftRows.set(key, new Set([...(draftRows.get(key) ?? []), code]))
}

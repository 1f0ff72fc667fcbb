import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils, write } from '@e965/xlsx'
import { afterAll, expect, test } from 'vitest'
import { parseCellRef } from '#core/model/cell.ts'
import { importFiles } from '#main/services/import-files.ts'
import type { ImportOutcome } from '#main/services/import-outcome.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { filesOfReport, makeReport } from '#test/offices/all-packs.ts'
import { openDesk } from '#test/offices/open-office.ts'

const desk = openDesk()
afterAll(() => desk.close())
const pack = desk.pack('base/2024-预算')
const files = await filesOfReport(makeReport(3, pack), pack)
type Grid = (string | number | null)[][]
const SHEETS = files
  .filter(({ name }) => !name.startsWith('填报'))
  .map(({ content }) => read(content))
  .flatMap((book) => book.SheetNames.map((name) => book.Sheets[name] ?? {}))
  .map((sheet): Grid => utils.sheet_to_json(sheet, { header: 1, defval: null }))

const TITLE = '一般公共预算支出表'
const isTitle = (cell: string | number | null): boolean =>
  String(cell)
    .replaceAll(/\s/gu, '')
    .replace(/^\d{4}年度?/u, '')
    .endsWith(TITLE)

/** The annex of one table as the approval prints it: the published sheet under another title. */
function annex(change: (rows: Grid) => Grid): Buffer {
  const found = SHEETS.find((rows) => rows.some((row) => row.some(isTitle)))
  if (!found) throw new Error('no sheet')
  const rows = change(found.map((row) => row.map((cell) => (isTitle(cell) ? '一般公共预算支出批复表' : cell))))
  const made = utils.book_new()
  utils.book_append_sheet(made, utils.aoa_to_sheet(rows), '批复')
  return Buffer.from(write(made, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array)
}

const importWith = async (content: Buffer): Promise<{ outcome: ImportOutcome; workspace: Workspace }> => {
  let made: { outcome: ImportOutcome; workspace: Workspace } | undefined
  await desk.with(files, async (workspace, folder) => {
    writeFileSync(join(folder, '批复.xlsx'), content)
    made = { outcome: await importFiles(workspace, { paths: [folder] }), workspace }
    if (made.outcome.kind === 'imported') {
      const cells = workspace.store.cells.standing(made.outcome.report.id)
      expect([...cells.keys()].some((ref) => parseCellRef(ref)?.table === TITLE)).toBe(true)
    }
  })
  if (!made) throw new Error('not run')
  return made
}

test('an annex of the approval in the unit of the published tables is compared cell by cell and agrees', async () => {
  const { outcome } = await importWith(annex((rows) => rows))
  if (outcome.kind !== 'imported') throw new Error(outcome.errors.map(({ message }) => message).join('\n'))
  const sheet = outcome.files.find(({ name }) => name === '批复.xlsx')?.sheets[0]
  expect(sheet?.why).toContain('逐格核对一致')
})

test('an annex that differs in one cell is refused with both places', async () => {
  const { outcome } = await importWith(
    annex((rows) => {
      const last = rows.findLast((row) => /^\d{7}$/u.test(String(row[0])))
      if (!last) throw new Error('no row')
      const at = last.findIndex((cell, column) => column > 1 && Number(cell) > 0)
      last[at] = '123456.78'
      return rows
    }),
  )
  if (outcome.kind !== 'refused') throw new Error('stored')
  expect(new Set(outcome.errors.map(({ code }) => code))).toEqual(new Set(['IMPORT_TABLES_DIFFER']))
  expect(outcome.errors[0]?.message).toContain('“123456.78”')
  expect(outcome.errors[0]?.message).not.toContain('四舍五入')
})

import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils, write } from '@e965/xlsx'
import { afterAll, describe, expect, test } from 'vitest'
import { cellRef } from '#core/model/cell.ts'
import { importFiles } from '#main/services/import-files.ts'
import type { ImportOutcome } from '#main/services/import-outcome.ts'
import { openReport } from '#main/services/open-report.ts'
import { explainCell } from '#main/services/explain-cell.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { makeOffice } from '#test/offices/office.ts'
import { filesOf, openDesk } from '#test/offices/open-office.ts'

const desk = openDesk()
afterAll(() => desk.close())
const [published, fillIn] = await filesOf(
  { ...makeOffice(7), print: { unit: '万元', decimals: 6 } },
  desk.pack('base/2023-决算'),
)
if (!published || !fillIn) throw new Error('no files')

type Grid = (string | null)[][]
const book = read(published.content)
/** The published tables with six decimals: exact to the 分. */
const SHEETS = new Map(
  book.SheetNames.map((name): [string, Grid] => [
    name,
    utils.sheet_to_json(book.Sheets[name] ?? {}, { header: 1, defval: null }),
  ]),
)

const FIGURE = /^-?\d+\.\d{6}$/u
const printing = new Intl.NumberFormat('en', { maximumFractionDigits: 2, minimumFractionDigits: 2, useGrouping: false })
const inYuan = (text: string): string => text.replace(/\.(\d{4})(\d\d)$/u, '$1.$2').replace(/^(-?)0+(?=\d)/u, '$1')
const toPrint = (text: string): string => printing.format(Number(text))

/** A workbook of some of the sheets, their figures and lines written anew. */
function workbook(
  wanted: RegExp,
  rewrite: (figure: string) => string,
  unit: string,
  bookType: 'xlsx' | 'xls' = 'xlsx',
) {
  const made = utils.book_new()
  for (const [name, rows] of SHEETS) {
    if (!wanted.test(name)) continue
    const written = rows.map((row) =>
      row.map((cell) =>
        cell === null ? null : FIGURE.test(cell) ? rewrite(cell) : cell.replace('金额单位：万元', `金额单位：${unit}`),
      ),
    )
    utils.book_append_sheet(made, utils.aoa_to_sheet(written), name.slice(0, 31))
  }
  return Buffer.from(write(made, { type: 'buffer', bookType }) as Uint8Array)
}

const printed = (): Buffer => workbook(/./u, toPrint, '万元')
const exact = (change: (text: string) => string = (text) => text, type: 'xlsx' | 'xls' = 'xlsx'): Buffer =>
  workbook(/收入决算表|^3|^5/u, (figure) => change(inYuan(figure)), '元', type)

const REF = cellRef('收入决算表', '2040401', '本年收入合计')

function stored(outcome: ImportOutcome): Extract<ImportOutcome, { kind: 'imported' }> {
  if (outcome.kind === 'imported') return outcome
  throw new Error(outcome.errors.map(({ message }) => message).join('\n'))
}

const with财决 = <T>(work: (workspace: Workspace, folder: string) => Promise<T>): Promise<T> =>
  desk.with([fillIn, { name: '公开.xlsx', content: printed() }], work)

test.each(['xlsx', 'xls'] as const)(
  'a 财决 set (%s) beside the published tables: what agrees stands to the 分, and both places are told',
  (type) =>
    with财决(async (workspace, folder) => {
      writeFileSync(join(folder, `财决.${type}`), exact(undefined, type))
      const { report, files } = stored(await importFiles(workspace, { paths: [folder] }))
      const value = workspace.store.cells.standing(report.id).get(REF)
      expect(value).toEqual({ kind: 'amount', amount: { fen: 26740089, quantum: 1 } })
      const [origin] = explainCell(workspace, openReport(workspace, report), REF).sources
      expect(origin?.origin).toBe(
        `文件“财决.${type}”工作表“2.收入决算表”单元格 C12，原文“267400.89”；与文件“公开.xlsx”工作表“2.收入决算表”单元格 C12，原文“26.74”核对一致`,
      )
      const sheet = files.find(({ name }) => name.startsWith('财决'))?.sheets[0]
      expect(sheet?.why).toContain('与《公开.xlsx》逐格核对一致')
      expect(sheet?.storedRows).toBeGreaterThan(5)
    }),
)

test('imported again nothing changes; the set undone, the printed figure stands again', () =>
  with财决(async (workspace, folder) => {
    writeFileSync(join(folder, '财决.xlsx'), exact())
    const { report, files } = stored(await importFiles(workspace, { paths: [folder] }))
    const again = stored(await importFiles(workspace, { paths: [folder] }))
    expect(again.files.map(({ status }) => status)).toEqual(['unchanged', 'unchanged', 'unchanged'])
    const own = files.find(({ name }) => name === '财决.xlsx')?.importId ?? 0
    workspace.store.write('测试', { action: 'undo' }, () => {
      workspace.store.imports.undo(own)
    })
    expect(workspace.store.cells.standing(report.id).get(REF)).toMatchObject({ amount: { fen: 26740000 } })
  }))

test('printed tables that changed are compared anew, and the exact figures of the old set stand over them', () =>
  with财决(async (workspace, folder) => {
    writeFileSync(join(folder, '财决.xlsx'), exact())
    stored(await importFiles(workspace, { paths: [folder] }))
    rmSync(join(folder, '公开.xlsx'))
    writeFileSync(join(folder, '公开.xls'), workbook(/./u, toPrint, '万元', 'xls'))
    const { report, files } = stored(await importFiles(workspace, { paths: [folder] }))
    expect(files.map(({ name, status }) => `${name} ${status}`)).toContain('财决.xlsx imported')
    expect(workspace.store.cells.standing(report.id).get(REF)).toMatchObject({ amount: { fen: 26740089 } })
  }))

test('what cannot print so is refused with both places, and nothing is stored', () =>
  with财决(async (workspace, folder) => {
    writeFileSync(
      join(folder, '财决.xlsx'),
      exact((text) => (text === '267400.89' ? '267500.89' : text)),
    )
    const outcome = await importFiles(workspace, { paths: [folder] })
    if (outcome.kind !== 'refused') throw new Error('stored')
    expect(new Set(outcome.errors.map(({ code }) => code))).toEqual(new Set(['IMPORT_TABLES_DIFFER']))
    expect(outcome.errors.map(({ message }) => message)).toContain(
      '《公开.xlsx》工作表“2.收入决算表”单元格 C12：“收入决算表”2040401行本年收入合计列是“26.74”，而《财决.xlsx》工作表“2.收入决算表”单元格 C12是“267500.89”，四舍五入后对不上。',
    )
    expect(workspace.store.reports.all()).toEqual([])
  }))

test('a set in one workbook with the published tables is compared as well', () =>
  desk.with([fillIn], async (workspace, folder) => {
    const both = read(printed())
    const set = read(exact())
    for (const name of set.SheetNames) utils.book_append_sheet(both, set.Sheets[name] ?? {}, `财决${name}`.slice(0, 31))
    writeFileSync(
      join(folder, '全部.xlsx'),
      Buffer.from(write(both, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array),
    )
    const { report } = stored(await importFiles(workspace, { paths: [folder] }))
    expect(workspace.store.cells.standing(report.id).get(REF)).toMatchObject({ amount: { fen: 26740089 } })
    const [origin] = workspace.store.cells.origins(report.id, REF)
    expect(origin?.origin).toMatchObject({
      sheet: '财决2.收入决算表',
      printed: { sheet: '2.收入决算表', text: '26.74' },
    })
  }))

const originOf = ({ store }: Workspace, report: number) => store.cells.origins(report, REF).map(({ origin }) => origin)

test('the same published table twice, both in 万元: equal ones are taken once, and both are named', () =>
  with财决(async (workspace, folder) => {
    writeFileSync(join(folder, '另一份.xlsx'), workbook(/收入决算表/u, toPrint, '万元'))
    const { report, files } = stored(await importFiles(workspace, { paths: [folder] }))
    expect(workspace.store.cells.standing(report.id).get(REF)).toMatchObject({ amount: { fen: 26740000 } })
    expect(originOf(workspace, report.id)).toMatchObject([{ fileName: '另一份.xlsx', printed: { fileName: '公开.xlsx', address: 'C12' } }]) // prettier-ignore
    const why = files.flatMap(({ sheets }) => sheets.map((sheet) => sheet.why)).join('')
    expect(why).toContain('与《公开.xlsx》逐格核对一致')
    expect(why).not.toContain('以这里的元、分为准')
  }))

test('the same published table twice in one workbook: equal ones are taken once', () =>
  desk.with([fillIn], async (workspace, folder) => {
    const both = read(printed())
    const again = read(workbook(/收入决算表/u, toPrint, '万元'))
    for (const name of again.SheetNames) utils.book_append_sheet(both, again.Sheets[name] ?? {}, `副本${name}`)
    writeFileSync(join(folder, '全部.xlsx'), Buffer.from(write(both, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array)) // prettier-ignore
    const { report } = stored(await importFiles(workspace, { paths: [folder] }))
    expect(originOf(workspace, report.id)).toMatchObject([{ sheet: '副本2.收入决算表', printed: { sheet: '2.收入决算表' } }]) // prettier-ignore
  }))

test.each([
  ['a figure', (text: string) => (toPrint(text) === '26.74' ? '26.75' : toPrint(text))],
  ['every figure', (text: string) => `1${toPrint(text)}`],
])('the same published table twice is refused where they differ in %s', (_, rewrite) =>
  with财决(async (workspace, folder) => {
    writeFileSync(join(folder, '另一份.xlsx'), workbook(/收入决算表/u, rewrite, '万元'))
    const outcome = await importFiles(workspace, { paths: [folder] })
    if (outcome.kind !== 'refused') throw new Error('stored')
    expect(outcome.errors.map(({ code }) => code)).toEqual(['IMPORT_TABLE_TWICE'])
    expect(outcome.errors[0]?.message).toContain('收入决算表')
  }),
)

describe('one after the other', () => {
  const CHANGED = (text: string): string => (text === '267400.89' ? '267500.89' : text)
  const one = async (workspace: Workspace, folder: string, name: string, content: Buffer): Promise<ImportOutcome> => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return importFiles(workspace, { paths: [path], unit: workspace.store.units.all()[0]?.code, year: 2023 })
  }
  const undo = (workspace: Workspace, importId: number): void => {
    workspace.store.write('测试', { action: 'undo' }, () => {
      workspace.store.imports.undo(importId)
    })
  }
  const valueOf = ({ store }: Workspace, report: number) => store.cells.standing(report).get(REF)

  test('the 财决 set after the published tables: what agrees stands to the 分, with both places', () =>
    with财决(async (workspace, folder) => {
      const { report } = stored(await importFiles(workspace, { paths: [folder] }))
      const { files } = stored(await one(workspace, folder, '财决.xlsx', exact()))
      expect(valueOf(workspace, report.id)).toEqual({ kind: 'amount', amount: { fen: 26740089, quantum: 1 } })
      expect(originOf(workspace, report.id)).toMatchObject([
        {
          fileName: '财决.xlsx',
          printed: { fileName: '公开.xlsx', sheet: '2.收入决算表', address: 'C12', text: '26.74' },
        },
      ])
      expect(files[0]?.sheets[0]?.why).toContain('与《公开.xlsx》逐格核对一致')
      undo(workspace, files[0]?.importId ?? 0)
      expect(valueOf(workspace, report.id)).toMatchObject({ amount: { fen: 26740000 } })
    }))

  test('the published tables after the 财决 set: the exact figures stand over the print', () =>
    desk.with([fillIn, { name: '财决.xlsx', content: exact() }], async (workspace, folder) => {
      const { report } = stored(await importFiles(workspace, { paths: [folder] }))
      const { files } = stored(await one(workspace, folder, '公开.xlsx', printed()))
      expect(valueOf(workspace, report.id)).toEqual({ kind: 'amount', amount: { fen: 26740089, quantum: 1 } })
      expect(originOf(workspace, report.id)).toMatchObject([{ fileName: '财决.xlsx', printed: { fileName: '公开.xlsx', text: '26.74' } }]) // prettier-ignore
      expect(files[0]?.sheets.map(({ why }) => why).join('')).toContain('与《财决.xlsx》逐格核对一致')
      const again = stored(await one(workspace, folder, '公开.xlsx', printed()))
      expect(again.files.map(({ status }) => status)).toEqual(['unchanged'])
      undo(workspace, files[0]?.importId ?? 0)
      expect(valueOf(workspace, report.id)).toMatchObject({ amount: { fen: 26740089 } })
    }))

  test('undoing the first of the two leaves the print', () =>
    desk.with([fillIn, { name: '财决.xlsx', content: exact() }], async (workspace, folder) => {
      const first = stored(await importFiles(workspace, { paths: [folder] }))
      stored(await one(workspace, folder, '公开.xlsx', printed()))
      undo(workspace, first.files.find(({ name }) => name === '财决.xlsx')?.importId ?? 0)
      expect(valueOf(workspace, first.report.id)).toMatchObject({ amount: { fen: 26740000 } })
    }))

  test.each([
    ['the set second', [{ name: '公开.xlsx', content: printed() }], '财决.xlsx', exact(CHANGED)],
    ['the print second', [{ name: '财决.xlsx', content: exact(CHANGED) }], '公开.xlsx', printed()],
  ] as const)(
    'what contradicts is listed with both places and asked about, nothing is stored: %s',
    (_, before, name, content) =>
      desk.with([fillIn, ...before], async (workspace, folder) => {
        const first = stored(await importFiles(workspace, { paths: [folder] }))
        const outcome = await one(workspace, folder, name, content)
        if (outcome.kind !== 'refused') throw new Error('stored')
        expect(outcome.errors.map(({ message }) => message)).toContain(
          '《公开.xlsx》工作表“2.收入决算表”单元格 C12：“收入决算表”2040401行本年收入合计列是“26.74”，而《财决.xlsx》工作表“2.收入决算表”单元格 C12是“267500.89”，四舍五入后对不上。',
        )
        const stays = before[0].name
        expect(outcome.errors[0]?.remedies.map(({ text }) => text).join()).toContain(`撤销《${stays}》的导入`)
        const own = first.files.find((file) => file.name === stays)
        undo(workspace, own?.importId ?? 0)
        expect((await one(workspace, folder, name, content)).kind).toBe('imported')
      }),
  )
})

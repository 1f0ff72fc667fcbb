import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { loadCodes } from '#main/files/codes.ts'
import { openReader } from '#main/files/read-in-child.ts'
import { codeListItems, codesOf, exportCodes, importCodes, removeCodes } from '#main/services/code-lists.ts'
import { temporaryStore } from '#test/main/db/temporary-store.ts'

const shipped = loadCodes(join(import.meta.dirname, '../../../resources/codes'))
const reader = openReader()
const folder = mkdtempSync(join(tmpdir(), 'mingzhang-codes-'))
let at = { store: temporaryStore(), reader, actor: '会计甲' }
beforeEach(() => {
  at = { store: temporaryStore(), reader, actor: '会计甲' }
})
afterAll(async () => {
  await reader.close()
  rmSync(folder, { recursive: true })
})

function book(sheets: Readonly<Record<string, readonly (readonly (string | number)[])[]>>, name = '科目.xlsx'): string {
  const made = utils.book_new()
  for (const [sheet, rows] of Object.entries(sheets))
    utils.book_append_sheet(made, utils.aoa_to_sheet(rows.map((row) => [...row])), sheet)
  const path = join(folder, name)
  writeFileSync(path, Buffer.from(write(made, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array))
  return path
}

const HEAD = ['科目编码', '科目名称']

test('the lists of a year are imported from a workbook, hold from that year on, and are told apart by their codes', async () => {
  const codes = codesOf(at.store, shipped)
  expect(codes().功能分类.lookUp('2010399', 2027).kind).toBe('known')
  const path = book({ 新增: [['2027年新增科目'], HEAD, [2019877, '新设事务支出'], ['30277', '新设费用'], ['50277', '新设政府费用'], [6699, '新设收入']] }) // prettier-ignore
  const outcome = await importCodes(at, shipped, path, 2027)
  expect(outcome).toMatchObject({ kind: 'imported', conflicts: [] })
  expect(codes().功能分类.nameOf('2019877', 2027)).toBe('新设事务支出')
  expect(codes().经济分类.lookUp('30277', 2028)).toMatchObject({ kind: 'known', row: { group: '公用经费' } })
  expect(codes().政府经济分类.nameOf('50277', 2027)).toBe('新设政府费用')
  expect(codes().会计科目.lookUp('6699', 2027).kind).toBe('known')
  expect(codes().功能分类.lookUp('2019877', 2026).kind).toBe('outdated')
  expect(codeListItems(at.store, shipped).filter(({ year }) => year !== undefined)).toHaveLength(4)
})

test('a name that differs from the shipped one is told and stands from its year on; taken back, the shipped one stands', async () => {
  const codes = codesOf(at.store, shipped)
  const before = shipped.功能分类.nameOf('2010301', 2026)
  const outcome = await importCodes(at, shipped, book({ 支出功能分类: [HEAD, ['2010301', '机关运行'], ['2010302', '一般行政管理事务']] }), 2027) // prettier-ignore
  if (outcome.kind !== 'imported') throw new Error('refused')
  expect(outcome.conflicts).toMatchObject([{ own: { code: '2010301', name: '机关运行', address: 'A2' }, shipped: '行政运行' }]) // prettier-ignore
  expect(codes().功能分类.nameOf('2010301', 2027)).toBe('机关运行')
  expect(codes().功能分类.nameOf('2010301', 2026)).toBe(before)
  removeCodes(at, '功能分类', 2027)
  expect(codes().功能分类.nameOf('2010301', 2027)).toBe('行政运行')
  expect(() => {
    removeCodes(at, '功能分类', 2027)
  }).toThrow('没有 2027 年的“功能分类”科目表')
})

test('what is wrong is named with file, sheet and cell, and nothing is stored', async () => {
  const wrong = book({ 功能分类: [HEAD, ['2010301', '行政运行'], ['201O302', '字母'], ['30101', '基本工资'], ['2010303', ''], ['2010301', '另一个名称']] }, '错.xlsx') // prettier-ignore
  const outcome = await importCodes(at, shipped, wrong, 2027)
  if (outcome.kind !== 'refused') throw new Error('stored')
  expect(outcome.errors.map(({ message }) => message)).toEqual([
    '文件“错.xlsx”工作表“功能分类”单元格 A3的编码“201O302”不是科目编码。',
    '文件“错.xlsx”工作表“功能分类”单元格 A4的编码 30101 不是功能分类的编码。',
    '文件“错.xlsx”工作表“功能分类”单元格 B5没有编码 2010303 的名称。',
    '文件“错.xlsx”工作表“功能分类”单元格 A6的编码 2010301 又叫“另一个名称”，在 A2 叫“行政运行”。',
  ])
  expect(codeListItems(at.store, shipped).every(({ year }) => year === undefined)).toBe(true)
  const none = await importCodes(
    at,
    shipped,
    book(
      {
        表: [
          ['甲', '乙'],
          ['1', '2'],
        ],
      },
      '无.xlsx',
    ),
    2027,
  )
  expect(none).toMatchObject({ kind: 'refused', errors: [{ code: 'IMPORT_CODES' }] })
})

test('a list that was written out is read back without a difference', async () => {
  const path = join(folder, '功能分类2023.csv')
  const count = exportCodes(shipped, '功能分类', 2023, path)
  const outcome = await importCodes(at, shipped, path, 2023)
  expect(outcome).toMatchObject({ kind: 'imported', conflicts: [], lists: [{ list: '功能分类', year: 2023, count }] })
  for (const list of ['经济分类', '政府经济分类', '会计科目'] as const) {
    const file = join(folder, `${list}.csv`)
    const written = exportCodes(shipped, list, 2023, file)
    expect(await importCodes(at, shipped, file, 2023)).toMatchObject({ kind: 'imported', conflicts: [], lists: [{ list, count: written }] }) // prettier-ignore
  }
})

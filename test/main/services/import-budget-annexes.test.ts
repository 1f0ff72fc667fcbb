import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { afterAll, expect, test } from 'vitest'
import { importFiles } from '#main/services/import-files.ts'
import type { ImportOutcome } from '#main/services/import-outcome.ts'
import { filesOfReport, makeReport } from '#test/offices/all-packs.ts'
import { openDesk } from '#test/offices/open-office.ts'

const desk = openDesk()
afterAll(() => desk.close())
const pack = desk.pack('base/2024-预算')
const files = await filesOfReport(makeReport(3, pack), pack)

type Rows = readonly (readonly (string | number | null)[])[]

/** What a place adds to the nine tables of a budget; the first row is the title. */
const ANNEXES: Readonly<Record<string, Rows>> = {
  采购: [
    ['2024年部门政府采购预算表'],
    ['单位：万元'],
    ['项目名称', '采购物品名称', '计量单位', '数量', '单价', '合计'],
    ['办公业务', '计算机', '台', 3, 0.5, 1.5],
  ],
  购买服务: [['政府购买服务支出预算表'], ['单位：万元'], ['项目名称', '服务内容', '预算数'], ['物业', '保洁', 3]],
  资产: [['固定资产占用情况表'], ['单位：万元'], ['项目', '数量', '价值'], ['房屋', 1, 100]],
  新增资产: [['新增资产配置预算表'], ['资产名称', '数量', '金额'], ['车辆', 1, 18]],
  绩效: [['绩效目标表'], ['年度目标', '完成全年工作'], ['说明', '另行报送']],
  项目: [
    ['一般公共预算项目支出表'],
    ['单位：万元'],
    ['科目编码', '功能分类', '2024年安排'],
    ['2010302', '一般行政管理事务', 3],
  ],
}

async function importing(sheets: Readonly<Record<string, Rows>>): Promise<ImportOutcome> {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name)
  let outcome: ImportOutcome | undefined
  await desk.with(files, async (workspace, folder) => {
    writeFileSync(
      join(folder, '附表.xlsx'),
      Buffer.from(write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array),
    )
    outcome = await importFiles(workspace, { paths: [folder] })
  })
  if (outcome?.kind !== 'imported') throw new Error(outcome?.errors.map(({ message }) => message).join('\n'))
  return outcome
}

const sheetsOf = (outcome: ImportOutcome) =>
  outcome.kind === 'imported' ? (outcome.files.find(({ name }) => name === '附表.xlsx')?.sheets ?? []) : []

test('annexes that no table is filled from are named as what they are, and nobody is asked about them', async () => {
  const outcome = await importing(ANNEXES)
  expect(outcome.kind === 'imported' && outcome.warnings.filter(({ code }) => code === 'IMPORT_SHEET_UNKNOWN')).toEqual([]) // prettier-ignore
  // Goals and projects that could not be read are no question, but they are said.
  expect(
    outcome.kind === 'imported' &&
      outcome.warnings.flatMap(({ code, message }) => (code === 'IMPORT_SHEET_ASIDE' ? [message.slice(0, 40)] : [])),
  ).toEqual([expect.stringContaining('工作表“绩效”'), expect.stringContaining('工作表“项目”')])
  expect(sheetsOf(outcome).map(({ sheet, what, storedRows, explainedRows }) => [sheet, what, storedRows, explainedRows])).toEqual(
    Object.entries(ANNEXES).map(([sheet, rows]) => [sheet, '已知、不需要', 0, rows.length]),
  ) // prettier-ignore
  expect(
    sheetsOf(outcome)
      .map(({ why }) => why)
      .join(),
  ).toContain('A1 写明是“2024年部门政府采购预算表”')
})

test('a list of projects under such a title is read all the same', async () => {
  const list: Rows = [
    ['2024年项目支出表'],
    ['单位：万元'],
    ['序号', '项目名称', '申报数', '预算数', '年度绩效目标'],
    [1, '办公业务', 4, 3.5, '完成全年工作'],
    [2, '抗旱', 1, 1, '保障供水'],
  ]
  const [sheet] = sheetsOf(await importing({ 项目: list }))
  expect(sheet?.what).toContain('项目')
  expect(sheet?.storedRows).toBe(2)
})

test('a sheet that is like nothing is still named', async () => {
  const outcome = await importing({ 其他: [['某某情况一览'], ['甲', '乙'], ['1', '2']] })
  expect(outcome.kind === 'imported' && outcome.warnings.map(({ code }) => code)).toContain('IMPORT_SHEET_UNKNOWN')
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils, write } from '@e965/xlsx'
import { afterAll, expect, test } from 'vitest'
import type { CellRef } from '#core/model/cell.ts'
import { importFiles } from '#main/services/import-files.ts'
import { openReport } from '#main/services/open-report.ts'
import { filesOfReport, makeReport } from '#test/offices/all-packs.ts'
import { openDesk } from '#test/offices/open-office.ts'

const desk = openDesk()
afterAll(() => desk.close())
const pack = desk.pack('base/2024-预算')
const made = makeReport(3, pack)
const all = await filesOfReport(made, pack)
const TITLE = '一般公共预算支出表'
const holds = (content: Uint8Array | string): boolean => {
  const book = read(content)
  return book.SheetNames.some((name) =>
    utils
      .sheet_to_json<(string | number | null)[]>(book.Sheets[name] ?? {}, { header: 1 })
      .flat()
      .some((cell) => String(cell ?? '').includes(TITLE)),
  )
}
/** All but the published table of the general budget, which the annex of several units gives. */
const files = all.filter(({ name, content }) => name.startsWith('填报') || !holds(content))

async function imported(rows: readonly (readonly (string | number | null)[])[]) {
  let result:
    | {
        total: (row: string, column: string) => number | undefined
        sources: readonly string[]
        told: readonly string[]
      }
    | undefined
  await desk.with(files, async (workspace, folder) => {
    const book = utils.book_new()
    const head = [
      [`${TITLE}（批复）`],
      ['单位：元'],
      ['预算单位', '科目编码', '科目名称', '合计', '基本支出', '项目支出'],
    ]
    utils.book_append_sheet(book, utils.aoa_to_sheet([...head, ...rows.map((row) => [...row])]), '批复')
    writeFileSync(
      join(folder, '批复.xlsx'),
      Buffer.from(write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array),
    )
    const outcome = await importFiles(workspace, { paths: [folder] })
    if (outcome.kind !== 'imported') throw new Error(outcome.errors.map(({ message }) => message).join('\n'))
    const { accounts, report } = openReport(workspace, outcome.report)
    const at = (row: string, column: string) => accounts.get(`${TITLE}/${row}/${column}` as CellRef)
    result = {
      told: outcome.warnings.map(({ message }) => message).filter((message) => message.includes('批复.xlsx')),
      total: (row, column) => {
        const value = at(row, column)
        return value?.kind === 'amount' ? value.amount.fen : undefined
      },
      sources: workspace.store.cells.origins(report.id, `${TITLE}/合计/合计` as CellRef).map(({ source }) => source),
    }
  })
  if (!result) throw new Error('not run')
  return result
}

const { name } = made.office
const OTHER = ['测试中心', '2010301', '行政运行', 50, 50, null] as const
const ALL = ['合计', null, null, 1060.75, 860.5, 200.25] as const
const ITEMS = [
  [name, '2010301', '行政运行', 800.5, 800.5, null],
  [name, '2010302', '一般行政管理事务', 200.25, null, 200.25],
  [name, '2080501', '行政单位离退休', 10, 10, null],
] as const
const LEVELS = [
  [name, '201', '一般公共服务支出', 1000.75, 800.5, 200.25],
  [name, '20103', '政府办公厅', 1000.75, 800.5, 200.25],
  ...ITEMS.slice(0, 2),
  [name, '208', '社会保障和就业支出', 10, 10, null],
  [name, '20805', '行政事业单位养老支出', 10, 10, null],
  ...ITEMS.slice(2),
]

test('a unit without a total row of its own gets it from its 类, and that is said', async () => {
  const { total, sources, told } = await imported([ALL, OTHER, ...LEVELS])
  expect(sources).toEqual(['derived'])
  expect([total('合计', '合计'), total('合计', '基本支出'), total('合计', '项目支出')]).toEqual([
    101_075, 81_050, 20_025,
  ])
  expect(told).toEqual([expect.stringMatching(/本单位没有自己的“合计”行，由本单位各类的行相加算出/u)])
})

test('of items alone there is no total, it is not that of all units, and what to do is said', async () => {
  const { total, sources, told } = await imported([ALL, OTHER, ...ITEMS])
  expect(sources).toEqual([])
  expect(total('合计', '合计')).toBeUndefined()
  expect(told).toEqual([expect.stringMatching(/没有类级科目的行，算不出合计/u)])
})

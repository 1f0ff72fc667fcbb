import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import { afterAll, expect, test } from 'vitest'
import { cellRef } from '#core/model/cell.ts'
import { importFiles } from '#main/services/import-files.ts'
import { makeOffice } from '#test/offices/office.ts'
import { filesOf, openDesk } from '#test/offices/open-office.ts'

const desk = openDesk()
afterAll(() => desk.close())
const [, fillIn] = await filesOf(makeOffice(7), desk.pack('base/2023-决算'))
if (!fillIn) throw new Error('no 填报表')

const ROWS = [
  ['机构运行信息表'],
  [null, null, null, '财决附03表'],
  ['金额单位：元'],
  ['项目', '行次', '全年预算数', '决算统计数'],
  ['（一）支出合计', 2, 25000, 20000.05],
  ['（一）车辆数合计（辆）', 12, null, 77],
]

function form(): Buffer {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet(ROWS), 'F03 机构运行信息表')
  return Buffer.from(write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array)
}

test('what the 填报表 answers stays; what it does not hold is taken from the form, with its place', () =>
  desk.with([fillIn], async (workspace, folder) => {
    writeFileSync(join(folder, '财决.xlsx'), form())
    const outcome = await importFiles(workspace, { paths: [folder] })
    if (outcome.kind === 'refused') throw new Error(outcome.errors.map(({ message }) => message).join('\n'))
    expect(outcome.warnings.map(({ code }) => code)).toContain('IMPORT_GIVEN_LEFT_OUT')
    const origins = (table: string, row: string, column: string) =>
      workspace.store.cells.origins(outcome.report.id, cellRef(table, row, column)).map(({ origin }) => origin)
    expect(origins('财政拨款三公经费支出决算表', '三公经费', '决算数合计')).toMatchObject([
      { kind: 'file', fileName: '财决.xlsx', sheet: 'F03 机构运行信息表', address: 'D5' },
    ])
    expect(origins('资产', '车辆合计', '填报数').some((one) => one.kind === 'file' && one.fileName === '财决.xlsx')).toBe(false) // prettier-ignore
  }))

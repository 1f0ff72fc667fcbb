import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { buildDocument } from '#core/document/build.ts'
import { cellRef } from '#core/model/cell.ts'
import { fillInModel } from '#core/recognise/fill-in/build-model.ts'
import { writeFillIn } from '#main/render/fill-in/write-fill-in.ts'
import { checkReport } from '#main/services/check-report.ts'
import { importFiles } from '#main/services/import-files.ts'
import { openReport } from '#main/services/open-report.ts'
import { codeNames, type Workspace } from '#main/services/workspace.ts'
import { editHistory } from '#main/services/window/edit-history.ts'
import { editCells, walk } from '#main/services/window/edit-report.ts'
import { openDesk } from '#test/offices/open-office.ts'
import { bureauWorkbook } from '#test/samples/bureau-workbook.ts'
import { matrixOf } from '#test/samples/document-text.ts'
import { SAMPLES } from '#test/samples/write-sample.ts'

const desk = openDesk()
afterAll(() => desk.close())

const SAMPLE = join(SAMPLES, '广阳区政府办2021预算')
const files = ['公开报表.xlsx', '填报表.xlsx'].map((name) => ({ name, content: readFileSync(join(SAMPLE, name)) }))
const TABLE = '政府采购预算'

/** The table of purchases as the place prints it, in a workbook of its own. */
const purchases = (rows: string[][]): Promise<Uint8Array> =>
  bureauWorkbook(
    [
      {
        id: TABLE,
        title: '部门政府采购预算',
        code: '',
        nameLine: '[001001]廊坊市广阳区人民政府办公室',
        unitLine: '单位：万元',
        header: [
          [
            '政府采购项目来源',
            '<',
            '采购物品名称',
            '政府采购目录序号',
            '计量单位',
            '数量',
            '单价',
            '政府采购金额（当年部门预算安排资金）',
            '<',
            '<',
            '<',
            '<',
            '<',
          ],
          [
            '项目名称',
            '预算资金',
            '^',
            '^',
            '^',
            '^',
            '^',
            '合计',
            '一般公共预算拨款',
            '基金预算拨款',
            '国有资本经营预算拨款',
            '财政专户核拨',
            '单位资金',
          ],
        ],
        body: rows,
        notes: [],
      },
    ],
    2021,
    '预算',
  )
const TOTAL = ['合计', '', '', '', '', '', '', '13.50', '13.50', '', '', '', '']
const COMPUTERS = [
  '办公设备购置',
  '12.00',
  '台式计算机',
  'A02010104',
  '台',
  '10',
  '0.60',
  '6.00',
  '6.00',
  '',
  '',
  '',
  '',
]
const PRINTING = ['说明书印制', '7.50', '印刷服务', 'C081401', '批', '1', '7.50', '7.50', '7.50', '', '', '', '']

async function withPurchases<T>(
  rows: string[][],
  work: (workspace: Workspace, folder: string) => T | Promise<T>,
): Promise<T> {
  return desk.with(files, async (workspace, folder) => {
    await bring(workspace, [folder])
    const path = join(folder, '采购.xlsx')
    writeFileSync(path, await purchases(rows))
    await bring(workspace, [path])
    return work(workspace, folder)
  })
}

async function bring(workspace: Workspace, paths: readonly string[]): Promise<void> {
  const [report] = workspace.store.reports.all()
  const outcome = await importFiles(workspace, { paths, ...(report ? { pack: report.pack.id } : {}) })
  if (outcome.kind === 'refused') throw new Error(outcome.errors.map((one) => one.message).join('\n'))
}

function opened(workspace: Workspace) {
  const [report] = workspace.store.reports.all()
  if (!report) throw new Error('nothing was imported')
  const one = openReport(workspace, report)
  const model = buildDocument({ ...one, nameOfCode: codeNames(workspace.codes, 2021), sheets: [] })
  const grids = model.blocks.flatMap((block) => (block.kind === 'grid' ? [block.grid] : []))
  const grid = grids.find(({ id }) => id === TABLE)
  if (!grid) throw new Error('the document does not print the purchases')
  return { ...one, report, model, rows: matrixOf(grid).slice(2) }
}

describe('a table to which the unit adds rows', () => {
  test('is imported as it is printed, words in their columns, and prints so', async () => {
    await withPurchases([TOTAL, COMPUTERS, PRINTING], (workspace) => {
      const { rows, accounts, report } = opened(workspace)
      expect(rows).toEqual([
        ['合计', '', '', '', '', '', '', '13.5', '13.5', '', '', '', ''],
        ['办公设备购置', '12', '台式计算机', 'A02010104', '台', '10', '0.6', '6', '6', '', '', '', ''],
        ['说明书印制', '7.5', '印刷服务', 'C081401', '批', '1', '7.5', '7.5', '7.5', '', '', '', ''],
      ])
      expect(accounts.table(TABLE)?.rows.filter((row) => row !== '合计')).toEqual(['第1项', '第2项'])
      const failures = checkReport(workspace, openReport(workspace, report)).checks.findings.filter(({ cells }) =>
        cells.some((ref) => ref.startsWith(`${TABLE}/`)),
      )
      expect(failures.filter(({ outcome }) => outcome === 'fail')).toEqual([])
    })
  })

  test('a total that is not the sum of its rows is a finding', async () => {
    await withPurchases([TOTAL, COMPUTERS], (workspace) => {
      const { report } = opened(workspace)
      const { findings } = checkReport(workspace, openReport(workspace, report)).checks
      expect(findings.filter(({ rule, outcome }) => rule === 'HB-0004' && outcome === 'fail')).not.toEqual([])
    })
  })

  test('a later workbook replaces its rows and its words, undoing it brings the first ones back', async () => {
    await withPurchases([TOTAL, COMPUTERS, PRINTING], async (workspace, folder) => {
      const path = join(folder, '采购2.xlsx')
      writeFileSync(
        path,
        await purchases([['合计', '', '', '', '', '', '', '6.00', '6.00', '', '', '', ''], COMPUTERS]),
      )
      await bring(workspace, [path])
      expect(opened(workspace).rows.map(([name]) => name)).toEqual(['合计', '办公设备购置'])
      const [report] = workspace.store.reports.all()
      const last = workspace.store.imports.all(report?.id ?? 0).at(-1)
      workspace.store.write('测试', { action: 'undo-import', detail: {} }, () => {
        workspace.store.imports.undo(last?.id ?? 0)
      })
      expect(opened(workspace).rows.map(([name]) => name)).toEqual(['合计', '办公设备购置', '说明书印制'])
    })
  })

  test('goes into the 填报表 and comes back from it', async () => {
    await withPurchases([TOTAL, COMPUTERS, PRINTING], async (workspace, folder) => {
      const { accounts, pack, rows, report } = opened(workspace)
      const unit = workspace.store.units.find(report.key.unit)
      const known = {
        accounts,
        projects: [],
        unit: { name: unit?.name ?? '', code: report.key.unit, year: '2021', nature: unit?.nature ?? '' },
      }
      writeFileSync(join(folder, '填报表.xlsx'), await writeFillIn(fillInModel(pack, known)))
      await desk.with(
        [{ name: '填报表.xlsx', content: readFileSync(join(folder, '填报表.xlsx')) }],
        async (other, home) => {
          await bring(other, [home])
          expect(opened(other).rows).toEqual(rows)
        },
      )
    })
  })

  test('is filled in by hand: words and figures, in rows below the last, and Ctrl+Z takes them back', async () => {
    await desk.with(files, async (workspace, folder) => {
      await bring(workspace, [folder])
      const { report } = opened(workspace)
      const editing = { history: editHistory(), workspace: () => workspace }
      const ref = (column: string) => cellRef(TABLE, '第1项', column)
      editCells(
        editing,
        report.id,
        [
          { ref: ref('采购项目名称'), text: '办公设备购置' },
          { ref: ref('合计'), text: '0' },
          { ref: ref('计量单位'), text: '台' },
        ],
        '万元',
      )
      expect(opened(workspace).rows.at(-1)).toEqual(['办公设备购置', '', '', '', '台', '', '', '0', '', '', '', '', ''])
      walk(editing, report.id, 'undo')
      expect(opened(workspace).rows.map(([name]) => name)).toEqual(['合计'])
      walk(editing, report.id, 'redo')
      editCells(editing, report.id, [{ ref: ref('计量单位'), text: '' }], '万元')
      expect(opened(workspace).rows.at(-1)?.[4]).toBe('')
    })
  })

  test('an imported word that somebody empties stays empty', async () => {
    await withPurchases([TOTAL, COMPUTERS, PRINTING], (workspace) => {
      const { report } = opened(workspace)
      const editing = { history: editHistory(), workspace: () => workspace }
      editCells(editing, report.id, [{ ref: cellRef(TABLE, '第2项', '计量单位'), text: '' }], '万元')
      expect(opened(workspace).rows.at(-1)?.[4]).toBe('')
    })
  })
})

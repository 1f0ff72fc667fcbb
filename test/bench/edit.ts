import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { handlers } from '#main/host/handlers.ts'
import { openSession, type OpenedSession } from '#main/open-session.ts'
import { importFiles } from '#main/services/import-files.ts'
import { openReport } from '#main/services/open-report.ts'
import { proofreadFile } from '#main/services/proofread.ts'
import { exportReport } from '#main/services/export-report.ts'
import { checkedReport } from '#main/services/window/session.ts'
import type { PrintPort } from '#main/render/print-port.ts'
import { fillInWorkbook } from '../offices/answers.ts'
import { makeDepartment, scoredProjects } from '../offices/department.ts'
import { publishedTables } from '../offices/forms.ts'
import { openDesk } from '../offices/open-office.ts'
import { bureauWorkbook } from '../samples/bureau-workbook.ts'
import { summarise, type BenchResult } from './measure.ts'

const RESOURCES = join(import.meta.dirname, '../../resources')
const PACK = 'base/2023-决算'
const YEAR = 2023
/** Units that the department rolls up; three projects each. `MINGZHANG_UNITS=50` measures that size alone. */
const SIZES = process.env['MINGZHANG_UNITS']?.split(',').map(Number) ?? [1, 10, 50]
const PROJECTS = 3
const EDITS = 30
const TIMES = 5
const UNKNOWN = 2000
const TABLE = '一般公共预算财政拨款支出决算表'

const noPrinter: PrintPort = {
  pdf: () => Promise.reject(new Error('nothing is printed here')),
  png: () => Promise.reject(new Error('nothing is printed here')),
  close: () => Promise.resolve(),
}

/** What the program's session does while a clerk works on the report of a large department, in processor time. */
export async function bench(): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = []
  for (const units of SIZES) results.push(...(await ofSize(units)))
  return results
}

async function ofSize(units: number): Promise<readonly BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-bench-'))
  const opened = openSession({
    host: 'loopback',
    version: '0',
    storePath: join(folder, '明账.db'),
    resources: RESOURCES,
    ownPacks: join(folder, 'packs'),
    exportFolder: join(folder, 'out'),
    print: noPrinter,
    desktop: { openFolder: () => Promise.resolve(), openFile: () => Promise.resolve() },
    emit: () => undefined,
  })
  try {
    return await work(opened, folder, units)
  } finally {
    await opened.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function workbooks(folder: string, units: number): Promise<string> {
  const desk = openDesk()
  const pack = desk.pack(PACK)
  await desk.close()
  const office = makeDepartment(units)
  const files = join(folder, '报表')
  mkdirSync(files)
  const tables = publishedTables(office, { withStatistics: pack.tables.has('部门决算公开相关信息统计表') })
  writeFileSync(join(files, '公开报表.xlsx'), await bureauWorkbook(tables, YEAR))
  writeFileSync(
    join(files, '填报表.xlsx'),
    await fillInWorkbook(office, pack, YEAR, [], scoredProjects(PROJECTS * units)),
  )
  return files
}

async function work({ session }: OpenedSession, folder: string, units: number): Promise<readonly BenchResult[]> {
  const call = handlers(session)
  const workspace = session.workspace()
  const files = await workbooks(folder, units)
  const imported = await cpu(() => importFiles(workspace, { paths: [files] }))
  if (imported.value.kind === 'refused') throw new Error(imported.value.errors[0]?.message)
  const { report } = imported.value
  const id = report.id
  const show = { table: TABLE, unit: '元' as const }
  const rows = openReport(workspace, report).accounts.table(TABLE)?.rows ?? []
  const results: BenchResult[] = []
  const add = (name: string, measured: readonly Measured[]): void => {
    const kb = Math.round((measured.at(-1)?.bytes ?? 0) / 1024)
    const note = kb > 0 ? `答复 ${kb} KB` : ''
    results.push(
      summarise(
        `×${units} ${name}`,
        measured.map(({ ms }) => ms),
        { note },
      ),
    )
  }
  const times = async (name: string, one: (turn: number) => unknown, count = TIMES): Promise<void> => {
    const measured: Measured[] = []
    for (let turn = 0; turn < count; turn += 1) measured.push(await cpu(() => one(turn)))
    add(name, measured)
  }
  results.push(
    summarise(`×${units} 规模`, [0], {
      note: `${rows.length} 行功能科目，${openReport(workspace, report).projects.length} 张自评表`,
    }),
  )
  add('导入全部文件', [imported])
  add('第一次审核，打开报表', [await cpu(() => call['report:open']({ report: id, show }))])
  const items = rows.filter((row) => row.length === 7)
  const item = (turn: number): string => items[(turn * 7) % items.length] ?? ''
  const edit = (turn: number): unknown =>
    call['cells:edit']({
      report: id,
      unit: '元',
      edits: [{ ref: `${TABLE}/${item(turn)}/基本支出`, text: String(turn + 1) }],
      show,
    })
  await times('改一个数', edit, EDITS)
  await times('撤销', () => call['edit:undo']({ report: id }), EDITS)
  await times('填一段文字', (turn) => call['texts:save']({ report: id, id: '部门职责', text: `职责${turn}` }))
  await times('打开一张表', () => call['table:open']({ report: id, table: TABLE, unit: '元' }))
  await times('情况说明', () => call['document:open']({ report: id }))
  await times('自评表列表', () => call['projects:list']({ report: id }))
  await times('一张自评表', (turn) => call['project:open']({ report: id, project: projectKey(workspace, id, turn) }))
  await times('改一张自评表', (turn) =>
    call['project:edit']({
      report: id,
      project: projectKey(workspace, id, turn),
      change: { kind: 'money', field: 'executed', text: String(turn + 1) },
    }),
  )
  await times('撤销自评表的修改', () => call['edit:undo']({ report: id }))
  await times('审核', () => call['checks:open']({ report: id }))
  await times('来源', (turn) => call['cell:explain']({ report: id, ref: `${TABLE}/${item(turn)}/基本支出` }))
  await times('单位列表', () => call['units:list']({}))
  const upload = uploadOf(session, join(files, '公开报表.xlsx'))
  await times('导入预览', (turn) => call['import:preview']({ uploads: [upload], report: id, task: `t${turn}` }), 3)
  await times('图表', () => call['charts:open']({ report: id }))
  const out = join(folder, 'out')
  const written: string[] = []
  await times(
    '导出 docx、xlsx、网页',
    async () => {
      const made = await exportReport(workspace, openReport(workspace, report), out, { pdf: false })
      written.push(...made.files.map(({ name }) => join(made.folder, name)))
    },
    3,
  )
  const docx = written.find((path) => path.endsWith('.docx'))
  if (docx === undefined) throw new Error(`no docx: ${written.join()}`)
  await times(
    '核对文稿',
    async () => {
      const { opened, model } = checkedReport(workspace, id)
      return (await proofreadFile(workspace, opened, docx, model)).counts
    },
    3,
  )
  if (units === SIZES[0]) {
    const edits = Array.from({ length: UNKNOWN }, (_, row) => ({
      ref: `支出决算表/${2_100_000 + row * 7}/基本支出`,
      text: String(row + 1),
    }))
    add(`粘贴 ${UNKNOWN} 行未知代码`, [
      await cpu(() => call['cells:edit']({ report: id, unit: '元', edits, show: { table: '支出决算表', unit: '元' } })),
    ])
    await times(
      `此后改一个数`,
      (turn) =>
        call['cells:edit']({
          report: id,
          unit: '元',
          edits: [{ ref: `支出决算表/${2_100_000 + turn * 70}/基本支出`, text: String(turn + 5000) }],
          show: { table: '支出决算表', unit: '元' },
        }),
      EDITS,
    )
    await times(`此后改别处一个数`, edit, EDITS)
    await times('此后审核', () => call['checks:open']({ report: id }))
  }
  return results
}

function projectKey(workspace: ReturnType<OpenedSession['session']['workspace']>, id: number, turn: number): string {
  const { projects } = checkedReport(workspace, id).opened
  return projects[(turn * 3) % projects.length]?.key ?? ''
}

function uploadOf({ uploads }: OpenedSession['session'], path: string): string {
  const bytes = readFileSync(path)
  const upload = uploads.begin('公开报表.xlsx', bytes.length)
  uploads.append(upload, bytes)
  return upload
}

interface Measured<T = unknown> {
  readonly ms: number
  readonly value: T
  readonly bytes: number
}

/** Processor time of all threads of this process, children not counted. */
async function cpu<T>(work: () => T | Promise<T>): Promise<Measured<T>> {
  const before = process.cpuUsage()
  const value = await work()
  const { user, system } = process.cpuUsage(before)
  return { ms: (user + system) / 1000, value, bytes: Buffer.byteLength(JSON.stringify(value ?? null)) }
}

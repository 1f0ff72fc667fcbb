import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ImportPreview } from '#core/contract/views.ts'
import { handlers } from '#main/host/handlers.ts'
import { openChromium } from '#main/host/chromium.ts'
import { openSession, type OpenedSession } from '#main/open-session.ts'
import { withValue } from '#test/main/cli/edit-workbook.ts'

/** What the window is told before anything of an import is stored. */

const resources = join(import.meta.dirname, '../../../resources')
const of = (unit: string, name: string): Uint8Array => readFileSync(join(resources, 'samples', unit, name))
const OPEN = '上党区委办2023'
const OTHER = '荷塘区政府办2020'

let folder: string
let opened: OpenedSession
let report: number
const call = () => handlers(opened.session)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingzhang-preview-'))
  opened = openSession({
    host: 'loopback',
    version: '0',
    storePath: join(folder, '明账.db'),
    resources,
    ownPacks: join(folder, 'packs'),
    exportFolder: join(folder, '公开材料'),
    print: openChromium(),
    desktop: { openFolder: () => Promise.resolve(), openFile: () => Promise.resolve() },
    emit: () => undefined,
  })
  report = (await call()['import:sample']({ task: 'sample' })).id
})
afterAll(async () => {
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
})

async function upload(files: Readonly<Record<string, Uint8Array>>): Promise<string[]> {
  const uploads: string[] = []
  for (const [name, bytes] of Object.entries(files)) {
    const { upload: id } = await call()['upload:begin']({ name, size: bytes.length })
    await call()['upload:append']({ upload: id, piece: Buffer.from(bytes).toString('base64') })
    uploads.push(id)
  }
  return uploads
}

async function preview(files: Readonly<Record<string, Uint8Array>>, into = report): Promise<ImportPreview> {
  return call()['import:preview']({ uploads: await upload(files), report: into, task: 'preview' })
}

test('texts and boxes of the scoring sheets that would change are listed like figures, and nothing is stored', async () => {
  const text = await withValue(of(OPEN, '填报表.xlsx'), '文字说明', 'F6', '办公室、综合科')
  const target = await withValue(text, '指标', 'E4', '≥95%')
  const { words, changedWords, changedFigures } = await preview({
    '填报表.xlsx': await withValue(target, '项目', 'M6', ''),
  })
  expect(changedFigures).toBe(0)
  expect(words.map(({ kind, where, how, after }) => [kind, where, how, after])).toEqual([
    ['text', '内设机构名单', 'changed', '办公室、综合科'],
    ['sheet', '区委办业务费 › 年度总体目标', 'gone', ''],
    ['sheet', '区委办业务费 › 工作部署开展完成率 › 指标值', 'changed', '≥95%'],
  ])
  expect(words.map(({ before }) => before !== '')).toEqual([true, true, true])
  expect(changedWords).toBe(3)
  expect((await preview({ '填报表.xlsx': of(OPEN, '填报表.xlsx') })).changedWords).toBe(0)
})

test('files with the 填报表 of another unit are looked at as its own, while the open report is left alone', async () => {
  const files = { '公开报表.xlsx': of(OTHER, '公开报表.xlsx'), '填报表.xlsx': of(OTHER, '填报表.xlsx') }
  const found = await preview(files)
  expect(found.target).toBe('株洲市荷塘区人民政府办公室 2020年度决算')
  expect(found.elsewhere).toEqual({ unit: '株洲市荷塘区人民政府办公室', report: undefined })
  expect(found.mayImport).toBe(true)
  // The report of a new unit is new: nothing of it is a change.
  expect([found.changedFigures, found.changedWords]).toEqual([0, 0])
  const other = await call()['import:apply']({ uploads: await upload(files), task: 'apply' })
  expect(other.id).not.toBe(report)
})

test('tables alone that name another unit are offered to its report of the same year, if there is one', async () => {
  const tables = { '公开报表.xlsx': of(OTHER, '公开报表.xlsx') }
  const refused = await preview(tables)
  expect(refused.mayImport).toBe(false)
  expect(refused.elsewhere).toBeUndefined()
  expect(refused.findings.find(({ code }) => code === 'IMPORT_OTHER_UNIT')?.remedies[0]).toContain('填报表')
  const unit = { code: '009', name: '测试局', shortName: '测试局', nature: '行政单位' } as const
  await call()['units:save'](unit)
  const { id } = await call()['reports:create']({ unit: unit.code, pack: 'shanxi/2023-决算' })
  const offered = await preview({ '公开报表.xlsx': of(OPEN, '公开报表.xlsx') }, id)
  expect(offered.elsewhere).toEqual({ unit: '中国共产党长治市上党区委员会办公室', report })
  expect(offered.target).toBe('中国共产党长治市上党区委员会办公室 2023年度决算')
})

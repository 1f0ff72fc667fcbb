import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Handlers } from '#core/contract/contract.ts'
import { openChromium } from '#main/host/chromium.ts'
import { handlers } from '#main/host/handlers.ts'
import { openSession, type OpenedSession } from '#main/open-session.ts'

let folder: string
let opened: OpenedSession
let all: Handlers
let report: number

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingzhang-along-'))
  opened = openSession({
    host: 'loopback',
    version: '0.1.0',
    storePath: join(folder, '明账.db'),
    resources: join(import.meta.dirname, '../../../resources'),
    ownPacks: join(folder, 'packs'),
    exportFolder: join(folder, '公开材料'),
    print: openChromium(),
    desktop: { openFolder: () => Promise.resolve(), openFile: () => Promise.resolve() },
    emit: () => undefined,
  })
  all = handlers(opened.session)
  report = (await all['import:sample']({ task: 'sample' })).id
})
afterAll(async () => {
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
})

const TABLE = '收入支出决算总表'
const CELL = `${TABLE}/上级补助收入/金额`

test('an opened report brings its first table along, and none when none is asked for', async () => {
  const view = await all['report:open']({ report, show: { unit: '万元' } })
  expect(view.sheet?.id).toBe(view.tables[0]?.id)
  expect(view.sheet).toEqual(await all['table:open']({ report, table: view.sheet?.id ?? '', unit: '万元' }))
  expect((await all['report:open']({ report })).sheet).toBeUndefined()
})

test('an edit brings along the table that is shown as it then stands, marks included', async () => {
  const edits = [{ ref: CELL, text: '5' }]
  const view = await all['cells:edit']({ report, unit: '元', show: { table: TABLE, unit: '元' }, edits })
  const cell = view.sheet?.rows.flat().find(({ figure }) => figure?.ref === CELL)
  expect(cell?.figure).toMatchObject({ edit: '5', source: 'entered', mark: 'error' })
  expect(view.sheet).toEqual(await all['table:open']({ report, table: TABLE, unit: '元' }))
})

test('an edit is stored and answered although the table to show is gone', async () => {
  const edits = [{ ref: CELL, text: '7' }]
  const view = await all['cells:edit']({ report, unit: '元', show: { table: '没有的表', unit: '元' }, edits })
  expect(view.sheet).toBeUndefined()
  const sheet = await all['table:open']({ report, table: TABLE, unit: '元' })
  expect(sheet.rows.flat().find(({ figure }) => figure?.ref === CELL)?.figure?.edit).toBe('7')
})

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Channel, Handlers, Request, Responses } from '#core/contract/contract.ts'
import type { Result } from '#core/model/error.ts'
import { answer } from '#main/host/answer.ts'
import { openChromium } from '#main/host/chromium.ts'
import { handlers } from '#main/host/handlers.ts'
import { openSession, type OpenedSession } from '#main/open-session.ts'
import { mingzhang } from '../cli/command-line.ts'

const resources = join(import.meta.dirname, '../../../resources')
let folder: string
let opened: OpenedSession
let all: Handlers

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingzhang-help-'))
  opened = openSession({
    host: 'loopback',
    version: '0.1.0',
    storePath: join(folder, '明账.db'),
    resources,
    ownPacks: join(folder, 'packs'),
    exportFolder: join(folder, '公开材料'),
    print: openChromium(),
    desktop: { openFolder: () => Promise.resolve(), openFile: () => Promise.resolve() },
    emit: () => undefined,
  })
  all = handlers(opened.session)
})
afterAll(async () => {
  await opened.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Asks as the window does. */
async function ask<C extends Channel>(channel: C, request: Request<C>): Promise<Result<Responses[C]>> {
  return (await answer(all, channel, request, opened.session.log)) as Result<Responses[C]>
}

async function get<C extends Channel>(channel: C, request: Request<C>): Promise<Responses[C]> {
  const result = await ask(channel, request)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}

test('after an import, an export and errors the help package names no amount, unit, file, person or folder', async () => {
  const sample = join(resources, 'samples/上党区委办2023')
  const names = readdirSync(sample).filter((name) => name.endsWith('.xlsx'))
  const uploads: string[] = []
  for (const name of names) {
    const bytes = readFileSync(join(sample, name))
    const { upload } = await get('upload:begin', { name, size: bytes.length })
    await get('upload:append', { upload, piece: bytes.toString('base64') })
    uploads.push(upload)
  }
  await get('import:apply', { uploads, task: 'import' })
  const report = (await get('units:list', {})).reports[0]?.id ?? 0
  await get('cells:edit', {
    report,
    unit: '万元',
    edits: [{ ref: '收入支出决算总表/事业收入/金额', text: '12345.67' }],
  })
  await get('edit:undo', { report })
  await get('export:run', { report, pdf: false, task: 'export' })
  const errors = [
    await ask('cells:edit', { report, unit: '万元', edits: [{ ref: '收入支出决算总表/事业收入/金额', text: '12三' }] }),
    await ask('backup:restore', { path: join(folder, '没有的备份.db') }),
    await ask('report:open', { report: 999 }),
  ]
  expect(errors.map(({ ok }) => ok)).toEqual([false, false, false])

  const { text } = await get('help:open', {})
  expect(text).toMatch(/start loopback mingzhang=0\.1\.0 node=/)
  expect(text).toMatch(/ import:apply \d+ms ok/)
  expect(text).toMatch(/ export:run \d+ms ok/)
  expect(text).toMatch(/ report:open \d+ms APP_REPORT_GONE src\/main\/services\/window\/session\.ts:\d+:\d+/)

  const secrets = [...storedTexts(join(folder, '明账.db')), ...names, homedir(), folder, tmpdir(), '12345.67', '12三']
  expect(secrets.length).toBeGreaterThan(50)
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  // Of the log itself nothing is Chinese, so no short name can be in it either.
  expect(text.slice(text.indexOf('UTC）：\n') + 6)).not.toMatch(/[^\x20-\x7e\n]/u)
  const { username } = userInfo()
  expect(text).not.toMatch(new RegExp(`(^|[\\\\/ ])${username}([\\\\/ ]|$)`, 'mu'))
  const tokens = new Set(text.match(/\d[\d.,]*/gu))
  const amounts = storedAmounts(join(folder, '明账.db'))
  expect(amounts.length).toBeGreaterThan(100)
  expect(amounts.filter((amount) => tokens.has(amount))).toEqual([])

  const { path } = await get('help:save', { text })
  expect(readFileSync(path, 'utf8')).toBe(`\uFEFF${text}`)
  expect(readdirSync(join(folder, '公开材料'))).toContain(path.slice(join(folder, '公开材料').length + 1))
})

test('the command line shows the text and writes it only where it is told to', async () => {
  const db = join(folder, '明账.db')
  await mingzhang('check', '--db', db, '--unit', '没有这个单位')
  const shown = await mingzhang('help-package', '--db', db)
  expect(shown.exitCode).toBe(0)
  expect(shown.out).toMatch(/ cli:check \d+ms [A-Z]+_[A-Z_]+ src\//)
  expect(shown.out).not.toContain('没有这个单位')
  const out = join(folder, '求助')
  await mingzhang('help-package', '--db', db, '--out', out)
  expect(readdirSync(out)).toHaveLength(1)
  const none = await mingzhang('help-package', '--db', join(folder, '没有', '明账.db'))
  expect(none.out).toContain('（还没有）')
  expect(readdirSync(folder)).not.toContain('没有')
})

/** Every name that the store holds: units, files and sheets, people. Shorter ones are words such as 项目. */
function storedTexts(path: string): readonly string[] {
  return [...new Set(storedStrings(path))].filter((text) => /\p{Script=Han}/u.test(text) && text.length >= 3)
}

/** Every amount of the store as it could be printed, in 元, 万元 and as stored. Short ones could be a duration by chance. */
function storedAmounts(path: string): readonly string[] {
  const stored = storedStrings(path).filter((text) => /^-?\d+(\.\d+)?$/.test(text))
  return [...new Set(stored)].filter((text) => text.replace(/\D/gu, '').length >= 5)
}

function storedStrings(path: string): readonly string[] {
  const db = new Database(path, { readonly: true })
  const tables = db.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  const values = tables.flatMap(({ name }) =>
    db
      .prepare<[], Record<string, unknown>>(`SELECT * FROM "${name}"`)
      .all()
      .flatMap((row) => Object.values(row)),
  )
  db.close()
  return values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String)
}

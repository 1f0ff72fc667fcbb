import { fork } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { deriveReport } from '#main/services/derive-report.ts'
import { importFiles } from '#main/services/import-files.ts'
import type { ImportOutcome } from '#main/services/import-outcome.ts'
import { openReport } from '#main/services/open-report.ts'
import type { Workspace } from '#main/services/workspace.ts'
import { openStore } from '#main/db/open-store.ts'
import { contentOf, listing, mingzhang } from '#test/main/cli/command-line.ts'
import { makeOffice, type Office } from '#test/offices/office.ts'
import { filesOf, openDesk } from '#test/offices/open-office.ts'

const desk = openDesk()
afterAll(() => desk.close())
const PACK = 'base/2023-决算'
const office = makeOffice(7)
const [tables, fillIn] = await filesOf(office, desk.pack(PACK))
/** The same with one figure put right, wherever it stands. */
const [correctedTables] = await filesOf(withMoreProjects(office), desk.pack(PACK))

function withMoreProjects(one: Office): Office {
  const figures = new Map(one.figures)
  const someClass = [...figures.keys()].find((ref) => /^支出决算表\/\d{3}\/项目支出$/u.test(ref))?.split('/')[1] ?? ''
  for (const row of ['合计', someClass]) {
    const ref = `支出决算表/${row}/项目支出`
    figures.set(ref, (figures.get(ref) ?? 0) + 1_000_000)
  }
  return { ...one, figures }
}

const CELL = '支出决算表/合计/项目支出'

/** Every standing figure and text of the only report: what an accountant would see. */
function standing(workspace: Workspace): string {
  const [report] = workspace.store.reports.all()
  if (!report) return 'nothing'
  const { accounts, pack } = openReport(workspace, report)
  const cells = [...pack.tables.values()].flatMap(({ id, columns }) =>
    [false, true].flatMap((prior) =>
      (accounts.table(id, prior)?.rows ?? []).flatMap((row) =>
        columns.map(({ key }) => {
          const ref = `${prior ? '上年·' : ''}${id}/${row}/${key}` as Parameters<typeof accounts.get>[0]
          return [ref, accounts.get(ref)]
        }),
      ),
    ),
  )
  return JSON.stringify([cells, [...pack.texts.keys()].map((id) => accounts.text(id))])
}

function valueOf(workspace: Workspace): number | undefined {
  const [report] = workspace.store.reports.all()
  const value =
    report && openReport(workspace, report).accounts.get(CELL as Parameters<Workspace['store']['cells']['origins']>[1])
  return value?.kind === 'amount' ? value.amount.fen : undefined
}

async function bring(
  workspace: Workspace,
  folder: string,
  content: Uint8Array | undefined,
): Promise<Extract<ImportOutcome, { kind: 'imported' }>> {
  writeFileSync(join(folder, '公开报表.xlsx'), content ?? '')
  const outcome = await importFiles(workspace, { paths: [folder] })
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.errors))
  return outcome
}

/** As the command `undo` does it. */
function undo(workspace: Workspace, importId: number): void {
  workspace.store.write('测试', { action: 'undo-import', detail: { importId } }, () => {
    workspace.store.imports.undo(importId)
    for (const report of workspace.store.reports.all()) deriveReport(workspace.store, openReport(workspace, report))
  })
}

const idOf = (outcome: Extract<ImportOutcome, { kind: 'imported' }>): number =>
  outcome.files.find(({ name }) => name === '公开报表.xlsx')?.importId ?? 0

describe('the same file again', () => {
  test('changes nothing, not one row of the store, and says so', () =>
    desk.with(fillIn ? [fillIn] : [], async (workspace, folder) => {
      await bring(workspace, folder, tables?.content)
      const before = contentOf(workspace.store.path)
      const again = await bring(workspace, folder, tables?.content)
      expect(again.files.map(({ status }) => status)).toEqual(['unchanged', 'unchanged'])
      expect(contentOf(workspace.store.path)).toBe(before)
    }))

  test('A, corrected A′, then A again: each time the figures of the last one stand', () =>
    desk.with(fillIn ? [fillIn] : [], async (workspace, folder) => {
      await bring(workspace, folder, tables?.content)
      const first = { value: valueOf(workspace), all: standing(workspace) }
      const corrected = await bring(workspace, folder, correctedTables?.content)
      expect(corrected.files.find(({ name }) => name === '公开报表.xlsx')?.cells).toMatchObject({
        added: 0,
        changed: 2,
        withdrawn: 0,
      })
      expect(valueOf(workspace)).toBe((first.value ?? 0) + 1_000_000)
      const second = standing(workspace)
      const again = await bring(workspace, folder, tables?.content)
      expect(again.files.find(({ name }) => name === '公开报表.xlsx')?.status).toBe('imported')
      expect(standing(workspace)).toBe(first.all)

      undo(workspace, idOf(again))
      expect(standing(workspace)).toBe(second)
      undo(workspace, idOf(corrected))
      expect(standing(workspace)).toBe(first.all)
    }))

  test('undone in the middle: what came later stays', () =>
    desk.with(fillIn ? [fillIn] : [], async (workspace, folder) => {
      await bring(workspace, folder, tables?.content)
      const corrected = await bring(workspace, folder, correctedTables?.content)
      await bring(workspace, folder, tables?.content)
      const last = standing(workspace)
      undo(workspace, idOf(corrected))
      expect(standing(workspace)).toBe(last)
    }))

  test('undone and brought again, it is imported again', () =>
    desk.with(fillIn ? [fillIn] : [], async (workspace, folder) => {
      const first = await bring(workspace, folder, tables?.content)
      const before = standing(workspace)
      undo(workspace, idOf(first))
      expect(valueOf(workspace)).toBeUndefined()
      const again = await bring(workspace, folder, tables?.content)
      expect(again.files.find(({ name }) => name === '公开报表.xlsx')?.status).toBe('imported')
      expect(standing(workspace)).toBe(before)
    }))

  test('under another name it is the same file', () =>
    desk.with(fillIn ? [fillIn] : [], async (workspace, folder) => {
      await bring(workspace, folder, tables?.content)
      const before = standing(workspace)
      const other = join(folder, '..', '改名的.xlsx')
      writeFileSync(other, tables?.content ?? '')
      const outcome = await importFiles(workspace, { paths: [other] })
      if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.errors))
      expect(outcome.files.map(({ status }) => status)).toEqual(['unchanged'])
      expect(standing(workspace)).toBe(before)
    }))
})

describe('a `build` that is killed', () => {
  test.each([
    ['存入数据文件', 0],
    ['写出文件', 1],
  ])('while it says %s leaves the store whole, and the next one goes through', async (step, reports) => {
    const home = mkdtempSync(join(tmpdir(), 'mingzhang-killed-'))
    const folder = join(home, '报表')
    mkdirSync(folder)
    for (const file of [tables, fillIn]) if (file) writeFileSync(join(folder, file.name), file.content)
    const db = join(home, '明账.db')
    const out = join(home, '公开包')
    const argv = ['build', folder, '--out', out, '--db', db, '--no-pdf']
    expect(await killedAt(step, argv)).toBe('SIGKILL')
    expect(listing(out)).toEqual([])
    const store = openStore(db, { clock: () => new Date() })
    expect(store.reports.all()).toHaveLength(reports)
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok')
    store.close()
    expect(await mingzhang(...argv)).toMatchObject({ exitCode: 0, error: '' })
    expect(listing(out)).toHaveLength(1)
    rmSync(home, { recursive: true, force: true })
  })
})

/** Runs the command line in a process of its own and kills it when it comes to a step. */
function killedAt(step: string, argv: readonly string[]): Promise<NodeJS.Signals | null> {
  const child = fork(join(import.meta.dirname, 'killed-build.ts'), [step, ...argv], { stdio: 'ignore' })
  return new Promise((resolve) => {
    child.on('message', () => child.kill('SIGKILL'))
    child.on('exit', (_code, signal) => {
      resolve(signal)
    })
  })
}

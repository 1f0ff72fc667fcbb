import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { checkReport } from '#main/services/check-report.ts'
import { exportReport } from '#main/services/export-report.ts'
import { importFiles } from '#main/services/import-files.ts'
import type { ImportOutcome } from '#main/services/import-outcome.ts'
import { openReport } from '#main/services/open-report.ts'
import { openDesk } from '#test/offices/open-office.ts'
import { filesOf } from '#test/offices/open-office.ts'
import { makeOffice } from '#test/offices/office.ts'

const desk = openDesk()
afterAll(() => desk.close())
const office = makeOffice(7)
const files = await filesOf(office, desk.pack('base/2023-决算'))

function imported(outcome: ImportOutcome): Extract<ImportOutcome, { kind: 'imported' }> {
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.errors))
  return outcome
}

describe('a folder of inputs', () => {
  test('may hold the packages that were built from it: they are said and not read', () =>
    desk.with(files, async (workspace, folder) => {
      const { report } = imported(await importFiles(workspace, { paths: [folder] }))
      const written = await exportReport(workspace, openReport(workspace, report), folder, { pdf: false })
      const again = imported(await importFiles(workspace, { paths: [folder] }))
      expect(again.files.map(({ name, status }) => `${name} ${status}`).toSorted()).toEqual(
        files.map(({ name }) => `${name} unchanged`).toSorted(),
      )
      expect(again.packages).toEqual([written.folder.split('/').at(-1)])
      expect(again.others).toEqual([])
    }))

  test('a folder with a manifest of somebody else is read like any other', () =>
    desk.with([], async (workspace, folder) => {
      mkdirSync(join(folder, '报表'))
      writeFileSync(join(folder, '报表', 'manifest.json'), '{"name":"another program"}')
      for (const { name, content } of files) writeFileSync(join(folder, '报表', name), content)
      const outcome = imported(await importFiles(workspace, { paths: [folder] }))
      expect(outcome.files.map(({ name }) => name).toSorted()).toEqual(files.map(({ name }) => name).toSorted())
      expect(outcome.packages).toEqual([])
    }))

  test('two files whose same tables differ are one point, which names both and counts the tables', () =>
    desk.with(files, async (workspace, folder) => {
      const doubled = new Map([...office.figures].map(([ref, fen]) => [ref, fen * 2]))
      const [tables] = await filesOf({ ...office, figures: doubled }, desk.pack('base/2023-决算'))
      writeFileSync(join(folder, '公开报表副本.xlsx'), tables?.content ?? '')
      const outcome = await importFiles(workspace, { paths: [folder] })
      if (outcome.kind === 'imported') throw new Error('imported')
      // Two of the nine, 政府性基金 and 国有资本经营, are empty in both.
      expect(outcome.errors.map(({ message }) => message)).toEqual([
        '《公开报表副本.xlsx》工作表“1.收入支出决算总表”：是“收入支出决算总表”等 7 张表，这些表在《公开报表.xlsx》中也有，无法判断以哪份为准。',
      ])
      expect(workspace.store.reports.all()).toEqual([])
    }))

  test('a figure that nobody stated says where to fill it in', () =>
    desk.with(files.slice(0, 1), async (workspace, folder) => {
      const empty = makeOffice(7)
      const [, fillIn] = await filesOf({ ...empty, counts: new Map() }, desk.pack('base/2023-决算'))
      writeFileSync(join(folder, '填报表.xlsx'), fillIn?.content ?? '')
      const { report } = imported(await importFiles(workspace, { paths: [folder] }))
      const { checks } = checkReport(workspace, openReport(workspace, report))
      const missing = checks.findings.find(({ cells }) => cells.includes('人员机构/内设机构数/数量'))
      expect(missing?.hint).toBe('请在填报表“人员机构”中填写：内设机构数（个），没有的填 0')
    }))
})

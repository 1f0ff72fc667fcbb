import { expect, test } from 'vitest'
import { newReport } from './store-fixtures.ts'
import { temporaryStore } from './temporary-store.ts'

const HASH = 'a'.repeat(64)

test('the newest 批复日期 counts, and may be taken back', () => {
  const store = temporaryStore()
  const report = newReport(store)
  const approve = (dates: { approvedOn: string; lastDay: string } | undefined): void => {
    store.write('会计', '批复', () => {
      store.publications.approve(report, dates)
    })
  }
  expect(store.publications.approval(report)).toBeUndefined()
  approve({ approvedOn: '2024-08-20', lastDay: '2024-09-09' })
  approve({ approvedOn: '2024-08-21', lastDay: '2024-09-10' })
  expect(store.publications.approval(report)).toEqual({
    reportId: report,
    approvedOn: '2024-08-21',
    lastDay: '2024-09-10',
  })
  approve(undefined)
  expect(store.publications.approval(report)).toBeUndefined()
  expect(store.publications.approvals()).toEqual([])
})

test('what was published is never changed and never vanishes', () => {
  const store = temporaryStore()
  const report = newReport(store)
  const [first = 0, second = 0] = store.write('会计', '导出', () =>
    [1, 2].map((version) =>
      store.exports.add({ reportId: report, version, path: `/${version}`, manifestHash: HASH, checks: {} }),
    ),
  )
  store.write('会计', '公开', () => {
    const screenshot = { sha256: store.sourceFiles.keep('截图.png', Buffer.from('picture')), name: '截图.png' }
    store.publications.keepSnapshot(first, store.sourceFiles.keep('内容.json', Buffer.from('{}')))
    store.publications.keepFile(first, 'a.pdf', store.sourceFiles.keep('a.pdf', Buffer.from('pdf')))
    store.publications.approve(report, { approvedOn: '2024-08-20', lastDay: '2024-09-09' })
    store.publications.publish(first, { publishedOn: '2024-09-01', url: '', screenshot })
    store.publications.publish(first, { publishedOn: '2024-09-02', url: 'https://a.cn', screenshot })
    store.publications.publish(second, { publishedOn: '2024-10-01', url: '', screenshot: undefined })
    store.publications.correct(second, { corrects: first, changes: [{ where: '甲' }] })
  })
  expect(store.publications.ofReport(report).get(first)).toMatchObject({
    publishedOn: '2024-09-02',
    url: 'https://a.cn',
  })
  expect(store.publications.firstDays().get(report)).toBe('2024-09-02')
  expect(store.publications.corrections(report).get(second)).toEqual({ corrects: first, changes: [{ where: '甲' }] })
  for (const table of ['approval', 'publication', 'export_file', 'export_snapshot', 'correction'])
    expect(() => store.db.exec(`DELETE FROM ${table}`)).toThrow(/append-only/)
  expect(() => store.db.exec("UPDATE publication SET url = ''")).toThrow(/append-only/)
})

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportReport } from '#main/services/export-report.ts'
import { chooseReport, openReport } from '#main/services/open-report.ts'
import { openSampleWorkspace } from './sample-workspace.ts'

test('a document without cover and 目录 gets its PDF, too', async () => {
  const { workspace, close } = await openSampleWorkspace()
  const out = mkdtempSync(join(tmpdir(), 'mingzhang-export-'))
  try {
    const opened = openReport(workspace, chooseReport(workspace, {}))
    const document = { ...opened.pack.document, markdown: '# 一、情况说明\n\n[a] {年度}年度。' }
    const written = await exportReport(workspace, { ...opened, pack: { ...opened.pack, document } }, out, { pdf: true })
    expect(written.files.map(({ name }) => name.split('.').at(-1))).toContain('pdf')
  } finally {
    rmSync(out, { recursive: true, force: true })
    await close()
  }
})

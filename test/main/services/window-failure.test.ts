import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openActivityLog } from '#main/services/activity-log.ts'
import { noteWindowFailure } from '#main/services/window-failure.ts'

const folder = mkdtempSync(join(tmpdir(), 'mingzhang-failure-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})
const log = openActivityLog(folder, () => new Date('2024-09-10T08:00:00Z'))

test('an error of the window is noted by its kind and its places in the built window, and by nothing that it said', () => {
  noteWindowFailure(log, {
    name: 'TypeError',
    stack: [
      '    at setup (http://127.0.0.1:40123/assets/index-B2x_.js:12:345)',
      '    at app://mingzhang/assets/sheet.js:1:2',
      '    at 某某局 692.87 (https://example.com/assets/other.js:1:2)',
      '    at 张三 (file:///home/张三/x.js:1:2)',
    ].join('\n'),
  })
  noteWindowFailure(log, { name: '某某局 692.87 万元', stack: '某某局' })
  expect(log.lines()).toEqual([
    '2024-09-10T08:00:00Z window 0ms APP_WINDOW_FAILED TypeError out/renderer/assets/index-B2x_.js:12:345 out/renderer/assets/sheet.js:1:2',
    '2024-09-10T08:00:00Z window 0ms APP_WINDOW_FAILED',
  ])
})

import { expect, test } from 'vitest'
import { requests, type Handlers } from '#core/contract/contract.ts'
import { AppError } from '#core/model/error.ts'
import { answer } from '#main/host/answer.ts'
import type { ImportPreview } from '#core/contract/views.ts'
import { NO_LOG } from '#main/services/activity-log.ts'

/** Handlers that none of these tests reaches, but for those given. */
const withHandlers = (given: Partial<Handlers>): Handlers => {
  const unexpected = (): never => {
    throw new Error('not expected')
  }
  return { ...Object.fromEntries(Object.keys(requests).map((channel) => [channel, unexpected])), ...given } as Handlers
}

test('a request is parsed before its handler sees it, and unknown keys are refused', async () => {
  const handlers = withHandlers({ 'imports:list': () => [] })
  expect(await answer(handlers, 'imports:list', { report: 1 })).toEqual({ ok: true, value: [] })
  for (const raw of [{ report: '1' }, { report: 1, extra: true }, { report: -1 }, undefined, null, [], 'x']) {
    const result = await answer(handlers, 'imports:list', raw)
    expect(result).toMatchObject({ ok: false, error: { code: 'APP_BAD_REQUEST' } })
  }
})

test('a channel that does not exist is refused, also one that every object has', async () => {
  for (const channel of ['nothing', 'toString', '__proto__', 'constructor'])
    expect(await answer(withHandlers({}), channel, {})).toMatchObject({ ok: false, error: { code: 'APP_BAD_REQUEST' } })
})

test('an error of a handler comes back with its remedies; what nobody foresaw with its detail', async () => {
  const known = new AppError({ code: 'DB_FULL', message: '磁盘满了。', remedies: [{ text: '清理磁盘。' }] })
  const handlers = withHandlers({
    'backup:create': () => Promise.reject(known),
    'app:info': () => {
      throw new Error('deep inside')
    },
  })
  expect(await answer(handlers, 'backup:create', {})).toEqual({ ok: false, error: known.info })
  const result = await answer(handlers, 'app:info', {})
  expect(result).toMatchObject({ ok: false, error: { code: 'APP_UNEXPECTED' } })
  expect(result.ok ? '' : result.error.detail).toContain('deep inside')
})

test('an import that is answered with a refusal is noted as refused, one that may go on as done', async () => {
  const noted: unknown[] = []
  const log = { ...NO_LOG, ran: (name: string, _ms: number, error?: unknown) => void noted.push([name, error]) }
  const preview: Omit<ImportPreview, 'findings'> = {
    target: undefined,
    sheets: [],
    changes: [],
    figures: [],
    changedFigures: 0,
    words: [],
    changedWords: 0,
    elsewhere: undefined,
    choices: [],
    mayImport: false,
  }
  const finding = { code: 'IMPORT_NO_UNIT_LINE', message: '', remedies: [], file: '', sheet: '', asks: undefined }
  const request = { uploads: ['1'.repeat(32)], task: 'task' }
  for (const severity of ['refuse', 'warn'] as const) {
    const findings = [{ ...finding, severity }]
    const handlers = withHandlers({ 'import:preview': () => Promise.resolve({ ...preview, findings }) })
    expect(await answer(handlers, 'import:preview', request, log)).toMatchObject({ ok: true })
  }
  expect(noted).toEqual([
    ['import:preview', { code: 'IMPORT_NO_UNIT_LINE', message: '', remedies: [] }],
    ['import:preview', undefined],
  ])
})

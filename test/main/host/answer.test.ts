import { expect, test } from 'vitest'
import { requests, type Handlers } from '#core/contract/contract.ts'
import { AppError } from '#core/model/error.ts'
import { answer } from '#main/host/answer.ts'

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

import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '#core/model/error.ts'
import { openLine, type Answerers, type Line } from '#main/host/thread/line.ts'

interface Questions {
  readonly bytes: (size: number) => Uint8Array
  readonly parts: (size: number) => { readonly name: string; readonly body: Uint8Array }
  readonly fail: (how: 'told' | 'system') => void
  readonly never: (asked: undefined) => void
}

let ports: readonly MessagePort[] = []
let line: Line<Questions>
let given: Uint8Array[] = []

const answerers: Answerers<Questions> = {
  bytes: (size) => give(new Uint8Array(size).fill(7)),
  parts: (size) => ({ name: 'part', body: give(new Uint8Array(size)) }),
  fail: (how) => {
    if (how === 'system') throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    const info = { code: 'DOC_NO_BROWSER', message: '没有浏览器。', remedies: [{ text: '装一个。' }] } as const
    throw new AppError(info, { cause: new TypeError('deep below') })
  },
  never: () => new Promise(() => undefined),
}

function give(bytes: Uint8Array): Uint8Array {
  given.push(bytes)
  return bytes
}

beforeEach(() => {
  const { port1, port2 } = new MessageChannel()
  ports = [port1, port2]
  given = []
  openLine<Questions, object>(port1, answerers)
  line = openLine<object, Questions>(port2, {})
})
afterEach(() => {
  for (const port of ports) port.close()
})

test('bytes of an answer are handed over, not copied', async () => {
  expect(await line.ask('bytes', 5)).toEqual(new Uint8Array(5).fill(7))
  expect((await line.ask('parts', 3)).body).toHaveLength(3)
  expect(given.map(({ byteLength }) => byteLength)).toEqual([0, 0])
})

test('an error keeps its class, its code, its remedies and what lies below it', async () => {
  const told = await line.ask('fail', 'told').catch((error: unknown) => error)
  expect(told).toBeInstanceOf(AppError)
  expect(told).toMatchObject({
    info: { code: 'DOC_NO_BROWSER', message: '没有浏览器。', remedies: [{ text: '装一个。' }] },
    cause: { name: 'TypeError', message: 'deep below' },
  })
  const system = await line.ask('fail', 'system').catch((error: unknown) => error)
  expect(system).toMatchObject({ message: 'no space left', code: 'ENOSPC' })
  expect((system as Error).stack).toContain('line.test.ts')
})

test('who waits for a side that has gone is told, and who asks it afterwards as well', async () => {
  const waiting = line.ask('never', undefined)
  line.cut(new Error('gone'))
  await expect(waiting).rejects.toThrow('gone')
  await expect(line.ask('bytes', 1)).rejects.toThrow('gone')
})

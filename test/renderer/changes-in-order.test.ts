import { createPinia, setActivePinia } from 'pinia'
import { expect, test } from 'vitest'
import type { Carry, Connect } from '#core/contract/contract.ts'

/** What the host was handed, each with the way to answer it. */
const carried: { readonly channel: string; readonly answer: () => void }[] = []
const carry: Carry = (channel) => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const value = { report: { id: 1 }, undo: channel }
  carried.push({
    channel,
    answer: () => {
      resolve(JSON.stringify({ ok: true, value }))
    },
  })
  return promise
}

test('a change is sent once the one before it was answered, and at once when the page is left', async () => {
  const connect: Connect = () => carry
  Object.assign(window, { mingzhang: connect })
  // The window asks for its host when it is read.
  const { useReport } = await import('../../src/renderer/src/stores/report.ts')
  setActivePinia(createPinia())
  const report = useReport()
  const under = (): readonly string[] => carried.map(({ channel }) => channel)
  const edited = report.change('cells:edit', { report: 1, unit: '元', edits: [] })
  const undone = report.change('edit:undo', { report: 1 })
  await expect.poll(under).toEqual(['cells:edit'])
  carried[0]?.answer()
  expect(await edited).toBe(true)
  await expect.poll(under).toEqual(['cells:edit', 'edit:undo'])

  void report.change('edit:redo', { report: 1 })
  window.dispatchEvent(new Event('pagehide'))
  await expect.poll(under).toEqual(['cells:edit', 'edit:undo', 'edit:redo'])
  carried[1]?.answer()
  expect(await undone).toBe(true)
})

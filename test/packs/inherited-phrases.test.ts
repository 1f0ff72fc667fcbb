import { expect, test } from 'vitest'
import { openPacks } from '#main/files/packs.ts'
import { reachedPhrases } from '#core/narrative/reached-phrases.ts'

const packs = openPacks(['resources/packs'])

test("a parent's phrase that the child's document never comes to is not reached, one that it uses is", () => {
  const pack = packs.load('hebei/2021-预算')
  const reached = reachedPhrases(pack, new Set())
  expect(pack.texts.has('收支总体增减原因')).toBe(false)
  expect(reached.has('总体原因')).toBe(false)
  expect(reached.size).toBeGreaterThan(0)
  expect(reachedPhrases(pack, new Set(['总体原因'])).has('总体原因')).toBe(true)
})

test('every phrase of the generic packs that is used by another one is reached through it', () => {
  const reached = reachedPhrases(packs.load('base/2021-预算'), new Set())
  expect([...reached]).toEqual(expect.arrayContaining(['收入来源', '占比句', '采购项目', '采购名称']))
})

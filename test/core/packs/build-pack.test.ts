import { expect, test } from 'vitest'
import { buildPack, checkPack, formatProblem } from '#core/packs/build-pack.ts'
import { SMALL_ID, smallPack } from './small-pack.ts'

test('a good pack has no problems and loads whole', () => {
  expect(checkPack(SMALL_ID, smallPack()).map(formatProblem)).toEqual([])
  const pack = buildPack(SMALL_ID, smallPack(), 'digest')
  expect(pack.lineage).toEqual(['base/2023-决算@1.0.0'])
  expect([...pack.tables.keys()]).toEqual(['收入表', '总表'])
  expect(pack.priorCells).toHaveLength(2)
  expect(pack.digest).toBe('digest')
})

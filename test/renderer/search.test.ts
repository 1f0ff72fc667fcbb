import { expect, test } from 'vitest'
import { initialsOf, matches } from '../../src/renderer/src/search.ts'

test('Chinese names are found by their pinyin initials', () => {
  expect(initialsOf('收入支出决算总表')).toBe('srzcjszb')
  expect(initialsOf('人力资源和社会保障局')).toBe('rlzyhshbzj')
  expect(initialsOf('一般公共预算（A01）')).toBe('ybggysa01')
})

test.each([
  ['czscz', '长治市财政局'],
  ['zzscz', '长治市财政局'],
  ['cq', '重庆市渝中区人民政府办公室'],
  ['yqs', '乐清市教育局'],
  ['lss', '乐山市办公室'],
  ['cyq', '朝阳区审计局'],
  ['sxczj', '单县财政局'],
  ['kjhsz', '会计核算中心'],
  ['xms', '厦门市档案馆'],
  ['yx', '蔚县人民法院'],
  ['pyq', '番禺区民政局'],
  ['dgs', '东莞市水务局'],
  ['xzspj', '行政审批局'],
])('%s finds %s: characters of several readings are found by each', (query, name) => {
  expect(matches(query, name)).toBe(true)
})

test('another initial finds nothing', () => {
  expect(matches('cb', '长治市财政局')).toBe(false)
  expect(matches('czsczx', '长治市财政局')).toBe(false)
})

test('every word of a query must be found somewhere', () => {
  expect(matches('zc 决算', '支出决算表')).toBe(true)
  expect(matches('zc 预算', '支出决算表')).toBe(false)
  expect(matches('', '支出决算表')).toBe(true)
  expect(matches('0010', '财政局', '001001')).toBe(true)
})

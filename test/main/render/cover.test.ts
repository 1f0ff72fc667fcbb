import { expect, test } from 'vitest'
import { coverLines } from '#main/render/layout/cover.ts'
import { STYLE } from './fixture-model.ts'

const set = (unitName: string, text: string): string | undefined =>
  coverLines([{ role: 'title', text }], { style: STYLE, unitName })[0]?.text

test('a title that does not fit one line is broken around the name of the unit, never within it', () => {
  const unit = '某某市某某区财政局'
  expect(set(unit, `2020年度${unit}部门决算`)).toBe(`2020年度\n${unit}\n部门决算`)
  expect(set(unit, `${unit}部门决算公开`)).toBe(`${unit}\n部门决算公开`)
})

test('a title that fits, and one without the name, stay as they are', () => {
  expect(set('区委办', '区委办部门决算')).toBe('区委办部门决算')
  expect(set('区委办', '2020年度部门决算')).toBe('2020年度部门决算')
  const long = '某某市某某区某某某某某某某某某某某某某某某某某某某某某某某中心'
  expect(set(long, `${long}部门决算`)).toBe(`${long}部门决算`)
})

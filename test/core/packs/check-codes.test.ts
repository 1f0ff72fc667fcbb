import { expect, test } from 'vitest'
import type { CodeLists } from '#core/codes/code-lists.ts'
import type { CodeRow } from '#core/codes/code-row.ts'
import { buildCodeTree } from '#core/codes/code-tree.ts'
import { checkPack, formatProblem } from '#core/packs/build-pack.ts'
import { SMALL_ID, smallPackWhere } from './small-pack.ts'

function row(code: string, name: string, aliases: readonly string[] = []): CodeRow {
  return { code, name, parent: undefined, fromYear: undefined, toYear: undefined, aliases, trust: 'A' }
}

const functions = [row('201', '一般公共服务支出', ['一般公共服务']), row('202', '外交支出')]
const lists: CodeLists = {
  功能分类: buildCodeTree(functions.map((code) => ({ ...code, fund: '' }))),
  经济分类: buildCodeTree([{ ...row('30213', '维修（护）费'), group: '', governmentCode: undefined }]),
  政府经济分类: buildCodeTree([]),
  会计科目: buildCodeTree([], 'accounts'),
}

/** Problems of the small pack when its row 201 is written otherwise. */
function problemsWith(code: string, label: string, more = ''): readonly string[] {
  const from = "{ key: '201', label: 一、一般公共服务支出, line: 3, code: '201' }"
  const files = smallPackWhere('tables/总表.yaml', from, `{ key: '${code}', label: ${label}, code: '${code}'${more} }`)
  return checkPack(SMALL_ID, files, { codes: lists }).map(formatProblem)
}

test('a row is named as the list names its code: ordinals, spaces and width of brackets do not count', () => {
  expect(problemsWith('201', '一、一般公共服务支出')).toEqual([])
  expect(problemsWith('201', '（一） 一般公共服务')).toEqual([])
  expect(problemsWith('30213', '维修(护)费')).toEqual([])
})

test('another name is told with file and line and with the name of the list', () => {
  expect(problemsWith('201', '二、外交支出')).toEqual([
    `${SMALL_ID}/tables/总表.yaml 第 12 行：编码 201 在科目表里是“一般公共服务支出”，这里写的是“二、外交支出”`,
  ])
})

test('a place may print another name when it gives the standard one as alias', () => {
  expect(problemsWith('201', '公共服务', ', aliases: [一般公共服务支出]')).toEqual([])
})

test('a mistyped code is recognised by its name', () => {
  expect(problemsWith('30231', '维修（护）费')).toEqual([
    `${SMALL_ID}/tables/总表.yaml 第 12 行：编码 30231 不在科目表里，“维修（护）费”的编码应是 30213`,
  ])
})

test('a code that no list has is accepted: the lists are not complete', () => {
  expect(problemsWith('2170404', '新科目')).toEqual([])
})

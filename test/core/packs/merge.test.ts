import { describe, expect, test } from 'vitest'
import { buildPack, checkPack, formatProblem, rebuildPack } from '#core/packs/build-pack.ts'
import type { PackCheck } from '#core/packs/build-pack.ts'
import { AppError } from '#core/model/error.ts'
import { folder, SMALL_ID, smallPack } from './small-pack.ts'

const CHILD = 'there/2023-决算'
const HEAD = `id: ${CHILD}
version: 2.1.0
title: 某地
stage: 决算
year: 2023
extends: ${SMALL_ID}
`

/** The small pack and a child of it. */
function family(files: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map([...smallPack(), ...folder(CHILD, { 'pack.yaml': HEAD, ...files })])
}

function load(files: Readonly<Record<string, string>>) {
  return buildPack(CHILD, family(files), 'digest')
}

function problemsOf(files: ReadonlyMap<string, string>, id = CHILD): readonly string[] {
  return checkPack(id, files).map(formatProblem)
}

describe('a child pack', () => {
  test('is its parent where it says nothing', () => {
    const pack = load({})
    expect(pack.lineage).toEqual([`${CHILD}@2.1.0`, `${SMALL_ID}@1.0.0`])
    expect(pack.head).toMatchObject({ id: CHILD, title: '某地' })
    expect(pack.relations.map((relation) => relation.id)).toEqual(['GK-0101', 'GK-0102'])
    expect(pack.document.file).toBe(`${SMALL_ID}/document.md`)
  })

  test('overrides settings and style key by key', () => {
    const pack = load({
      'pack.yaml': `${HEAD}settings: { percent: { decimals: 1 }, selfName: 我单位 }\n`,
      'style.yaml': 'fonts: { body: [宋体] }\npage: { margin: { top: 20 } }\n',
    })
    expect(pack.head.settings).toMatchObject({
      percent: { decimals: 1 },
      selfName: '我单位',
      tableAmount: { unit: '万元', decimals: 2 },
    })
    expect(pack.style.fonts).toMatchObject({ body: ['宋体'], heading1: ['黑体'] })
    expect(pack.style.page.margin).toEqual({ top: 20, right: 26, bottom: 35, left: 28 })
  })

  test('overrides pieces whole by id, in their place, and adds new ones at the end', () => {
    const pack = load({
      'texts.yaml':
        '- { id: 职责, title: 职责改名, prompt: 写 }\n- { id: 机构, title: 机构设置, prompt: 写, default: 无 }\n',
      'phrases.yaml': '- { id: 增减, cases: [{ text: 持平 }] }\n',
    })
    expect([...pack.texts.values()].map((text) => text.title)).toEqual(['职责改名', '机构设置'])
    expect(pack.texts.get('职责')?.form).toBe('line')
    expect(pack.phrases.get('增减')?.params).toEqual([])
  })

  test('takes document, glossary and prior whole', () => {
    const pack = load({
      'document.md': '# 另一份\n',
      'glossary.yaml': '- { term: 项目支出, text: 指…… }\n',
      'prior.yaml': '[]\n',
    })
    expect(pack.document).toEqual({ file: `${CHILD}/document.md`, markdown: '# 另一份\n' })
    expect(pack.glossary.map((entry) => entry.term)).toEqual(['项目支出'])
    expect(pack.priorCells).toEqual([])
  })

  test('leaves out what it removes', () => {
    const pack = load({
      'pack.yaml': `${HEAD}remove: { relations: [GK-0102], phrases: [增减] }\n`,
    })
    expect(pack.relations.map((relation) => relation.id)).toEqual(['GK-0101'])
    expect(pack.phrases.size).toBe(0)
  })

  test('may not remove what is not there', () => {
    const files = family({ 'pack.yaml': `${HEAD}remove:\n  relations:\n    - GK-0102\n    - GK-9999\n` })
    expect(problemsOf(files)).toEqual([`${CHILD}/pack.yaml 第 10 行：remove 里的“GK-9999”在上级包里不存在`])
  })

  test('that removes a table has to remove the relations on it', () => {
    const files = family({ 'pack.yaml': `${HEAD}remove: { tables: [总表] }\n`, 'document.md': '' })
    expect(problemsOf(files)).toEqual([
      `${SMALL_ID}/prior.yaml 第 1 行：“上年·总表/本年收入/金额”里的表“总表”不存在`,
      `${SMALL_ID}/relations.yaml 第 4 行：GK-0101：“总表/本年收入/金额”里的表“总表”不存在`,
    ])
  })

  test('has its mistakes in merged parts placed in the file that makes them', () => {
    const files = family({
      'pack.yaml': `${HEAD}settings:\n  percent: { decimals: 9 }\n`,
      'style.yaml': 'sizes:\n  body: 大\n  huge: 3\n',
    })
    expect(problemsOf(files)).toEqual([
      `${CHILD}/pack.yaml 第 8 行：“decimals”不能大于 2`,
      `${CHILD}/style.yaml 第 2 行：“body”应为数字`,
      `${CHILD}/style.yaml 第 3 行：不认识的键“huge”`,
    ])
  })
})

describe('the chain of parents', () => {
  test('with a parent that does not exist is told at extends', () => {
    const files = folder(CHILD, { 'pack.yaml': HEAD.replace(SMALL_ID, 'gone/2023-决算') })
    expect(problemsOf(files)).toEqual([`${CHILD}/pack.yaml 第 6 行：找不到上级模板包“gone/2023-决算”`])
  })

  test('that comes round again is told and not followed', () => {
    const parent = smallPack()
    const head = `${parent.get(`${SMALL_ID}/pack.yaml`) ?? ''}extends: ${CHILD}\n`
    const files = new Map([...family({}), [`${SMALL_ID}/pack.yaml`, head]])
    expect(problemsOf(files)).toEqual([
      `${SMALL_ID}/pack.yaml 第 10 行：extends 绕成了圈：${CHILD} → ${SMALL_ID} → ${CHILD}`,
    ])
  })

  test('reports the mistakes of a parent with the file of the parent', () => {
    const files = new Map([...family({}), [`${SMALL_ID}/texts.yaml`, '- { id: 职责, title: 主要职责 }\n']])
    expect(problemsOf(files)).toEqual([`${SMALL_ID}/texts.yaml 第 1 行：缺少“prompt”`])
  })
})

test('a pack.yaml that cannot be read is one mistake, not also the settings that its children miss', () => {
  const files = new Map([...family({}), [`${SMALL_ID}/pack.yaml`, 'id: x\nid: y\n']])
  expect(problemsOf(files)).toEqual([
    `${SMALL_ID}/pack.yaml 第 2 行：同一层里有重复的键，后一个会盖住前一个，请删去一个`,
  ])
})

describe('loading', () => {
  test('refuses a pack with mistakes in one sentence and lists all of them in the detail', () => {
    const files = family({ 'texts.yaml': '- { id: 甲 }\n', 'pack.yaml': `${HEAD}nonsense: 1\n` })
    expect(() => buildPack(CHILD, files, '')).toThrow(AppError)
    try {
      buildPack(CHILD, files, '')
    } catch (error) {
      const info = error instanceof AppError ? error.info : undefined
      expect(info?.code).toBe('PACK_INVALID')
      expect(info?.message).toContain(`${CHILD}/pack.yaml 第 7 行：不认识的键“nonsense”`)
      expect(info?.detail?.split('\n')).toEqual(problemsOf(files))
      expect(problemsOf(files)).toHaveLength(3)
    }
  })

  test('runs the checks that other folders bring, which can ask where a phrase stands', () => {
    const check: PackCheck = (pack, locate) =>
      [...pack.phrases.values()].map((phrase) => ({
        ...locate('phrase', phrase.id, ['cases', 1, 'text']),
        message: '句子写错了',
      }))
    expect(checkPack(SMALL_ID, smallPack(), { checks: [check] })).toEqual([
      { file: `${SMALL_ID}/phrases.yaml`, line: 5, message: '句子写错了' },
    ])
    expect(() => buildPack(SMALL_ID, smallPack(), '', { checks: [check] })).toThrow('句子写错了')
  })

  test('of a pack that a report kept is not held against the checks of a newer program', () => {
    const dead = new Map([...smallPack(), [`${SMALL_ID}/document.md`, '::: 表 没有\n']])
    expect(() => buildPack(SMALL_ID, dead, '')).toThrow('表“没有”不存在')
    expect(rebuildPack(SMALL_ID, dead, 'digest').digest).toBe('digest')
  })

  test('of a pack that a report kept still refuses what has no shape', () => {
    const broken = new Map([...smallPack(), [`${SMALL_ID}/texts.yaml`, 'a: [']])
    expect(() => rebuildPack(SMALL_ID, broken, '')).toThrow(AppError)
  })
})

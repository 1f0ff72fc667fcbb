import { expect, test } from 'vitest'
import { fill, plainText } from '#core/narrative/fill.ts'
import { matchSentence, type Capture } from './match-sentence.ts'
import { parseInline, parsePhrase } from '#core/narrative/parse-inline.ts'
import { TOP, type NarrativeContext } from '#core/narrative/values.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

const pack = sketchPack({
  tables: [
    {
      id: '支出',
      title: '支出',
      columns: [{ key: '小计' }],
      blocks: [
        {
          columns: ['@code', '@name', '小计'],
          rows: [{ key: '合计', label: '合计' }],
          codeRows: { list: '功能分类', levels: ['类'] },
        },
      ],
    },
  ],
  texts: [{ id: '原因', title: '原因', prompt: '…' }],
  phrases: [
    {
      id: '增减',
      params: ['本', '上'],
      cases: [
        { when: '本 > 上', text: '增加{差(本, 上)}万元' },
        { when: '本 < 上', text: '减少{差(上, 本)}万元' },
        { text: '与上年持平' },
      ],
    },
    { id: '一类', params: [], cases: [{ text: '{名称(@行)}{支出/@行/小计}万元' }] },
  ],
})
const context: NarrativeContext = {
  accounts: sketchAccounts({
    cells: {
      '支出/合计/小计': '10.00',
      '上年·支出/合计/小计': '8.00',
      '支出/201/小计': '7.00',
      '支出/208/小计': '3.00',
    },
    texts: { 原因: '项目增加' },
  }),
  pack,
  phrases: new Map([...pack.phrases].map(([id, one]) => [id, parsePhrase(one, 1)])),
  nameOfCode: (code) => ({ '201': '一般公共服务支出', '208': '社会保障和就业支出' })[code],
}
const template = parseInline(
  '支出{支出/合计/小计}万元，比上年{增减(支出/合计/小计, 上年·支出/合计/小计)}，其中：{每(行集(支出, 类, 小计), 一类, "；")}。主要原因是{文(原因)}。',
  1,
)
const match = (text: string): readonly Capture[] | undefined => matchSentence(template, text, context, TOP)

test('a filled sentence is matched by its own template, and every number is what the accounts say', () => {
  const captures = match(plainText(fill(template, context, TOP)))
  expect(captures?.filter((one) => one.kind === 'figure').map((one) => one.text)).toEqual([
    '10.00',
    '2.00',
    '7.00',
    '3.00',
  ])
  expect(captures?.filter((one) => one.kind === 'case')).toMatchObject([{ used: 0, expected: 0 }, {}, {}])
})

test('a wrong number and a wrong direction word are read, beside what should stand there', () => {
  const captures = match(
    '支出１０．０１万元， 比上年减少2.00万元，其中：一般公共服务支出7.00万元；社会保障和就业支出3.00万元。主要原因是厉行节约。',
  )
  expect(captures?.[0]).toMatchObject({ kind: 'figure', text: '10.01', expected: { refs: ['支出/合计/小计'] } })
  expect(captures?.find((one) => one.kind === 'case')).toMatchObject({ phrase: '增减', used: 1, expected: 0 })
  expect(captures?.find((one) => one.kind === 'text' && one.text === '厉行节约')).toBeDefined()
})

test('a sentence with other words is not matched', () => {
  expect(match('收入10.00万元。')).toBeUndefined()
})

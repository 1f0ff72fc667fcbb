import { describe, expect, test } from 'vitest'
import { fill, plainText } from '#core/narrative/fill.ts'
import { parseInline, parsePhrase } from '#core/narrative/parse-inline.ts'
import { TOP, type NarrativeContext } from '#core/narrative/values.ts'
import { sketchAccounts, type AccountsSketch } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

const table = (id: string, rows: readonly string[], columns: readonly string[], role = 'statutory') => ({
  id,
  title: id,
  role,
  columns: columns.map((key) => ({ key })),
  blocks: [{ columns: ['@label', ...columns], rows: rows.map((key) => ({ key, label: `一、${key}` })) }],
})

const codeTable = {
  id: '支出',
  title: '支出',
  columns: [{ key: '小计' }],
  blocks: [
    {
      columns: ['@code', '@name', '小计'],
      rows: [{ key: '合计', label: '合计' }],
      codeRows: { list: '功能分类', levels: ['类', '款', '项'] },
    },
  ],
}

const pack = sketchPack({
  tables: [
    table('总表', ['总计', '本年'], ['金额']),
    codeTable,
    { ...table('次数', ['团组'], ['数量'], 'fill-in'), columns: [{ key: '数量', measure: '数量' }] },
  ],
  texts: [
    { id: '原因', title: '增减原因', prompt: '请写明增减原因' },
    { id: '无事项', title: '其他', prompt: '…', default: '无其他事项' },
  ],
  phrases: [
    {
      id: '增减',
      params: ['本', '上'],
      cases: [
        { when: '本 = 上', text: '与上年持平' },
        { when: '本 > 上 且 上 = 0', text: '增加{绝对差(本, 上)}万元' },
        { when: '本 > 上', text: '增加{绝对差(本, 上)}万元，增长{增减率(本, 上)}%' },
        { when: '本 < 上', text: '减少{绝对差(本, 上)}万元，下降{增减率(本, 上)}%' },
      ],
    },
    {
      id: '一类',
      params: [],
      cases: [{ text: '{名称(@行)}{支出/@行/小计}万元，占{占比(支出/@行/小计, 支出/合计/小计)}%' }],
    },
  ],
})

function context(sketch: AccountsSketch): NarrativeContext {
  return {
    accounts: sketchAccounts(sketch),
    pack,
    phrases: new Map([...pack.phrases].map(([id, one]) => [id, parsePhrase(one, 1)])),
    nameOfCode: (code) => ({ '201': '一般公共服务支出', '208': '社会保障和就业支出' })[code],
  }
}

describe('a figure prints otherwise than the pack where the template asks for it', () => {
  const inYuan = sketchPack({
    tables: [
      table('总表', ['总计', '本年'], ['金额']),
      { ...table('次数', ['团组'], ['数量'], 'fill-in'), columns: [{ key: '数量', measure: '数量' }] },
    ],
    settings: { textAmount: { unit: '元', decimals: 2, trimZeros: true } },
  })
  const inWords = (template: string, cells: Readonly<Record<string, string>>, own = inYuan): string =>
    plainText(
      fill(parseInline(template, 1), { ...context({ cells, moneyUnit: '元' }), pack: own, phrases: new Map() }, TOP),
    )

  test.each([
    ['100000.00', '{万元(总表/总计/金额)}', '10'],
    ['862569.30', '{万元(总表/总计/金额)}', '86.26'],
    ['862569.30', '{万元(总表/总计/金额, 6)}', '86.25693'],
    ['862549.99', '{万元(总表/总计/金额)}', '86.25'],
    ['862550.00', '{万元(总表/总计/金额)}', '86.26'],
    ['-862569.30', '{金额(万元(总表/总计/金额), 0)}', '-86'],
    ['862569.30', '{万元(金额(总表/总计/金额, 1))}', '86.3'],
    ['862569.30', '{总表/总计/金额}', '862569.3'],
  ])('%s 元 as %s is %s', (amount, template, printed) => {
    expect(inWords(template, { '总表/总计/金额': amount })).toBe(printed)
  })

  test('in 元, where the sentences are in 万元', () => {
    expect(inWords('{元(总表/总计/金额)}', { '总表/总计/金额': '862569.30' }, pack)).toBe('862569.30')
  })

  test('keeps the cells, so that the number is not pasted text', () => {
    const { accounts, nameOfCode } = context({ cells: { '总表/总计/金额': '1.00' } })
    const filled = fill(
      parseInline('{万元(总表/总计/金额)}', 1),
      { accounts, nameOfCode, pack: inYuan, phrases: new Map() },
      TOP,
    )
    expect(filled).toEqual([{ kind: 'figure', text: '1', refs: ['总表/总计/金额'], formula: '万元(总表/总计/金额)' }])
  })

  test('a count is no amount, an unknown stays unknown, and decimals that a figure has not are not made up', () => {
    const cells = { '次数/团组/数量': '3', '总表/总计/金额': '1.00' }
    expect(inWords('{万元(次数/团组/数量)}', cells)).toBe('【万元(…) 里应为金额】')
    expect(inWords('{万元(总表/本年/金额)}', { '总表/总计/金额': '1' }, pack)).toBe('0.00')
    expect(inWords('{万元(总表/总计/金额)}', {})).toBe('【总表 总计 金额】')
    expect(inWords('{金额(总表/总计/金额, 3)}', cells)).toBe('【“总表/总计/金额”最多 2 位小数】')
  })

  test('a percentage is rounded once, from the amounts: 89.496 is 89, not 90 by way of 89.50', () => {
    const cells = { '总表/本年/金额': '89496', '总表/总计/金额': '100000' }
    const share = (decimals: string): string =>
      inWords(`{占比(总表/本年/金额, 总表/总计/金额${decimals})}`, cells, pack)
    expect([share(''), share(', 0'), share(', 1'), share(', 2')]).toEqual(['89.50', '89', '89.5', '89.50'])
    expect(inWords('{增减率(总表/本年/金额, 总表/总计/金额, 0)}', cells, pack)).toBe('11')
  })
})

const print = (template: string, sketch: AccountsSketch): string =>
  plainText(fill(parseInline(template, 1), context(sketch), TOP))

describe('a sentence is filled from cells', () => {
  test('a figure prints by the pack and keeps its cell', () => {
    const filled = fill(
      parseInline('总计{总表/总计/金额}万元。', 1),
      context({ cells: { '总表/总计/金额': '692.87' } }),
      TOP,
    )
    expect(filled).toEqual([
      { kind: 'text', text: '总计' },
      { kind: 'figure', text: '692.87', refs: ['总表/总计/金额'], formula: '总表/总计/金额' },
      { kind: 'text', text: '万元。' },
    ])
  })

  const change = '与上年相比，{增减(总表/总计/金额, 上年·总表/总计/金额)}。'
  test.each([
    ['692.87', '492.03', '与上年相比，增加200.84万元，增长40.82%。'],
    ['492.03', '692.87', '与上年相比，减少200.84万元，下降28.99%。'],
    ['492.03', '492.03', '与上年相比，与上年持平。'],
    ['5.00', '0', '与上年相比，增加5.00万元。'],
  ])('the wording follows the sign: %s after %s', (now, before, sentence) => {
    expect(print(change, { cells: { '总表/总计/金额': now, '上年·总表/总计/金额': before } })).toBe(sentence)
  })

  test('amounts that print alike are 持平, although they differ by less than the last printed digit', () => {
    const cells = { '总表/总计/金额': '6928700.10', '上年·总表/总计/金额': '6928700.00' }
    expect(print(change, { cells, moneyUnit: '元' })).toBe('与上年相比，与上年持平。')
  })

  test('an unknown last year becomes a placeholder that names the cell, never zero', () => {
    const filled = fill(parseInline(change, 1), context({ cells: { '总表/总计/金额': '1.00' } }), TOP)
    expect(filled[1]).toMatchObject({ kind: 'missing', textId: '上年·总表/总计/金额' })
  })

  test('a blank of a published table is zero; a blank of a fill-in sheet is a question nobody answered', () => {
    expect(print('{总表/本年/金额}', { cells: { '总表/本年/金额': '' } })).toBe('0.00')
    const filled = fill(parseInline('{次数/团组/数量}个', 1), context({ cells: { '次数/团组/数量': '' } }), TOP)
    expect(filled[0]).toMatchObject({ kind: 'missing', textId: '次数/团组/数量' })
  })

  test('a phrase is repeated for each row that has an amount, in code order, with the names of the accounts first', () => {
    const cells = {
      '支出/合计/小计': '4.00',
      '支出/208/小计': '1.00',
      '支出/201/小计': '3.00',
      '支出/210/小计': '0.00',
    }
    expect(print('用于：{每(行集(支出, 类, 小计), 一类, "；")}。', { cells, names: { '208': '社会保障支出' } })).toBe(
      '用于：一般公共服务支出3.00万元，占75.00%；社会保障支出1.00万元，占25.00%。',
    )
  })

  test('a text that nobody wrote is a placeholder; a default is used where the pack has one', () => {
    expect(print('主要原因是{文(原因)}。{文(无事项)}', { cells: {} })).toBe('主要原因是【请写明增减原因】。无其他事项')
    expect(print('{文(原因)}', { cells: {}, texts: { 原因: '项目增加' } })).toBe('项目增加')
  })

  test('a share or change that only rounds to nothing is 0.00, and only nothing is 0', () => {
    const cells = { '总表/本年/金额': '4', '总表/总计/金额': '100000' }
    expect(print('{占比(总表/本年/金额, 总表/总计/金额)}%', { cells })).toBe('0.00%')
    expect(print('{占比(总表/本年/金额, 总表/总计/金额, 1)}%', { cells })).toBe('0.0%')
    expect(print('{占比(总表/本年/金额, 总表/总计/金额)}%', { cells: { ...cells, '总表/本年/金额': '0' } })).toBe('0%')
    const near = { '总表/本年/金额': '100004', '总表/总计/金额': '100000' }
    expect(print('{增减率(总表/本年/金额, 总表/总计/金额)}%', { cells: near })).toBe('0.00%')
  })

  test('0 of 0 prints by the setting of the pack; a share of nothing that is not zero is not known', () => {
    expect(
      print('{占比(总表/本年/金额, 总表/总计/金额)}%', { cells: { '总表/本年/金额': '0', '总表/总计/金额': '0' } }),
    ).toBe('0%')
    const filled = fill(
      parseInline('{占比(总表/本年/金额, 总表/总计/金额)}%', 1),
      context({ cells: { '总表/本年/金额': '1', '总表/总计/金额': '0' } }),
      TOP,
    )
    expect(filled[0]?.kind).toBe('missing')
  })
})

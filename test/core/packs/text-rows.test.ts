import { describe, expect, test } from 'vitest'
import { cellRef } from '#core/model/cell.ts'
import { readFigure } from '#core/packs/read-figure.ts'
import { fixedTextRows, neededTextRows, type TextRows } from '#core/packs/text-rows.ts'
import { fillInModel } from '#core/recognise/fill-in/build-model.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

const items: TextRows = { table: '采购', level: '行', column: '合计', prefix: '第', also: [] }
const pack = sketchPack({
  tables: [
    {
      id: '采购',
      title: '采购',
      role: 'fill-in',
      columns: [{ key: '合计' }, { key: '数量', measure: '数量' }],
      blocks: [
        {
          columns: ['@label', '合计', '数量'],
          rows: [
            { key: '合计', label: '合计' },
            { key: '第2项', label: '第二项', blank: 'zero' },
            { key: '第1项', label: '第一项', blank: 'zero' },
          ],
        },
      ],
    },
    ...['支出', '预算'].map((id) => ({
      id,
      title: id,
      columns: [{ key: '小计' }],
      blocks: [{ columns: ['@code', '小计'], codeRows: { list: '功能分类', levels: ['类', '款', '项'] } }],
    })),
    {
      id: '项目',
      title: '项目',
      role: 'fill-in',
      columns: [{ key: '金额' }],
      blocks: [
        {
          columns: ['@label', '金额'],
          rows: [
            { key: '合计', label: '合计' },
            { key: '101', label: '项目101', code: '101' },
          ],
        },
      ],
    },
  ],
  texts: [
    { id: '内容', title: '采购内容', prompt: '写明', per: items },
    { id: '名称', title: '项目名称', prompt: '写明', per: { table: '项目', level: '类', column: '金额' } },
    { id: '原因', title: '原因', prompt: '写明', per: { table: '支出', level: '项', column: '小计' } },
  ],
})

describe('the rows of a text', () => {
  test('are those of the form, where the form has them, in its order and without the total', () => {
    expect(fixedTextRows(items, pack)?.map(({ key }) => key)).toEqual(['第2项', '第1项'])
    expect(
      fixedTextRows({ ...items, table: '项目', level: '类', prefix: undefined }, pack)?.map(({ key }) => key),
    ).toEqual(['101'])
  })

  test('are open where the accounts bring them', () => {
    expect(fixedTextRows({ ...items, table: '支出', level: '项', prefix: undefined }, pack)).toBeUndefined()
  })

  test('are needed with an amount, of any sign', () => {
    const cells = { '采购/合计/合计': '1', '采购/第1项/合计': '-1.00', '采购/第2项/合计': '0', '采购/第2项/数量': '3' }
    expect(neededTextRows(items, sketchAccounts({ cells }), pack)).toEqual(['第1项'])
  })

  test('are needed as well where a further table has the amount: budgeted, but nothing spent', () => {
    const cells = {
      '支出/2010301/小计': '1.00',
      '支出/20103/小计': '1.00',
      '预算/2010302/小计': '5.00',
      '预算/2010301/小计': '2',
    }
    const per: TextRows = { table: '支出', level: '项', column: '小计', also: [] }
    const accounts = sketchAccounts({ cells })
    expect(neededTextRows(per, accounts, pack)).toEqual(['2010301'])
    const also = [{ table: '预算', column: '小计' }]
    expect(neededTextRows({ ...per, also }, accounts, pack)).toEqual(['2010301', '2010302'])
  })
})

describe('文字说明 of the 填报表', () => {
  const linesOf = (id: string): readonly (readonly string[])[] => {
    const sheet = fillInModel(pack, { codes: new Map([['2010301', '行政运行']]) }).sheets.find(
      ({ name }) => name === '文字说明',
    )
    return (sheet?.rows ?? []).flatMap(({ cells }) => {
      const [first, , code, name] = cells
      if (first?.kind !== 'label' || first.text !== id) return []
      return [[code, name].map((cell) => (cell?.kind === 'label' ? cell.text : (cell?.kind ?? '')))]
    })
  }

  test('has exactly the rows of the form, with their names', () => {
    expect(linesOf('内容')).toEqual([
      ['第2项', '第二项'],
      ['第1项', '第一项'],
    ])
    expect(linesOf('名称')).toEqual([['101', '项目101']])
  })

  test('has the codes of the report and lines to spare where the accounts bring the rows', () => {
    expect(linesOf('原因')).toEqual([
      ['input', 'input'],
      ['input', 'input'],
      ['input', 'input'],
    ])
  })
})

describe('a row of a 填报表 whose blank is zero', () => {
  const readingOf = (row: string, column: string, cells: Readonly<Record<string, string>>): unknown =>
    readFigure(sketchAccounts({ cells, incomplete: ['采购'] }), pack, cellRef('采购', row, column))
  const zero = { kind: 'known', amount: { fen: 0, quantum: 1 }, stated: false }
  const unknown = { kind: 'unknown' }

  test('is zero when nothing in it was entered and something in the table was', () => {
    expect(readingOf('第2项', '合计', { '采购/第1项/合计': '1.00' })).toEqual(zero)
    expect(readingOf('第2项', '合计', { '采购/第1项/合计': '1.00', '采购/第2项/合计': '' })).toEqual(zero)
  })

  test('is a question as long as nobody answered the table', () => {
    expect(readingOf('第2项', '合计', {})).toEqual(unknown)
  })

  test('is asked for whole as soon as one of its cells is answered, be it with 0 or ——', () => {
    expect(readingOf('第2项', '合计', { '采购/第2项/数量': '0' })).toEqual(unknown)
    expect(readingOf('第2项', '合计', { '采购/第2项/数量': '——' })).toEqual(unknown)
  })

  test('leaves other rows alone: a total that nobody entered is unknown', () => {
    expect(readingOf('合计', '合计', { '采购/第1项/合计': '1.00' })).toEqual(unknown)
  })
})

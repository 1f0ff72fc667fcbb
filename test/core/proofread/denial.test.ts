import { expect, test } from 'vitest'
import type { NarrativeContext } from '#core/narrative/values.ts'
import { proofread } from '#core/proofread/proofread.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

const markdown = ['基金', '国资']
  .map(
    (id) => `# ${id}预算支出情况

::: 若 ${id}/合计/小计 = 0
[${id}.无] 本年度无此项支出。
::: 否则
[${id}] ${id}预算安排的支出{${id}/合计/小计}万元。
::: 完
`,
  )
  .join('\n')
const pack = sketchPack({
  tables: ['基金', '国资'].map((id) => ({
    id,
    title: id,
    columns: [{ key: '小计' }],
    blocks: [{ columns: ['@label', '小计'], rows: [{ key: '合计', label: '合计' }] }],
  })),
})
const context: NarrativeContext = {
  accounts: sketchAccounts({ cells: { '基金/合计/小计': '12.00', '国资/合计/小计': '0' } }),
  pack: { ...pack, document: { ...pack.document, markdown } },
  phrases: new Map(),
  nameOfCode: () => undefined,
}
const read = (...lines: readonly string[]) =>
  proofread(
    lines.map((text) => ({ kind: 'paragraph', text })),
    context,
  )

test('that there is nothing, where the accounts have something, is a mistake in that section only', () => {
  const { rows } = read('一、基金预算支出情况', '本年度无此项支出。', '二、国资预算支出情况', '本年度无此项支出。')
  expect(rows).toMatchObject([
    {
      kind: 'wrong-word',
      place: { heading: '一、基金预算支出情况', paragraph: 1 },
      written: '本年度无此项支出。',
      expected: '基金预算安排的支出12.00万元。',
    },
    { kind: 'absent', id: '基金' },
  ])
})

test('the rows of a table in a plain text are no sentences', () => {
  const { rows, counts } = read(
    '基金预算支出情况',
    '基金预算安排的支出12.00万元。',
    '项目\t行次\t金额',
    '办公费\t1\t3.00',
  )
  expect(rows).toEqual([])
  expect(counts).toMatchObject({ figures: 1, tables: 1 })
})

import { describe, expect, test } from 'vitest'
import { checkPack, formatProblem } from '#core/packs/build-pack.ts'
import { SMALL_ID, smallPack, smallPackWhere } from './small-pack.ts'
import type { PackFiles } from '#core/packs/parse-layer.ts'

/** Problems as they print, without the pack id before each file. */
function problemsOf(files: PackFiles): readonly string[] {
  return checkPack(SMALL_ID, files).map((problem) => formatProblem(problem).replaceAll(`${SMALL_ID}/`, ''))
}

const INCOME = 'tables/收入表.yaml'
const TOTALS = 'tables/总表.yaml'

/** What is changed in the small pack, and the one problem that must come of it. */
type Case = readonly [title: string, file: string, from: string, to: string, problem: string]

const shapes: readonly Case[] = [
  ['an unknown key', INCOME, 'key: 其他', 'key: 其他\n    alias: [杂项]', `${INCOME} 第 7 行：不认识的键“alias”`],
  [
    'a duplicate YAML key',
    INCOME,
    'title: 收入决算表',
    'title: 收入决算表\ntitle: 又一个',
    `${INCOME} 第 3 行：同一层里有重复的键`,
  ],
  [
    'a full-width colon, and nothing about what the parents would have brought',
    'pack.yaml',
    'stage: 决算',
    'stage：决算',
    'pack.yaml 第 4 行：键后面的冒号是全角“：”，请改成半角“:”加一个空格',
  ],
  [
    'a colon without its space',
    'pack.yaml',
    'stage: 决算',
    'stage:决算',
    'pack.yaml 第 4 行：键后面的冒号“:”与内容之间要有一个空格',
  ],
  ['broken YAML', 'texts.yaml', '}', '', 'texts.yaml 第 2 行：YAML 语法错误'],
  [
    'an anchor',
    'glossary.yaml',
    '基本支出, text: 指……',
    '&a 基本支出, text: *a',
    'glossary.yaml 第 1 行：不支持 YAML 的锚点',
  ],
  ['a tag', 'glossary.yaml', 'text: 指', 'text: !js 指', 'glossary.yaml 第 1 行：不支持 YAML 的标签'],
  ['a key that is missing', INCOME, 'title: 收入决算表\n', '', `${INCOME} 第 1 行：缺少“title”`],
  [
    'a code without quotes as key of a row',
    TOTALS,
    "key: '201'",
    'key: 201',
    `${TOTALS} 第 12 行：“key”应为文字，却写成了数字 201：编码、编号等请加引号`,
  ],
  ['a code without quotes', TOTALS, "code: '201'", 'code: 201', `${TOTALS} 第 12 行：“code”应为文字，却写成了数字 201`],
  [
    'a version without quotes',
    'pack.yaml',
    'version: 1.0.0',
    'version: 1.0',
    'pack.yaml 第 2 行：“version”应为文字，却写成了数字 1',
  ],
  [
    'a value that is none of the choices',
    'pack.yaml',
    'stage: 决算',
    'stage: 结算',
    'pack.yaml 第 4 行：“stage”只能是：预算、决算',
  ],
  [
    'an unknown key in the settings',
    'pack.yaml',
    'percent: {',
    'percent: { decimal: 1,',
    'pack.yaml 第 9 行：不认识的键“decimal”',
  ],
  [
    'an id unlike the folder',
    'pack.yaml',
    'id: base/',
    'id: basis/',
    'pack.yaml 第 1 行：编号“basis/2023-决算”与所在文件夹不一致',
  ],
  [
    'a kind that no relation has',
    'relations.yaml',
    'kind: same',
    'kind: equal',
    'relations.yaml 第 2 行：“kind”只能是：same、sum、order、ratio',
  ],
  [
    'a ratio of what is none',
    'relations.yaml',
    'kind: same\n  title: 两表的本年收入相等\n  left: 总表/本年收入/金额\n  right: 收入表/合计/合计',
    'kind: ratio\n  of: rate\n  title: 增减率\n  left: 总表/本年收入/金额\n  numerator: [总表/本年收入/金额]\n  denominator: [收入表/合计/合计]',
    'relations.yaml 第 3 行：“of”只能是：share、growth',
  ],
  [
    'a year unlike the id',
    'pack.yaml',
    'year: 2023',
    'year: 2022',
    'pack.yaml 第 1 行：编号“base/2023-决算”与 year、stage 不一致',
  ],
  ['an empty value', 'relations.yaml', 'hint: 核对两表', 'hint:', 'relations.yaml 第 6 行：“hint”后面是空的'],
  [
    'a list that is none',
    INCOME,
    'columns:\n  - key: 合计\n  - key: 财政拨款\n  - key: 其他',
    'columns: 3',
    `${INCOME} 第 3 行：“columns”应为列表`,
  ],
  [
    'an id in the wrong form',
    'relations.yaml',
    'GK-0101',
    'GK-1',
    'relations.yaml 第 1 行：“id”写法不对：编号形如 GK-0101',
  ],
  [
    'a version in the wrong form',
    'pack.yaml',
    'version: 1.0.0',
    "version: '1.0'",
    'pack.yaml 第 2 行：“version”写法不对：形如 1.0.0',
  ],
  ['a year that is none', 'pack.yaml', 'year: 2023', 'year: 2023.5', 'pack.yaml 第 5 行：“year”应为整数'],
  ['a width of nothing', INCOME, '[10, 20,', '[0, 20,', `${INCOME} 第 17 行：“widths”须大于 0`],
  ['an empty list', 'relations.yaml', 'left: [收入表/@行/@列]', 'left: []', 'relations.yaml 第 12 行：“left”不能为空'],
  [
    'a truth value where a text belongs',
    'texts.yaml',
    'prompt: 写明职责',
    'prompt: true',
    'texts.yaml 第 1 行：“prompt”应为文字，却写成了真假值 true',
  ],
]

const tables: readonly Case[] = [
  [
    'a table unlike its file name',
    INCOME,
    'id: 收入表',
    'id: 收入表二',
    `${INCOME} 第 1 行：表名“收入表二”与文件名“收入表”不一致`,
  ],
  [
    'a table in the wrong folder',
    INCOME,
    'title: 收入决算表',
    'title: 收入决算表\nrole: fill-in',
    `${INCOME} 第 3 行：role: fill-in 的表应放在 fill-in 文件夹`,
  ],
  ['a row key twice', TOTALS, 'key: 本年支出,', 'key: 本年收入,', `${TOTALS} 第 13 行：行“本年收入”在本表里重复`],
  ['a column twice', INCOME, 'key: 其他', 'key: 其他\n  - key: 合计', `${INCOME} 第 7 行：栏“合计”重复`],
  [
    'a block column that does not exist',
    INCOME,
    '合计, 财政拨款, 其他]',
    '合计, 财政, 其他]',
    `${INCOME} 第 8 行：columns 里没有“财政”这一栏`,
  ],
  [
    'a column that prints nowhere',
    INCOME,
    'key: 其他',
    'key: 其他\n  - key: 结余',
    `${INCOME} 第 7 行：栏“结余”没有出现在任何一块里`,
  ],
  [
    'a header that is too narrow',
    INCOME,
    '科目名称, 财政',
    '财政',
    `${INCOME} 第 14 行：表头第 2 行缺 1 栏，各块共 5 栏`,
  ],
  [
    'a header that is too wide',
    TOTALS,
    '[项目, 行次, 金额, 项目',
    '[项目, 行次, 金额, 多余, 项目',
    `${TOTALS} 第 16 行：表头第 2 行“金额”超出表宽`,
  ],
  [
    'a header that reaches below itself',
    INCOME,
    'rows: 2',
    'rows: 4',
    `${INCOME} 第 13 行：表头“本年收入合计”占 4 行，超出表头的 3 行`,
  ],
  ['widths for another grid', INCOME, '[10, 20,', '[10,', `${INCOME} 第 17 行：widths 有 4 个宽度，各块共 5 栏`],
  ['a row keyed by a code that does not say so', TOTALS, ", code: '201'", '', `${TOTALS} 第 12 行：行“201”以编码为键`],
  [
    'a footer of another width',
    INCOME,
    'print:',
    'footer:\n  - [{ text: 注 }]\nprint:',
    `${INCOME} 第 17 行：合计行共占 1 栏，各块共 5 栏`,
  ],
  [
    'a footer with a row that does not exist',
    INCOME,
    'print:',
    'footer:\n  - [{ text: 注, cols: 4 }, { row: 没有, column: 合计 }]\nprint:',
    `${INCOME} 第 17 行：本表没有“没有”这一行`,
  ],
  [
    'a footer with a column that does not exist',
    INCOME,
    'print:',
    'footer:\n  - [{ text: 注, cols: 4 }, { row: 合计, column: 没有 }]\nprint:',
    `${INCOME} 第 17 行：本表没有“没有”这一栏`,
  ],
  [
    'a footer row that prints nowhere',
    INCOME,
    'print:',
    'footerRows:\n  - { key: 末行, label: 末行 }\nprint:',
    `${INCOME} 第 17 行：footerRows 里的行“末行”没有出现在 footer 里`,
  ],
  [
    'a word in braces that means nothing above a table',
    INCOME,
    'widths: [',
    "line: ['部门：{单位}', '', '{季度}']\n  widths: [",
    `${INCOME} 第 17 行：“{季度}”在这里没有意义；可以写{单位}{单位代码}{年度}{上年度}{金额单位}`,
  ],
  [
    'a line above a table given twice',
    INCOME,
    'widths: [',
    'line: [甲, 乙, 丙]\n  unitLine: 单位：元\n  widths: [',
    `${INCOME} 第 18 行：写了 line，就不用再写 unitLine`,
  ],
  [
    'a line above a table in two parts',
    INCOME,
    'widths: [',
    'line: [甲, 乙]\n  widths: [',
    `${INCOME} 第 17 行：“line”`,
  ],
  [
    'more decimals than 万元 has',
    INCOME,
    'widths: [',
    'decimals: 7\n  widths: [',
    `${INCOME} 第 17 行：“decimals”不能大于 6`,
  ],
  [
    'decimals of a count',
    INCOME,
    'key: 其他',
    'key: 其他\n    measure: 数量\n    decimals: 1',
    `${INCOME} 第 8 行：只有金额栏可以写 decimals`,
  ],
  [
    'a —— in a column that does not exist',
    TOTALS,
    '{ key: 本年支出,',
    '{ key: 本年支出, dashIn: [数量],',
    `${TOTALS} 第 13 行：行“本年支出”的 dashIn：本表没有“数量”这一栏`,
  ],
  [
    'a row that is —— twice',
    TOTALS,
    '{ key: 本年支出,',
    '{ key: 本年支出, dash: true, dashIn: [金额],',
    `${TOTALS} 第 13 行：行“本年支出”各栏都是 ——，不用写 dashIn`,
  ],
  [
    'two rows that balance one block',
    TOTALS,
    '- { empty: true, line: 2 }',
    '- { balance: true }\n      - { balance: true }',
    `${TOTALS} 第 10 行：一块里只能有一处 balance`,
  ],
  [
    'a block that balances nothing',
    INCOME,
    '- { key: 合计, label: 合计 }',
    '- { key: 合计, label: 合计 }\n      - { balance: true }',
    `${INCOME} 第 11 行：只有一块的表没有可补齐的，不用写 balance`,
  ],
  [
    'a row of —— that prints only when used',
    TOTALS,
    '{ key: 本年支出,',
    '{ key: 本年支出, dash: true, onlyUsed: true,',
    `${TOTALS} 第 13 行：行“本年支出”总是 ——，写了 onlyUsed 就永远不会打印`,
  ],
]

const references: readonly Case[] = [
  [
    'a term that is none',
    'relations.yaml',
    'left: 总表/本年收入/金额',
    'left: 总表/本年收入',
    'relations.yaml 第 4 行：GK-0101：“总表/本年收入”不是“表/行/列”',
  ],
  [
    'a dead table',
    'relations.yaml',
    'left: 总表/',
    'left: 总账/',
    'relations.yaml 第 4 行：GK-0101：“总账/本年收入/金额”里的表“总账”不存在',
  ],
  [
    'a dead row',
    'relations.yaml',
    '总表/本年收入/',
    '总表/上年收入/',
    'relations.yaml 第 4 行：GK-0101：“总表/上年收入/金额”：表“总表”没有行“上年收入”',
  ],
  [
    'a dead column',
    'relations.yaml',
    '本年收入/金额',
    '本年收入/总额',
    'relations.yaml 第 4 行：GK-0101：“总表/本年收入/总额”：表“总表”没有栏“总额”',
  ],
  [
    'an unknown word',
    'relations.yaml',
    '收入表/@下级',
    '收入表/@上级',
    'relations.yaml 第 13 行：GK-0102：“收入表/@上级/@列”里的行“@上级”不认识',
  ],
  [
    'a row that nothing binds',
    'relations.yaml',
    '总表/本年收入/',
    '总表/@行/',
    'relations.yaml 第 4 行：GK-0101：“总表/@行/金额”用了 @行 或 @下级，而 for 没有写 rows',
  ],
  [
    'a column that nothing binds',
    'relations.yaml',
    '本年收入/金额',
    '本年收入/@列',
    'relations.yaml 第 4 行：GK-0101：“总表/本年收入/@列”用了 @列，而 for 没有写 columns',
  ],
  [
    'a dead table in for',
    'relations.yaml',
    'table: 收入表',
    'table: 收入账',
    'relations.yaml 第 11 行：GK-0102：表“收入账”不存在',
  ],
  [
    'a dead row in for',
    'relations.yaml',
    'rows: 有下级',
    'rows: [合计, 小计]',
    'relations.yaml 第 11 行：GK-0102：表“收入表”没有行“小计”',
  ],
  [
    'a dead column in for',
    'relations.yaml',
    'columns: 所有',
    'columns: [总计]',
    'relations.yaml 第 11 行：GK-0102：表“收入表”没有栏“总计”',
  ],
  [
    'rows by level in a table without codes',
    'prior.yaml',
    '上年·总表/本年收入/',
    '上年·收入表/@下级/',
    'prior.yaml 第 1 行：“上年·收入表/@下级/金额”应写成“上年·表/行/列”',
  ],
  [
    'a bound column that the other table lacks',
    'relations.yaml',
    '[收入表/@行/@列]',
    '[收入表/@行/@列, 总表/本年收入/@列]',
    'relations.yaml 第 12 行：GK-0102：“总表/本年收入/@列”：表“总表”没有 for 所指的栏“合计”“财政拨款”“其他”',
  ],
  [
    'a relation of a thing with itself',
    'relations.yaml',
    'right: 收入表/合计/合计',
    'right: 总表/本年收入/金额',
    'relations.yaml 第 5 行：GK-0101：左右两边相同，永远成立',
  ],
  [
    'a dead term in a condition',
    'relations.yaml',
    'hint: 核对两表',
    'hint: 核对两表\n  when: [{ nonzero: [总表/没有/金额] }]',
    'relations.yaml 第 7 行：GK-0101：“总表/没有/金额”：表“总表”没有行“没有”',
  ],
  [
    'a computed cell that is several cells',
    'relations.yaml',
    'left: [收入表/@行/@列]',
    'fills: true\n  left: [收入表/@项/@列]',
    'relations.yaml 第 13 行：GK-0102：写了 fills 时，left 只能是一个本年单元格',
  ],
  [
    'a prior cell of this year',
    'prior.yaml',
    '上年·总表',
    '总表',
    'prior.yaml 第 1 行：“总表/本年收入/金额”应写成“上年·表/行/列”',
  ],
  [
    'a dead prior cell',
    'prior.yaml',
    '@项/合计',
    '@项/总计',
    'prior.yaml 第 2 行：“上年·收入表/@项/总计”：表“收入表”没有栏“总计”',
  ],
  [
    'a text for rows of a dead table',
    'texts.yaml',
    'form: paragraphs }',
    'per: { table: 总帐, level: 项, column: 金额 } }',
    'texts.yaml 第 1 行：文字“职责”：表“总帐”不存在',
  ],
  [
    'a text for rows by a dead column',
    'texts.yaml',
    'form: paragraphs }',
    'per: { table: 收入表, level: 项, column: 合计, also: [{ table: 总表, column: 合计 }] } }',
    'texts.yaml 第 1 行：文字“职责”：表“总表”没有栏“合计”',
  ],
  [
    'a text for rows that begin with nothing in the table',
    'texts.yaml',
    'form: paragraphs }',
    'per: { table: 总表, level: 行, column: 金额, prefix: 第 } }',
    'texts.yaml 第 1 行：文字“职责”：表“总表”没有以“第”开头的行',
  ],
  [
    'a blank that is zero in a published table',
    TOTALS,
    '{ key: 本年支出,',
    '{ key: 本年支出, blank: zero,',
    `${TOTALS} 第 13 行：行“本年支出”：只有填报表的行可以写 blank: zero`,
  ],
  ['a dead table in the document', 'document.md', '::: 表 总表', '::: 表 总帐', 'document.md 第 5 行：表“总帐”不存在'],
  ['a dead text in the document', 'document.md', '::: 文 职责', '::: 文 职能', 'document.md 第 3 行：文字“职能”不存在'],
]

const duplicates: readonly Case[] = [
  [
    'a relation id twice',
    'relations.yaml',
    'GK-0102',
    'GK-0101',
    'relations.yaml 第 8 行：编号“GK-0101”重复，已见于 relations.yaml 第 1 行',
  ],
  [
    'a text id twice',
    'texts.yaml',
    '}\n',
    '}\n- { id: 职责, title: 又一份, prompt: 再写 }\n',
    'texts.yaml 第 2 行：编号“职责”重复',
  ],
  [
    'a prior cell twice',
    'prior.yaml',
    '收入表/@项/合计',
    '总表/本年收入/金额',
    'prior.yaml 第 2 行：编号“上年·总表/本年收入/金额”重复',
  ],
  [
    'a glossary term twice',
    'glossary.yaml',
    '}\n',
    '}\n- { term: 基本支出, text: 又指 }\n',
    'glossary.yaml 第 2 行：名词“基本支出”重复',
  ],
]

describe.each([
  ['shapes', shapes],
  ['tables', tables],
  ['references', references],
  ['duplicates', duplicates],
])('%s: one mistake is one problem, with file and line', (_, cases) => {
  test.each(cases)('%s', (_title, file, from, to, problem) => {
    const found = problemsOf(smallPackWhere(file, from, to))
    expect(found[0]).toContain(problem)
    expect(found).toHaveLength(1)
  })
})

test('a print row with a mistyped key is told by the kind of row that it is most like', () => {
  expect(problemsOf(smallPackWhere(TOTALS, 'empty: true', 'emtpy: true'))).toEqual([
    `${TOTALS} 第 9 行：缺少“empty”`,
    `${TOTALS} 第 9 行：不认识的键“emtpy”`,
  ])
})

test('levels and children need rows by code', () => {
  const columns = smallPackWhere('relations.yaml', '[收入表/@下级/@列]', '[职员表/@下级/@列, 职员表/@项/人数]')
  const staff =
    'id: 职员表\ntitle: 职员\ncolumns: [{ key: 合计 }, { key: 财政拨款 }, { key: 其他 }, { key: 人数, measure: 数量 }]\nblocks:\n  - columns: [合计, 财政拨款, 其他, 人数]\n    rows: [{ key: 在职, label: 在职 }]\n'
  const files = new Map([...columns, [`${SMALL_ID}/tables/职员表.yaml`, staff]])
  expect(problemsOf(files)).toEqual([
    'relations.yaml 第 13 行：GK-0102：“职员表/@下级/@列”：表“职员表”没有按科目编码的行，不能用 @类、@款、@项、@下级',
    'relations.yaml 第 13 行：GK-0102：“职员表/@项/人数”：表“职员表”没有按科目编码的行，不能用 @类、@款、@项、@下级',
  ])
})

describe('files of a pack', () => {
  test('a file that no pack has is refused, so that a mistyped name cannot drop all relations', () => {
    expect(problemsOf(smallPack({ 'relation.yaml': '[]' }))).toEqual([
      'relation.yaml 第 1 行：模板包里不认识的文件，请删去或改正文件名',
    ])
  })

  test('style and document are needed, from the pack or its parents', () => {
    expect(problemsOf(smallPack({ 'style.yaml': undefined, 'document.md': undefined }))).toEqual([
      'pack.yaml 第 1 行：本包和上级包都没有 style.yaml',
      'pack.yaml 第 1 行：本包和上级包都没有 document.md',
    ])
  })

  test('a folder without pack.yaml is no pack', () => {
    expect(problemsOf(smallPack({ 'pack.yaml': undefined }))[0]).toBe('pack.yaml 第 1 行：模板包缺少 pack.yaml')
  })
})

test('a table that does not validate does not make every relation on it a dead reference', () => {
  expect(problemsOf(smallPackWhere(INCOME, 'title: 收入决算表', 'titel: 收入决算表'))).toEqual([
    `${INCOME} 第 1 行：缺少“title”`,
    `${INCOME} 第 2 行：不认识的键“titel”`,
  ])
})

test('all mistakes of a pack come together, ordered by file and line', () => {
  const files = new Map(smallPack())
  for (const [, file, from, to] of [...tables.slice(2, 3), ...references.slice(1, 2), ...duplicates.slice(1)]) {
    const path = `${SMALL_ID}/${file}`
    files.set(path, (files.get(path) ?? '').replace(from, to))
  }
  expect(problemsOf(files).map((line) => line.split('：')[0])).toEqual([
    'glossary.yaml 第 2 行',
    'prior.yaml 第 2 行',
    'relations.yaml 第 4 行',
    'tables/总表.yaml 第 13 行',
    'texts.yaml 第 2 行',
  ])
})

test('decimals beyond the 分 are refused where amounts are in 元, in the settings and in a table', () => {
  const yuan = (decimals: number, table: string): readonly string[] =>
    problemsOf(
      new Map([
        ...smallPackWhere('pack.yaml', 'unit: 万元, decimals: 2', `unit: 元, decimals: ${decimals}`),
        ...[...smallPackWhere(INCOME, 'widths: [', table)].filter(([path]) => path.endsWith(INCOME)),
      ]),
    )
  expect(yuan(2, 'decimals: 2\n  widths: [')).toEqual([])
  expect(yuan(2, 'decimals: 3\n  widths: [')).toEqual([`${INCOME} 第 17 行：以元为单位最多 2 位小数`])
  expect(yuan(3, 'widths: [')).toEqual(['pack.yaml 第 7 行：“decimals”不对：以元为单位最多 2 位小数'])
})

test('a total that the program computes is no row whose blank is zero', () => {
  const files = (left: string): PackFiles =>
    smallPack({
      'fill-in/项目.yaml': `id: 项目
title: 项目
role: fill-in
columns: [{ key: 金额 }]
blocks:
  - columns: ['@label', 金额]
    rows:
      - { key: 合计, label: 合计 }
      - { key: 第1项, label: 第1项, blank: zero }
      - { key: 第2项, label: 第2项, blank: zero }
`,
      'relations.yaml': `- id: XM-0001
  kind: sum
  title: 合计等于各项之和
  left: [项目/${left}/金额]
  right: [项目/第2项/金额]
  fills: true
  hint: 核对各项
  source: { document: 说明, clause: 第一条 }
`,
    })
  expect(problemsOf(files('合计'))).toEqual([])
  expect(problemsOf(files('第1项'))).toEqual([
    'relations.yaml 第 4 行：XM-0001：项目的行“第1项”由程序相加，不能写 blank: zero',
  ])
})

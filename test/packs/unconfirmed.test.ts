import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { unconfirmedMarks } from '#core/packs/unconfirmed.ts'
import { openPacks } from '#main/files/packs.ts'

const library = openPacks([join(import.meta.dirname, '../../resources/packs')])
const listed = new Map(library.list().flatMap((pack) => (pack.kind === 'readable' ? [[pack.id, pack] as const] : [])))
const marksOf = (id: string): readonly string[] => listed.get(id)?.unconfirmed ?? []

/** Every mark of the table specification, with the packs in which it must be said. */
const MARKS: readonly (readonly [about: string, mark: RegExp, packs: readonly string[]])[] = [
  ['the 行次 of 2019', /2019年度全国表式的确切行次没有见到原表/u, ['base/2019-决算']],
  ['six income rows in 2019', /收入行一处资料为六行/u, ['base/2019-决算']],
  ['the 行次 of 2020', /行次照以后年度，未证实/u, ['base/2020-决算', 'hunan/2020-决算']],
  ['the 行次 of 2021', /未逐行证实/u, ['base/2021-决算', 'hunan/2021-决算', 'shanxi/2021-决算']],
  ['the 行次 of 2022', /未逐行证实/u, ['base/2022-决算']],
  [
    'table 06: 决算表 or 决算明细表',
    /基本支出决算明细表|决算明细表/u,
    ['base/2021-决算', 'base/2023-决算', 'shanxi/2023-决算'],
  ],
  ['类 without a row', /没有209、218、225至228、230、233各类的行/u, years(2019, 2025, '决算')],
  ['other provinces print other tables', /四川13张/u, years(2019, 2025, '决算')],
  ['the national form of 2024', /2024年度的全国表式没有见到原文/u, ['base/2024-决算']],
  ['the national form of 2025', /2025年度的全国表式没有见到原文/u, ['base/2025-决算']],
  ['where 抗疫特别国债 goes', /抗疫特别国债安排的支出/u, ['base/2024-决算', 'base/2025-决算']],
  ['row 16 of 公开10', /行次16/u, ['shanxi/2023-决算']],
  ['公开10 after 2023', /2024年度是否保留未证实/u, ['shanxi/2023-决算']],
  ['公开10 in 2021', /设备两行照其他地方同年的分类，未证实/u, ['shanxi/2021-决算']],
  [
    'since when 国有资本经营 is published in budgets',
    /从哪一年开始公开未证实/u,
    [...years(2021, 2027, '预算'), 'hebei/2021-预算'],
  ],
  ['budgets after 2021', /沿用2021年度的表式和文稿/u, years(2022, 2027, '预算')],
  ['the inner form of the nine budget tables', /各地不同/u, [...years(2021, 2027, '预算'), 'hebei/2021-预算']],
]

function years(from: number, to: number, stage: string): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `base/${String(from + index)}-${stage}`)
}

describe('what no source confirms', () => {
  test.each(MARKS)('is said of %s', (_, mark, packs) => {
    expect(packs.filter((id) => !marksOf(id).some((text) => mark.test(text)))).toEqual([])
  })

  test('is the same in the list of packs and in a loaded pack', () => {
    for (const id of ['hebei/2021-预算', 'hunan/2020-决算'])
      expect(library.load(id).head.unconfirmed).toEqual(marksOf(id))
  })
})

const head = (id: string, more: string): string =>
  [`id: ${id}`, 'version: 1.0.0', 'title: 某地', 'stage: 决算', `year: ${/\d{4}/u.exec(id)?.[0] ?? ''}`, more].join(
    '\n',
  )
const table = (mark: string): string => `id: 甲\ntitle: 甲表\nunconfirmed: ${mark}\n`

describe('marks are inherited', () => {
  const files = new Map([
    ['place/2020-决算/pack.yaml', head('place/2020-决算', 'extends: base/2020-决算\nunconfirmed: [本地的]')],
    ['base/2020-决算/pack.yaml', head('base/2020-决算', 'extends: base/2019-决算\nunconfirmed: [当年的]')],
    ['base/2019-决算/pack.yaml', head('base/2019-决算', 'unconfirmed: [上一年的]')],
    ['base/2019-决算/tables/甲.yaml', table('行次没有见到')],
  ])

  test('from a parent of the same year, and with every table, but not from the list of another year', () => {
    expect(unconfirmedMarks('place/2020-决算', files)).toEqual(['本地的', '当年的', '甲表：行次没有见到'])
  })

  test('no longer once the pack has the table itself, or leaves it out', () => {
    const own = new Map(files).set('place/2020-决算/tables/甲.yaml', 'id: 甲\ntitle: 甲表\n')
    expect(unconfirmedMarks('place/2020-决算', own)).toEqual(['本地的', '当年的'])
    const without = new Map(files).set(
      'place/2020-决算/pack.yaml',
      head('place/2020-决算', 'extends: base/2020-决算\nremove: { tables: [甲] }'),
    )
    expect(unconfirmedMarks('place/2020-决算', without)).toEqual(['当年的'])
  })
})

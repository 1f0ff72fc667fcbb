import { describe, expect, test } from 'vitest'
import { runChecks } from '#core/check/run.ts'
import type { CheckReport } from '#core/check/finding.ts'
import { sketchAccounts, type AccountsSketch } from '#test/support/accounts.ts'
import { sketchPack, type PackSketch } from '#test/support/pack.ts'

const COMMON = { title: '…', hint: '核对', source: { document: '部门决算', clause: '表内关系' } }

const tables = [
  {
    id: '支出',
    title: '支出',
    columns: [{ key: '合计' }, { key: '基本' }, { key: '项目' }],
    blocks: [
      {
        columns: ['@code', '@name', '合计', '基本', '项目'],
        rows: [{ key: '合计', label: '合计' }],
        codeRows: { list: '功能分类', levels: ['类', '款', '项'] },
      },
    ],
  },
  {
    id: '分表',
    title: '分表',
    required: false,
    columns: [{ key: '合计' }],
    blocks: [
      {
        columns: ['@code', '@name', '合计'],
        rows: [{ key: '合计', label: '合计' }],
        codeRows: { list: '功能分类', levels: ['类', '款', '项'] },
      },
    ],
  },
  {
    id: '总表',
    title: '总表',
    required: false,
    columns: [{ key: '金额' }],
    blocks: [
      { columns: ['@label', '金额'], rows: ['支出合计', '年初预算', '其他'].map((key) => ({ key, label: key })) },
    ],
  },
  {
    id: '比例',
    title: '比例',
    role: 'fill-in',
    columns: [{ key: '完成率', measure: '百分比' }],
    blocks: [{ columns: ['@label', '完成率'], rows: [{ key: '完成', label: '完成' }] }],
  },
]

const relations = {
  rowSum: {
    id: 'GK-0301',
    kind: 'sum',
    for: { table: '支出', rows: '所有' },
    left: ['支出/@行/合计'],
    right: ['支出/@行/基本', '支出/@行/项目'],
    ...COMMON,
  },
  hierarchy: {
    id: 'GK-0302',
    kind: 'sum',
    for: { table: '支出', rows: '有下级', columns: '所有' },
    left: ['支出/@行/@列'],
    right: ['支出/@下级/@列'],
    ...COMMON,
  },
  total: {
    id: 'GK-0303',
    kind: 'sum',
    for: { table: '支出', columns: '所有' },
    left: ['支出/合计/@列'],
    right: ['支出/@类/@列'],
    ...COMMON,
  },
  same: { id: 'GK-0101', kind: 'same', left: '总表/支出合计/金额', right: '支出/合计/合计', ...COMMON },
  twin: { id: 'GK-0106', kind: 'same', left: '总表/其他/金额', right: '总表/支出合计/金额', ...COMMON },
  listed: {
    id: 'GK-0105',
    kind: 'same',
    for: { table: '支出', rows: ['20899'] },
    left: '支出/@行/合计',
    right: '分表/@行/合计',
    ...COMMON,
  },
  order: { id: 'GK-0102', kind: 'order', op: '≤', left: ['总表/其他/金额'], right: ['总表/支出合计/金额'], ...COMMON },
  ratio: {
    id: 'GK-0103',
    kind: 'ratio',
    left: '比例/完成/完成率',
    numerator: ['总表/支出合计/金额'],
    denominator: ['总表/年初预算/金额'],
    when: [{ stated: ['比例/完成/完成率'] }],
    ...COMMON,
  },
  growth: {
    id: 'GK-0104',
    kind: 'ratio',
    of: 'growth',
    left: '比例/完成/完成率',
    numerator: ['总表/支出合计/金额'],
    denominator: ['总表/年初预算/金额'],
    ...COMMON,
  },
}

function check(
  names: readonly (keyof typeof relations)[],
  sketch: AccountsSketch,
  settings: PackSketch['settings'] = {},
): CheckReport {
  const pack = sketchPack({ tables, relations: names.map((name) => relations[name]), settings })
  return runChecks({
    accounts: sketchAccounts(sketch),
    pack,
    projects: [],
    // 208 is not divided further in these lists.
    nameOfCode: (code) => (/^208./u.test(code) ? undefined : '科目'),
    derivedSheets: [],
    nearestCodes: () => [],
  })
}

const outcomes = (report: CheckReport, rule: string): readonly string[] =>
  report.findings.filter((finding) => finding.rule === rule).map((finding) => finding.outcome)

/** 支出: 201 (20101: 2010101, 2010102) and 208, agreeing with one another. */
const GOOD = {
  '支出/合计/合计': '10.00',
  '支出/合计/基本': '7.00',
  '支出/合计/项目': '3.00',
  '支出/201/合计': '8.00',
  '支出/201/基本': '5.00',
  '支出/201/项目': '3.00',
  '支出/20101/合计': '8.00',
  '支出/20101/基本': '5.00',
  '支出/20101/项目': '3.00',
  '支出/2010101/合计': '5.00',
  '支出/2010101/基本': '5.00',
  '支出/2010101/项目': '',
  '支出/2010102/合计': '3.00',
  '支出/2010102/基本': '',
  '支出/2010102/项目': '3.00',
  '支出/208/合计': '2.00',
  '支出/208/基本': '2.00',
  '支出/208/项目': '',
}

describe('a sum', () => {
  test('passes when the printed amounts add up; blanks are zero', () => {
    const report = check(['rowSum', 'hierarchy', 'total'], { cells: GOOD })
    expect(report.counts).toMatchObject({ fail: 0, tail: 0, cannotCheck: 0 })
    expect(report.counts.pass).toBe(6 + 2 * 3 + 3)
    expect(report.verdict).toBe('可以公开')
  })

  test('that misses by what rounding can explain is a tail; one digit more is a failure', () => {
    const cells = { '支出/合计/合计': '0.03', '支出/合计/基本': '0.01', '支出/合计/项目': '0.01' }
    expect(outcomes(check(['rowSum'], { cells }), 'GK-0301')).toEqual(['tail'])
    const worse = { ...cells, '支出/合计/合计': '0.04' }
    const report = check(['rowSum'], { cells: worse })
    expect(outcomes(report, 'GK-0301')).toEqual(['fail'])
    expect(report.findings[0]).toMatchObject({
      cells: ['支出/合计/合计', '支出/合计/基本', '支出/合计/项目'],
      stated: '0.04万元',
      expected: '0.02万元',
      difference: '0.02万元',
    })
  })

  test('of amounts exact to the 分 fails by one 分', () => {
    const cells = { '支出/合计/合计': '0.03', '支出/合计/基本': '0.01', '支出/合计/项目': '0.01' }
    expect(outcomes(check(['rowSum'], { cells, moneyUnit: '元' }), 'GK-0301')).toEqual(['fail'])
  })

  test('over a table that nobody delivered cannot be checked, once, not once for each row', () => {
    const report = check(['rowSum', 'hierarchy'], { cells: { '总表/支出合计/金额': '1.00' } })
    expect(report.findings.filter((finding) => finding.rule === 'GK-0301')).toMatchObject([
      { outcome: 'cannot-check', cells: ['支出'] },
    ])
    expect(report.verdict).toMatch(/^尚不能判断，缺/)
  })
})

describe('one wrong cell', () => {
  test.each(Object.keys(GOOD).filter((ref) => GOOD[ref as keyof typeof GOOD] !== ''))(
    '%s is named, with the value that puts everything right, and groups what it causes',
    (ref) => {
      const right = GOOD[ref as keyof typeof GOOD]
      const report = check(['rowSum', 'hierarchy', 'total'], { cells: { ...GOOD, [ref]: `1${right}` } })
      expect(report.suspects).toEqual([expect.objectContaining({ cell: ref, suggested: `${right}万元` })])
      expect(new Set(report.findings.map((finding) => finding.group))).toEqual(new Set([ref]))
      expect(report.verdict).toBe('不得公开，因为1处错误')
    },
  )
})

describe('a correction that is named', () => {
  test('breaks nothing that holds: of a figure and a row that is missing elsewhere the missing row is named', () => {
    const other = { ...GOOD, '分表/合计/合计': '2.00', '分表/208/合计': '2.00', '分表/20899/合计': '' }
    const cells = { ...other, '支出/20899/合计': '2.00', '支出/20899/基本': '2.00', '支出/20899/项目': '' }
    const report = check(['rowSum', 'hierarchy', 'total', 'listed'], { cells })
    const found = report.findings.filter(({ rule }) => rule !== 'CK-001')
    expect(found.map(({ rule, outcome }) => [rule, outcome])).toEqual([['GK-0105', 'fail']])
    expect(report.suspects).toEqual([{ cell: '分表/20899/合计', findings: 1, suggested: '2.00万元' }])
  })

  test('makes no figure negative that was none: the total that says nothing is named', () => {
    const cells = { '支出/合计/合计': '0.00', '支出/合计/基本': '5.00', '支出/合计/项目': '3.00' }
    const report = check(['rowSum'], { cells })
    expect(report.suspects).toEqual([{ cell: '支出/合计/合计', findings: 1, suggested: '8.00万元' }])
  })

  test('is left out where every correction would break something else', () => {
    const cells = { ...GOOD, '总表/支出合计/金额': '11.00', '总表/其他/金额': '11.00' }
    const report = check(['rowSum', 'total', 'same', 'twin'], { cells })
    expect(report.suspects).toEqual([{ cell: '总表/支出合计/金额', findings: 1, suggested: undefined }])
  })
})

describe('two prints of one amount', () => {
  test('must be equal at equal precision', () => {
    const cells = { ...GOOD, '总表/支出合计/金额': '10.01' }
    expect(outcomes(check(['same'], { cells }), 'GK-0101')).toEqual(['fail'])
    expect(outcomes(check(['same'], { cells: { ...GOOD, '总表/支出合计/金额': '10.00' } }), 'GK-0101')).toEqual([])
  })

  test('may differ in precision when the coarser is the rounding of the finer', () => {
    const cells = { ...GOOD, '总表/支出合计/金额': '10.004999' }
    expect(outcomes(check(['same'], { cells }), 'GK-0101')).toEqual([])
    expect(outcomes(check(['same'], { cells: { ...GOOD, '总表/支出合计/金额': '10.005000' } }), 'GK-0101')).toEqual([
      'fail',
    ])
  })

  test('cannot be compared when one of them is not known', () => {
    expect(outcomes(check(['same'], { cells: GOOD }), 'GK-0101')).toEqual(['cannot-check'])
  })
})

describe('an order', () => {
  const at = (other: string): CheckReport =>
    check(['order'], { cells: { '总表/其他/金额': other, '总表/支出合计/金额': '10.00' } })
  test('passes when equal, is a tail within rounding, fails beyond it', () => {
    expect(outcomes(at('10.00'), 'GK-0102')).toEqual([])
    expect(outcomes(at('10.001'), 'GK-0102')).toEqual(['tail'])
    expect(outcomes(at('10.01'), 'GK-0102')).toEqual(['fail'])
  })
})

describe('a percentage', () => {
  const at = (rate: string, budget: string): CheckReport =>
    check(['ratio'], {
      cells: { '比例/完成/完成率': rate, '总表/支出合计/金额': '32.56', '总表/年初预算/金额': budget },
    })
  test('that the printed amounts allow passes; another fails; nothing stated does not apply', () => {
    expect(outcomes(at('99.72%', '32.65'), 'GK-0103')).toEqual([])
    expect(outcomes(at('99.72%', '32.56'), 'GK-0103')).toEqual(['fail'])
    expect(at('', '32.56').counts.notApplicable).toBe(1)
  })
  test('without decimals is read as printed, but where the pack trims zeros 100% says 100.0%', () => {
    const cells = { '比例/完成/完成率': '100%', '总表/支出合计/金额': '99.90', '总表/年初预算/金额': '100.00' }
    const percent = (trimZeros: boolean): PackSketch['settings'] => ({ percent: { decimals: 1, trimZeros } })
    expect(outcomes(check(['ratio'], { cells }, percent(false)), 'GK-0103')).toEqual([])
    expect(outcomes(check(['ratio'], { cells }, percent(true)), 'GK-0103')).toEqual(['fail'])
    const right = { ...cells, '总表/支出合计/金额': '99.95' }
    expect(outcomes(check(['ratio'], { cells: right }, percent(true)), 'GK-0103')).toEqual([])
  })
  test('of growth is stated without its sign, and fails by its last digit', () => {
    const growth = (rate: string, now: string, before: string): readonly string[] =>
      outcomes(
        check(['growth'], {
          cells: { '比例/完成/完成率': rate, '总表/支出合计/金额': now, '总表/年初预算/金额': before },
        }),
        'GK-0104',
      )
    expect(growth('40.82%', '692.87', '492.03')).toEqual([])
    expect(growth('28.99%', '492.03', '692.87')).toEqual([])
    expect(growth('40.83%', '692.87', '492.03')).toEqual(['fail'])
    expect(growth('28.98%', '492.03', '692.87')).toEqual(['fail'])
    expect(growth('41%', '0.70', '0.50')).toEqual(['tail'])
  })
  test('of nothing does not apply', () => {
    expect(at('99.72%', '0').counts.notApplicable).toBe(1)
  })
})

test('amounts too large to be added exactly cannot be checked, and the rest still is', () => {
  const huge = '9007199254.74'
  const cells = { ...GOOD, '支出/208/合计': huge, '支出/208/基本': huge, '支出/208/项目': huge }
  const report = check(['rowSum'], { cells })
  expect(outcomes(report, 'GK-0301')).toEqual(['cannot-check'])
  expect(report.counts.pass).toBe(5)
})

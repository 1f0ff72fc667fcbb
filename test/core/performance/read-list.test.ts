import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listProjects, namedAgain } from '#core/performance/list-projects.ts'
import { readProjectList } from '#core/performance/read-list.ts'
import type { Merge, Sheet } from '#core/workbook/grid.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'

const RESOURCES = join(import.meta.dirname, '../../../resources')
const pack = openPacks([join(RESOURCES, 'packs')], { codes: loadCodes(join(RESOURCES, 'codes')) }).load(
  'base/2023-决算',
)
const { scoring } = pack
if (!scoring) throw new Error('no scoring')
const { lists } = scoring

/** A sheet as rows of texts; '' is an empty cell. */
function sheet(name: string, rows: readonly (readonly string[])[], merges: readonly Merge[] = []): Sheet {
  return {
    name,
    hidden: false,
    hiddenColumns: [],
    merges,
    rows: rows.map((cells, index) => ({
      index,
      hidden: false,
      cells: cells.flatMap((text, column) => (text === '' ? [] : [{ column, value: { kind: 'text' as const, text } }])),
    })),
  }
}

function read(...sheets: readonly Sheet[]) {
  const found = sheets.flatMap((one) => readProjectList(one, '清单.xlsx', lists, undefined) ?? [])
  const { projects, findings } = listProjects(found, '清单.xlsx', pack)
  return {
    lists: found,
    projects: projects.map(({ project }) => project),
    findings: [...found.flatMap((one) => one.findings), ...findings],
  }
}

const PROJECTS = sheet('项目', [
  ['2023年项目支出绩效自评清单'],
  ['单位名称：甲单位', '', '', '', '', '单位：万元'],
  ['序号', '项目编码', '项目名称', '年初预算数', '全年预算数', '全年执行数', '执行率'],
  ['1', '001', '业务费', '60', '62', '37.633', '60.70%'],
  ['2', '002', '值班经费', '4.8', '4.8', '0', '0%'],
  ['合计', '', '', '64.8', '66.8', '37.633', ''],
])

const INDICATORS = sheet(
  '指标',
  [
    ['项目名称', '三级指标', '二级指标', '一级指标', '目标值', '实际完成值', '权重', '自评得分', '未完成原因分析'],
    ['业务费', '会议次数', '数量指标', '产出指标', '≥12次', '11次', '50', '45.83', '会期调整'],
    ['', '办结率', '社会效益指标', '效益指标', '95%以上', '96%', '40', '40', ''],
    ['小计', '', '', '', '', '', '90', '85.83', ''],
    ['值班经费', '值班人数', '数量指标', '产出指标', '=30人', '30人', '90', '90', ''],
  ],
  [{ top: 1, bottom: 2, left: 0, right: 0 }],
)

describe('lists of projects and indicators', () => {
  test('in two sheets, headings in any order, come together by the names of the projects', () => {
    const { lists: found, projects, findings } = read(PROJECTS, INDICATORS)
    expect(found.map(({ kind, confidence, explained, rows }) => [kind, confidence, rows.length, explained])).toEqual([
      ['项目清单', 1, 2, 1],
      ['指标清单', 1, 3, 1],
    ])
    expect(findings).toEqual([])
    expect(projects).toMatchObject([
      {
        key: '001',
        name: '业务费',
        total: { compiled: { fen: 60_000_000 }, budget: { fen: 62_000_000 }, executed: { fen: 37_633_000 } },
        indicators: [
          { levels: ['产出指标', '数量指标', '会议次数'], target: { operator: '≥' }, score: { fen: 4583 } },
          { target: { operator: '≥', unit: '%' }, deviationReason: undefined },
        ],
      },
      { key: '002', indicators: [{ target: { operator: '=' } }] },
    ])
  })

  test('in one sheet, the project merged over its indicators, its amounts read once', () => {
    const merged = (column: number): Merge => ({ top: 3, bottom: 4, left: column, right: column })
    const { projects, findings } = read(
      sheet(
        '自评',
        [
          ['项目', '年初预算（万元）', '', '绩效指标', '', '', '指标值', '完成值'],
          ['', '申报数', '批复数', '一级指标', '二级指标', '三级指标', '', ''],
          [],
          ['业务费', '70', '62', '产出指标', '数量指标', '会议次数', '12次', '12次'],
          ['', '', '', '', '质量指标', '合格率', '100%', '达成预期指标'],
        ],
        [0, 1, 2, 3].map(merged),
      ),
    )
    expect(findings).toEqual([])
    expect(projects).toHaveLength(1)
    expect(projects[0]).toMatchObject({ total: { declared: { fen: 70_000_000 }, compiled: { fen: 62_000_000 } } })
    expect(projects[0]?.indicators.map(({ levels }) => levels.join('/'))).toEqual([
      '产出指标/数量指标/会议次数',
      '产出指标/质量指标/合格率',
    ])
  })

  test('with several sources of money for a project make its funds and their sum', () => {
    const { projects } = read(
      sheet('项目', [
        ['单位：元'],
        ['项目名称', '资金来源', '全年预算数', '全年执行数'],
        ['业务费', '当年财政拨款', '100', '80'],
        ['业务费', '上年结转资金', '20', '20'],
      ]),
    )
    expect(projects[0]).toMatchObject({
      total: { budget: { fen: 12_000 }, executed: { fen: 10_000 } },
      funds: [{ name: '当年财政拨款' }, { name: '上年结转资金' }],
    })
  })

  test('that contradict themselves, name no project or no unit are refused, with the cell', () => {
    const head = ['项目名称', '全年预算数', '全年执行数']
    const list = (name: string, budget: string): Sheet => sheet(name, [['单位：万元'], head, ['业务费', budget, '4']])
    const twice = read(list('项目', '5'), list('调整', '6'))
    expect(twice.findings).toMatchObject([
      { code: 'IMPORT_LIST_CONTRADICTION', severity: 'refuse', sheet: '调整', address: 'B3' },
    ])
    const nameless = read(sheet('项目', [['单位：万元'], head, ['', '5', '4']]))
    expect(nameless.findings).toMatchObject([{ code: 'IMPORT_LIST_NO_PROJECT', address: 'A3' }])
    const unitless = read(sheet('项目', [head, ['业务费', '5', '4']]))
    expect(unitless.findings).toMatchObject([{ code: 'IMPORT_LIST_UNIT', severity: 'refuse' }])
    const wrong = read(sheet('项目', [['单位：万元'], head, ['业务费', '五', '4']]))
    expect(wrong.findings).toMatchObject([{ sheet: '项目', address: 'B3' }])
  })

  test('that name a project again with another amount are none: said, not refused', () => {
    const head = ['项目名称', '资金来源', '全年预算数', '全年执行数']
    const again = (second: readonly string[]) =>
      read(sheet('项目', [['单位：万元'], head, ['业务费', '', '5', '4'], second])).lists.map((list) =>
        namedAgain(list, '清单.xlsx'),
      )
    expect(again(['业务费', '', '5', '4.01'])).toMatchObject([
      { code: 'IMPORT_LIST_NOT_READ', severity: 'warn', sheet: '项目', address: 'D4' },
    ])
    expect(again(['业务费', '', '5', '4.00'])).toEqual([undefined])
    expect(again(['业务费', '上年结转', '6', '4.01'])).toEqual([undefined])
  })

  test.each([
    [
      ['项目', '行次', '年初预算数', '全年预算数'],
      ['一、一般公共预算财政拨款收入', '1', '5', '5'],
    ],
    [
      ['项目', '', '年初预算数', '全年执行数'],
      ['科目编码', '科目名称', '', ''],
      ['2010301', '行政运行', '5', '5'],
    ],
    [
      ['项目', '年初预算数', '全年执行数'],
      ['栏次', '1', '2'],
      ['行政运行', '5', '5'],
    ],
    [
      ['项目名称', '年初预算数', '支出数', '供应商', '合同号', '签订日期', '付款日期'],
      ['业务费', '5', '5', '某公司', '1', '一月', '二月'],
    ],
  ])('are not tables of accounts and contracts: %j', (...rows) => {
    expect(read(sheet('表', [['单位：万元'], ...rows])).lists).toEqual([])
  })

  test('say which column was not read, and count it against their certainty', () => {
    const { lists: found, findings } = read(
      sheet('项目', [['单位：万元'], ['项目名称', '全年预算数', '全年执行数', '负责人'], ['业务费', '5', '4', '张三']]),
    )
    expect(found[0]?.confidence).toBe(0.75)
    expect(findings).toMatchObject([{ code: 'IMPORT_COLUMN_NOT_READ', severity: 'warn', address: 'D2' }])
  })

  test('are not seen where there are none', () => {
    expect(
      read(
        sheet('其他', [
          ['姓名', '部门'],
          ['张三', '办公室'],
        ]),
      ).lists,
    ).toEqual([])
    expect(
      read(
        sheet('指标', [
          ['三级指标', '分值'],
          ['会议次数', '5'],
        ]),
      ).lists,
    ).toEqual([])
  })
})

test('operator, value and unit in columns of their own are one target; a value that has its own is not said twice', () => {
  const { projects, findings } = read(
    sheet('指标', [
      ['项目名称', '一级指标', '二级指标', '三级指标', '计算符号', '指标值', '计量单位', '实际完成值', '分值', '得分'],
      ['甲', '产出指标', '质量指标', '合格率', '≥', '95', '%', '96%', '10', '10'],
      ['甲', '产出指标', '数量指标', '次数', '', '≥12次', '次', '12次', '10', '10'],
      ['甲', '产出指标', '时效指标', '时间', '定性', '12月底前', '', '11月', '10', '10'],
      ['甲', '成本指标', '经济成本指标', '成本', '≤', '3万元', '万元', '≤3万元', '10', '10'],
    ]),
  )
  expect(findings).toEqual([])
  expect(projects[0]?.indicators.map(({ target }) => target)).toMatchObject([
    { operator: '≥', value: { fen: 9500 }, unit: '%' },
    { operator: '≥', value: { fen: 1200 }, unit: '次' },
    { kind: 'words', text: '12月底前' },
    { operator: '≤', unit: '万元' },
  ])
  // This pack does not repeat operators: the bound stays what was written.
  expect(projects[0]?.indicators[3]?.actual).toEqual({ kind: 'words', text: '≤3万元' })
})

test('a cell formatted as a percentage is read as it shows, and what a row of a project states is kept for the checks', () => {
  const list = sheet('项目', [
    ['项目名称', '全年预算数（万元）', '全年执行数（万元）', '执行率', '自评得分', '自评等级'],
    ['甲', '10', '8', '0.8', '98', '优'],
  ])
  const rate = list.rows[1]?.cells[3]
  if (!rate) throw new Error('no cell')
  const shown = {
    ...list,
    rows: list.rows.map((row) => ({
      ...row,
      cells: row.cells.map((cell) =>
        cell === rate ? { ...cell, value: { kind: 'number' as const, text: '0.8', format: '0.00%' } } : cell,
      ),
    })),
  }
  const [project] = read(shown).projects
  expect([...(project?.texts ?? [])]).toEqual([
    ['填报的执行率', '80%'],
    ['填报的总分', '98'],
    ['填报的等级', '优'],
  ])
})

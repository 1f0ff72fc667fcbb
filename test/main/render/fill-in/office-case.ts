import type { Pack } from '#core/packs/pack.ts'
import type { Project } from '#core/model/project.ts'
import type { KnownAnswers } from '#core/recognise/fill-in/known.ts'
import { sketchAccounts } from '#test/support/accounts.ts'
import { sketchPack } from '#test/support/pack.ts'

/**
 * The pack and the answers of `saved-by-libreoffice.xlsx`: the 填报表 of this pack as our writer made it, opened and saved by
 * LibreOffice 7.4 (`soffice --convert-to xlsx`). Kept as a file, because the machines that run the tests need not have it.
 */
export const officePack: Pack = {
  ...sketchPack({
    tables: [
      {
        id: '年初预算',
        title: '支出年初预算',
        role: 'fill-in',
        columns: [{ key: '年初预算数' }, { key: '完成比例', measure: '百分比' }],
        header: [['科目代码', '科目名称', '年初预算数', '完成比例（%）']],
        blocks: [
          {
            columns: ['@code', '@name', '年初预算数', '完成比例'],
            rows: [{ key: '合计', label: '合计' }],
            codeRows: { list: '功能分类', levels: ['类', '款', '项'] },
          },
        ],
        help: '按批复填写。\n没有的填 0。',
      },
      {
        id: '实物量',
        title: '实物量情况',
        role: 'fill-in',
        columns: [{ key: '填报数', measure: '数量' }],
        header: [['项目', '填报数']],
        blocks: [
          {
            columns: ['@label', '填报数'],
            rows: [
              { section: '一、车辆' },
              { key: '保有量', label: '公务用车保有量（辆）' },
              { key: '购置费', label: '购置费', measure: '金额' },
            ],
          },
        ],
      },
      {
        id: '支出决算表',
        title: '支出决算表',
        columns: [{ key: '小计' }],
        header: [['科目代码', '科目名称', '小计']],
        blocks: [
          {
            columns: ['@code', '@name', '小计'],
            rows: [{ key: '合计', label: '合计' }],
            codeRows: { list: '功能分类', levels: ['类'] },
          },
        ],
      },
    ],
    texts: [
      { id: '职责', title: '主要职责', prompt: '一条一段', form: 'paragraphs' },
      { id: '用途', title: '用途', prompt: '用于', per: { table: '支出决算表', level: '类', column: '小计' } },
    ],
  }),
  priorCells: [
    { ref: '上年·支出决算表/合计/小计', title: '上年支出' },
    { ref: '上年·支出决算表/@类/小计', title: '上年支出（按类）' },
  ],
}

const amount = (fen: number, quantum = 1) => ({ fen, quantum })

export const officeProject: Project = {
  key: '会议费',
  subject: '项目',
  name: '会议费',
  projectCode: undefined,
  department: '测试局',
  departmentCode: '001',
  implementingUnit: undefined,
  implementingUnitCode: undefined,
  total: {
    declared: amount(6_200_0000, 10_000),
    compiled: undefined,
    budget: amount(6_200_0000, 10_000),
    executed: amount(3_763_3000, 1000),
  },
  funds: [
    { name: '上级资金', declared: amount(1), compiled: undefined, budget: undefined, executed: amount(0, 10_000) },
  ],
  goal: '第一段\n第二段',
  achieved: '=不是公式',
  texts: new Map([['产出情况', '100%']]),
  indicators: [
    {
      key: '1',
      levels: ['产出指标', '数量指标', '会议次数'],
      description: undefined,
      basis: undefined,
      standard: undefined,
      target: { kind: 'number', operator: '≥', value: amount(9850), unit: '%' },
      adjustedTarget: { kind: 'number', operator: '≤', value: amount(3_760_0000, 100_000), unit: '万元' },
      actual: { kind: 'words', text: '2020年1月-12月' },
      weight: amount(1000),
      score: amount(607),
      deviationReason: '合并召开',
    },
  ],
}

export const officeCells = {
  '年初预算/合计/年初预算数': '1,530.55',
  '年初预算/合计/完成比例': '99.70%',
  '年初预算/2013101/年初预算数': '600',
  // 4 辆: the sketch reads every text as 万元, and a count is hundredths of one.
  '实物量/保有量/填报数': '0.000400',
  '实物量/购置费/填报数': '——',
  '上年·支出决算表/合计/小计': '0.00',
  '上年·支出决算表/201/小计': '492.123456',
}

export const officeTexts = { 职责: '1.第一条。\n2.第二条。', '用途·201': '人员“工资”等' }

export const officeAnswers: KnownAnswers = {
  unit: { name: '测试局', code: '001001', nature: '事业单位', approved: '2024-09-10' },
  accounts: sketchAccounts({ cells: officeCells, texts: officeTexts, names: { '201': '一般公共服务支出' } }),
  projects: [officeProject],
}

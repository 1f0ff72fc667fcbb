import { describe, expect, test } from 'vitest'
import { describeQuoted, openQuoted, rowsOf } from '#test/samples/describe-quoted.ts'
import { cellText, gridsOf } from '#test/samples/document-text.ts'
import { corrected } from '#test/samples/facts.ts'

const opened = await openQuoted('004')

describeQuoted('004', opened, {
  sentences: [
    {
      id: 's5.1',
      print: '占本年支出合计的100%',
      document: '占本年支出合计的99.9%',
      reason: 'the author’s mistake: 746.90 of 747.60',
    },
    {
      id: 's7.1.recv',
      print: '增长27.3%',
      document: '增长27.1%',
      reason: 'reckoned from amounts in 元 that the document does not print; from 1.64 and 1.29 it is 27.1',
    },
    {
      id: 's11.3',
      print: '占政府采购支出总额的54.2%',
      document: '占政府采购支出总额的31.1%',
      reason: 'the author’s mistake: 54.2 is the share of 中小企业, the sentence names 政府采购支出总额',
    },
  ],
  headings: [],
  tails: [
    'ZB-0004',
    'ZC-0002 支出决算表 20103 本年支出合计',
    'ZC-0002 支出决算表 20103 基本支出',
    'JB-0001 一般公共预算财政拨款基本支出决算表 301',
    'JB-0001 一般公共预算财政拨款基本支出决算表 302',
  ],
  remarks: [
    'XM-0001 年初预算项目 实际支出',
    'XM-0002 年初预算项目 101',
    'XM-0002 年初预算项目 102',
    'XM-0002 年初预算项目 103',
    'XM-0002 年初预算项目 104',
    'XM-0002 年初预算项目 105',
    'XM-0002 年初预算项目 106',
    'XM-0003',
    'CK-104 部门整体支出 开展帮扶工作',
    'CK-104 部门整体支出 缩减预算专项支',
    'CK-104 部门整体支出 保证支出资金合规、合理、有效',
    'CK-104 部门整体支出 按照资金拨付进度完成相关绩效指标。',
    'CK-104 部门整体支出 不断降低各项支出成本，提高机关服务效能。',
    'CK-104 部门整体支出 确保地方经济健康发展，推进工作。',
    'CK-104 部门整体支出 优化资源配置',
    'CK-104 部门整体支出 群众满意度提升。',
    'CK-111 部门整体支出 全年预算数',
    'CK-113 部门整体支出',
    'CK-116 部门整体支出 统筹协调有关部门',
  ],
  verdict: '可以公开，另有17处提示',
  findings: ['error CG-0007', 'error BL-0001', 'error CK-117 部门整体支出 全年预算数'],
  authorsVerdict: '不得公开，因为3处错误',
  wrong: [
    { id: 's5.1', template: '一般公共预算.总体', reads: ['100 → 99.9'] },
    { id: 's11.3', template: '政府采购', reads: ['54.2 → 31.1'] },
  ],
})

describe('the tables', () => {
  test.each(opened.facts.tables)(
    '$code prints cell by cell as published',
    ({ id, header, body, notes, title, code, nameLine, unitLine }) => {
      const wanted = [...header, ...body].map((row) => row.map(cellText))
      const rows = rowsOf(opened.good, id)
      expect(rows.filter((row) => !isUnprintedClass(row))).toEqual(wanted)
      const grid = gridsOf(opened.good.model).find((one) => one.id === id)
      expect(grid).toMatchObject({ title, code, line: [nameLine, '2020年度', unitLine], headerRows: header.length })
      expect(grid?.notes.map(cellText)).toEqual(notes.map((note) => cellText(withStop(note))))
    },
  )
})

/** The print cuts 公开01表 and 04表 after nine 类; the form keeps the others, without line numbers and without amounts. */
function isUnprintedClass(row: readonly string[]): boolean {
  return row[4] === '' && /^二?十/u.test(row[3] ?? '') && row.slice(5).every((text) => text === '0.00')
}

/** One note of the print lacks its full stop. */
const withStop = (note: string): string => (/[。)]$/u.test(note) ? note : `${note}。`)

describe('the scoring sheet', () => {
  const [sheet] = corrected(opened.facts).projects
  const rows = rowsOf(opened.good, '部门整体支出绩效自评表-部门整体支出')

  test('prints the twelve indicators as published', () => {
    const start = rows.findIndex((row) => row.includes('三级指标')) + 1
    const printed = rows.slice(start, start + 12).map((row) => row.filter((text, column) => column > 2 && text !== ''))
    expect(printed).toEqual(
      sheet?.indicators.map(({ levels, target, actual, weight, score }) =>
        [levels[2], target, actual.replace('≥', ''), weight, score].map(cellText),
      ),
    )
  })

  test('prints money, total and grade as published', () => {
    expect(rows.find((row) => row.includes('合计'))?.filter((text) => text !== '')).toEqual([
      '合计',
      '579.45',
      '746.9',
      '747.6',
      '10',
      '100%',
      '10',
    ])
    expect(rows.at(-1)?.filter((text) => text !== '')).toEqual(['总分', '100', '92', '等级:优'])
  })
})

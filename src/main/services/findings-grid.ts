import type { Finding, Severity } from '#core/check/finding.ts'
import type { Grid, GridCell, GridRow } from '#core/document/model.ts'

const COLUMNS = [
  '序号',
  '级别',
  '规则',
  '审核内容',
  '位置',
  '实际',
  '应为',
  '差额',
  '归因单元格',
  '处理建议',
  '依据',
] as const

const LEVEL: Readonly<Record<Severity, string>> = { error: '错误', warning: '提示', info: '信息' }

const OUTCOME: Readonly<Record<Finding['outcome'], string>> = {
  fail: '',
  tail: '（尾差）',
  'cannot-check': '（缺数据，无法审核）',
}

/** The findings as a table, errors first: one more grid, so that it is written like any other sheet. */
export function findingsGrid(findings: readonly Finding[], verdict: string): Grid {
  const order: readonly Severity[] = ['error', 'warning', 'info']
  const sorted = findings.toSorted(
    (a, b) =>
      order.indexOf(a.severity) - order.indexOf(b.severity) || (a.group ?? '').localeCompare(b.group ?? '', 'zh-CN'),
  )
  return {
    id: '审核结果',
    title: '审核结果',
    headingLevel: undefined,
    code: undefined,
    line: [verdict, '', `共${findings.length}条`],
    orientation: 'landscape',
    widths: [5, 6, 9, 30, 26, 14, 14, 12, 28, 40, 24],
    fontSize: 9,
    headerRows: 1,
    rows: [textRow(COLUMNS, true), ...sorted.map((finding, index) => findingRow(finding, index + 1))],
    notes: [],
  }
}

function findingRow(finding: Finding, number: number): GridRow {
  const place = [finding.where, ...(finding.outcome === 'cannot-check' ? finding.cells : [])].filter(
    (part) => part !== '',
  )
  return textRow([
    String(number),
    LEVEL[finding.severity],
    finding.rule,
    finding.title + OUTCOME[finding.outcome],
    [...new Set(place)].join('；'),
    finding.stated,
    finding.expected,
    finding.difference,
    finding.group ?? '',
    finding.hint,
    finding.source,
  ])
}

function textRow(texts: readonly string[], bold = false): GridRow {
  const align: GridCell['align'] = bold ? 'center' : 'left'
  return { cells: texts.map((text, column) => ({ column, colSpan: 1, rowSpan: 1, text, align, bold })) }
}

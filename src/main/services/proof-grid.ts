import type { Grid, GridCell, GridRow } from '#core/document/model.ts'
import type { DraftPlace, Proofreading, ProofRow } from '#core/proofread/result.ts'

const COLUMNS = ['序号', '结果', '位置', '文稿原句', '文稿写的', '应为', '依据', '说明'] as const

export const PROOF_KINDS: Readonly<Record<ProofRow['kind'], string>> = {
  'wrong-figure': '数字错误',
  'wrong-word': '文字错误',
  tail: '尾差',
  unchecked: '没有核对',
  absent: '文稿中没有',
}

/** What a proofreading found as a table, mistakes first: one more grid, so that it is written like any other sheet. */
export function proofGrid({ rows, counts }: Proofreading): Grid {
  const order = Object.keys(PROOF_KINDS)
  const sorted = rows.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  return {
    id: '文稿核对结果',
    title: '文稿核对结果',
    headingLevel: undefined,
    code: undefined,
    line: [`核对了${counts.sentences}句${counts.figures}个数`, '', `共${rows.length}条`],
    orientation: 'landscape',
    widths: [5, 9, 26, 50, 16, 16, 32, 40],
    fontSize: 9,
    headerRows: 1,
    rows: [textRow(COLUMNS, true), ...sorted.map((row, index) => proofRow(row, index + 1))],
    notes: [],
  }
}

function proofRow(row: ProofRow, number: number): GridRow {
  const kind = PROOF_KINDS[row.kind]
  switch (row.kind) {
    case 'wrong-figure':
    case 'tail':
    case 'wrong-word': {
      const source = row.kind === 'wrong-word' ? '' : row.refs.join('；')
      const why = row.kind === 'tail' ? '在报表金额四舍五入的范围内' : ''
      return textRow([`${number}`, kind, placeText(row.place), row.sentence, row.written, row.expected, source, why])
    }
    case 'unchecked': {
      const similar = row.similar === undefined ? '' : `。相近的句子：${row.similar}`
      return textRow([`${number}`, kind, placeText(row.place), row.sentence, '', '', '', row.why + similar])
    }
    case 'absent':
      return textRow([`${number}`, kind, row.section, '', '', '', '', row.text])
  }
}

/** 三、支出决算情况说明 第 2 段 */
export function placeText({ heading, paragraph, row }: DraftPlace): string {
  if (row !== undefined) return `${heading} 表格第 ${row} 行`.trim()
  if (paragraph === 0) return `${heading}（标题）`
  return `${heading} 第 ${paragraph} 段`.trim()
}

function textRow(texts: readonly string[], bold = false): GridRow {
  const align: GridCell['align'] = bold ? 'center' : 'left'
  return { cells: texts.map((text, column) => ({ column, colSpan: 1, rowSpan: 1, text, align, bold })) }
}

import type { Block, DocumentModel, GridCell, GridRow } from './model.ts'

/** One thing that a correction puts right, and why. */
export interface CorrectedPlace {
  readonly where: string
  readonly was: string
  readonly is: string
  readonly why: string
}

/** What a corrected document says of the one before: 更正说明. */
export interface CorrectionNote {
  /** The version that is corrected, and the day on which it was published. */
  readonly version: number
  readonly publishedOn: string
  readonly places: readonly CorrectedPlace[]
}

const HEADING = '更正说明'
const COLUMNS = ['序号', '位置', '原公开内容', '更正后内容', '更正原因']

/** The document with its 更正说明 on a page of its own before the first part. */
export function withCorrection(model: DocumentModel, note: CorrectionNote): DocumentModel {
  const at = beginOfText(model.blocks)
  const page: readonly Block[] = [
    { kind: 'heading', level: 1, id: HEADING, content: [{ kind: 'text', text: HEADING }], pageBreakBefore: true },
    {
      kind: 'paragraph',
      id: `${HEADING}-1`,
      role: 'body',
      content: [{ kind: 'text', text: leadOf(model, note) }],
    },
    { kind: 'grid', grid: gridOf(model, note) },
    { kind: 'page-break' },
  ]
  return { ...model, blocks: [...model.blocks.slice(0, at), ...page, ...model.blocks.slice(at)] }
}

/** Behind cover, 目录 and the pages between them that carry no number. */
function beginOfText(blocks: readonly Block[]): number {
  let isOnFrontPage = false
  const first = blocks.findIndex((block) => {
    if (block.kind === 'page-break') isOnFrontPage = block.front === true
    else if (block.kind === 'cover' || block.kind === 'toc') isOnFrontPage = false
    else return !isOnFrontPage
    return false
  })
  return first === -1 ? blocks.length : first
}

function leadOf({ unitName, title }: DocumentModel, { publishedOn, places }: CorrectionNote): string {
  const [year, month, day] = publishedOn.split('-').map(Number)
  return `${unitName}于${year}年${month}月${day}日公开的《${title}》有${places.length}处更正，具体如下，其余内容不变。`
}

function gridOf({ style }: DocumentModel, { places }: CorrectionNote): Extract<Block, { kind: 'grid' }>['grid'] {
  return {
    id: `${HEADING}表`,
    title: '更正事项',
    headingLevel: undefined,
    code: undefined,
    line: ['', '', ''],
    orientation: 'portrait',
    widths: [6, 24, 26, 26, 18],
    fontSize: style.sizes.table,
    headerRows: 1,
    rows: [
      row(COLUMNS, () => 'center'),
      ...places.map(({ where, was, is, why }, index) =>
        row([String(index + 1), where, was, is, why], (column) => (column === 0 ? 'center' : 'left')),
      ),
    ],
    notes: [],
  }
}

function row(texts: readonly string[], align: (column: number) => GridCell['align']): GridRow {
  return {
    cells: texts.map((text, column) => ({ column, colSpan: 1, rowSpan: 1, text, align: align(column), bold: false })),
  }
}

import { cellRef } from '#core/model/cell.ts'
import type { Block, DocumentModel, DocumentStyle, Inline } from '#core/document/model.ts'
import {
  UNIT,
  amount,
  basicDetail,
  cell,
  head,
  income,
  incomeAndExpenditure,
  scoringSheet,
  threePublic,
} from './fixture-grids.ts'

/** GB/T 9704 numbers as a pack would resolve them. */
export const STYLE: DocumentStyle = {
  page: {
    width: 210,
    height: 297,
    margin: { top: 37, right: 26, bottom: 35, left: 28 },
    tableMargin: { top: 24, right: 20, bottom: 24, left: 20 },
  },
  fonts: {
    title: ['方正小标宋简体', '方正小标宋_GBK', '华文中宋', 'Noto Serif SC'],
    heading1: ['黑体', 'SimHei', 'Noto Sans SC'],
    heading2: ['楷体_GB2312', '楷体', 'KaiTi', 'LXGW WenKai'],
    body: ['仿宋_GB2312', '仿宋', 'FangSong', 'Noto Serif SC'],
    table: ['宋体', 'SimSun', 'Noto Serif SC'],
    digits: ['Times New Roman', 'Noto Serif SC'],
  },
  sizes: { coverUnit: 26, coverTitle: 36, title: 22, heading: 16, body: 16, table: 10.5, note: 10.5 },
  lineSpacing: 28.95,
  pageNumber: { form: '— {n} —', size: 14 },
}

const text = (value: string): Inline => ({ kind: 'text', text: value })
const figure = (value: string, row: string): Inline => ({
  kind: 'figure',
  text: value,
  refs: [cellRef('收入支出决算总表', row, '金额')],
  formula: `[收入支出决算总表/${row}/金额]`,
})

function heading(level: 1 | 2 | 3 | 4, id: string, value: string, pageBreakBefore = false): Block {
  return { kind: 'heading', level, id, content: [text(value)], pageBreakBefore }
}

const paragraph = (id: string, ...content: readonly Inline[]): Block => ({
  kind: 'paragraph',
  id,
  role: 'body',
  content,
})

const DUTY =
  '对全区政治、经济和社会各项事业发展进行基础性调研和超前性研究，提出有针对性的意见和建议，为区委领导决策和决策的实施提供科学依据；' +
  '围绕区委重大决策贯彻落实及各个时期中心工作开展情况，抓好反馈性调研和跟踪问效调研，并抓好调研成果转化，为区委领导科学决策和再决策提供好前瞻服务。'

/** Everything that a renderer can meet, once, in an order that seed 001 has too. */
export const MODEL: DocumentModel = {
  title: '2023年度单位决算公开',
  unitName: UNIT,
  year: 2023,
  style: STYLE,
  blocks: [
    {
      kind: 'cover',
      lines: [
        { role: 'unit', text: UNIT },
        { role: 'title', text: '2023年度单位决算公开' },
        { role: 'line', text: '经办：<办公室> & 财务' },
        { role: 'date', text: '二〇二四年九月' },
      ],
    },
    { kind: 'toc', title: '目　录', depth: 2 },
    heading(1, 'part-1', '第一部分 概况', true),
    heading(2, 'part-1-1', '一、本部门（单位）职责'),
    ...[1, 2, 3, 4, 5, 6].map((n) => paragraph(`duty-${n}`, text(`${n}. ${DUTY}`))),
    heading(2, 'part-1-2', '二、机构设置情况'),
    paragraph(
      'organs',
      text('根据主要职责，设9个内设机构，分别是：政策研究室、行政室、秘书室、会务室、综合室、督查室。'),
    ),
    heading(1, 'part-2', '第二部分 2023年部门决算表', true),
    { kind: 'grid', grid: incomeAndExpenditure() },
    { kind: 'page-break' },
    { kind: 'grid', grid: income() },
    { kind: 'page-break' },
    { kind: 'grid', grid: basicDetail() },
    { kind: 'page-break' },
    { kind: 'grid', grid: threePublic() },
    heading(1, 'part-3', '第三部分 情况说明', true),
    heading(2, 'part-3-1', '一、收入支出决算总体情况说明'),
    paragraph(
      'total',
      text('2023年度收入总计'),
      figure('692.87', '总计'),
      text('万元，支出总计'),
      figure('692.86', '总计'),
      text('万元。与上年相比，收入总计增加'),
      figure('200.84', '总计'),
      text('万元，增长'),
      { ...figure('40.82', '总计') },
      text('%。主要原因是'),
      { kind: 'missing', textId: 'reason.total', prompt: '请写明收入总计增加的主要原因' },
      text('。“三公”经费与上年相同——'),
      { kind: 'text', text: '其中：', bold: true },
    ),
    heading(2, 'part-3-5', '五、一般公共预算财政拨款支出决算情况说明'),
    heading(3, 'part-3-5-1', '（一）总体情况'),
    {
      kind: 'paragraph',
      id: 'list-1',
      role: 'list',
      content: [text('财政拨款收入'), figure('692.85', '总计'), text('万元，占比100.00%；')],
    },
    heading(4, 'part-3-5-1-1', '1.具体情况'),
    paragraph('detail', text('本年度无此项收支。')),
    { kind: 'paragraph', id: 'note-1', role: 'note', content: [text('注：以上数据保留两位小数。')] },
    heading(1, 'part-5', '第五部分 附件', true),
    { kind: 'paragraph', id: 'annex', role: 'title', content: [text('项目支出绩效自评结果')] },
    { kind: 'grid', grid: scoringSheet() },
  ],
}

/** Page numbers as a first print would have found them. */
export const PAGES: ReadonlyMap<string, number> = new Map([
  ['part-1', 1],
  ['part-1-1', 1],
  ['part-1-2', 3],
  ['part-2', 4],
  ['收入支出决算总表', 4],
  ['收入决算表', 6],
  ['基本支出决算明细表', 7],
  ['三公经费支出决算表', 8],
  ['part-3', 9],
  ['part-3-1', 9],
  ['part-3-5', 9],
  ['part-5', 11],
  ['绩效自评-区委办业务费', 11],
])

/** Ten tables and six sheets, as many as seed 001 has: for measuring. */
export function fullModel(): DocumentModel {
  const tables = Array.from({ length: 10 }, (_, index) => {
    const id = `表${index + 1}`
    return [incomeAndExpenditure, income, basicDetail, threePublic][index % 4]?.(id) ?? income(id)
  })
  const sheets = Array.from({ length: 6 }, (_, index) => scoringSheet(`评${index + 1}`, `项目${index + 1}`))
  const grids = [...tables, ...sheets].flatMap((grid): Block[] => [{ kind: 'page-break' }, { kind: 'grid', grid }])
  return { ...MODEL, blocks: [...MODEL.blocks.filter((block) => block.kind !== 'grid'), ...grids] }
}

/** A page that a person can read whole: for the golden files. */
export const SMALL: DocumentModel = {
  ...MODEL,
  blocks: [
    {
      kind: 'cover',
      lines: [
        { role: 'unit', text: UNIT },
        { role: 'title', text: '2023年度单位决算公开' },
      ],
    },
    { kind: 'toc', title: '目　录', depth: 2 },
    heading(1, 'part-3', '第三部分 情况说明', true),
    paragraph('total', text('收入总计'), figure('692.87', '总计'), text('万元，因为 A&B < C：'), {
      kind: 'missing',
      textId: 'reason',
      prompt: '请写明原因',
    }),
    {
      kind: 'grid',
      grid: {
        id: '小表',
        title: '收入决算表',
        tocTitle: '一、收入决算表',
        headingLevel: 2,
        code: '公开02表',
        line: [`部门名称：${UNIT}`, '2023年度', '金额单位：万元'],
        orientation: 'landscape',
        widths: [2, 1, 1],
        fontSize: 10.5,
        headerRows: 2,
        rows: [
          { cells: [head(0, '项目', 1, 2), head(1, '本年收入', 2)] },
          { cells: [head(1, '小计'), head(2, '其他')] },
          { height: 9, cells: [cell(0, '合计', { bold: true }), amount(1, '1,692.87', '小表', '合计', '小计')] },
          {
            cells: [
              cell(0, '第一行\n第二行'),
              amount(1, '——', '小表', '一', '小计'),
              amount(2, '', '小表', '一', '其他'),
            ],
          },
        ],
        notes: ['注：本表反映收入。'],
      },
    },
  ],
}

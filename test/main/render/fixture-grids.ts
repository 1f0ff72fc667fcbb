import { cellRef } from '#core/model/cell.ts'
import type { Grid, GridCell, GridRow } from '#core/document/model.ts'

export const UNIT = '中国共产党长治市上党区委员会办公室'

type Align = GridCell['align']
interface CellOptions {
  readonly align?: Align
  readonly colSpan?: number
  readonly rowSpan?: number
  readonly bold?: boolean
}

export function cell(column: number, text: string, options: CellOptions = {}): GridCell {
  const { align = 'left', colSpan = 1, rowSpan = 1, bold = false } = options
  return { column, text, align, colSpan, rowSpan, bold }
}

export const head = (column: number, text: string, colSpan = 1, rowSpan = 1): GridCell =>
  cell(column, text, { align: 'center', colSpan, rowSpan })

/** A figure of a table: blank text stays blank, everything else is also a number. */
export function amount(column: number, text: string, table: string, row: string, name: string): GridCell {
  const ref = cellRef(table, row, name)
  if (text === '' || text === '——') return { ...cell(column, text, { align: 'right' }), ref }
  return { ...cell(column, text, { align: 'right' }), ref, number: text.replaceAll(',', '') }
}

const row = (...cells: readonly GridCell[]): GridRow => ({ cells })

const INCOME = [
  '一、一般公共预算财政拨款收入',
  '二、政府性基金预算财政拨款收入',
  '三、国有资本经营预算财政拨款收入',
  '四、上级补助收入',
  '五、事业收入',
  '六、经营收入',
  '七、附属单位上缴收入',
  '八、其他收入',
]

const EXPENDITURE = [
  ['一、一般公共服务支出', '594.43'],
  ['二、外交支出', ''],
  ['三、国防支出', ''],
  ['四、公共安全支出', ''],
  ['五、教育支出', ''],
  ['六、科学技术支出', ''],
  ['七、文化旅游体育与传媒支出', ''],
  ['八、社会保障和就业支出', '49.84'],
  ['九、卫生健康支出', '16.04'],
  ['十、节能环保支出', ''],
  ['十一、城乡社区支出', ''],
  ['十二、农林水支出', ''],
  ['十三、交通运输支出', ''],
  ['十四、资源勘探工业信息等支出', ''],
  ['十五、商业服务业等支出', ''],
  ['十六、金融支出', ''],
  ['十七、援助其他地区支出', ''],
  ['十八、自然资源海洋气象等支出', ''],
  ['十九、住房保障支出', '32.56'],
  ['二十、粮油物资储备支出', ''],
  ['二十一、国有资本经营预算支出', ''],
  ['二十二、灾害防治及应急管理支出', ''],
  ['二十三、其他支出', ''],
  ['二十四、债务还本支出', ''],
  ['二十五、债务付息支出', ''],
  ['二十六、抗疫特别国债安排的支出', ''],
] as const

const TOTALS = [
  ['本年收入合计', '692.87', '本年支出合计', '692.87', true],
  ['使用非财政拨款结余和专用结余', '', '结余分配', '', false],
  ['年初结转和结余', '', '年末结转和结余', '', false],
  ['', '', '', '', false],
  ['总计', '692.87', '总计', '692.87', true],
] as const

const LINE = [`部门名称：${UNIT}`, '2023年度', '金额单位：万元'] as const

/** 31 rows with 62 行次: income left, expenditure right. */
export function incomeAndExpenditure(id = '收入支出决算总表'): Grid {
  const label = (text: string, column: number, bold: boolean): GridCell =>
    cell(column, text, bold ? { align: 'center', bold } : {})
  const body = [
    ...EXPENDITURE.map(
      ([name, value], index) => [INCOME[index] ?? '', index === 0 ? '692.87' : '', name, value, false] as const,
    ),
    ...TOTALS,
  ].map(([left, leftValue, right, rightValue, bold], index) =>
    row(
      label(left, 0, bold),
      head(1, String(index + 1)),
      amount(2, leftValue, id, left === '' ? `空${index}` : left, '金额'),
      label(right, 3, bold),
      head(4, String(index + 32)),
      amount(5, rightValue, id, right === '' ? `空${index}右` : right, '金额'),
    ),
  )
  return {
    id,
    title: '收入支出决算总表',
    tocTitle: '一、收入支出决算总表',
    headingLevel: 2,
    code: '公开01表',
    line: LINE,
    orientation: 'portrait',
    widths: [30, 6, 14, 30, 6, 14],
    fontSize: 10.5,
    headerRows: 3,
    rows: [
      row(head(0, '收入', 3), head(3, '支出', 3)),
      row(...['项目', '行次', '金额', '项目', '行次', '金额'].map((text, column) => head(column, text))),
      row(...['栏次', '', '1', '栏次', '', '2'].map((text, column) => head(column, text))),
      ...body,
    ],
    notes: ['注：本表反映部门本年度的总收支和年末结转结余情况。本套报表金额单位转换时可能存在尾数误差。'],
  }
}

const FUNCTIONS = [
  ['201', '一般公共服务支出', '594.43'],
  ['20131', '党委办公厅（室）及相关机构事务', '594.43'],
  ['2013101', '行政运行', '219.18'],
  ['2013102', '一般行政管理事务', '268.71'],
  ['2013150', '事业运行', '98.96'],
  ['2013199', '其他党委办公厅（室）及相关机构事务支出', '7.58'],
  ['208', '社会保障和就业支出', '49.84'],
  ['20805', '行政事业单位养老支出', '49.84'],
  ['2080501', '行政单位离退休', '11.16'],
  ['2080505', '机关事业单位基本养老保险缴费支出', '38.68'],
  ['210', '卫生健康支出', '16.04'],
  ['21011', '行政事业单位医疗', '16.04'],
  ['2101101', '行政单位医疗', '10.71'],
  ['2101102', '事业单位医疗', '5.33'],
  ['221', '住房保障支出', '32.56'],
  ['22102', '住房改革支出', '32.56'],
  ['2210201', '住房公积金', '32.56'],
] as const

/** Nine columns, header with row spans and column spans. */
export function income(id = '收入决算表', orientation: Grid['orientation'] = 'landscape'): Grid {
  const columns = [
    '本年收入合计',
    '财政拨款收入',
    '上级补助收入',
    '事业收入',
    '经营收入',
    '附属单位上缴收入',
    '其他收入',
  ]
  const values = (first: number, value: string, rowName: string): GridCell[] =>
    columns.map((name, index) => amount(first + index, index < 2 ? value : '', id, rowName, name))
  return {
    id,
    title: id,
    tocTitle: `二、${id}`,
    headingLevel: 2,
    code: '公开02表',
    line: LINE,
    orientation,
    widths: [10, 26, 10, 10, 10, 10, 10, 10, 10],
    fontSize: 10.5,
    headerRows: 3,
    rows: [
      row(head(0, '项目', 2), ...columns.map((name, index) => head(index + 2, name, 1, 2))),
      row(head(0, '科目代码'), head(1, '科目名称')),
      row(head(0, '栏次', 2), ...columns.map((_, index) => head(index + 2, String(index + 1)))),
      row(cell(0, '合计', { align: 'center', colSpan: 2, bold: true }), ...values(2, '692.87', '合计')),
      ...FUNCTIONS.map(([code, name, value]) => row(cell(0, code), cell(1, name), ...values(2, value, code))),
    ],
    notes: ['注：本表反映部门本年度取得的各项收入情况。'],
  }
}

const PERSONNEL = [
  '工资福利支出',
  '基本工资',
  '津贴补贴',
  '奖金',
  '伙食补助费',
  '绩效工资',
  '机关事业单位基本养老保险缴费',
]
const OFFICE = ['商品和服务支出', '办公费', '印刷费', '咨询费', '手续费', '水费', '电费']
const DEBT = [
  '债务利息及费用支出',
  '国内债务付息',
  '国外债务付息',
  '国内债务发行费用',
  '国外债务发行费用',
  '资本性支出（基本建设）',
  '房屋建筑物购建',
]
const CAPITAL = [
  '地上附着物和青苗补偿',
  '拆迁补偿',
  '公务用车购置',
  '其他交通工具购置',
  '文物和陈列品购置',
  '无形资产购置',
  '其他资本性支出',
]

/** Twelve columns in four blocks, landscape. */
export function basicDetail(id = '基本支出决算明细表'): Grid {
  const values = ['373.14', '134.11', '73.60', '33.25', '', '41.90', '38.68', '', '——']
  const block = (first: number, code: string, name: string, value: string): GridCell[] => [
    cell(first, code),
    cell(first + 1, name),
    amount(first + 2, value, id, code, '决算数'),
  ]
  const body = Array.from({ length: 28 }, (_, index) => {
    const pick = (names: readonly string[]): string => names[index % names.length] ?? ''
    return row(
      ...block(0, String(30100 + index), pick(PERSONNEL), values[index % 9] ?? ''),
      ...block(3, String(30200 + index), pick(OFFICE), values[(index + 4) % 9] ?? ''),
      ...block(6, String(30700 + index), pick(DEBT), index % 7 > 4 ? '——' : ''),
      ...block(9, String(31000 + index), pick(CAPITAL), ''),
    )
  })
  return {
    id,
    title: '一般公共预算财政拨款基本支出决算明细表',
    tocTitle: '六、一般公共预算财政拨款基本支出决算明细表',
    headingLevel: 2,
    code: '公开06表',
    line: LINE,
    orientation: 'landscape',
    widths: [7, 16, 8, 7, 14, 8, 7, 16, 8, 7, 16, 8],
    fontSize: 9,
    headerRows: 2,
    rows: [
      row(head(0, '人员经费', 3), head(3, '公用经费', 9)),
      row(...[0, 3, 6, 9].flatMap((c) => [head(c, '科目代码'), head(c + 1, '科目名称'), head(c + 2, '决算数')])),
      ...body,
      row(
        cell(0, '人员经费合计', { align: 'center', colSpan: 2, bold: true }),
        amount(2, '384.36', id, '人员经费合计', '决算数'),
        cell(3, '公用经费合计', { align: 'center', colSpan: 8, bold: true }),
        amount(11, '32.22', id, '公用经费合计', '决算数'),
      ),
    ],
    notes: ['注：本表反映部门本年度一般公共预算财政拨款基本支出明细情况。'],
  }
}

/** An empty table: headers of four levels and the sentence that says so. */
export function threePublic(id = '三公经费支出决算表'): Grid {
  const half = (first: number): GridCell[] => [
    head(first, '合计', 1, 2),
    head(first + 1, '因公出国（境）费', 1, 2),
    head(first + 2, '公务用车购置及运行维护费', 3),
    head(first + 5, '公务接待费', 1, 2),
  ]
  const cars = (first: number): GridCell[] =>
    ['小计', '公务用车购置费', '公务用车运行维护费'].map((text, index) => head(first + index, text))
  return {
    id,
    title: '财政拨款“三公”经费支出决算表',
    headingLevel: 2,
    code: '公开09表',
    line: LINE,
    orientation: 'landscape',
    widths: Array.from({ length: 12 }, () => 1),
    fontSize: 10.5,
    headerRows: 4,
    rows: [
      row(head(0, '预算数', 6), head(6, '决算数', 6)),
      row(...half(0), ...half(6)),
      row(...cars(2), ...cars(8)),
      row(...Array.from({ length: 12 }, (_, index) => head(index, String(index + 1)))),
      row(...Array.from({ length: 12 }, (_, index) => cell(index, ''))),
    ],
    notes: ['注：本表反映部门本年度“三公”经费支出预决算情况。', '说明：本表无数据'],
  }
}

const INDICATORS = [
  ['产出指标', '数量指标', '工作部署开展完成率', '=100%', '达成预期指标', '5', '5', ''],
  ['产出指标', '数量指标', '收集、整理全区重要信息完整率', '=100%', '达成预期指标', '2', '2', ''],
  ['产出指标', '数量指标', '日常文书处理率', '=100%', '达成预期指标', '13', '13', ''],
  ['产出指标', '质量指标', '信访举报办结率', '=100%', '达成预期指标', '10', '10', ''],
  ['产出指标', '时效指标', '各项文件处理及时性', '及时', '达成预期指标', '10', '10', ''],
  [
    '产出指标',
    '成本指标',
    '项目预算控制数',
    '≤62万元',
    '≤37.6万元',
    '10',
    '6',
    '节约意识增强，部分资金未及支出，加强预算编制管理。',
  ],
  ['效益指标', '社会效益指标', '单位正常运转保障', '正常运转', '达成预期指标', '30', '30', ''],
  ['满意度指标', '服务对象满意度指标', '服务对象满意度', '≥90%', '达成预期指标', '10', '10', ''],
] as const

/** How many rows from `index` on carry the same text in `columns` of the indicator list; 0 when the row continues one. */
function span(index: number, upTo: 1 | 2): number {
  const key = (at: number): string => (INDICATORS[at] ?? []).slice(0, upTo).join('/')
  if (index > 0 && key(index - 1) === key(index)) return 0
  let length = 1
  while (index + length < INDICATORS.length && key(index + length) === key(index)) length += 1
  return length
}

function indicatorRows(id: string): GridRow[] {
  return INDICATORS.map(([first, second, third, target, actual, weight, score, reason], index) => {
    const merged = (column: number, text: string, upTo: 1 | 2): GridCell[] => {
      const rowSpan = span(index, upTo)
      return rowSpan === 0 ? [] : [head(column, text, 1, rowSpan)]
    }
    return row(
      ...merged(1, first, 1),
      ...merged(2, second, 2),
      cell(3, third),
      head(4, target),
      head(5, target),
      head(6, actual),
      amount(7, weight, id, third, '分值'),
      amount(8, score, id, third, '得分'),
      cell(9, reason),
    )
  })
}

const PERFORMANCE_TEXT =
  '保证区委各项工作正常运转；保证区委和区委办公室各类例会正常召开，做好全区综合性会议的会务工作，' +
  '负责督查、催办上级党委及区委领导批示交办工作的落实情况。'

/** 项目支出绩效自评表: a form without header rows, nested vertical merges, long texts. */
export function scoringSheet(id = '绩效自评-区委办业务费', name = '区委办业务费'): Grid {
  const money = ['62', '62', '62', '37.633', '24.367', '60.70', '6.07']
  const names = ['目标申报数', '预算编制数', '全年预算数', '全年执行数', '资金结（转）余', '执行率', '得分']
  const funds = (rowName: string): GridCell[] =>
    money.map((text, index) => amount(index + 2, text, id, rowName, names[index] ?? ''))
  const analysis = [
    ['项目实施和预算执行情况', `${PERFORMANCE_TEXT}\n但在预算执行中有部分资金未及支付，预算规模不达标。`],
    ['产出情况', '保证了区委保障工作正常运转。'],
    ['效益情况', '保证了区委保障工作正常运转。'],
    ['满意度情况', '保证了区委保障工作正常运转。'],
  ] as const
  return {
    id,
    title: `${name}项目支出绩效自评表`,
    headingLevel: 2,
    code: undefined,
    line: ['', '（2023年度）', ''],
    orientation: 'portrait',
    widths: [9, 11, 11, 17, 10, 10, 12, 7, 7, 14],
    fontSize: 9,
    headerRows: 0,
    rows: [
      row(head(0, '项目名称', 2), cell(2, name, { colSpan: 8 })),
      row(
        head(0, '主管部门及代码', 2),
        cell(2, `001-${UNIT}`, { colSpan: 3 }),
        head(5, '预算单位'),
        cell(6, `001001-${UNIT}`, { colSpan: 4 }),
      ),
      row(
        head(0, '项目资金预算安排及执行进度（万元）', 1, 4),
        head(1, '', 1, 2),
        head(2, '年初预算数', 2),
        ...names.slice(2).map((text, index) => head(index + 4, text, 1, 2)),
        head(9, '偏差原因分析及改进措施', 1, 2),
      ),
      row(head(2, '目标申报数'), head(3, '预算编制数')),
      row(head(1, '资金总额：'), ...funds('资金总额'), cell(9, '')),
      row(head(1, '市县区财政资金'), ...funds('市县区财政资金'), cell(9, '')),
      row(head(0, '项目年度绩效目标', 1, 2), head(1, '年度目标', 5), head(6, '实际完成情况', 4)),
      row(cell(1, PERFORMANCE_TEXT, { colSpan: 5 }), cell(6, '节约意识增强，部分资金未及支出。', { colSpan: 4 })),
      row(
        head(0, '绩效指标', 1, INDICATORS.length + 1),
        ...[
          '一级指标',
          '二级指标',
          '三级指标',
          '年初指标值',
          '调整后指标值',
          '实际完成值',
          '分值',
          '得分',
          '偏差原因分析及改进措施',
        ].map((text, index) => head(index + 1, text)),
      ),
      ...indicatorRows(id),
      row(head(0, '总分', 8), amount(8, '92.07', id, '总分', '得分'), head(9, '优')),
      ...analysis.map(([label, text], index) =>
        row(
          ...(index === 0 ? [head(0, '项目绩效分析', 1, 6), head(1, '自评结果分析', 1, 4)] : []),
          head(2, label, 2),
          cell(4, text, { colSpan: 6 }),
        ),
      ),
      row(head(1, '主要经验做法', 3), cell(4, '加强预算编制管理', { colSpan: 6 })),
      row(head(1, '下一步改进措施及管理建议', 3), cell(4, '加强预算编制管理', { colSpan: 6 })),
    ],
    notes: [
      '备注：1.“年初预算数”项下的“目标申报数”和“预算编制数”为并列关系。',
      '2.“全年执行数”是指预算执行指标确认数。',
    ],
  }
}

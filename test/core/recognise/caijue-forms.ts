import type { SheetSketch, SketchCell } from './workbooks.ts'

/** What a variant of the set changes, the figures staying the same. */
export interface CaijueStyle {
  /** Line above each table. */
  readonly line?: (form: string) => readonly (readonly SketchCell[])[]
  /** Rows put in after the header. */
  readonly after?: readonly (readonly SketchCell[])[]
  /** Rows put in below the last one. */
  readonly notes?: readonly (readonly SketchCell[])[]
  /** An amount as the file holds it. */
  readonly amount?: (yuan: number) => SketchCell
  /** A code as the file holds it, in one column (default: 类, 款, 项 merged into one heading and one column). */
  readonly code?: (code: string) => SketchCell
  readonly title?: (title: string) => string
  readonly label?: (label: string) => string
  readonly third?: boolean
}

const plain = (style: CaijueStyle) => ({
  line:
    style.line ??
    ((form: string) => [[form], ['编制单位：测试单位', null, null, '2023年度', null, null, '金额单位：元']]),
  amount: style.amount ?? ((yuan: number): SketchCell => yuan),
  code: style.code ?? ((code: string): SketchCell => code),
  title: style.title ?? ((title: string) => title),
  label: style.label ?? ((label: string) => label),
  notes: style.notes ?? [],
  after: style.after ?? [],
  third: style.third ?? true,
})

/** 财决01表: three blocks side by side, five columns each. */
export function z01(style: CaijueStyle = {}): SheetSketch {
  const { line, amount, title, label, notes, after, third } = plain(style)
  const income: readonly (readonly [string, number, number, number] | null)[] = [
    ['一、一般公共预算财政拨款收入', 5000000, 6928700.12, 6928700.12],
    ['二、政府性基金预算财政拨款收入', 0, 0, 0],
    ['三、国有资本经营预算财政拨款收入', 0, 0, 0],
    ['四、上级补助收入', 0, 0, 0],
    ['五、事业收入', 0, 0, 0],
    ['六、经营收入', 0, 0, 0],
    ['七、附属单位上缴收入', 0, 0, 0],
    ['八、其他收入', 0, 1200.5, 1200.5],
    ['本年收入合计', 5000000, 6929900.62, 6929900.62],
    ['使用非财政拨款结余和专用结余', 0, 0, 0],
    ['年初结转和结余', 0, 300.01, 300.01],
    ['总计', 5000000, 6930200.63, 6930200.63],
  ]
  const byFunction: readonly (readonly [string, number, number, number] | null)[] = [
    ['一、一般公共服务支出', 4000000, 5900000, 5900000.33],
    ['八、社会保障和就业支出', 1000000, 1029900.79, 1029900.29],
    null,
    null,
    null,
    null,
    null,
    null,
    ['本年支出合计', 5000000, 6929900.79, 6929900.62],
    ['结余分配', 0, 0, 0],
    ['年末结转和结余', 0, 300.01, 300.01],
    ['总计', 5000000, 6930200.8, 6930200.63],
  ]
  const byNature: readonly (readonly [string, number, number, number] | null)[] = [
    ['一、基本支出', 4000000, 4165800, 4165800],
    ['    人员经费', 3843600, 3843600, 3843600],
    ['二、项目支出', 1000000, 2764100.62, 2764100.62],
    null,
    null,
    null,
    null,
    ['调出说明未列的行', 0, 0, 5],
    ['本年支出合计', 5000000, 6929900.79, 6929900.62],
    ['结余分配', 0, 0, 0],
    ['年末结转和结余', 0, 300.01, 300.01],
    ['总计', 5000000, 6930200.8, 6930200.63],
  ]
  const cells = (row: readonly [string, number, number, number] | null, at: number): readonly SketchCell[] =>
    row ? [label(row[0]), at, amount(row[1]), amount(row[2]), amount(row[3])] : [null, at, null, null, null]
  const head = (name: string): readonly SketchCell[] => [name, '行次', '年初预算数', '全年预算数', '决算数']
  const width = third ? 3 : 2
  const rows = income.map((row, at): readonly SketchCell[] => [
    ...cells(row, at + 1),
    ...cells(byFunction[at] ?? null, at + 31),
    ...(third ? cells(byNature[at] ?? null, at + 58) : []),
  ])
  const above = line('财决01表')
  const numbers = (from: number): readonly SketchCell[] => ['栏次', null, from, from + 1, from + 2]
  const top = above.length + 2
  return {
    rows: [
      [title('收入支出决算总表')],
      ...above,
      ['收入', null, null, null, null, '支出'],
      [...head('项目'), ...head('项目(按功能分类)'), ...(third ? head('项目(按支出性质和经济分类)') : [])],
      [...numbers(1), ...numbers(4), ...(third ? numbers(7) : [])],
      ...after,
      ...rows,
      ...notes,
    ],
    merges: [`A${top}:E${top}`, `F${top}:${width === 3 ? 'O' : 'J'}${top}`],
  }
}

/** 财决07表: 年初, 收入, 支出 and 年末 by function; 本年支出 alone is needed. */
export function z07(style: CaijueStyle = {}): SheetSketch {
  const { line, amount, code, title, notes, after } = plain(style)
  const above = line('财决07表')
  const top = above.length + 2
  const row = (text: string, name: string, ...figures: readonly number[]): readonly SketchCell[] => {
    const [all = 0, basic = 0, people = 0, office = 0, project = 0] = figures
    return [
      code(text),
      name,
      ...[0, 0, 0, all, basic, project, all, basic, people, office, project, 0, 0, 0].map(amount),
    ]
  }
  const group = (name: string): readonly SketchCell[] => [name, null, null]
  return {
    rows: [
      [title('一般公共预算财政拨款收入支出决算表')],
      ...above,
      ['项目', null, ...group('年初结转和结余'), ...group('本年收入'), '本年支出', null, null, null, null, ...group('年末结转和结余')],
      ['支出功能分类科目编码', '科目名称', '合计', '基本支出结转', '项目支出结转和结余', '合计', '基本支出', '项目支出', '合计', '基本支出', null, null, '项目支出', '合计', '基本支出结转', '项目支出结转和结余'],
      [null, null, null, null, null, null, null, null, null, '小计', '人员经费', '日常公用经费'],
      ...after,
      ['合计', null, ...[0, 0, 0, 6928700.12, 4165800, 2762900.12, 6928700.12, 4165800, 3843600, 322200, 2762900.12, 0, 0, 0].map(amount)],
      row('201', '一般公共服务支出', 5898799.83, 3135899.71, 2813699.71, 322200, 2762900.12),
      row('20103', '政府办公厅（室）及相关机构事务', 5898799.83, 3135899.71, 2813699.71, 322200, 2762900.12),
      row('2010301', '行政运行', 3135899.71, 3135899.71, 2813699.71, 322200, 0),
      row('2010302', '一般行政管理事务', 2762900.12, 0, 0, 0, 2762900.12),
      row('208', '社会保障和就业支出', 1029900.29, 1029900.29, 1029900.29, 0, 0),
      row('20805', '行政事业单位养老支出', 1029900.29, 1029900.29, 1029900.29, 0, 0),
      row('2080505', '机关事业单位基本养老保险缴费支出', 1029900.29, 1029900.29, 1029900.29, 0, 0),
      ...notes,
    ],
    merges: [
      `A${top}:B${top}`, `C${top}:E${top}`, `F${top}:H${top}`, `I${top}:M${top}`, `N${top}:P${top}`,
      `J${top + 1}:L${top + 1}`,
      ...['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'M', 'N', 'O', 'P'].map((one) => `${one}${top + 1}:${one}${top + 2}`),
    ],
  } // prettier-ignore
}

/** 财决08-1表: the economic classes are columns, 309 and 310 name theirs alike. */
export function z081(style: CaijueStyle = {}): SheetSketch {
  const { line, amount, code, title, notes, after } = plain(style)
  const above = line('财决08-1表')
  const groups: readonly (readonly [string, readonly (readonly [string, number])[]])[] = [
    ['工资福利支出', [['小计', 3800000], ['基本工资', 2000000.25], ['津贴补贴', 1799999.75]]],
    ['商品和服务支出', [['小计', 300000.5], ['办公费', 250000], ['公务接待费', 50000.5]]],
    ['对个人和家庭的补助', [['小计', 43600], ['退休费', 43600]]],
    ['资本性支出（基本建设）', [['小计', 0], ['办公设备购置', 0]]],
    ['资本性支出', [['小计', 22199.5], ['办公设备购置', 22199.5]]],
  ] // prettier-ignore
  const all = groups.flatMap(([, parts]) => parts)
  return {
    rows: [
      [title('一般公共预算财政拨款基本支出决算明细表')],
      ...above,
      ['项目', null, '合计', ...groups.flatMap(([name, parts]) => parts.map((_, at) => (at === 0 ? name : null)))],
      ['支出功能分类科目编码', '科目名称', null, ...all.map(([name]) => name)],
      ...after,
      ['合计', null, ...[4165800, ...all.map(([, yuan]) => yuan)].map(amount)],
      [code('201'), '一般公共服务支出', ...[4165800, ...all.map(([, yuan]) => yuan)].map(amount)],
      ...notes,
    ],
  }
}

export const cover = (year = 2023, unit = '测试单位'): SheetSketch => ({
  rows: [
    [`${year}年度部门决算报表`],
    [],
    ['单位名称', unit],
    ['单位负责人：张三', null, '财务负责人：李四'],
    ['报送日期：2024年3月1日'],
  ],
})

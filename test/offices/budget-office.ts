import type { Project } from '#core/model/project.ts'
import type { UnitNature } from '#core/model/report.ts'
import { codesOf, type CodesOfYear, type Office, type OfficeChoice } from './office.ts'
import { plannedProjects } from './planned-projects.ts'
import { seeded, type Random } from './random.ts'

/** An office with its budget of a year: exact 分 by `table/row/column`, and the projects with their targets. */
export interface BudgetOffice extends Office {
  readonly projects: readonly Project[]
}

type Source = '一般公共预算' | '政府性基金预算' | '国有资本经营预算' | '单位'

/** One 项 planned from money of one source. `carried` of its spending comes from last year. */
interface Planned {
  readonly code: string
  readonly source: Source
  readonly basic: number
  readonly project: number
  readonly business: number
  readonly toSuperior: number
  readonly toSubordinate: number
  readonly carried: number
  /** 单位 only: what this year brings, by column of 部门收入总表. */
  readonly income: ReadonlyMap<string, number>
}

const OWN_INCOME = [
  '财政专户管理资金收入',
  '事业收入',
  '事业单位经营收入',
  '上级补助收入',
  '附属单位上缴收入',
  '其他收入',
]
const PERSONNEL = ['30101', '30102', '30103', '30107', '30112', '30199', '30302', '30305', '30399']
const RUNNING = [
  '30201',
  '30202',
  '30205',
  '30206',
  '30207',
  '30211',
  '30213',
  '30215',
  '30216',
  '30228',
  '30299',
  '31002',
]
const FIXED: Readonly<Record<string, string>> = {
  '2080505': '30108',
  '2080506': '30109',
  '2101101': '30110',
  '2210201': '30113',
}
const THREE = [
  ['因公出国（境）费', '30212'],
  ['公务用车购置费', '31013'],
  ['公务用车运行维护费', '30231'],
  ['公务接待费', '30217'],
] as const
const NATURES: readonly UnitNature[] = ['行政单位', '行政单位', '参照公务员法管理事业单位', '事业单位', '事业单位']

type Figures = Map<string, number>
type Add = (ref: string, fen: number) => void

const money = (random: Random, most = 90_000_000): number => random.int(100_000, most)

/** Makes the budget of the office of a seed. */
export function makeBudgetOffice(seed: number, { year = 2026, kind = '普通' }: OfficeChoice = {}): BudgetOffice {
  const random = seeded(seed)
  const codes = codesOf(year)
  const nature = random.pick(NATURES)
  const scale = kind === '很大' ? 1000 : 1
  const lines = [
    ...(kind === '只有基金' ? [] : generalLines(random, codes)),
    ...fundLines(random, codes, kind === '只有基金'),
    ...(kind === '只有基金' ? [] : ownLines(random, codes, nature)),
  ].map((one) => scaled(one, scale))
  const figures: Figures = new Map()
  const add: Add = (ref, fen) => {
    if (fen !== 0) figures.set(ref, (figures.get(ref) ?? 0) + fen)
  }
  // Places differ in whether the tables of one fund list what is spent from money carried over.
  const listsCarried = random.chance(50)
  for (const one of lines) spendingOf(one, add, listsCarried)
  for (const one of lines) incomeOf(one, add)
  const economic = basicByEconomy(random, lines, add)
  threePublic(random, lines, economic, add)
  const answers: Figures = new Map()
  const counts: Figures = new Map()
  const projects = plannedProjects(random, seed)
  fillIn({ random, figures, answers, counts, nature, isNew: kind === '新设' })
  counts.set('绩效自评汇总/合计/项目数', projects.length)
  answers.set(
    '绩效自评汇总/合计/预算编制数',
    projects.reduce((sum, { total }) => sum + (total.compiled?.fen ?? 0), 0),
  )
  return {
    seed,
    name: `${random.pick(['青川', '临河', '云岭', '平湖'])}${random.pick(['县', '区', '市'])}${random.pick(['教育局', '水利中心', '文化馆', '档案馆'])}`,
    code: String(100_000 + (seed % 900_000)),
    nature,
    print: random.pick([
      { unit: '万元', decimals: 2 },
      { unit: '元', decimals: 2 },
      { unit: '万元', decimals: 4 },
      { unit: '万元', decimals: 6 },
    ] as const),
    names: codes.names,
    figures,
    answers,
    counts,
    projects,
  }
}

function planned(code: string, source: Source, own: Partial<Planned>): Planned {
  const nothing = { basic: 0, project: 0, business: 0, toSuperior: 0, toSubordinate: 0, carried: 0 }
  return { code, source, ...nothing, income: new Map(), ...own }
}

const scaled = (one: Planned, by: number): Planned => ({
  ...one,
  basic: one.basic * by,
  project: one.project * by,
  business: one.business * by,
  toSuperior: one.toSuperior * by,
  toSubordinate: one.toSubordinate * by,
  carried: one.carried * by,
  income: new Map([...one.income].map(([column, fen]) => [column, fen * by])),
})

/** What is carried over is part of a project: basic expenditure does not outlive its year. */
function withProject(random: Random, carries: boolean): Pick<Planned, 'project' | 'carried'> {
  const project = money(random)
  return { project, carried: carries && random.chance(40) ? random.int(10_000, project) : 0 }
}

function generalLines(random: Random, { general }: CodesOfYear): readonly Planned[] {
  const carries = random.chance(40)
  const hasProjects = random.chance(80)
  const own = random.some(['201', '204', '205', '206', '207', '211', '213', '224'], 1, 4).flatMap((above) =>
    random
      .some(
        general.filter((code) => code.startsWith(above)),
        1,
        5,
      )
      .map((code) =>
        planned(code, '一般公共预算', {
          basic: random.chance(60) ? money(random) : 0,
          ...(hasProjects && random.chance(60) ? withProject(random, carries) : {}),
        }),
      ),
  )
  const common = Object.keys(FIXED).map((code) => planned(code, '一般公共预算', { basic: money(random, 9_000_000) }))
  return [...own, ...common].filter((one) => spent(one) > 0)
}

function fundLines(random: Random, { ofFunds, ofCapital }: CodesOfYear, always: boolean): readonly Planned[] {
  const of = (source: Source, codes: readonly string[], often: number): readonly Planned[] =>
    random.chance(often)
      ? random.some(codes, 1, 3).map((code) => planned(code, source, withProject(random, random.chance(40))))
      : []
  return [...of('政府性基金预算', ofFunds, always ? 100 : 30), ...of('国有资本经营预算', ofCapital, 20)]
}

function ownLines(random: Random, { general }: CodesOfYear, nature: UnitNature): readonly Planned[] {
  if (!random.chance(nature === '事业单位' ? 75 : 30)) return []
  const isInstitution = nature === '事业单位'
  const columns = isInstitution
    ? [...OWN_INCOME, '使用非财政拨款结余']
    : ['财政专户管理资金收入', '上级补助收入', '其他收入']
  return random
    .some(
      general.filter((code) => /^(201|205|207|213)/u.test(code)),
      1,
      3,
    )
    .map((code) => {
      const income = new Map(random.some(columns, 1, 3).map((column) => [column, money(random)]))
      const carried = random.chance(30) ? money(random, 5_000_000) : 0
      return shared(random, planned(code, '单位', { income, carried }), isInstitution)
    })
}

/** All that comes in is planned for something. */
function shared(random: Random, one: Planned, isInstitution: boolean): Planned {
  const whole = one.carried + [...one.income.values()].reduce((sum, fen) => sum + fen, 0)
  const part = Math.floor(whole / 5)
  const basic = random.chance(50) ? part : 0
  const business = isInstitution && random.chance(30) ? part : 0
  const toSuperior = isInstitution && random.chance(15) ? part : 0
  const toSubordinate = isInstitution && random.chance(15) ? part : 0
  return {
    ...one,
    basic,
    business,
    toSuperior,
    toSubordinate,
    project: whole - basic - business - toSuperior - toSubordinate,
  }
}

const spent = (one: Planned): number => one.basic + one.project + one.business + one.toSuperior + one.toSubordinate
const levels = (code: string): readonly string[] => ['合计', code.slice(0, 3), code.slice(0, 5), code]

function spendingOf(one: Planned, add: Add, listsCarried: boolean): void {
  const above = one.code.slice(0, 3)
  for (const row of levels(one.code)) {
    add(`部门支出总表/${row}/合计`, spent(one))
    add(`部门支出总表/${row}/基本支出`, one.basic)
    add(`部门支出总表/${row}/项目支出`, one.project)
    add(`部门支出总表/${row}/事业单位经营支出`, one.business)
    add(`部门支出总表/${row}/上缴上级支出`, one.toSuperior)
    add(`部门支出总表/${row}/对附属单位补助支出`, one.toSubordinate)
    if (one.source === '单位') continue
    const project = listsCarried ? one.project : one.project - one.carried
    if (one.basic + project === 0) continue
    add(`${one.source}支出表/${row}/合计`, one.basic + project)
    add(`${one.source}支出表/${row}/基本支出`, one.basic)
    add(`${one.source}支出表/${row}/项目支出`, project)
  }
  for (const row of [above, '本年支出合计', '支出总计']) {
    add(`部门收支总表/${row}/预算数`, spent(one))
    if (one.source === '单位') continue
    for (const column of ['合计', one.source]) add(`财政拨款收支总表/${row}/${column}`, spent(one))
  }
}

function incomeOf(one: Planned, add: Add): void {
  const parts = one.source === '单位' ? [...one.income] : [[`${one.source}拨款收入`, spent(one) - one.carried] as const]
  for (const [column, fen] of parts) {
    const isThisYears = column !== '使用非财政拨款结余'
    for (const row of levels(one.code))
      for (const at of [column, ...(isThisYears ? ['本年收入'] : []), '合计']) add(`部门收入总表/${row}/${at}`, fen)
    for (const row of [column, ...(isThisYears ? ['本年收入合计'] : []), '收入总计'])
      add(`部门收支总表/${row}/预算数`, fen)
  }
  for (const row of levels(one.code))
    for (const at of ['上年结转结余', '合计']) add(`部门收入总表/${row}/${at}`, one.carried)
  for (const row of ['上年结转结余', '收入总计']) add(`部门收支总表/${row}/预算数`, one.carried)
  if (one.source === '单位') return
  for (const row of [`${one.source}拨款`, '本年收入', '收入总计'])
    add(`财政拨款收支总表/${row}/预算数`, spent(one) - one.carried)
  for (const row of [`上年${one.source}拨款`, '上年结转', '收入总计'])
    add(`财政拨款收支总表/${row}/预算数`, one.carried)
}

/** The basic expenditure of the general budget by economic account; answers what each account holds. */
function basicByEconomy(random: Random, lines: readonly Planned[], add: Add): ReadonlyMap<string, number> {
  const of = new Map<string, number>()
  const put = (code: string, fen: number): void => {
    if (fen > 0) of.set(code, (of.get(code) ?? 0) + fen)
  }
  let free = 0
  for (const one of lines.filter(({ source }) => source === '一般公共预算')) {
    const fixed = FIXED[one.code]
    if (fixed) put(fixed, one.basic)
    else free += one.basic
  }
  const codes = [...random.some(PERSONNEL, 2, 8), ...random.some([...RUNNING, ...THREE.map(([, code]) => code)], 2, 14)]
  const share = Math.floor(free / codes.length)
  if (share > 200_000)
    for (const code of codes) {
      const part = random.int(100_000, share)
      put(code, part)
      free -= part
    }
  put('30101', free)
  for (const [code, fen] of of)
    for (const row of ['合计', code.slice(0, 3), code])
      for (const column of ['合计', /^30[13]/u.test(code) ? '人员经费' : '公用经费'])
        add(`一般公共预算基本支出表/${row}/${column}`, fen)
  return of
}

function threePublic(random: Random, lines: readonly Planned[], economic: ReadonlyMap<string, number>, add: Add): void {
  const hasProjects = lines.some((one) => one.source === '一般公共预算' && one.project > 3_000_000)
  for (const [column, code] of THREE) {
    const fen = (economic.get(code) ?? 0) + (hasProjects && random.chance(20) ? money(random, 500_000) : 0)
    const columns = column.startsWith('公务用车') ? [column, '公务用车购置及运行维护费', '合计'] : [column, '合计']
    for (const at of columns) add(`一般公共预算三公经费支出表/三公经费/${at}`, fen)
  }
}

interface Filling {
  readonly random: Random
  readonly figures: ReadonlyMap<string, number>
  readonly answers: Figures
  readonly counts: Figures
  readonly nature: UnitNature
  readonly isNew: boolean
}

/** What no published table holds. */
function fillIn(filling: Filling): void {
  const { random, figures, answers, counts, nature } = filling
  if (nature !== '事业单位')
    answers.set('机关运行经费/机关运行经费/预算数', figures.get('一般公共预算基本支出表/合计/公用经费') ?? 0)
  lastYear(filling)
  counts.set('人员机构/内设机构数/数量', random.int(0, 9))
  if (random.chance(50))
    for (const row of ['出国团组数', '出国人次', '购置公务用车数', '公务用车保有量'])
      counts.set(`三公经费实物量/${row}/填报数`, random.int(0, 5))
  purchases(random, answers)
  const values = ['房屋', '车辆', '单价20万元以上设备', '其他固定资产'].map((row) => {
    const fen = random.chance(70) ? money(random) : 0
    answers.set(`固定资产占用/${row}/价值`, fen)
    if (row !== '其他固定资产') counts.set(`固定资产占用/${row}/数量`, fen > 0 ? random.int(1, 900) : 0)
    return fen
  })
  answers.set(
    '固定资产占用/资产总额/价值',
    values.reduce((sum, fen) => sum + fen, 0),
  )
  answers.set('固定资产占用/办公用房/价值', Math.floor((values[0] ?? 0) / 2))
  counts.set('固定资产占用/办公用房/数量', Math.floor((counts.get('固定资产占用/房屋/数量') ?? 0) / 2))
}

function lastYear({ random, figures, answers, nature, isNew }: Filling): void {
  const before = (ref: string, now = figures.get(ref) ?? 0): void => {
    const change = random.int(0, 4)
    const last =
      [now, 0, now + money(random), Math.max(0, now - money(random)), Math.max(0, now - money(random))][change] ?? 0
    answers.set(`上年·${ref}`, isNew || last < 10_000 ? 0 : last)
  }
  for (const ref of [
    '部门收支总表/收入总计/预算数',
    '部门收支总表/支出总计/预算数',
    '部门支出总表/合计/基本支出',
    '部门支出总表/合计/项目支出',
    '财政拨款收支总表/收入总计/预算数',
    '财政拨款收支总表/支出总计/合计',
    '一般公共预算支出表/合计/合计',
    ...['合计', ...THREE.map(([column]) => column)].map((column) => `一般公共预算三公经费支出表/三公经费/${column}`),
  ])
    before(ref)
  const last = (ref: string): number => answers.get(`上年·${ref}`) ?? 0
  const put = (ref: string, fen: number): Figures => answers.set(`上年·${ref}`, fen)
  const spent = last('部门支出总表/合计/基本支出') + last('部门支出总表/合计/项目支出')
  put('部门收支总表/收入总计/预算数', Math.max(spent, last('部门收支总表/收入总计/预算数')))
  put('部门收支总表/支出总计/预算数', last('部门收支总表/收入总计/预算数'))
  put('财政拨款收支总表/支出总计/合计', last('财政拨款收支总表/收入总计/预算数'))
  const three = THREE.reduce((sum, [column]) => sum + last(`一般公共预算三公经费支出表/三公经费/${column}`), 0)
  put('一般公共预算三公经费支出表/三公经费/合计', three)
  const running = '机关运行经费/机关运行经费/预算数'
  if (nature !== '事业单位') before(running, answers.get(running) ?? 0)
}

function purchases(random: Random, answers: Figures): void {
  const has = random.chance(70)
  const parts = (['货物', '工程', '服务'] as const).map((row) => {
    const fen = has && random.chance(70) ? money(random) : 0
    answers.set(`政府采购预算/${row}/合计`, fen)
    return fen
  })
  const whole = parts.reduce((sum, fen) => sum + fen, 0)
  answers.set('政府采购预算/合计/合计', whole)
  answers.set('政府采购预算/合计/其中：购置固定资产', whole > 0 && random.chance(50) ? Math.floor(whole / 3) : 0)
}

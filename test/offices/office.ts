import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { UnitNature } from '#core/model/report.ts'
import { seeded, type Random } from './random.ts'

/** How the office states its amounts: the unit of its forms and how many decimals they print. */
export interface Print {
  readonly unit: '元' | '万元'
  readonly decimals: 2 | 4 | 6
}

/** What kind of office it is: 只有基金 has nothing of the general budget, 很大 has amounts in the hundreds of millions, 新设 has no last year. */
export type OfficeKind = '普通' | '只有基金' | '很大' | '新设'

/** The year and kind that an office is made for. */
export interface OfficeChoice {
  readonly year?: number
  readonly kind?: OfficeKind
}

/** An office that does not exist: everything in exact 分, by `table/row/column`. Counts are pieces. */
export interface Office {
  readonly seed: number
  readonly name: string
  readonly code: string
  readonly nature: UnitNature
  readonly print: Print
  readonly names: ReadonlyMap<string, string>
  /** Published figures of this year. A cell that is not here is blank. */
  readonly figures: ReadonlyMap<string, number>
  /** Figures that the 填报表 asks for, last year's among them (`上年·…`). */
  readonly answers: ReadonlyMap<string, number>
  readonly counts: ReadonlyMap<string, number>
}

/** One 项 with its money of one kind. */
interface Line {
  readonly code: string
  readonly fund: Fund
  readonly basic: number
  readonly project: number
  readonly toSuperior: number
  readonly business: number
  readonly toSubordinate: number
  readonly opening: number
  readonly closing: number
}

type Fund = '公共' | '基金' | '国资' | '其他'

const CODES = readFileSync(join(import.meta.dirname, '../../resources/codes/功能分类.csv'), 'utf8')
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .filter(([code]) => code)

/** The function codes of a year: names of all, and the 项 of each fund. */
export interface CodesOfYear {
  readonly names: ReadonlyMap<string, string>
  readonly general: readonly string[]
  readonly ofFunds: readonly string[]
  readonly ofCapital: readonly string[]
}

export function codesOf(year: number): CodesOfYear {
  const valid = CODES.filter(
    ([, , , , , from = '', to = '']) => from <= String(year) && (to === '' || to >= String(year)),
  )
  const itemsOf = (fund: string): readonly string[] =>
    valid.filter(([, , level, , of]) => level === '项' && of === fund).map(([code = '']) => code)
  return {
    names: new Map(valid.map(([code = '', name = '']) => [code, name])),
    general: itemsOf('一般公共预算'),
    ofFunds: itemsOf('政府性基金预算').filter((code) => code.startsWith('212') || code.startsWith('229')),
    ofCapital: itemsOf('国有资本经营预算'),
  }
}

const PUBLIC_CLASSES = ['201', '204', '205', '206', '207', '211', '213', '214', '215', '220', '224']
const PERSONNEL = ['30101', '30102', '30103', '30107', '30112', '30114', '30199', '30305', '30309', '30399']
const RUNNING = [
  ...['30201', '30202', '30205', '30206', '30207', '30208', '30211', '30213', '30215', '30216', '30226', '30227'],
  ...['30228', '30229', '30239', '30299', '31002', '31003', '31022', '39999'],
]
const CARS = [
  ...['副部（省）级及以上领导用车', '主要负责人用车', '机要通信用车', '应急保障用车'],
  ...['执法执勤用车', '特种专业技术用车', '离退休干部服务用车', '其他用车'],
]
const THREE = [
  ['因公出国（境）费', '30212'],
  ['公务用车购置费', '31013'],
  ['公务用车运行维护费', '30231'],
  ['公务接待费', '30217'],
] as const

/** Makes the office of a seed. */
export function makeOffice(seed: number, { year = 2023, kind = '普通' }: OfficeChoice = {}): Office {
  const random = seeded(seed)
  const codes = codesOf(year)
  const nature = random.pick(['行政单位', '行政单位', '参照公务员法管理事业单位', '事业单位', '事业单位'] as const)
  const lines = [
    ...(kind === '只有基金' ? [] : publicLines(random, codes)),
    ...otherFunds(random, codes, { year, always: kind === '只有基金' }),
    ...(kind === '只有基金' || kind === '新设' ? [] : ownMoney(random, nature, codes)),
  ].map((one) => (kind === '很大' ? enlarged(one) : kind === '新设' ? { ...one, opening: 0 } : one))
  const figures = new Map<string, number>()
  const add = (ref: string, fen: number): void => {
    if (fen !== 0) figures.set(ref, (figures.get(ref) ?? 0) + fen)
  }
  expenditure(lines, add)
  income(lines, { random, nature, add })
  const economic = basicByEconomy(lines, random, add)
  threePublic(random, year < 2022 ? lines.filter(({ fund }) => fund === '公共') : lines, economic, figures, add)
  const counts = new Map<string, number>()
  const answers = new Map<string, number>()
  procurement(random, figures, answers, nature, economic.running)
  fillIn(random, figures, answers, counts)
  if (kind === '新设') for (const ref of answers.keys()) if (ref.startsWith('上年·')) answers.set(ref, 0)
  return {
    seed,
    name: `${random.pick(['青川', '临河', '云岭', '平湖', '沙洲'])}${random.pick(['县', '区', '市'])}${random.pick(['教育局', '水利中心', '文化馆', '人民检察院', '第二中学', '档案馆'])}`,
    code: String(100_000 + (seed % 900_000)),
    nature,
    print: random.pick([
      { unit: '万元', decimals: 2 },
      { unit: '万元', decimals: 2 },
      { unit: '元', decimals: 2 },
      { unit: '万元', decimals: 6 },
    ] as const),
    names: codes.names,
    figures,
    answers,
    counts,
  }
}

/** From 1000 元 up: less would print as 0.00 in 万元, which stands for exactly nothing. */
const money = (random: Random, most = 90_000_000): number => random.int(100_000, most)

function line(code: string, fund: Fund, own: Partial<Line>): Line {
  return {
    code,
    fund,
    basic: 0,
    project: 0,
    toSuperior: 0,
    business: 0,
    toSubordinate: 0,
    opening: 0,
    closing: 0,
    ...own,
  }
}

const enlarged = (one: Line): Line => ({
  ...one,
  basic: one.basic * 1000,
  project: one.project * 1000,
  toSuperior: one.toSuperior * 1000,
  business: one.business * 1000,
  toSubordinate: one.toSubordinate * 1000,
  opening: one.opening * 1000,
  closing: one.closing * 1000,
})

function publicLines(random: Random, { general }: CodesOfYear): readonly Line[] {
  const withProjects = random.chance(85)
  const carries = random.chance(50)
  const carry = (): Partial<Line> =>
    carries && random.chance(40)
      ? { opening: money(random, 3_000_000), closing: random.chance(60) ? money(random, 3_000_000) : 0 }
      : {}
  const own = random.some(PUBLIC_CLASSES, 1, 5).flatMap((above) =>
    random
      .some(
        general.filter((code) => code.startsWith(above)),
        1,
        6,
      )
      .map((code) =>
        line(code, '公共', {
          basic: random.chance(60) ? money(random) : 0,
          project: withProjects && random.chance(60) ? money(random) : 0,
          ...carry(),
        }),
      ),
  )
  const retirement = random.chance(70) ? [line('2080501', '公共', { basic: money(random, 9_000_000) })] : []
  const common = ['2080505', '2080506', '2101101', '2210201'].map((code) =>
    line(code, '公共', { basic: money(random, 9_000_000) }),
  )
  return [...own, ...retirement, ...common].filter(isSomething)
}

function otherFunds(
  random: Random,
  { ofFunds, ofCapital }: CodesOfYear,
  { year, always }: { readonly year: number; readonly always: boolean },
): readonly Line[] {
  const of = (fund: Fund, codes: readonly string[], often: number): readonly Line[] =>
    random.chance(often)
      ? random.some(codes, 1, 3).map((code) =>
          line(code, fund, {
            project: money(random),
            basic: random.chance(10) ? money(random) : 0,
            opening: random.chance(40) ? money(random, 4_000_000) : 0,
            closing: random.chance(40) ? money(random, 4_000_000) : 0,
          }),
        )
      : []
  // The form of 2019 has no place for 国有资本经营预算.
  return [...of('基金', ofFunds, always ? 100 : 35), ...(year < 2020 ? [] : of('国资', ofCapital, 25))]
}

/** What is spent from money that is not appropriated. */
function ownMoney(random: Random, nature: UnitNature, { general }: CodesOfYear): readonly Line[] {
  if (!random.chance(nature === '事业单位' ? 80 : 35)) return []
  const isInstitution = nature === '事业单位'
  return random
    .some(
      general.filter((code) => /^(201|205|207|213)/u.test(code)),
      1,
      3,
    )
    .map((code) =>
      line(code, '其他', {
        basic: random.chance(50) ? money(random) : 0,
        project: money(random),
        business: isInstitution && random.chance(30) ? money(random) : 0,
        toSuperior: isInstitution && random.chance(15) ? money(random) : 0,
        toSubordinate: isInstitution && random.chance(15) ? money(random) : 0,
      }),
    )
}

const spent = (one: Line): number => one.basic + one.project + one.toSuperior + one.business + one.toSubordinate
const isSomething = (one: Line): boolean => spent(one) + one.opening + one.closing > 0
const levels = (code: string): readonly string[] => ['合计', code.slice(0, 3), code.slice(0, 5), code]
const total = (lines: readonly Line[], of: (one: Line) => number): number =>
  lines.reduce((sum, one) => sum + of(one), 0)

type Add = (ref: string, fen: number) => void

function expenditure(lines: readonly Line[], add: Add): void {
  for (const one of lines) {
    for (const row of levels(one.code)) {
      const put = (table: string, column: string, fen: number): void => {
        add(`${table}/${row}/${column}`, fen)
      }
      put('支出决算表', '本年支出合计', spent(one))
      put('支出决算表', '基本支出', one.basic)
      put('支出决算表', '项目支出', one.project)
      put('支出决算表', '上缴上级支出', one.toSuperior)
      put('支出决算表', '经营支出', one.business)
      put('支出决算表', '对附属单位补助支出', one.toSubordinate)
      const own = OWN_TABLE[one.fund]
      if (own) {
        put(own.table, own.whole, one.basic + one.project)
        put(own.table, '基本支出', one.basic)
        put(own.table, '项目支出', one.project)
      }
      if (one.fund === '基金') {
        put('政府性基金预算财政拨款收入支出决算表', '年初结转和结余', one.opening)
        put('政府性基金预算财政拨款收入支出决算表', '本年收入', spent(one) + Math.max(0, one.closing))
        put('政府性基金预算财政拨款收入支出决算表', '年末结转和结余', one.opening + Math.max(0, one.closing))
      }
    }
    const above = one.code.slice(0, 3)
    add(`收入支出决算总表/${above}/金额`, spent(one))
    for (const row of ['本年支出合计', '支出总计']) add(`收入支出决算总表/${row}/金额`, spent(one))
    const fund = FUND_COLUMN[one.fund]
    if (!fund) continue
    for (const row of [above, '本年支出合计', '支出总计'])
      for (const column of ['合计', fund]) add(`财政拨款收入支出决算总表/${row}/${column}`, spent(one))
  }
}

const OWN_TABLE: Partial<Record<Fund, { readonly table: string; readonly whole: string }>> = {
  公共: { table: '一般公共预算财政拨款支出决算表', whole: '小计' },
  基金: { table: '政府性基金预算财政拨款收入支出决算表', whole: '小计' },
  国资: { table: '国有资本经营预算财政拨款支出决算表', whole: '合计' },
}
const FUND_COLUMN: Partial<Record<Fund, string>> = {
  公共: '一般公共预算财政拨款',
  基金: '政府性基金预算财政拨款',
  国资: '国有资本经营预算财政拨款',
}

interface Balancing {
  readonly random: Random
  readonly nature: UnitNature
  readonly add: Add
}

/** Every line of an appropriation gets what it spends and what it keeps in addition; the rest of the accounts follows. */
function income(lines: readonly Line[], balancing: Balancing): void {
  const { random, nature, add } = balancing
  const row = (code: string, column: string, fen: number): void => {
    for (const at of levels(code)) {
      add(`收入决算表/${at}/${column}`, fen)
      add(`收入决算表/${at}/本年收入合计`, fen)
    }
    add('收入支出决算总表/本年收入合计/金额', fen)
    add('收入支出决算总表/收入总计/金额', fen)
    if (column !== '财政拨款收入') add(`收入支出决算总表/${column}/金额`, fen)
  }
  const appropriated = lines.filter((one) => one.fund !== '其他')
  for (const one of appropriated) {
    const fund = FUND_COLUMN[one.fund] ?? ''
    const received = spent(one) + one.closing
    row(one.code, '财政拨款收入', received)
    add(`收入支出决算总表/${fund}收入/金额`, received)
    for (const at of [fund, '本年收入合计', '收入总计']) add(`财政拨款收入支出决算总表/${at}/金额`, received)
    for (const at of [`年初${fund}`, '年初财政拨款结转和结余', '收入总计'])
      add(`财政拨款收入支出决算总表/${at}/金额`, one.opening)
    for (const at of ['年末财政拨款结转和结余', '支出总计'])
      for (const column of ['合计', fund]) add(`财政拨款收入支出决算总表/${at}/${column}`, one.opening + one.closing)
  }
  const own = lines.filter((one) => one.fund === '其他')
  let left = -total(own, spent)
  for (const one of own) {
    const kinds =
      nature === '事业单位'
        ? ['上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入']
        : ['上级补助收入', '其他收入']
    for (const column of random.some(kinds, 1, 3)) {
      const fen = money(random)
      row(one.code, column, fen)
      left += fen
    }
  }
  balances(
    own.length > 0,
    left,
    total(appropriated, (one) => one.opening),
    total(appropriated, (one) => one.closing),
    balancing,
  )
}

function balances(
  hasOwnMoney: boolean,
  left: number,
  opening: number,
  kept: number,
  { random, nature, add }: Balancing,
): void {
  const isInstitution = hasOwnMoney && nature === '事业单位'
  const used = isInstitution && random.chance(50) ? money(random) : 0
  const shared = isInstitution && random.chance(50) ? money(random, 5_000_000) : 0
  const before = hasOwnMoney ? Math.max(0, shared - left - used) + (random.chance(60) ? money(random) : 0) : 0
  const after = left + used - shared + before
  add('收入支出决算总表/使用非财政拨款结余和专用结余/金额', used)
  add('收入支出决算总表/结余分配/金额', shared)
  add('收入支出决算总表/年初结转和结余/金额', opening + before)
  add('收入支出决算总表/年末结转和结余/金额', opening + kept + after)
  add('收入支出决算总表/收入总计/金额', used + opening + before)
  add('收入支出决算总表/支出总计/金额', shared + opening + kept + after)
}

interface Economic {
  readonly running: number
  readonly of: ReadonlyMap<string, number>
}

const FIXED: Readonly<Record<string, string>> = {
  '2080501': '30302',
  '2080505': '30108',
  '2080506': '30109',
  '2101101': '30110',
  '2210201': '30113',
}

function basicByEconomy(lines: readonly Line[], random: Random, add: Add): Economic {
  const of = new Map<string, number>()
  const put = (code: string, fen: number): void => {
    if (fen > 0) of.set(code, (of.get(code) ?? 0) + fen)
  }
  const basics = lines.filter((one) => one.fund === '公共' && one.basic > 0)
  let free = 0
  for (const one of basics) {
    const code = FIXED[one.code]
    if (code) put(code, one.basic)
    else free += one.basic
  }
  const codes = [
    ...random.some(PERSONNEL, 2, 8),
    ...random.some([...RUNNING, '30212', '30217', '30231', '31013'], 2, 16),
  ]
  const share = Math.floor(free / codes.length)
  if (share > 200_000)
    for (const code of codes) {
      const part = random.int(100_000, share)
      put(code, part)
      free -= part
    }
  put('30101', free)
  let running = 0
  for (const [code, fen] of of) {
    const isPersonnel = /^30[13]/u.test(code)
    if (!isPersonnel) running += fen
    for (const row of [code, code.slice(0, 3), isPersonnel ? '人员经费合计' : '公用经费合计'])
      add(`一般公共预算财政拨款基本支出决算表/${row}/决算数`, fen)
  }
  return { running, of }
}

function threePublic(
  random: Random,
  lines: readonly Line[],
  { of }: Economic,
  figures: ReadonlyMap<string, number>,
  add: Add,
): void {
  const hasMore =
    lines.some((one) => one.fund === '基金' || one.fund === '国资') ||
    (figures.get('一般公共预算财政拨款支出决算表/合计/项目支出') ?? 0) > 0
  for (const [kind, code] of THREE) {
    const spentOn = (of.get(code) ?? 0) + (hasMore && random.chance(40) ? money(random, 2_000_000) : 0)
    const budget =
      spentOn > 0
        ? spentOn + (random.chance(50) ? money(random, 500_000) : 0)
        : random.chance(20)
          ? money(random, 500_000)
          : 0
    for (const [head, fen] of [
      ['预算数', budget],
      ['决算数', spentOn],
    ] as const) {
      const columns = kind.startsWith('公务用车') ? [kind, '公务用车购置及运行维护费', '合计'] : [kind, '合计']
      for (const column of columns) add(`财政拨款三公经费支出决算表/三公经费/${head}${column}`, fen)
    }
  }
}

function procurement(
  random: Random,
  figures: Map<string, number>,
  answers: Map<string, number>,
  nature: UnitNature,
  running: number,
): void {
  const set = (key: string, fen: number): void => {
    if (fen > 0) figures.set(`部门决算公开相关信息统计表/${key}/统计数`, fen)
  }
  const parts = (['货物', '工程', '服务'] as const).map(
    (kind) => [kind, random.chance(60) ? money(random) : 0] as const,
  )
  const whole = parts.reduce((sum, [, fen]) => sum + fen, 0)
  const small = whole > 0 && random.chance(70) ? random.int(100_000, whole) : 0
  const micro = small > 200_000 ? random.int(100_000, small) : 0
  for (const [kind, fen] of parts) {
    set(`政府采购${kind}`, fen)
    answers.set(`政府采购/${kind}/填报数`, fen)
  }
  set('政府采购合计', whole)
  answers.set('政府采购/采购总额/填报数', whole)
  answers.set('政府采购/中小企业/填报数', small)
  answers.set('政府采购/小微企业/填报数', micro)
  if (nature !== '事业单位') {
    set(nature, running)
    answers.set('机关运行经费/机关运行经费/决算数', running)
  }
}

/** Income and expenditure of a summary: the same total, last year too. */
const SUMMARIES = [
  ['收入支出决算总表/收入总计/金额', '收入支出决算总表/支出总计/金额'],
  ['财政拨款收入支出决算总表/收入总计/金额', '财政拨款收入支出决算总表/支出总计/合计'],
] as const

/** Last year's total of last year's parts, and `more` that this year has no part for. */
function totalBefore(answers: Map<string, number>, whole: string, parts: readonly string[], more = 0): void {
  answers.set(
    `上年·${whole}`,
    parts.reduce((sum, part) => sum + (answers.get(`上年·${part}`) ?? 0), more),
  )
}

/** Everything that no published table holds: last year, the first budget, counts. */
function fillIn(
  random: Random,
  figures: Map<string, number>,
  answers: Map<string, number>,
  counts: Map<string, number>,
): void {
  const of = (ref: string): number => figures.get(ref) ?? 0
  const before = (ref: string): void => {
    const now = of(ref)
    const change = random.int(0, 4)
    const last =
      change === 0 ? now : change === 1 ? 0 : change === 2 ? now + money(random) : Math.max(0, now - money(random))
    answers.set(`上年·${ref}`, last < 10_000 ? 0 : last)
  }
  for (const [income, spent] of SUMMARIES) {
    for (const ref of [income, spent]) before(ref)
    answers.set(`上年·${spent}`, answers.get(`上年·${income}`) ?? 0)
  }
  answers.set('上年·收入支出决算总表/年末结转和结余/金额', of('收入支出决算总表/年初结转和结余/金额'))
  answers.set(
    '上年·财政拨款收入支出决算总表/年末财政拨款结转和结余/合计',
    of('财政拨款收入支出决算总表/年初财政拨款结转和结余/金额'),
  )
  before('一般公共预算财政拨款支出决算表/合计/小计')
  for (const kind of ['合计', ...THREE.map(([name]) => name)])
    before(`财政拨款三公经费支出决算表/三公经费/决算数${kind}`)
  totalBefore(
    answers,
    '财政拨款三公经费支出决算表/三公经费/决算数合计',
    THREE.map(([kind]) => `财政拨款三公经费支出决算表/三公经费/决算数${kind}`),
  )
  const running = answers.get('机关运行经费/机关运行经费/决算数')
  if (running !== undefined)
    answers.set('上年·机关运行经费/机关运行经费/决算数', random.chance(30) ? running : running + money(random))
  firstBudget(random, figures, answers, before)
  countThings(random, figures, counts)
  receptions(random, of('财政拨款三公经费支出决算表/三公经费/决算数公务接待费'), answers, counts)
}

function firstBudget(
  random: Random,
  figures: ReadonlyMap<string, number>,
  answers: Map<string, number>,
  before: (ref: string) => void,
): void {
  const spentClasses = [...figures.keys()].flatMap(
    (ref) => /^一般公共预算财政拨款支出决算表\/(\d{3})\/小计$/u.exec(ref)?.[1] ?? [],
  )
  const unspent = random.chance(30) ? ['217'] : []
  let whole = 0
  for (const code of [...spentClasses, ...unspent]) {
    const now = figures.get(`一般公共预算财政拨款支出决算表/${code}/小计`) ?? 0
    const budget = random.chance(15) && now > 0 ? 0 : random.chance(20) && now > 0 ? now : money(random)
    answers.set(`年初预算/${code}/年初预算数`, budget)
    whole += budget
    before(`一般公共预算财政拨款支出决算表/${code}/小计`)
  }
  answers.set('年初预算/合计/年初预算数', whole)
  totalBefore(
    answers,
    '一般公共预算财政拨款支出决算表/合计/小计',
    [...spentClasses, ...unspent].map((code) => `一般公共预算财政拨款支出决算表/${code}/小计`),
    spentClasses.length % 3 === 0 ? 1_234_567 : 0,
  )
}

function countThings(random: Random, figures: Map<string, number>, counts: Map<string, number>): void {
  const has = (kind: string): boolean => (figures.get(`财政拨款三公经费支出决算表/三公经费/决算数${kind}`) ?? 0) > 0
  const abroad = has('因公出国（境）费')
  counts.set('人员机构/内设机构数/数量', random.int(0, 12))
  counts.set('三公经费和公务活动/出国团组数/填报数', abroad ? random.int(1, 4) : 0)
  counts.set('三公经费和公务活动/出国人次/填报数', abroad ? random.int(4, 20) : 0)
  counts.set('三公经费和公务活动/购置公务用车数/填报数', has('公务用车购置费') ? random.int(1, 3) : 0)
  counts.set('三公经费和公务活动/公务用车保有量/填报数', Math.max(has('公务用车运行维护费') ? 1 : 0, random.int(0, 9)))
  let cars = 0
  for (const kind of CARS) {
    const number = random.chance(40) ? random.int(1, 12) : 0
    cars += number
    counts.set(`部门决算公开相关信息统计表/${kind}/统计数`, number)
    counts.set(`资产/${kind}/填报数`, number)
  }
  counts.set('部门决算公开相关信息统计表/车辆数合计/统计数', cars)
  counts.set('资产/车辆合计/填报数', cars)
  const machines = random.chance(30) ? random.int(1, 5) : 0
  counts.set('部门决算公开相关信息统计表/单价100万元以上设备/统计数', machines)
  counts.set('资产/单价100万元以上设备/填报数', machines)
}

function receptions(random: Random, spentOn: number, answers: Map<string, number>, counts: Map<string, number>): void {
  const foreign = spentOn > 400_000 && random.chance(20) ? 200_000 : 0
  const guests = spentOn - foreign > 400_000 && random.chance(30) ? 100_000 : 0
  const put = (kind: string, fen: number): void => {
    answers.set(`三公经费和公务活动/${kind}费/填报数`, fen)
    counts.set(`三公经费和公务活动/${kind}批次/填报数`, fen > 0 ? random.int(2, 9) : 0)
    counts.set(`三公经费和公务活动/${kind}人次/填报数`, fen > 0 ? random.int(10, 90) : 0)
  }
  put('国内接待', spentOn - foreign)
  put('国（境）外接待', foreign)
  answers.set('三公经费和公务活动/外事接待费/填报数', guests)
  counts.set('三公经费和公务活动/外事接待批次/填报数', guests > 0 ? 1 : 0)
  counts.set('三公经费和公务活动/外事接待人次/填报数', guests > 0 ? 3 : 0)
}

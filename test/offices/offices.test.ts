import { afterAll, describe, expect, test } from 'vitest'
import { fillInWorkbook } from './answers.ts'
import { FAULTS } from './faults.ts'
import { publishedTables } from './forms.ts'
import { faultsOf, plain, sentencesOf } from './judge.ts'
import { makeOffice, type Office } from './office.ts'
import { openDesk, type Judged } from './open-office.ts'
import { seeded } from './random.ts'
import { printed, statedFen } from './stated.ts'
import { chooseLayout, workbooksOf, type Layout } from './workbooks.ts'

/**
 * Offices that do not exist, with accounts that are right by construction, in the layouts of many bureaus. For a long run set
 * MINGZHANG_OFFICES to how many; they are the same on every machine.
 */
const MANY = Number.parseInt(process.env['MINGZHANG_OFFICES'] ?? '4', 10)
const PACKS = ['base/2023-决算', 'shanxi/2023-决算']
const YEAR = 2023
const PLAIN: Layout = {
  files: 'one',
  format: 'xlsx',
  asText: false,
  codes: 'one',
  totalAtBottom: false,
  atPageBreak: 'nothing',
  shuffled: false,
}

const desk = openDesk()
afterAll(() => desk.close())

const hasStatistics = (pack: string): boolean => desk.pack(pack).tables.has('部门决算公开相关信息统计表')

async function judge(
  office: Office,
  pack: string,
  layout: Layout,
  tables: ReturnType<typeof publishedTables>,
  unwritten: readonly string[] = [],
): Promise<Judged> {
  const files = [
    ...(await workbooksOf(tables, layout, YEAR)),
    { name: '填报表.xlsx', content: await fillInWorkbook(office, desk.pack(pack), YEAR, unwritten) },
  ]
  return desk.judge(files)
}

describe('accounts that are right', () => {
  test.each(PACKS)(
    'pass with %s in every layout, and every number and word of the document follows from them',
    async (pack) => {
      const faults: string[] = []
      for (let seed = 1; seed <= MANY; seed += 1) {
        const office = makeOffice(seed)
        const layout = chooseLayout(seeded(seed * 7 + 1))
        const tables = publishedTables(office, { withStatistics: hasStatistics(pack) })
        const judged = await judge(office, pack, layout, tables)
        const found = judged.refused ?? faultsOf(office, judged)
        faults.push(...found.map((fault) => `${String(seed)} ${JSON.stringify(layout)} ${fault}`))
      }
      expect(faults).toEqual([])
    },
  )

  test('are told in these words', async () => {
    for (const seed of [3, 4]) {
      const office = makeOffice(seed)
      const judged = await judge(office, 'base/2023-决算', PLAIN, publishedTables(office, { withStatistics: false }))
      if (judged.refused) throw new Error(judged.refused.join())
      const sentences = new Map(sentencesOf(judged.model).map(({ id, content }) => [id, plain(content)]))
      expect(sentences.get('收支总体')).toBe(overall(office))
      expect(sentences.get('一般公共预算.结构')).toBe(structure(office))
    }
  })
})

/** The first sentence of part three, written out by hand. */
function overall(office: Office): string {
  const [income, spent] = ['收入', '支出'].map((side) => {
    const ref = `收入支出决算总表/${side}总计/金额`
    return { now: money(office, office.figures.get(ref)), last: money(office, office.answers.get(`上年·${ref}`)) }
  })
  if (!income || !spent) throw new Error('no totals')
  const change = ({ now, last }: typeof income): string => {
    if (now === last) return '持平'
    const size = now > last ? now - last : last - now
    const words = now > last ? ['增加', '增长'] : ['减少', '下降']
    return `${words[0] ?? ''}${tenThousands(size)}万元${last === 0n ? '' : `，${words[1] ?? ''}${percent(size, last)}%`}`
  }
  const why = income.now === income.last && spent.now === spent.last ? '' : '主要原因是写明的收支总体增减原因。'
  return `2023年度收入总计${tenThousands(income.now)}万元，支出总计${tenThousands(spent.now)}万元。与上年相比，收入总计${change(income)}，支出总计${change(spent)}。${why}`
}

function structure(office: Office): string {
  const table = '一般公共预算财政拨款支出决算表'
  const whole = money(office, office.figures.get(`${table}/合计/小计`))
  const parts = [...office.figures]
    .flatMap(([ref, fen]) => {
      const code = /^一般公共预算财政拨款支出决算表\/(\d{3})\/小计$/u.exec(ref)?.[1]
      return code === undefined ? [] : [{ code, part: money(office, fen) }]
    })
    .toSorted((a, b) => a.code.localeCompare(b.code))
    .map(({ code, part }) => `${office.names.get(code) ?? ''}${tenThousands(part)}万元，占比${percent(part, whole)}%`)
  return `2023年度一般公共预算财政拨款支出${tenThousands(whole)}万元，主要用于以下方面：${parts.join('；')}。`
}

/** As the office stated it, in 分. */
const money = (office: Office, fen: number | undefined): bigint => BigInt(statedFen(fen ?? 0, office.print))

function tenThousands(fen: bigint): string {
  return fen === 0n ? '0' : printed(Number(fen), { unit: '万元', decimals: 2 })
}

function percent(part: bigint, whole: bigint): string {
  const hundredths = (part * 20_000n + whole) / (whole * 2n)
  return hundredths === 0n ? '0' : `${String(hundredths / 100n)}.${String(hundredths % 100n).padStart(2, '0')}`
}

describe('one mistake in accounts that were right is found, and a finding names its place', () => {
  test.each(Object.entries(FAULTS))('%s', async (name, make) => {
    for (const seed of [21, 22]) {
      const office = makeOffice(seed)
      const pack = PACKS[seed % 2] ?? ''
      const right = publishedTables(office, { withStatistics: hasStatistics(pack) })
      const fault = make(right, seeded(seed * 31 + name.length), office)
      const judged = await judge(office, pack, PLAIN, fault.tables)
      expect(placesOf(judged), `${String(seed)}: ${fault.what}`).toSatisfy((places: readonly string[]) =>
        fault.cells.some((cell) => places.some((place) => place.includes(cell))),
      )
    }
  })
})

describe('one answer that the 填报表 lacks, or that is wrong, is named', () => {
  const office = makeOffice(4)
  const withAnswers = (change: (answers: Map<string, number>, counts: Map<string, number>) => void): Office => {
    const answers = new Map(office.answers)
    const counts = new Map(office.counts)
    change(answers, counts)
    return { ...office, answers, counts }
  }
  const findingsOf = async (
    changed: Office,
    texts?: readonly string[],
  ): Promise<Extract<Judged, { refused: undefined }>> => {
    const judged = await judge(
      changed,
      'base/2023-决算',
      PLAIN,
      publishedTables(office, { withStatistics: false }),
      texts,
    )
    if (judged.refused) throw new Error(judged.refused.join())
    return judged
  }

  test.each([
    '上年·收入支出决算总表/收入总计/金额',
    '上年·一般公共预算财政拨款支出决算表/合计/小计',
    '上年·财政拨款三公经费支出决算表/三公经费/决算数合计',
    '三公经费和公务活动/公务用车保有量/填报数',
    '人员机构/内设机构数/数量',
  ])('%s is not filled in', async (ref) => {
    const { checks } = await findingsOf(
      withAnswers((answers, counts) => {
        answers.delete(ref)
        counts.delete(ref)
      }),
    )
    expect(checks.mayPublish).toBe(false)
    const missing = checks.findings.filter(
      ({ outcome, severity }) => outcome === 'cannot-check' && severity === 'error',
    )
    expect([...new Set(missing.flatMap(({ cells }) => cells))]).toEqual([ref])
    expect(missing[0]?.hint).toContain('填报表')
  })

  test.each([
    ['收入支出决算总表/支出总计/金额', '上年·收入支出决算总表/收入总计/金额'],
    ['财政拨款收入支出决算总表/收入总计/金额', '上年·财政拨款收入支出决算总表/支出总计/合计'],
    ['财政拨款三公经费支出决算表/三公经费/决算数公务接待费', '上年·财政拨款三公经费支出决算表/三公经费/决算数合计'],
    ['一般公共预算财政拨款支出决算表/208/小计', '上年·一般公共预算财政拨款支出决算表/合计/小计'],
  ])('上年·%s is wrong: last year must agree with itself', async (ref, other) => {
    const wrong = (answers: Map<string, number>) =>
      answers.set(`上年·${ref}`, (answers.get(`上年·${ref}`) ?? 0) + 1_000_000_000)
    const { checks } = await findingsOf(withAnswers(wrong))
    const found = checks.findings.filter(({ outcome, severity }) => outcome === 'fail' && severity !== 'info')
    expect(found).toHaveLength(1)
    expect(found.flatMap(({ cells }) => cells)).toEqual(expect.arrayContaining([`上年·${ref}`, other]))
  })

  test('counts that contradict the money of “三公”, or one another, are named', async () => {
    const spent = ['因公出国（境）费', '公务用车购置费', '公务用车运行维护费', '公务接待费']
    const of = (made: Office, kind: string) =>
      made.figures.get(`财政拨款三公经费支出决算表/三公经费/决算数${kind}`) ?? 0
    const all = Array.from({ length: 60 }, (_, at) => makeOffice(at + 1)).find((made) =>
      spent.every((kind) => of(made, kind) > 0),
    )
    if (!all) throw new Error('no office spends on all four')
    const place = (row: string): string => `三公经费和公务活动/${row}/填报数`
    const nothing = ['出国人次', '购置公务用车数', '公务用车保有量', '国内接待批次']
    const counts = new Map([...all.counts, ...nothing.map((row): [string, number] => [place(row), 0])])
    const tables = publishedTables(all, { withStatistics: false })
    const judged = await judge({ ...all, counts }, 'base/2023-决算', PLAIN, tables)
    if (judged.refused) throw new Error(judged.refused.join())
    const found = judged.checks.findings.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'warning')
    expect(found.map(({ rule }) => rule).toSorted()).toEqual(['HD-0010', 'HD-0014', 'HD-0015', 'HD-0016', 'HD-0017'])
    const named = [...new Set(found.flatMap(({ cells }) => cells))]
    expect(named).toEqual(expect.arrayContaining([place('出国人次'), place('出国团组数'), place('国内接待费')]))
  })

  test('a reason is not written: the document shows the gap and it is the only finding', async () => {
    const { checks, model } = await findingsOf(office, ['收支总体增减原因'])
    expect(checks.verdict).toBe('尚不能判断，缺收支总体增减原因')
    const gaps = sentencesOf(model).flatMap(({ content }) => content.filter(({ kind }) => kind === 'missing'))
    expect(gaps).not.toEqual([])
  })

  test('a rate of completion that was written beforehand is wrong by one percent', async () => {
    const cells = ['年初预算/合计/年初预算数', '一般公共预算财政拨款支出决算表/合计/小计'] as const
    const budget = money(office, office.answers.get(cells[0]))
    const spent = money(office, office.figures.get(cells[1]))
    const right = Number((spent * 20_000n + budget) / (budget * 2n))
    const rates = async (hundredths: number) =>
      (
        await findingsOf(withAnswers((_, counts) => counts.set('年初预算/合计/完成年初预算比例', hundredths / 100)))
      ).checks.findings.filter(({ rule, outcome }) => rule === 'YS-0004' && outcome === 'fail')
    expect(await rates(right)).toEqual([])
    expect((await rates(right + 100)).map(({ cells: [cell] }) => cell)).toEqual(['年初预算/合计/完成年初预算比例'])
  })
})

/** Every place that anything is said about. */
function placesOf(judged: Judged): readonly string[] {
  if (judged.refused) return judged.refused
  const found = judged.checks.findings
    .filter(({ severity, outcome }) => outcome !== 'tail' && severity !== 'info')
    .flatMap(({ cells, group, where }) => [...cells, ...(group === undefined ? [] : [group]), where])
  return [...judged.warnings, ...found]
}

import { describe, expect, test } from 'vitest'
import type { CellRef } from '#core/model/cell.ts'
import type { UnitNature } from '#core/model/report.ts'
import { deriveLedgerTables } from '#main/services/derive-ledger.ts'
import { explainLedgerCell } from '#main/services/derive-ledger-explain.ts'
import { importLedger } from '#main/services/import-ledger.ts'
import { saveLedgerSettings } from '#main/services/ledger-setup.ts'
import { ledgerBench } from '#test/ledger-samples/store.ts'
import { journalCsv, openingCsv, type VoucherText } from '#test/ledger-samples/voucher-text.ts'

/**
 * The rules of ledger-to-tables.md §1 and §2, one by one: vouchers as a finance program writes them, and the cells that follow.
 * A line is `科目 [资金 性质 功能 经济 项目] 借|贷 元`; a voucher that does not balance by itself is balanced by 8001.
 */
interface Rule {
  readonly name: string
  readonly vouchers: readonly VoucherText[]
  /** Opening balances: `科目 [资金 性质 功能] 借|贷 元`. */
  readonly openings?: readonly string[]
  readonly nature?: UnitNature
  readonly settings?: Readonly<Record<string, string>>
  readonly cells: Readonly<Record<string, number>>
  readonly warns?: string
}

async function derived({ vouchers, openings = [], nature = '行政单位', settings = {} }: Rule) {
  const bench = ledgerBench('甲单位', nature, 2023, 'base/2023-决算')
  bench.store.write('会计甲', 'settings', () => {
    saveLedgerSettings(bench.store, '001001', settings)
  })
  // 8001 always has an opening row: a year that begins with nothing says so.
  const files = [
    ['余额表.csv', openingCsv(['8001 借 0', ...openings])],
    ['序时账.csv', journalCsv(vouchers)],
  ] as const
  for (const [name, text] of files) {
    const outcome = await importLedger(bench, bench.open(), bench.file(name, text))
    if (outcome.kind !== 'imported') throw new Error(JSON.stringify(outcome))
  }
  const tables = deriveLedgerTables(bench.store, bench.open())
  if (!tables) throw new Error('no tables')
  return { tables, bench }
}

const T1 = '收入支出决算总表'
const T2 = '收入决算表'
const T3 = '支出决算表'
const T4 = '财政拨款收入支出决算总表'
const T5 = '一般公共预算财政拨款支出决算表'
const T6 = '一般公共预算财政拨款基本支出决算表'
const T7 = '政府性基金预算财政拨款收入支出决算表'
const T8 = '国有资本经营预算财政拨款支出决算表'
const T9 = '财政拨款三公经费支出决算表'

const income = (account: string, row: string, column: string): Rule => ({
  name: `${account} 是${row}`,
  vouchers: [[`${account} 非财 - 2010301 贷 100`], [`${account} 非财 - 2010301 借 30`]],
  cells: {
    [`${T1}/${row}/金额`]: 70,
    [`${T1}/本年收入合计/金额`]: 70,
    [`${T2}/2010301/${column}`]: 70,
    [`${T2}/合计/${column}`]: 70,
  },
})

const RULES: readonly Rule[] = [
  {
    name: '6001 按资金性质分为三种财政拨款收入，功能分类不决定资金',
    vouchers: [['6001 一般 - 2120801 贷 100'], ['6001 基金 - 2010301 贷 20'], ['6001 国资 - 2230105 贷 3']],
    cells: {
      [`${T1}/一般公共预算财政拨款收入/金额`]: 100,
      [`${T1}/政府性基金预算财政拨款收入/金额`]: 20,
      [`${T1}/国有资本经营预算财政拨款收入/金额`]: 3,
      [`${T2}/合计/财政拨款收入`]: 123,
      [`${T4}/一般公共预算财政拨款/金额`]: 100,
      [`${T4}/本年收入合计/金额`]: 123,
      [`${T7}/2010301/本年收入`]: 20,
    },
  },
  income('6201', '上级补助收入', '上级补助收入'),
  income('6101', '事业收入', '事业收入'),
  income('6401', '经营收入', '经营收入'),
  income('6301', '附属单位上缴收入', '附属单位上缴收入'),
  income('6601', '其他收入', '其他收入'),
  income('6602', '其他收入', '其他收入'),
  income('6609', '其他收入', '其他收入'),
  {
    ...income('6601', '事业收入', '事业收入'),
    name: '6601 按设置列入事业收入',
    settings: { 非同级财政拨款: '事业收入' },
  },
  {
    name: '6501 和 7701 通常不计入，但要提示',
    vouchers: [['6501 非财 - 2010301 贷 100'], ['7701 非财 项目 2010301 31001 借 40']],
    cells: { [`${T1}/其他收入/金额`]: 0, [`${T1}/本年收入合计/金额`]: 0, [`${T1}/本年支出合计/金额`]: 0 },
    warns: '6501',
  },
  {
    name: '6501 和 7701 按设置计入',
    vouchers: [['6501 非财 - 2010301 贷 100'], ['7701 非财 项目 2010301 31001 借 40']],
    settings: { 债务收支: '计入' },
    cells: { [`${T1}/其他收入/金额`]: 100, [`${T1}/本年支出合计/金额`]: 40, [`${T3}/2010301/项目支出`]: 40 },
  },
  {
    name: '7601 通常不计入，但要提示',
    vouchers: [['7601 非财 项目 2010301 31201 借 40']],
    cells: { [`${T1}/本年支出合计/金额`]: 0 },
    warns: '7601',
  },
  {
    name: '7601 按设置计入',
    vouchers: [['7601 非财 项目 2010301 31201 借 40']],
    settings: { 投资支出: '计入' },
    cells: { [`${T1}/201/金额`]: 40, [`${T3}/合计/项目支出`]: 40 },
  },
  {
    name: '支出按功能分类的类、款、项，按科目和支出性质分栏；冲红的减去',
    vouchers: [
      ['7101 一般 基本 2010301 30101 借 100'],
      ['7201 一般 项目 2010302 30201 甲项目 借 50'],
      ['7201 一般 项目 2010302 30201 甲项目 借 -20'],
      ['7301 非财 - 2080501 30201 借 7'],
      ['7401 非财 - 2080501 30201 借 6'],
      ['7501 非财 - 2080501 30201 借 5'],
      ['7901 非财 基本 2080501 30201 借 4'],
      ['7901 非财 项目 2080501 30201 借 3'],
    ],
    cells: {
      [`${T1}/201/金额`]: 130,
      [`${T1}/208/金额`]: 25,
      [`${T1}/本年支出合计/金额`]: 155,
      [`${T3}/20103/本年支出合计`]: 130,
      [`${T3}/2010301/基本支出`]: 100,
      [`${T3}/2010302/项目支出`]: 30,
      [`${T3}/合计/基本支出`]: 104,
      [`${T3}/合计/项目支出`]: 33,
      [`${T3}/2080501/经营支出`]: 7,
      [`${T3}/2080501/上缴上级支出`]: 6,
      [`${T3}/2080501/对附属单位补助支出`]: 5,
    },
  },
  {
    name: '年末结转凭证不算收入和支出，期末余额照算',
    vouchers: [
      ['6001 一般 - 2010301 贷 100'],
      ['7101 一般 基本 2010301 30101 借 80'],
      ['6001 一般 - 2010301 借 100', '8101 一般 - 2010301 贷 100'],
      ['8101 一般 - 2010301 借 80', '7101 一般 基本 2010301 30101 贷 80'],
    ],
    openings: ['8101 一般 - 2010301 贷 5', '8001 借 5'],
    cells: {
      [`${T1}/一般公共预算财政拨款收入/金额`]: 100,
      [`${T1}/本年支出合计/金额`]: 80,
      [`${T1}/年初结转和结余/金额`]: 5,
      [`${T1}/年末结转和结余/金额`]: 25,
      [`${T1}/收入总计/金额`]: 105,
      [`${T1}/支出总计/金额`]: 105,
      [`${T4}/年初一般公共预算财政拨款/金额`]: 5,
      [`${T4}/年末财政拨款结转和结余/一般公共预算财政拨款`]: 25,
    },
  },
  {
    name: '年初、年末由 8101、8102、8201 组成，行政单位加 8202',
    vouchers: [['8501 借 1', '8202 贷 1']],
    openings: ['8101 一般 - 2010301 贷 10', '8102 基金 - 2120801 贷 20', '8201 贷 30', '8202 贷 40'],
    cells: {
      [`${T1}/年初结转和结余/金额`]: 100,
      [`${T1}/年末结转和结余/金额`]: 101,
      [`${T4}/年初财政拨款结转和结余/金额`]: 30,
      [`${T4}/年初政府性基金预算财政拨款/金额`]: 20,
      [`${T7}/2120801/年初结转和结余`]: 20,
      [`${T7}/2120801/年末结转和结余`]: 20,
    },
  },
  {
    name: '直接记入资金结存的结转结余是年初数的调整：年初＝上年年末＋调整，收支总计仍然相等',
    vouchers: [
      ['6001 一般 - 2010301 贷 100'],
      ['8101 一般 - 2010301 贷 7', '8001 借 7'],
      ['8101 基金 - 2120801 借 2', '8001 贷 2'],
      ['8202 贷 1', '8001 借 1'],
      ['6001 一般 - 2010301 借 100', '8101 一般 - 2010301 贷 100'],
    ],
    openings: ['8101 一般 - 2010301 贷 10', '8101 基金 - 2120801 贷 20', '8202 贷 40', '8001 借 70'],
    cells: {
      [`${T1}/年初结转和结余/金额`]: 76,
      [`${T1}/收入总计/金额`]: 176,
      [`${T1}/支出总计/金额`]: 176,
      [`${T4}/年初财政拨款结转和结余/金额`]: 35,
      [`${T4}/年初一般公共预算财政拨款/金额`]: 17,
      [`${T4}/年初政府性基金预算财政拨款/金额`]: 18,
      [`${T4}/收入总计/金额`]: 135,
      [`${T4}/支出总计/合计`]: 135,
      [`${T7}/2120801/年初结转和结余`]: 18,
    },
    warns: '年初结转和结余',
  },
  {
    name: '规则不认识的收支科目不计入，但要点名',
    vouchers: [['7101 一般 基本 2010301 30101 借 80'], ['7999 一般 基本 2010301 30101 借 5']],
    cells: { [`${T1}/本年支出合计/金额`]: 80 },
    warns: '科目 7999 有发生额 5.00 元',
  },
  {
    name: '事业单位的 8202 不在年初、年末里',
    nature: '事业单位',
    vouchers: [['8202 贷 1']],
    openings: ['8101 一般 - 2010301 贷 10', '8201 贷 30', '8202 贷 40'],
    cells: { [`${T1}/年初结转和结余/金额`]: 40, [`${T1}/年末结转和结余/金额`]: 40 },
  },
  {
    name: '8202 按设置计入；8201 按设置不计入',
    nature: '事业单位',
    vouchers: [['8501 借 1', '8202 贷 1']],
    openings: ['8101 一般 - 2010301 贷 10', '8201 贷 30', '8202 贷 40'],
    settings: { 非财政拨款结余: '计入', 非财政拨款结转: '不计入' },
    cells: { [`${T1}/年初结转和结余/金额`]: 50, [`${T1}/年末结转和结余/金额`]: 51 },
  },
  {
    name: '经营结余 8401 只有亏损才算',
    vouchers: [['8001 借 1', '8001 贷 1']],
    openings: ['8401 借 9'],
    cells: { [`${T1}/年初结转和结余/金额`]: -9, [`${T1}/年末结转和结余/金额`]: -9 },
  },
  {
    name: '8401 的明细有盈有亏：按科目的余额看',
    vouchers: [['8001 借 1', '8001 贷 1']],
    openings: ['8401.01 借 9', '8401.02 贷 5'],
    cells: { [`${T1}/年初结转和结余/金额`]: -4, [`${T1}/年末结转和结余/金额`]: -4 },
  },
  {
    name: '8401 有盈余时不算',
    vouchers: [['8001 借 1', '8001 贷 1']],
    openings: ['8401 贷 9'],
    cells: { [`${T1}/年初结转和结余/金额`]: 0 },
  },
  {
    name: '事业单位用 8202 弥补收支差额：恒等式成立',
    nature: '事业单位',
    vouchers: [
      ['6101 非财 - 2010301 贷 100'],
      ['7201 非财 基本 2010301 30101 借 130'],
      ['6101 非财 - 2010301 借 100', '8501 贷 100'],
      ['8501 借 130', '7201 非财 基本 2010301 30101 贷 130'],
      ['8701 借 30', '8501 贷 30'],
      ['8202 借 30', '8701 贷 30'],
    ],
    openings: ['8202 贷 200', '8001 借 200'],
    cells: {
      [`${T1}/使用非财政拨款结余和专用结余/金额`]: 30,
      [`${T1}/结余分配/金额`]: 0,
      [`${T1}/收入总计/金额`]: 130,
      [`${T1}/支出总计/金额`]: 130,
    },
  },
  {
    name: '其他结余 8501 亏、经营结余 8401 盈：8202 的使用是两者相抵后的差额，相抵的部分不是结余分配',
    nature: '事业单位',
    vouchers: [
      ['6101 非财 - 2010301 贷 100'],
      ['7201 非财 基本 2010301 30101 借 130'],
      ['6401 非财 - 2010301 贷 50'],
      ['7301 非财 - 2010301 30201 借 30'],
      ['6101 非财 - 2010301 借 100', '8501 贷 100'],
      ['8501 借 130', '7201 非财 基本 2010301 30101 贷 130'],
      ['6401 非财 - 2010301 借 50', '8401 贷 50'],
      ['8401 借 30', '7301 非财 - 2010301 30201 贷 30'],
      ['8701 借 30', '8501 贷 30'],
      ['8401 借 20', '8701 贷 20'],
      ['8202 借 10', '8701 贷 10'],
    ],
    openings: ['8202 贷 200', '8001 借 200'],
    cells: {
      [`${T1}/使用非财政拨款结余和专用结余/金额`]: 10,
      [`${T1}/结余分配/金额`]: 0,
      [`${T1}/收入总计/金额`]: 160,
      [`${T1}/支出总计/金额`]: 160,
    },
  },
  {
    name: '事业单位结余分配：提取专用结余、转入 8202；从 8202 缴纳的所得税不是使用结余',
    nature: '事业单位',
    vouchers: [
      ['6101 非财 - 2010301 贷 100'],
      ['7201 非财 基本 2010301 30101 借 60'],
      ['6101 非财 - 2010301 借 100', '8501 贷 100'],
      ['8501 借 60', '7201 非财 基本 2010301 30101 贷 60'],
      ['8501 借 40', '8701 贷 40'],
      ['8701 借 4', '8301 贷 4'],
      ['8701 借 36', '8202 贷 36'],
      ['8202 借 5'],
    ],
    openings: ['8202 贷 200', '8001 借 200'],
    cells: {
      [`${T1}/使用非财政拨款结余和专用结余/金额`]: 0,
      [`${T1}/结余分配/金额`]: 40,
      [`${T1}/收入总计/金额`]: 100,
      [`${T1}/支出总计/金额`]: 100,
    },
  },
  {
    name: '使用专用结余 8301：列支出，年末对冲',
    nature: '事业单位',
    vouchers: [['7201 非财 项目 2010301 30201 借 8'], ['8301 借 8', '7201 非财 项目 2010301 30201 贷 8']],
    openings: ['8301 贷 50', '8001 借 50'],
    cells: {
      [`${T1}/使用非财政拨款结余和专用结余/金额`]: 8,
      [`${T1}/本年支出合计/金额`]: 8,
      [`${T1}/收入总计/金额`]: 8,
      [`${T1}/支出总计/金额`]: 8,
    },
  },
  {
    name: '8301 直接支付没有列支出：不算使用，要提示',
    nature: '事业单位',
    vouchers: [['8301 借 8']],
    openings: ['8301 贷 50', '8001 借 50'],
    cells: { [`${T1}/使用非财政拨款结余和专用结余/金额`]: 0 },
    warns: '8301',
  },
  {
    name: '8301 的使用按设置不计入',
    nature: '事业单位',
    vouchers: [['7201 非财 项目 2010301 30201 借 8'], ['8301 借 8', '7201 非财 项目 2010301 30201 贷 8']],
    settings: { 使用专用结余: '不计入' },
    cells: { [`${T1}/使用非财政拨款结余和专用结余/金额`]: 0 },
  },
  {
    name: '行政单位没有使用结余和结余分配',
    vouchers: [
      ['8202 借 30', '8701 贷 30'],
      ['8701 借 30', '8301 贷 30'],
    ],
    cells: { [`${T1}/使用非财政拨款结余和专用结余/金额`]: 0, [`${T1}/结余分配/金额`]: 0 },
  },
  {
    name: '财政拨款支出按资金分栏；非财政的不在其中',
    vouchers: [
      ['7101 一般 基本 2010301 30101 借 100'],
      ['7101 基金 项目 2120801 31001 甲项目 借 20'],
      ['7101 国资 项目 2230105 31201 乙项目 借 3'],
      ['7201 非财 基本 2010301 30101 借 9'],
    ],
    cells: {
      [`${T4}/201/合计`]: 100,
      [`${T4}/本年支出合计/合计`]: 123,
      [`${T4}/本年支出合计/一般公共预算财政拨款`]: 100,
      [`${T4}/212/政府性基金预算财政拨款`]: 20,
      [`${T4}/本年支出合计/国有资本经营预算财政拨款`]: 3,
      [`${T5}/合计/小计`]: 100,
      [`${T5}/2010301/基本支出`]: 100,
      [`${T7}/2120801/小计`]: 20,
      [`${T7}/2120801/项目支出`]: 20,
      [`${T8}/2230105/合计`]: 3,
      [`${T8}/合计/项目支出`]: 3,
    },
  },
  {
    name: '基本支出按经济分类；人员 301、303，公用 302、307、310、312、313、399',
    vouchers: ['30101 1', '30301 2', '30201 4', '30701 8', '31002 16', '31204 32', '31302 64', '39907 128'].map(
      (text) => {
        const [economic = '', yuan = ''] = text.split(' ')
        return [`7101 一般 基本 2010301 ${economic} 借 ${yuan}`]
      },
    ),
    cells: {
      [`${T6}/30101/决算数`]: 1,
      [`${T6}/302/决算数`]: 4,
      [`${T6}/人员经费合计/决算数`]: 3,
      [`${T6}/公用经费合计/决算数`]: 252,
      ['机关运行经费/机关运行经费/决算数']: 252,
      [`${T5}/合计/基本支出`]: 255,
    },
  },
  {
    name: '三公按经济分类，基本和项目、各种财政拨款都算，非财政的不算',
    vouchers: [
      ['7101 一般 基本 2010301 30212 借 1'],
      ['7101 一般 项目 2010302 30217 甲项目 借 2'],
      ['7101 基金 项目 2120801 30231 甲项目 借 4'],
      ['7101 一般 项目 2010302 31013 甲项目 借 8'],
      ['7101 一般 项目 2010302 30913 甲项目 借 16'],
      ['7201 非财 基本 2010301 30217 借 100'],
    ],
    cells: {
      [`${T9}/三公经费/决算数因公出国（境）费`]: 1,
      [`${T9}/三公经费/决算数公务接待费`]: 2,
      [`${T9}/三公经费/决算数公务用车运行维护费`]: 4,
      [`${T9}/三公经费/决算数公务用车购置费`]: 24,
      [`${T9}/三公经费/决算数公务用车购置及运行维护费`]: 28,
      [`${T9}/三公经费/决算数合计`]: 31,
    },
  },
]

describe('each rule from vouchers to cells', () => {
  test.each(RULES.map((rule) => [rule.name, rule] as const))('%s', async (_, rule) => {
    const { tables, bench } = await derived(rule)
    const got = Object.fromEntries(Object.keys(rule.cells).map((ref) => [ref, tables.cells.get(ref as CellRef)?.fen]))
    expect(got).toEqual(Object.fromEntries(Object.entries(rule.cells).map(([ref, yuan]) => [ref, yuan * 100])))
    expect(tables.warnings.join()).toContain(rule.warns ?? '')
    // The vouchers of a rule are no whole year.
    const others = tables.warnings.filter((warning) => !warning.startsWith('账里没有年末结转凭证'))
    if (rule.warns === undefined) expect(others).toEqual([])
    // Whatever the rule, the lines behind a cell add up to it.
    for (const ref of Object.keys(rule.cells) as CellRef[]) {
      const explained = explainLedgerCell(bench.store, bench.open(), ref)
      const sum = explained?.accounts.flatMap(({ sources }) => sources).reduce((all, { fen }) => all + fen, 0)
      expect([ref, sum]).toEqual([ref, tables.cells.get(ref)?.fen])
    }
  })

  test('事业单位没有机关运行经费', async () => {
    const { tables } = await derived({
      name: '',
      nature: '事业单位',
      vouchers: [['7201 一般 基本 2010301 30201 借 4']],
      cells: {},
    })
    expect([...tables.cells.keys()].filter((ref) => ref.startsWith('机关运行经费'))).toEqual([])
    expect(tables.cells.get(`${T6}/公用经费合计/决算数` as CellRef)?.fen).toBe(400)
  })

  test('全年执行数按项目，只算财政拨款的项目支出', async () => {
    const { tables } = await derived({
      name: '',
      vouchers: [
        ['7101 一般 项目 2010302 30201 甲项目 借 50'],
        ['7101 基金 项目 2120801 30201 甲项目 借 5'],
        ['7201 非财 项目 2010302 30201 乙项目 借 9'],
      ],
      cells: {},
    })
    expect([...tables.projects]).toEqual([['甲项目', 5500]])
  })

  test('每一项没有定论的口径都是设置，写明通常的做法和理由', async () => {
    const { tables } = await derived({ name: '', vouchers: [['6001 一般 - 2010301 贷 1']], cells: {} })
    expect(tables.settings.map(({ id, option }) => [id, option])).toEqual([
      ['债务收支', '不计入'],
      ['投资支出', '不计入'],
      ['非财政拨款结余', '按单位性质'],
      ['使用专用结余', '计入'],
      ['非同级财政拨款', '其他收入'],
      ['非财政拨款结转', '计入'],
      ['结转后的余额表', '不算'],
      ['存续期间', '全年'],
    ])
    for (const { why } of tables.settings) expect(why.length).toBeGreaterThan(10)
  })
})

import { describe, expect, test } from 'vitest'
import { importLedger } from '#main/services/import-ledger.ts'
import { redWorkbook, type StyledCell } from '#test/main/files/xlsx/red-workbook.ts'
import { ledgerBench } from '#test/ledger-samples/store.ts'

const HEADER = ['日期', '凭证号', '摘要', '科目编码', '资金性质', '支出功能分类', '借方金额', '贷方金额']
type Style = 0 | 1 | 2 | 3 | 4

const line = (number: string, account: string, debit: StyledCell, credit: StyledCell): readonly StyledCell[] => [
  '2023-03-05', number, '摘要', account, '1 一般公共预算资金', '2010301 行政运行', debit, credit,
] // prettier-ignore

/** A receipt of 100, and 30 of it taken back, written so. */
const year = (back: string, style: Style): readonly (readonly StyledCell[])[] => [
  HEADER,
  line('记-1', '8001', { number: '100', style: 0 }, undefined),
  line('记-1', '6001', undefined, { number: '100', style: 0 }),
  line('记-2', '8001', { number: back, style }, undefined),
  line('记-2', '6001', undefined, { number: back, style }),
]

async function importing(rows: readonly (readonly StyledCell[])[], color?: string, accept: readonly string[] = []) {
  const bench = ledgerBench('甲单位', '行政单位', 2023, 'base/2023-决算')
  const outcome = await importLedger(bench, bench.open(), bench.file('账.xlsx', redWorkbook(rows, color)), { accept })
  const credit = bench.store.db.prepare('SELECT coalesce(sum(credit_fen), 0) FROM ledger_entry').pluck().get()
  return { outcome, credit: Number(credit) }
}

const told = ({ outcome }: Awaited<ReturnType<typeof importing>>): readonly string[] =>
  outcome.kind === 'refused' ? outcome.findings.map(({ code, weight, row }) => `${code} ${weight} ${row}`) : [outcome.kind] // prettier-ignore

describe('an amount above zero that the file prints in red', () => {
  test.each([
    ['a red font', 1, undefined],
    ['a red font and two decimals', 4, undefined],
    ['dark red', 1, '<color rgb="FFC00000"/>'],
    ['red of the palette', 1, '<color indexed="10"/>'],
    ['red of the theme', 1, '<color theme="5"/>'],
    ['a little darker red of the theme', 1, '<color theme="5" tint="-0.05"/>'],
    ['a format that is red above zero', 2, undefined],
  ] as const)('is asked about, never taken for either: %s', async (_, style, color) => {
    const refused = await importing(year('30', style), color)
    expect(told(refused)).toEqual(['LEDGER_RED confirm 4'])
    expect(refused.credit).toBe(0)
    if (refused.outcome.kind !== 'refused') throw new Error(refused.outcome.kind)
    const [finding] = refused.outcome.findings
    expect(finding?.message).toContain('单元格 G4 的 30 是红字')
    expect(finding?.message).toContain('共 2 个')
    expect(finding?.remedy).toContain('改成负数')
    expect((await importing(year('30', style), color, ['LEDGER_RED'])).credit).toBe(130_00)
  })

  test.each([
    ['black', '30', 0, undefined, 130_00],
    ['a format that is red below zero', '30', 3, undefined, 130_00],
    ['blue', '30', 1, '<color rgb="FF0000FF"/>', 130_00],
    ['another colour of the theme', '30', 1, '<color theme="4"/>', 130_00],
    ['pale red of the theme', '30', 1, '<color theme="5" tint="0.6"/>', 130_00],
    ['nearly black of the theme', '30', 1, '<color theme="5" tint="-0.75"/>', 130_00],
    ['a theme colour that is none', '30', 1, '<color theme="99"/>', 130_00],
    ['orange', '30', 1, '<color rgb="FFFFC000"/>', 130_00],
    ['a number below zero in red', '-30', 1, undefined, 70_00],
    ['a number below zero in a format with red', '-30', 3, undefined, 70_00],
    ['zero in red', '0', 1, undefined, 100_00],
  ] as const)('anything else raises no question: %s', async (_, back, style, color, credit) => {
    const imported = await importing(year(back, style), color)
    expect(told(imported)).toEqual(['imported'])
    expect(imported.credit).toBe(credit)
  })
})

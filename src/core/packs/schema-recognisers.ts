import { z } from 'zod'
import { isPattern } from './schema-derive.ts'

/** What a column of a ledger sheet holds. */
export const ledgerRole = z.enum([
  '日期',
  '月',
  '日',
  '期间',
  '单位',
  '凭证字',
  '凭证号',
  '摘要',
  '科目编码',
  '科目名称',
  '科目',
  '借方',
  '贷方',
  '方向',
  '金额',
  '余额方向',
  '余额',
  '年',
  '年初方向',
  '年初金额',
  '年初借方',
  '年初贷方',
  '期初方向',
  '期初金额',
  '期初借方',
  '期初贷方',
  '本期借方',
  '本期贷方',
  '累计借方',
  '累计贷方',
  '期末方向',
  '期末金额',
  '期末借方',
  '期末贷方',
  '辅助编号',
  '辅助名称',
  '辅助核算',
  '指标金额',
  '指标余额',
  '年初指标',
  '追加指标',
  '调整指标',
  '可执行指标',
  '预算年度',
  '是否启用',
])

const labels = z.array(z.string().min(1)).min(1)

/** recognisers.yaml: how exports of finance software name things. Labels compare without spaces; `/` joins header rows. */
export const recognisers = z.strictObject({
  columns: z.array(z.strictObject({ role: ledgerRole, labels })),
  /** Auxiliary items that have columns of their own; code and name of one kind may stand in two columns. */
  auxiliaries: z.array(
    z.strictObject({ kind: z.string().min(1), labels, codes: labels.optional(), names: labels.optional() }),
  ),
  /** First words of rows that repeat what other rows say. */
  subtotals: labels,
  /** First words of rows that state a balance before the first entry. */
  openings: labels,
  /** What the words of a column 指标类型 say; a text that none or several kinds fit is asked. */
  indicatorKinds: z
    .array(
      z.strictObject({
        matches: z.string().refine(isPattern, '不是正确的正则表达式'),
        kind: z.enum(['年初', '追加', '调整', '可执行']),
      }),
    )
    .optional(),
  /** Kinds of `类别@@编码__名称&&` texts and of 辅助编号 parts, by the words that exports use. */
  debit: labels,
  credit: labels,
  level: labels,
})

export type LedgerRole = z.infer<typeof ledgerRole>
export type PackRecognisers = z.infer<typeof recognisers>

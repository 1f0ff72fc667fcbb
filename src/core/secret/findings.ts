import { parseCellRef } from '#core/model/cell.ts'
import type { YearAccounts } from '#core/model/accounts.ts'
import type { SecretItem } from '#core/model/secret.ts'
import type { Finding } from '#core/check/finding.ts'
import type { Pack } from '#core/packs/pack.ts'
import { readFigure } from '#core/packs/read-figure.ts'
import type { Mask } from './mask.ts'
import { codeOfRow } from './shares.ts'

/** A marked item with the words that a person knows it by. */
export interface NamedSecret {
  readonly item: SecretItem
  /** `2013199 其他…支出`, or the name of the project. */
  readonly name: string
  /** Set while it is only last year's (or the budget's) mark, in words: `2022年度决算`. */
  readonly proposedBy: string | undefined
}

const SOURCE = '《预算法》第十四条（涉密除外）'
const common = { cells: [], stated: '', expected: '', difference: '', source: SOURCE, group: undefined } as const

/** Marks that nobody answered for. While there is one, nothing is published. */
export function openQuestions(secrets: readonly NamedSecret[]): readonly Finding[] {
  return secrets.flatMap(({ item, name, proposedBy }): readonly Finding[] => {
    if (proposedBy !== undefined)
      return [
        {
          ...common,
          rule: 'SM-001',
          outcome: 'fail',
          severity: 'error',
          title: '以前标记的涉密项还没有确认',
          where: name,
          hint: `${proposedBy}把它标为涉密；请在本年确认仍然涉密，或说明不再涉密，答复以前不能导出`,
        },
      ]
    if (item.totals !== undefined) return []
    return [
      {
        ...common,
        rule: 'SM-002',
        outcome: 'fail',
        severity: 'error',
        title: '涉密项没有说明合计是否包含它',
        where: name,
        hint: '请选择“合计包含”或“合计不包含”，答复以前不能导出',
      },
    ]
  })
}

/** Rules that held for the stored figures and no longer hold once the totals leave the secret out. */
export function conflicts(stored: readonly Finding[], reduced: readonly Finding[]): readonly Finding[] {
  const known = new Map(stored.map((finding) => [placeOf(finding), finding]))
  return reduced.flatMap((finding): readonly Finding[] => {
    const before = known.get(placeOf(finding))
    // What did not add up before may stay as it was. A tail that has grown gives the amount away.
    const isAsBefore = before !== undefined && before.difference === finding.difference
    if (finding.outcome !== 'fail' || isAsBefore) return []
    return [
      {
        ...finding,
        rule: 'SM-003',
        title: `合计不包含涉密项后对不上：${finding.title}`,
        where: [finding.rule, finding.where].filter((part) => part !== '').join(' '),
        hint: `程序只能沿表间关系扣减，这一处扣不到。涉密的基本支出请写明在经济分类的哪一款；有关的项目也请标为涉密，或改为“合计包含”（${finding.hint}）`,
        source: SOURCE,
        group: undefined,
      },
    ]
  })
}

const placeOf = ({ rule, where }: Finding): string => `${rule}|${where}`

/** Where totals keep the amount: once that the rows no longer add up, and once that the difference gives it away. */
export function keptTotals(
  secrets: readonly NamedSecret[],
  mask: Mask,
  accounts: YearAccounts,
  pack: Pack,
): readonly Finding[] {
  const kept = secrets.filter(({ item }) => item.totals === '包含')
  if (kept.length === 0) return []
  const where = kept.map(({ name }) => name).join('、')
  const visible = [...mask.kept.keys()].filter((ref) => {
    const parts = parseCellRef(ref)
    return parts && !mask.rows.has(`${parts.table}/${parts.row}`) && pack.tables.get(parts.table)?.print
  })
  const tables = [...new Set(visible.flatMap((ref) => pack.tables.get(parseCellRef(ref)?.table ?? '')?.title ?? []))]
  if (kept.some(({ item }) => item.kind === '项目')) tables.push('绩效自评的项目数和金额')
  const whole = visible.filter((ref) => {
    const reading = readFigure(accounts, pack, ref)
    return reading.kind === 'known' && reading.amount.fen === mask.kept.get(ref)
  })
  const amount = kept.length === 1 ? '这一项的金额' : '这几项金额之和'
  const bare = whole.length === 0 ? '' : `；${whole.slice(0, 5).join('、')}等处印出的数就是它`
  return [
    {
      ...common,
      rule: 'SM-004',
      outcome: 'tail',
      severity: 'info',
      title: '合计包含涉密项，印出的各行之和小于合计',
      where,
      hint: '这是按选择“合计包含”形成的差额，不是错误',
    },
    {
      ...common,
      rule: 'SM-005',
      outcome: 'fail',
      severity: 'warning',
      title: '合计减去印出的各行，就得出涉密金额',
      where,
      hint: `在${tables.join('、')}中，读者用合计减去其余各行就能算出${amount}${bare}。金额本身涉密的，请改为“合计不包含”`,
    },
  ]
}

/** Above the code rows only: whether a table prints less than it holds. For the note under it. */
export function tablesThatKeep(mask: Mask, pack: Pack): ReadonlySet<string> {
  const tables = [...mask.kept.keys()].flatMap((ref) => parseCellRef(ref)?.table ?? [])
  return new Set(
    tables.filter((id) => [...mask.rows].some((row) => row.startsWith(`${id}/`) && isCodeRow(row, id, pack))),
  )
}

function isCodeRow(place: string, table: string, pack: Pack): boolean {
  return codeOfRow(pack.tables.get(table), place.slice(table.length + 1)) !== undefined
}

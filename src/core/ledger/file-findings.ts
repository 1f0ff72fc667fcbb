import { tablesTwice } from './balance-doubles.ts'
import type { Combination, LedgerFinding } from './model.ts'
import { yuan, type FileContext } from './reading.ts'

const KEPT = 20

/** What only the whole file tells: vouchers that do not balance, several units, codes with two names. */
export function fileFindings(
  file: FileContext,
  unitName: string,
  hasJournal: boolean,
  isDetail: boolean,
): readonly LedgerFinding[] {
  return [
    ...(hasJournal ? [...unbalanced(file, isDetail), ...mixed(file)] : []),
    ...units(file, unitName),
    ...renamed(file),
    ...tablesTwice(file),
  ]
}

function unbalanced(file: FileContext, isDetail: boolean): readonly LedgerFinding[] {
  const findings: LedgerFinding[] = []
  let count = 0
  for (let id = 0; id < file.vouchers.count(); id++) {
    const { day, number, row, debit, credit } = file.vouchers.get(id)
    if (debit === credit) continue
    count += 1
    if (findings.length >= KEPT || (isDetail && findings.length > 0)) continue
    findings.push({
      code: 'LEDGER_UNBALANCED',
      // A detail ledger shows some accounts only.
      weight: isDetail ? 'notice' : 'confirm',
      sheet: '',
      row,
      message: `文件“${file.fileName}”第 ${row} 行起 ${day} 的凭证“${number}”借贷不平：借 ${yuan(debit)}，贷 ${yuan(credit)}，相差 ${yuan(debit - credit)}。`,
      remedy: '在财务软件中核对这张凭证是否导出完整；只导出了部分科目的，可以选择照样导入。',
    })
  }
  const [first] = findings
  return count > 1 && isDetail && first
    ? [{ ...first, message: `${first.message.slice(0, -1)}；同样的凭证共 ${count} 张，明细账只含部分科目时属正常。` }]
    : findings
}

/** A voucher that carries income or expenditure on and pays or receives money as well: half of it belongs to the year's figures. */
function mixed(file: FileContext): readonly LedgerFinding[] {
  const findings: LedgerFinding[] = []
  for (let id = 0; id < file.vouchers.count() && findings.length < KEPT; id++) {
    if (!file.vouchers.isMixed(id)) continue
    const { day, number, row, isTransfer } = file.vouchers.get(id)
    const reading = isTransfer ? '年末结转读，里面的收入、支出不计入本年' : '平时的业务读，里面的收入、支出计入本年'
    findings.push({
      code: 'LEDGER_TRANSFER_MIXED',
      weight: 'confirm',
      sheet: '',
      row,
      message: `文件“${file.fileName}”第 ${row} 行起 ${day} 的凭证“${number}”既有收支科目和结转结余科目，又动了资金结存，看不出是不是年末结转；照样导入的，按${reading}。`,
      remedy: '在财务软件中核对，把结转和收付款分成两张凭证后重新导出；确认上面的读法正确的，可以选择照样导入。',
    })
  }
  return findings
}

function units(file: FileContext, unitName: string): readonly LedgerFinding[] {
  const of = (where: string): readonly (readonly [string, { readonly sheet: string; readonly row: number }])[] =>
    [...file.units].flatMap(([key, at]) => (key.startsWith(where) ? [[key.slice(where.length), at] as const] : []))
  const rows = of('列·')
  const heads = of('表头·')
  const several = rows.length > 1 ? rows : heads.length > 1 ? heads : []
  const [first, second] = several
  if (first && second) {
    return [
      {
        code: 'LEDGER_UNITS',
        weight: 'refused',
        sheet: second[1].sheet,
        row: second[1].row,
        message: `文件“${file.fileName}”里有 ${several.length} 个单位的账：“${first[0]}”和第 ${second[1].row} 行起的“${second[0]}”等。`,
        remedy: '在财务软件中按单位分别导出，一个单位一个文件。',
      },
    ]
  }
  const named = heads[0] ?? rows[0]
  if (!named || isSameUnit(named[0], unitName)) return []
  return [
    {
      code: 'LEDGER_OTHER_UNIT',
      weight: 'confirm',
      sheet: named[1].sheet,
      row: named[1].row,
      message: `文件“${file.fileName}”写的单位是“${named[0]}”，与要导入的单位“${unitName}”不同。`,
      remedy: '核对是不是选错了文件或单位；确是同一单位的不同写法，可以选择照样导入。',
    },
  ]
}

function isSameUnit(a: string, b: string): boolean {
  const bare = (text: string): string => text.replace(/^[\d\s\-.]+/u, '').replace(/\s/gu, '')
  return bare(a).includes(bare(b)) || bare(b).includes(bare(a))
}

/** One account code under two names: it may have been given to something else in the middle of the year. */
function renamed(file: FileContext): readonly LedgerFinding[] {
  const names = new Map<string, Combination>()
  const told = new Set<string>()
  return file.combinations.all().flatMap((combination): readonly LedgerFinding[] => {
    const { account, name } = combination
    if (account === '' || name === '' || told.has(account)) return []
    const known = names.get(account)
    names.set(account, known ?? combination)
    if (!known || known.name === name) return []
    told.add(account)
    return [
      {
        code: 'LEDGER_RENAMED',
        weight: 'notice',
        sheet: '',
        row: undefined,
        message: `文件“${file.fileName}”里科目 ${account} 有两个名称：“${known.name}”和“${name}”。`,
        remedy: '年中改过科目的，请在对应关系中核对这个科目两段时间的归类。',
      },
    ]
  })
}

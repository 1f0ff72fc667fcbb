import { digitsOf } from '#core/ledger/account-code.ts'
import { fileFindings } from '#core/ledger/file-findings.ts'
import type { LedgerFinding } from '#core/ledger/model.ts'
import type { FileContext } from '#core/ledger/reading.ts'
import type { Store } from '#main/db/open-store.ts'
import type { LedgerSheet } from '#main/db/repositories/ledger-reading.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { indicatorKeysOf, standingLedgers } from './derive-ledger.ts'
import { columnsOf, coverageOf, isDetailLayout, partsOf, relationOf, type Coverage } from './ledger-coverage.ts'
import type { Intake } from './ledger-intake.ts'
import { voucherKey } from './ledger-vouchers.ts'

/** What is to be said of a file as a whole. */
export function wholeFile(file: FileContext, unitName: string, readings: Intake['readings']): readonly LedgerFinding[] {
  const journals = readings.flatMap(({ reading }) => (reading.layout?.kind === 'journal' ? [reading.layout] : []))
  const isDetail = journals.some((layout) => isDetailLayout(columnsOf(layout)))
  return [...fileFindings(file, unitName, journals.length > 0, isDetail), ...saidTwice(file, readings)]
}

/** A journal and a detail ledger in one file are the same money twice. */
function saidTwice({ fileName }: FileContext, readings: Intake['readings']): readonly LedgerFinding[] {
  const journals = readings.flatMap(({ reading: { account, layout } }) =>
    layout?.kind === 'journal' && account.stored > 0
      ? [{ sheet: account.sheet, isDetail: isDetailLayout(columnsOf(layout)) }]
      : [],
  )
  const detail = journals.find(({ isDetail }) => isDetail)
  const whole = journals.find(({ isDetail }) => !isDetail)
  if (!detail || !whole) return []
  return [
    {
      code: 'LEDGER_TWICE',
      weight: 'refused',
      sheet: detail.sheet,
      row: undefined,
      message: `文件“${fileName}”里既有序时账（工作表“${whole.sheet}”）又有明细账（工作表“${detail.sheet}”），同一笔账会算两次。`,
      remedy: '只保留其中一种（序时账有全部科目），删去另一种的工作表后再导入。',
    },
  ]
}

/** Entries of some of the same months and accounts were imported before: only a file that has all of those may take their place. */
export function overlaps(
  store: Store,
  report: Report,
  file: FileContext,
  ledgers: Intake['readings'],
): readonly LedgerFinding[] {
  const before = store.ledgers.sheets(report.id)
  return (['journal', 'payments'] as const).flatMap((kind) => {
    const layouts = ledgers.flatMap(({ reading: { account, layout } }) =>
      account.kind === kind && layout ? [layout] : [],
    )
    const earlier = Map.groupBy(
      before.filter((sheet) => sheet.kind === kind),
      ({ importId }) => importId,
    )
    if (layouts.length === 0 || earlier.size === 0) return []
    const used = file.combinations.all().map(({ account, items }) => ({
      account: digitsOf(account),
      items: items.map(({ kind, text }) => [kind, text] as const),
    }))
    const own: Coverage = {
      isDetail: layouts.some((layout) => isDetailLayout(columnsOf(layout))),
      months: file.months,
      accounts: new Set(used.map(({ account }) => account)),
      parts: partsOf(used),
    }
    return [...earlier.values()].flatMap((sheets) => {
      const theirs = coverageOf(store, report.key.unit, sheets)
      const name = sheets[0]?.fileName ?? ''
      const relation = relationOf(own, theirs)
      if (relation === 'covers' && own.isDetail && !hasMostVouchers(store, file, sheets))
        return [otherLedger(file, name)]
      return relation === 'partly' ? [overlap(file.fileName, name, own, theirs)] : []
    })
  })
}

/** A detail ledger that is exported anew has the vouchers of the first; one of another 项目 of the same account has its own. */
function hasMostVouchers(store: Store, { vouchers }: FileContext, sheets: readonly LedgerSheet[]): boolean {
  const own = new Set<string>()
  for (let id = 0; id < vouchers.count(); id++) own.add(voucherKey(vouchers.get(id).day, vouchers.get(id).number))
  const theirs = store.ledgers.vouchersIn(sheets.map(({ id }) => id))
  const shared = theirs.filter(({ day, number }) => own.has(voucherKey(day, number)))
  return shared.length * 2 > theirs.length
}

function otherLedger({ fileName }: FileContext, before: string): LedgerFinding {
  return {
    code: 'LEDGER_OVERLAP',
    weight: 'refused',
    sheet: '',
    row: undefined,
    message: `文件“${fileName}”与已导入的“${before}”是同一科目的明细账，凭证却大多不同，可能按项目等辅助项分开导出，而表里没有写是哪一项。`,
    remedy: '导出带辅助项栏目的明细账或序时账；是改正后重新导出的，先撤销已导入的那个文件。',
  }
}

function overlap(fileName: string, before: string, own: Coverage, theirs: Coverage): LedgerFinding {
  const shared = [...theirs.months].filter((month) => own.months.has(month))
  const lacks = shared.length < theirs.months.size ? '月份' : '科目'
  return {
    code: 'LEDGER_OVERLAP',
    weight: 'refused',
    sheet: '',
    row: undefined,
    message: `文件“${fileName}”与已导入的“${before}”都有 ${shared.join('、')} 月的凭证，但不含后者的其他${lacks}。`,
    remedy: `先撤销已导入的那个文件；或导出包含那些${lacks}的整个文件再导入。`,
  }
}

/** Some of the indicators were imported before, and this file does not have all of them: neither may take the other's place. */
export function indicatorOverlaps(store: Store, reportId: number, { file, told }: Intake): readonly LedgerFinding[] {
  return standingLedgers(store, reportId).indicators.flatMap((sheet): readonly LedgerFinding[] => {
    const before = indicatorKeysOf(store, sheet.id)
    const shared = before.filter((key) => told.has(key))
    if (shared.length === 0 || shared.length === before.length) return []
    return [
      {
        code: 'LEDGER_OVERLAP',
        weight: 'refused',
        sheet: '',
        row: undefined,
        message: `文件“${file.fileName}”与已导入的“${sheet.fileName}”有 ${shared.length} 项指标相同，但不含后者的其余 ${before.length - shared.length} 项。`,
        remedy: '先撤销已导入的那个文件；或导出含全部指标的文件再导入。',
      },
    ]
  })
}

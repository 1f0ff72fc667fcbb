import type { MoneyUnit } from '#core/money/amount.ts'
import type { Stage, UnitNature } from '#core/model/report.ts'
import { looseLabel, normaliseLabel, printedText } from '#core/workbook/label.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import { finding, quote, type ImportFinding } from '../finding.ts'
import type { Answer, UnitAnswers } from './answers.ts'
import { MONEY_UNITS, NATURES, STAGES, UNIT_COLUMNS, UNIT_FIELDS, type UnitFieldId } from './known.ts'
import { readList, type ListRow, type OpenSheet } from './read-list.ts'

/** Reads 单位信息. */
export function readUnit(sheet: OpenSheet): {
  readonly unit: UnitAnswers
  readonly findings: readonly ImportFinding[]
} {
  const list = readList(sheet, UNIT_COLUMNS)
  const findings = [...list.findings]
  const rows = new Map<UnitFieldId, ListRow>()
  for (const row of list.rows) {
    const name = looseLabel(row.text('label'))
    const field = UNIT_FIELDS.find((one) => looseLabel(one.label) === name)
    if (row.text('value') === '') continue
    if (field && !rows.has(field.id)) rows.set(field.id, row)
    else findings.push(unknownLine(row, field !== undefined))
  }
  const read = <T>(id: UnitFieldId, parse: (row: ListRow) => T | undefined, wanted: string): Answer<T> | undefined => {
    const row = rows.get(id)
    if (!row) return undefined
    const value = parse(row)
    if (value !== undefined) return answerOf(row, 'value', value)
    const label = UNIT_FIELDS.find((field) => field.id === id)?.label ?? id
    findings.push(
      finding(
        'refuse',
        'IMPORT_FILL_IN_ANSWER',
        row.place('value'),
        `“${label}”填的是${quote(row.text('value'))}，应填${wanted}。`,
        `改成${wanted}后重新导入。`,
      ),
    )
    return undefined
  }
  const text = (row: ListRow): string => printedText(row.text('value'))
  const choice =
    <T extends string>(values: readonly T[]) =>
    (row: ListRow): T | undefined =>
      values.find((value) => value === normaliseLabel(row.text('value')))
  return {
    unit: {
      name: read('name', text, '单位全称'),
      shortName: read('shortName', text, '单位简称'),
      code: read('code', text, '代码'),
      parentName: read('parentName', text, '主管部门全称'),
      parentCode: read('parentCode', text, '代码'),
      nature: read<UnitNature>('nature', choice(NATURES), NATURES.join('、')),
      year: read('year', yearOf, '四位数字的年度'),
      stage: read<Stage>('stage', choice(STAGES), '预算或决算'),
      pack: read('pack', text, '模板名称'),
      approved: read('approved', dateOf, '日期，如 2024-09-10'),
      moneyUnit: read<MoneyUnit>('moneyUnit', choice(MONEY_UNITS), '万元或元'),
    },
    findings,
  }
}

export function answerOf<T>(row: ListRow, key: string, value: T): Answer<T> {
  const place = row.place(key)
  return { value, sheet: place.sheet, address: place.address ?? '', text: textOf(row.value(key)) }
}

function unknownLine(row: ListRow, twice: boolean): ImportFinding {
  const what = twice ? '重复了，只能填一次' : '不是填报表的项目'
  return finding(
    'refuse',
    'IMPORT_ROW_UNKNOWN',
    row.place('value'),
    `${quote(row.text('label'))}${what}，内容${quote(row.text('value'))}没有地方可放。`,
    '把内容填到填报表原有的项目中，或删除这一行，再重新导入。',
  )
}

/** 2023, 2023年, 2023年度. */
function yearOf(row: ListRow): number | undefined {
  const year = /^(\d{4})(?:\.0+)?(?:年度?)?$/u.exec(normaliseLabel(row.text('value')))?.[1]
  return year === undefined ? undefined : Number(year)
}

/** 2024-09-10 · 2024/9/10 · 2024.9.10 · 2024年9月10日 · a date cell. */
function dateOf(row: ListRow): string | undefined {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T[\d:.]+)?$/u.exec(normaliseLabel(row.text('value')))
  if (!match) return undefined
  const [, year = '', month = '', day = ''] = match
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > days) return undefined
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

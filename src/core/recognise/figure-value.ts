import type { CellValue } from '#core/model/cell.ts'
import type { MoneyUnit } from '#core/money/amount.ts'
import { describeRefusal } from '#core/money/parse.ts'
import type { ParsedAmount } from '#core/money/parse.ts'
import type { Measure } from '#core/packs/schema-table.ts'
import type { SheetValue } from '#core/workbook/grid.ts'
import { textOf } from '#core/workbook/sheet-view.ts'
import { BEYOND_FEN } from './beyond-fen.ts'
import { parseFigureNumber, parseFigureText } from './parse-figure.ts'
import { finding, quote, type ImportFinding, type Place } from './finding.ts'

export type FigureReading =
  { readonly ok: true; readonly value: CellValue } | { readonly ok: false; readonly finding: ImportFinding }

/** Reads a cell that should hold a figure, as what its column counts. Blank, —— and zero stay apart. */
export function readFigureValue(
  value: SheetValue | undefined,
  measure: Measure,
  unit: MoneyUnit,
  place: Place,
): FigureReading {
  switch (value?.kind) {
    case undefined:
      return { ok: true, value: { kind: 'blank' } }
    case 'text':
      return settle(parseFigureText(value.text, measure, unit), measure, value, place)
    case 'number':
      return settle(parseFigureNumber(value.text, measure, unit, value.format), measure, value, place)
    case 'date':
      return no(place, 'IMPORT_DATE_FOR_FIGURE', `应为${NAMES[measure]}，却是日期 ${value.text}。`, SET_NUMBER)
    case 'boolean':
      return no(place, 'IMPORT_NOT_A_FIGURE', `应为${NAMES[measure]}，却是 ${textOf(value)}。`, RETYPE)
    case 'error':
      return no(
        place,
        'IMPORT_ERROR_VALUE',
        `是公式错误 ${value.text}，读不出${NAMES[measure]}。`,
        '在电子表格软件中改正这个公式（或直接填写数值），保存后重新导入。',
      )
    case 'uncalculated':
      return no(
        place,
        'IMPORT_FORMULA_NOT_CALCULATED',
        `是公式 ${quote(`=${value.formula}`)}，文件里没有保存它的计算结果。`,
        '用 WPS 或 Excel 打开该文件，重新计算并保存后再导入。',
        '或者把公式改成数值。',
      )
  }
}

const NAMES: Readonly<Record<Measure, string>> = { 金额: '金额', 数量: '数量', 百分比: '百分比', 分值: '分值' }
const RETYPE = '改成正确的数字后重新导入；没有发生的留空或填 0。'
const SET_NUMBER = '把该单元格设为数值格式并填写正确的数字，再重新导入。'

function settle(parsed: ParsedAmount, measure: Measure, value: SheetValue, place: Place): FigureReading {
  const text = quote(textOf(value))
  switch (parsed.kind) {
    case 'blank':
    case 'dash':
      return { ok: true, value: { kind: parsed.kind } }
    case 'amount':
      return { ok: true, value: { kind: 'amount', amount: parsed.amount } }
    case 'percent':
      if (measure === '百分比') return { ok: true, value: { kind: 'amount', amount: parsed.rate } }
      return no(place, 'IMPORT_NOT_A_FIGURE', `应为${NAMES[measure]}，却是百分比${text}。`, RETYPE)
    case 'not-a-number':
      return no(
        place,
        parsed.reason === 'beyond-fen' && measure === '金额' ? BEYOND_FEN : 'IMPORT_NOT_A_FIGURE',
        `应为${NAMES[measure]}，却是${text}：${describeRefusal(parsed.reason)}。`,
        RETYPE,
      )
  }
}

function no(
  place: Place,
  code: `IMPORT_${string}`,
  what: string,
  remedy: string,
  ...more: readonly string[]
): FigureReading {
  return { ok: false, finding: finding('refuse', code, place, what, remedy, ...more) }
}

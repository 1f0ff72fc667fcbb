import type { DataValidation } from 'exceljs'
import type { FillInChoices, FillInSheet } from '#core/recognise/fill-in/model.ts'
import { address } from '#core/workbook/grid.ts'
import { firstRow } from './places.ts'

/** The drop-down list of an input cell; undefined when the column that it points to does not exist. */
export function validationOf(choices: FillInChoices, all: readonly FillInSheet[]): DataValidation | undefined {
  if (choices.kind === 'list') {
    return {
      type: 'list',
      allowBlank: true,
      formulae: [`"${choices.values.join(',')}"`],
      showErrorMessage: !choices.open,
      errorTitle: '请从列表中选择',
      error: `可选：${choices.values.join('、')}`.slice(0, 220),
    }
  }
  const sheet = all.find((one) => one.name === choices.sheet)
  const column = sheet?.header.find((heading) => heading.text === choices.heading)?.column
  if (!sheet || column === undefined) return undefined
  const top = address(firstRow(sheet), column).replace(/^([A-Z]+)(\d+)$/u, '$$$1$$$2')
  const bottom = address(firstRow(sheet) + LISTED_ROWS, column).replace(/^([A-Z]+)(\d+)$/u, '$$$1$$$2')
  return { type: 'list', allowBlank: true, showErrorMessage: false, formulae: [`'${sheet.name}'!${top}:${bottom}`] }
}

/** Rows that a drop-down of another sheet's column offers, added ones included. */
const LISTED_ROWS = 200

import { expect, test } from 'vitest'
import { moveFormula } from '#main/files/xlsx/shared-formula.ts'

test.each([
  ['A1+B2', 'B3+C4'],
  ['$A$1+$A1+A$1', '$A$1+$A3+B$1'],
  ['SUM(A1:C3)', 'SUM(B3:D5)'],
  ['"A1"&A1', '"A1"&B3'],
  ["'表 A1'!A1", "'表 A1'!B3"],
  ['LOG10(A1)', 'LOG10(B3)'],
  ['收入A1+名A1.x', '收入A1+名A1.x'],
  ['XFD1', '#REF!'],
])('%s two rows down and one column right is %s', (formula, moved) => {
  expect(moveFormula(formula, 2, 1)).toBe(moved)
})

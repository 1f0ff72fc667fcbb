import type { Check } from './check.ts'
import { unknownCode } from './ck-001-unknown-code.ts'
import { negativeFigure } from './ck-002-negative-figure.ts'
import { codeName } from './ck-003-code-name.ts'
import { requiredTable } from './ck-004-required-table.ts'
import { incompleteRows } from './ck-007-incomplete-rows.ts'
import { SHEET_CHECKS } from './sheet-checks.ts'

export const CHECKS: readonly Check[] = [
  unknownCode,
  negativeFigure,
  codeName,
  requiredTable,
  incompleteRows,
  ...SHEET_CHECKS,
]

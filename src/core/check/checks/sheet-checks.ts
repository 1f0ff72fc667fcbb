import type { Check } from './check.ts'
import { weightsTotal } from './ck-101-weights-total.ts'
import { blockWeights } from './ck-102-block-weights.ts'
import { scoreOverWeight } from './ck-103-score-over-weight.ts'
import { pointsLostReason } from './ck-104-points-lost-reason.ts'
import { scoreWithoutReason } from './ck-105-score-without-reason.ts'
import { actualIsBound } from './ck-106-actual-is-bound.ts'
import { targetSense } from './ck-107-target-sense.ts'
import { costKeptPointsLost } from './ck-108-cost-kept-points-lost.ts'
import { nothingExecuted } from './ck-109-nothing-executed.ts'
import { satisfactionFull } from './ck-110-satisfaction-full.ts'
import { amountsAsAccounts } from './ck-111-amounts-as-accounts.ts'
import { executionAsStated } from './ck-112-execution-as-stated.ts'
import { overBudget } from './ck-113-over-budget.ts'
import { totalAsStated } from './ck-114-total-as-stated.ts'
import { levelNames } from './ck-115-level-names.ts'
import { overFulfilled } from './ck-116-over-fulfilled.ts'
import { fundsTotal } from './ck-117-funds-total.ts'
import { repeatedIndicator } from './ck-118-repeated-indicator.ts'
import { costIsBalance } from './ck-119-cost-is-balance.ts'
import { noForm } from './ck-120-no-form.ts'
import { executedAsLedger } from './ck-121-executed-as-ledger.ts'
import { targetsAsBudget } from './ck-122-targets-as-budget.ts'
import { targetBudgetColumn } from './ck-123-target-budget-column.ts'
import { misspeltLevel } from './ck-124-misspelt-level.ts'
import { budgetAsIndicators } from './ck-125-budget-as-indicators.ts'

/** The checks that look at several sheets at once; every other one says of all sheets what it says of each alone, one after another. */
export const ACROSS_SHEETS: ReadonlySet<Check> = new Set([amountsAsAccounts])

/** Checks of the performance sheets. */
export const SHEET_CHECKS: readonly Check[] = [
  weightsTotal,
  blockWeights,
  scoreOverWeight,
  pointsLostReason,
  scoreWithoutReason,
  actualIsBound,
  targetSense,
  costKeptPointsLost,
  nothingExecuted,
  satisfactionFull,
  amountsAsAccounts,
  executionAsStated,
  overBudget,
  totalAsStated,
  levelNames,
  overFulfilled,
  fundsTotal,
  repeatedIndicator,
  costIsBalance,
  noForm,
  executedAsLedger,
  targetsAsBudget,
  targetBudgetColumn,
  misspeltLevel,
  budgetAsIndicators,
]

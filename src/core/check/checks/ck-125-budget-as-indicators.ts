import type { Check } from './check.ts'
import { sheetsAgainstDerived } from './performance-support.ts'

/** What a sheet says may be spent, against the lists of 预算指标. The sheet stands until somebody takes the lists' figure. */
export const budgetAsIndicators: Check = {
  id: 'CK-125',
  title: '全年预算数与预算指标不一致',
  *run(context) {
    yield* sheetsAgainstDerived(budgetAsIndicators, context, {
      field: 'budget',
      name: '全年预算数',
      hint: '预算指标中这个项目的全年数是另一个数；指标对的，在自评表中采用指标数；自评表对的，请核对指标导出得全不全、项目名称对不对',
      source: '绩效自评表与预算指标',
    })
  },
}

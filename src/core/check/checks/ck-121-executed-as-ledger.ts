import type { Check } from './check.ts'
import { sheetsAgainstDerived } from './performance-support.ts'

/** What a sheet says was spent, against the ledgers. The sheet stands until somebody takes the ledgers' figure. */
export const executedAsLedger: Check = {
  id: 'CK-121',
  title: '全年执行数与账簿不一致',
  *run(context) {
    yield* sheetsAgainstDerived(executedAsLedger, context, {
      field: 'executed',
      name: '全年执行数',
      hint: '账簿中这个项目的支出是另一个数；账簿对的，在自评表中采用账簿数；自评表对的，请核对账上的项目有没有记错',
      source: '绩效自评表与账簿',
    })
  },
}

import type { Channel, Responses } from '#core/contract/contract.ts'

/** Channels whose answer may be that nothing was done: the code that says why. */
const REFUSALS: { readonly [C in Channel]?: (value: Responses[C]) => string | undefined } = {
  'import:preview': ({ findings }) => findings.find(({ severity }) => severity === 'refuse')?.code,
  'ledger:import': ({ kind, findings }) =>
    kind === 'refused' || kind === 'question' ? (findings[0]?.code ?? 'LEDGER_REFUSED') : undefined,
  'codes:import': ({ errors }) => errors[0]?.code,
}

/** Why a request that was answered was refused all the same; undefined where it was done. */
export function refusedAs<C extends Channel>(channel: C, value: Responses[C]): string | undefined {
  return REFUSALS[channel]?.(value)
}

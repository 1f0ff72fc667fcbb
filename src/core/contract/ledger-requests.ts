import { z } from 'zod'

const report = z.number().int().positive()
const upload = z.string().regex(/^[0-9a-f]{32}$/)
const task = z.string().min(1).max(40)
const word = z.string().max(300)
/** Meaning by label, by shape of sheet. */
const said = z.record(z.string().max(20_000), z.record(z.string().max(500), word))
const rules = z
  .array(
    z.strictObject({
      account: word,
      name: word,
      auxiliary: word,
      text: word,
      isPattern: z.boolean(),
      set: z.record(word, word),
    }),
  )
  .max(2000)

export const ledgerRequests = {
  'ledger:open': z.strictObject({ report }),
  'ledger:look': z.strictObject({ report, uploads: z.array(upload).min(1).max(500), said }),
  'ledger:import': z.strictObject({
    report,
    upload,
    said,
    accept: z.array(z.string().regex(/^LEDGER_\w+$/)).max(50),
    task,
  }),
  'ledger:try': z.strictObject({ report, rules }),
  'ledger:map': z.strictObject({ report, rules }),
  'ledger:settings': z.strictObject({ report, chosen: z.record(word, word) }),
  'ledger:choose': z.strictObject({
    report,
    cell: z.string().min(1).max(500),
    source: z.enum(['imported', 'derived']),
    why: z.string().trim().min(1).max(2000),
  }),
  'task:cancel': z.strictObject({ task }),
} as const

import { z } from 'zod'

const report = z.number().int().positive()
const upload = z.string().regex(/^[0-9a-f]{32}$/)

/** Documents that somebody wrote, held against the accounts of a report. */
export const proofRequests = {
  'draft:proofread': z.strictObject({ report, upload }),
  /** The same as a workbook in the export folder. */
  'draft:write': z.strictObject({ report, upload }),
} as const

import type { Connection } from '../connection.ts'
import { ledgerDecisions } from './ledger-decisions.ts'
import { ledgerLoading } from './ledger-loading.ts'
import { ledgerReading } from './ledger-reading.ts'

/** Ledgers of reports: sheets, combinations, vouchers, entries, balances, and what units decided about them. */
export function ledgersRepository(connection: Connection) {
  return { ...ledgerLoading(connection), ...ledgerReading(connection), ...ledgerDecisions(connection) }
}

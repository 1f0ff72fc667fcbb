import { AppError } from '#core/model/error.ts'
import { openStore } from '#main/db/open-store.ts'

/** A child process that tries to open a store and tells the code of the refusal, or that there was none. */
function outcome(path: string): string {
  try {
    openStore(path, { clock: () => new Date() }).close()
    return 'opened'
  } catch (error) {
    return error instanceof AppError ? error.info.code : String(error)
  }
}
process.send?.(outcome(process.argv[2] ?? ''))

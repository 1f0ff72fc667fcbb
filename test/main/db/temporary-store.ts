import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { AppError } from '#core/model/error.ts'
import type { AppErrorInfo } from '#core/model/error.ts'
import { openStore } from '#main/db/open-store.ts'
import type { OpenOptions, Store } from '#main/db/open-store.ts'

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0).reverse()) cleanUp()
})

/** A folder of its own for one test, gone after it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-db-'))
  cleanUps.push(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** Every look at the clock is a second later, so that what happens has an order. */
export function tickingClock(start = '2024-03-01T00:00:00.000Z'): () => Date {
  let now = Date.parse(start)
  return () => new Date((now += 1000))
}

/** A store on the disk, closed after the test. */
export function temporaryStore(path = join(temporaryFolder(), 'mz.db'), options: Partial<OpenOptions> = {}): Store {
  const store = openStore(path, { clock: tickingClock(), ...options })
  cleanUps.push(() => {
    store.close()
  })
  return store
}

/** What a refusal said; fails when there was none or when it was no AppError. */
export function refusal(fn: () => unknown): AppErrorInfo {
  try {
    fn()
  } catch (error) {
    if (error instanceof AppError) return error.info
    throw error
  }
  throw new Error('nothing was refused')
}

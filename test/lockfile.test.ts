import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface Lock {
  readonly packages: Readonly<Record<string, { readonly gypfile?: boolean; readonly resolved?: string }>>
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as Lock

/**
 * better-sqlite3 brings its binaries and says `gypfile: false`, but a lock file does not keep that: `npm ci` would compile it, and fail
 * on a machine without Python and a compiler. `npm install` drops the line when it writes the lock file anew: put it back.
 */
test('npm ci does not compile better-sqlite3', () => {
  expect(lock.packages['node_modules/better-sqlite3']?.gypfile).toBe(false)
})

test('the lock file names no registry', () => {
  const named = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)
  expect(named.map(([name]) => name)).toEqual([])
})

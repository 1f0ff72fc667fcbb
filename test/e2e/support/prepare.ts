import { rmSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { buildWindow } from './build-window.ts'
import { sampleStore } from './sample-store.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of a store that holds the sample unit, never written to: tests work on copies. */
    readonly sampleStore: string
  }
}

/** Once for all end-to-end tests: the built window, and the sample unit imported as a user does. */
export default async function prepare(project: TestProject): Promise<() => void> {
  buildWindow()
  const store = await sampleStore()
  project.provide('sampleStore', store)
  return () => {
    rmSync(store, { recursive: true, force: true })
  }
}

import type { PackLibrary } from '#main/files/packs.ts'
import type { PackSummary } from '#main/files/packs/summary.ts'
import { askThread } from './ask-thread.ts'

interface Listed {
  readonly mark: string
  readonly packs: Promise<readonly PackSummary[]>
}

const listed = new WeakMap<PackLibrary, Listed>()

/**
 * What packs there are, looked at on a thread of its own: it takes several hundred milliseconds, for which the window must not
 * wait. They are looked at again once one of their files has changed.
 */
export function listPacksAside(library: PackLibrary): Promise<readonly PackSummary[]> {
  const mark = library.mark()
  const known = listed.get(library)
  if (known?.mark === mark) return known.packs
  const packs = look(library)
  listed.set(library, { mark, packs })
  return packs
}

async function look(library: PackLibrary): Promise<readonly PackSummary[]> {
  // Only our own thread answers here.
  const found = await askThread(new URL('./list-packs-thread.ts', import.meta.url), library.folders)
  return (found as readonly PackSummary[] | undefined) ?? library.list()
}

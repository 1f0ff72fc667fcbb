import { randomBytes } from 'node:crypto'

/** PDFs that were made for the window and not written anywhere; the oldest go first. */
export interface KeptPdfs {
  /** The name under which the window may ask for it. */
  readonly keep: (pdf: Uint8Array) => string
  readonly find: (name: string) => Uint8Array<ArrayBuffer> | undefined
}

const MOST_KEPT = 3

export function openKeptPdfs(): KeptPdfs {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>()
  return {
    keep: (pdf) => {
      const name = randomBytes(16).toString('hex')
      kept.set(name, new Uint8Array(pdf))
      for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest)
      return name
    },
    find: (name) => kept.get(name),
  }
}

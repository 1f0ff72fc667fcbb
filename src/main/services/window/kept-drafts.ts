import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { z } from 'zod'

/** What was being typed in one place of the window and is not part of any report yet. */
export interface KeptDraft {
  readonly place: string
  readonly text: string
}

/** Texts that were begun and neither taken over nor given up, by report: a crash takes none of them. */
export interface KeptDrafts {
  /** An empty text is none. */
  readonly keep: (report: string, draft: KeptDraft) => void
  readonly of: (report: string) => readonly KeptDraft[]
}

const stored = z.record(z.string(), z.record(z.string(), z.string()))

/**
 * Opens the file of drafts beside the store; it is no part of the accounts and of no backup. A file that cannot be read is set aside
 * under another name, never written over.
 */
export function openDrafts(path: string): KeptDrafts {
  const all = readDrafts(path)
  return {
    keep: (report, { place, text }) => {
      const before = all.get(report) ?? new Map<string, string>()
      if ((before.get(place) ?? '') === text) return
      const places = new Map(before)
      if (text === '') places.delete(place)
      else places.set(place, text)
      if (places.size === 0) all.delete(report)
      else all.set(report, places)
      writeDrafts(path, all)
    },
    of: (report) => [...(all.get(report) ?? [])].map(([place, text]) => ({ place, text })),
  }
}

type Drafts = Map<string, Map<string, string>>

function readDrafts(path: string): Drafts {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return new Map()
  }
  try {
    const found = stored.parse(JSON.parse(text))
    return new Map(Object.entries(found).map(([report, places]) => [report, new Map(Object.entries(places))]))
  } catch {
    renameSync(path, `${path}.unreadable`)
    return new Map()
  }
}

/** All or nothing, even when the machine stops in the middle of it. */
function writeDrafts(path: string, all: Drafts): void {
  const text = JSON.stringify(
    Object.fromEntries([...all].map(([report, places]) => [report, Object.fromEntries(places)])),
  )
  const next = `${path}.new`
  const file = openSync(next, 'w', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(next, path)
}

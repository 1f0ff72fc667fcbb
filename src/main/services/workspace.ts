import { listOf, type CodeLists } from '#core/codes/code-lists.ts'
import type { Store } from '#main/db/open-store.ts'
import type { PackLibrary } from '#main/files/packs.ts'
import type { WorkbookReader } from '#main/files/read-in-child.ts'
import type { PrintPort } from '#main/render/print-port.ts'

/** Everything that a use case works with; made once by a composition root (Electron, loopback host, command line). */
export interface Workspace {
  readonly store: Store
  readonly packs: PackLibrary
  /** With the lists that the user imported. */
  readonly codes: CodeLists
  /** As they come with the program; absent where none were imported. */
  readonly shippedCodes?: CodeLists
  readonly reader: WorkbookReader
  readonly print: PrintPort
  /** Who is working, for the audit log. */
  readonly actor: string
  readonly clock: () => Date
}

/** Name of a code in the lists of a year; undefined when it is in none. */
export function codeNames(codes: CodeLists, year: number): (code: string) => string | undefined {
  return (code) => listOf(codes, code)?.nameOf(code, year)
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll } from 'vitest'

import { AppError } from '#core/model/error.ts'
import type { AppErrorInfo } from '#core/model/error.ts'
import type { Sheet } from '#core/workbook/grid.ts'
import { address } from '#core/workbook/grid.ts'

/** A folder for the files of one test file, removed at its end. */
export function scratchFolder(): { readonly path: string; put(name: string, content: string | Uint8Array): string } {
  const path = mkdtempSync(join(tmpdir(), 'files-test-'))
  afterAll(() => {
    rmSync(path, { recursive: true, force: true })
  })
  return {
    path,
    put(name, content) {
      const file = join(path, name)
      writeFileSync(file, content)
      return file
    },
  }
}

/** The error that a reading ends with; anything else fails the test. */
export async function errorOf(reading: Promise<unknown> | (() => unknown)): Promise<AppErrorInfo> {
  try {
    await (typeof reading === 'function' ? reading() : reading)
  } catch (cause) {
    if (cause instanceof AppError) return cause.info
    throw cause
  }
  throw new Error('nothing was refused')
}

/** Cells by address, as short texts: `number:1.5`, `text:0201`. */
export function cellsOf(sheet: Sheet | undefined): Readonly<Record<string, string>> {
  const cells = (sheet?.rows ?? []).flatMap((row) =>
    row.cells.map(({ column, value }) => {
      const text =
        value.kind === 'boolean' ? String(value.value) : value.kind === 'uncalculated' ? value.formula : value.text
      return [address(row.index, column), `${value.kind}:${text}`] as const
    }),
  )
  return Object.fromEntries(cells)
}

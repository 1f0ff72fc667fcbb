import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { formatProblem } from '#core/packs/build-pack.ts'
import { columnPaths } from '#core/packs/header-paths.ts'
import { layoutOf } from '#core/packs/layout.ts'
import { loadCodes } from '#main/files/codes.ts'
import { archivePack, loadArchived } from '#main/files/packs/archive.ts'
import { openPacks } from '#main/files/packs.ts'

const RESOURCES = join(import.meta.dirname, '../../resources')
const library = openPacks([join(RESOURCES, 'packs')], { codes: loadCodes(join(RESOURCES, 'codes')) })

test('there are packs', () => {
  expect(library.list().map((pack) => pack.id)).toContain('base/2023-决算')
})

describe.each(library.list().map((pack) => pack.id))('%s', (id) => {
  test('has no mistakes', () => {
    expect(library.check(id).map(formatProblem)).toEqual([])
  })

  test('comes back from the archive that a report keeps', () => {
    expect(loadArchived(archivePack(id, library.files(id)))).toEqual(library.load(id))
  })

  test('heads every figure column of a table in its own way, or an import could not tell them apart', () => {
    for (const table of library.load(id).tables.values()) {
      expect(layoutOf(table).width, table.id).toBeGreaterThan(0)
      const paths = columnPaths(table)
      const keysByPath = Map.groupBy(paths, (column) => column.path)
      const ambiguous = [...keysByPath].filter(
        ([path, columns]) => path === '' || new Set(columns.map((c) => c.key)).size > 1,
      )
      expect(ambiguous, table.id).toEqual([])
    }
  })
})

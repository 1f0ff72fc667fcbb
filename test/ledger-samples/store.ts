import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { OpenReport } from '#main/services/open-report.ts'
import { openReport } from '#main/services/open-report.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { archivePack, digestOf } from '#main/files/packs/archive.ts'
import type { Store } from '#main/db/open-store.ts'
import type { ArchivedPack } from '#main/db/repositories/reports.ts'
import type { UnitNature } from '#core/model/report.ts'
import { temporaryFolder, temporaryStore } from '#test/main/db/temporary-store.ts'

const RESOURCES = join(import.meta.dirname, '../../resources')
export const codes = loadCodes(join(RESOURCES, 'codes'))
const library = openPacks([join(RESOURCES, 'packs')])

export const nameOf = (code: string): string | undefined =>
  (code.startsWith('2') ? codes.功能分类 : codes.经济分类).nameOf(code)

export interface LedgerBench {
  readonly store: Store
  readonly folder: string
  readonly actor: string
  readonly codes: typeof codes
  readonly open: () => OpenReport
  /** Writes bytes under a name and gives the path. */
  readonly file: (name: string, bytes: Buffer | string) => string
}

/** Packs are read once: most of a test's time would go there. */
const packs = new Map<string, ArchivedPack>()

function packOf(id: string): ArchivedPack {
  const known = packs.get(id)
  if (known) return known
  const files = library.files(id)
  const pack = { id, version: '1', hash: digestOf(files), bytes: archivePack(id, files) }
  packs.set(id, pack)
  return pack
}

/** An empty store with one report to import ledgers into. */
export function ledgerBench(unit: string, nature: UnitNature, year: number, packId: string): LedgerBench {
  const store = temporaryStore()
  const folder = temporaryFolder()
  const pack = packOf(packId)
  const report = store.write('会计甲', '新建', () => {
    store.units.save({ code: '001001', name: unit, shortName: unit, nature, parent: undefined })
    return store.reports.create({ unit: '001001', year, stage: '决算' }, pack)
  })
  return {
    store,
    folder,
    actor: '会计甲',
    codes,
    open: () => openReport({ store }, report),
    file(name, bytes) {
      const path = join(folder, name)
      writeFileSync(path, bytes)
      return path
    },
  }
}

import type { PackItem, ReportItem, UnitItem, UnitTree } from '#core/contract/views.ts'
import { archivePack, digestOf } from '#main/files/packs/archive.ts'
import { listPacksAside } from '#main/jobs/list-packs.ts'
import { loadPack } from '../open-report.ts'
import type { Workspace } from '../workspace.ts'
import { publishingMarks } from './publishing.ts'
import { reportItem, unitItem } from './report-view.ts'

/** All units with their reports. */
export function unitTree(workspace: Workspace): UnitTree {
  const { store } = workspace
  return {
    units: store.units.all().map(unitItem),
    reports: store.reports.all().map(reportItem),
    publishing: publishingMarks(workspace),
  }
}

/** Adds a unit, never over another one. Errors: DB_UNIT_EXISTS, DB_UNIT_PARENT. */
export function addUnit(workspace: Workspace, unit: UnitItem): UnitTree {
  workspace.store.write(workspace.actor, { action: 'add-unit', detail: { code: unit.code } }, () => {
    workspace.store.units.add(unit)
  })
  return unitTree(workspace)
}

/** Adds a unit or changes it. Errors: DB_UNIT_PARENT, DB_UNIT_CYCLE. */
export function saveUnit(workspace: Workspace, unit: UnitItem): UnitTree {
  workspace.store.write(workspace.actor, { action: 'save-unit', detail: { code: unit.code } }, () => {
    workspace.store.units.save(unit)
  })
  return unitTree(workspace)
}

/** Starts the accounts of a year by hand: with nothing in them. Errors: DB_REPORT_EXISTS, PACK_UNKNOWN, PACK_INVALID. */
export function createReport(workspace: Workspace, unit: string, packId: string): ReportItem {
  const { store, packs } = workspace
  const { id, version, year, stage } = loadPack(workspace, packId).head
  const files = packs.files(packId)
  const pack = { id, version, hash: digestOf(files), bytes: archivePack(packId, files) }
  return store.write(workspace.actor, { action: 'create-report', detail: { unit, year, stage, pack: id } }, () =>
    reportItem(store.reports.create({ unit, year, stage }, pack)),
  )
}

/** The packs that can be used, newest year first. */
export async function packItems({ packs }: Workspace): Promise<readonly PackItem[]> {
  return (await listPacksAside(packs))
    .flatMap((pack) => {
      if (pack.kind === 'broken') return []
      const { id, title, version, stage, year, unconfirmed } = pack
      return [{ id, title, version, stage, year, unconfirmed }]
    })
    .toSorted((a, b) => b.year - a.year || a.id.localeCompare(b.id, 'zh-CN'))
}

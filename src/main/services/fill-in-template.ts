import { AppError } from '#core/model/error.ts'
import { fillInModel } from '#core/recognise/fill-in/build-model.ts'
import type { KnownAnswers } from '#core/recognise/fill-in/known.ts'
import type { Pack } from '#core/packs/pack.ts'
import { writeFillIn } from '#main/render/fill-in/write-fill-in.ts'
import type { TargetChoice } from './import-target.ts'
import { chooseReport, loadPack, openReport, type OpenReport } from './open-report.ts'
import { codeNames, type Workspace } from './workspace.ts'

/**
 * A 填报表 for a pack, or for a report of the store with everything that is known already in its place.
 * Errors: APP_WHICH_PACK when neither is named, PACK_UNKNOWN, and those of `chooseReport`.
 */
export function writeTemplate(workspace: Workspace, choice: TargetChoice): Promise<Uint8Array> {
  const isOfReport =
    choice.unit !== undefined || (choice.pack === undefined && workspace.store.reports.all().length > 0)
  if (isOfReport) {
    return fillInWorkbook(workspace, openReport(workspace, chooseReport(workspace, choice)))
  }
  if (choice.pack === undefined)
    throw new AppError({
      code: 'APP_WHICH_PACK',
      message: '没有写明用哪个模板。',
      remedies: [{ text: '用 --pack 指明模板，运行 packs 命令可以看到全部模板。' }],
    })
  return fillInWorkbook(workspace, loadPack(workspace, choice.pack), choice.year)
}

/** The empty 填报表 of a pack, or that of a report with everything that is known already in its place. */
export function fillInWorkbook(workspace: Workspace, of: Pack | OpenReport, year?: number): Promise<Uint8Array> {
  if ('report' in of) return writeFillIn(fillInModel(of.pack, knownOf(workspace, of)))
  const { id, stage } = of.head
  return writeFillIn(fillInModel(of, { unit: { year: String(year ?? of.head.year), stage, pack: id } }))
}

function knownOf(workspace: Workspace, { accounts, pack, projects, report }: OpenReport): KnownAnswers {
  const { unit, key } = accounts
  const nameOfCode = codeNames(workspace.codes, key.year)
  const codes = [...pack.tables.keys()].flatMap((table) => accounts.table(table)?.rows ?? [])
  const named = codes
    .filter((code) => /^\d+$/.test(code))
    .map((code): [string, string] => [code, nameOfCode(code) ?? ''])
  const parent = unit.parent === undefined ? undefined : workspace.store.units.find(unit.parent)
  return {
    unit: {
      name: unit.name,
      shortName: unit.shortName,
      code: unit.code,
      nature: unit.nature,
      year: String(key.year),
      stage: key.stage,
      pack: report.pack.id,
      ...(parent ? { parentName: parent.name, parentCode: parent.code } : {}),
    },
    accounts,
    codes: new Map(named),
    projects,
  }
}

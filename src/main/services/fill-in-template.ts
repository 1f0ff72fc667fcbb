import { AppError } from '#core/model/error.ts'
import { fillInModel } from '#core/recognise/fill-in/build-model.ts'
import type { KnownAnswers } from '#core/recognise/fill-in/known.ts'
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
    const opened = openReport(workspace, chooseReport(workspace, choice))
    return writeFillIn(fillInModel(opened.pack, knownOf(workspace, opened)))
  }
  if (choice.pack === undefined)
    throw new AppError({
      code: 'APP_WHICH_PACK',
      message: '没有写明用哪个模板。',
      remedies: [{ text: '用 --pack 指明模板，运行 packs 命令可以看到全部模板。' }],
    })
  const pack = loadPack(workspace, choice.pack)
  const { year, stage } = pack.head
  return writeFillIn(fillInModel(pack, { unit: { year: String(choice.year ?? year), stage, pack: pack.head.id } }))
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

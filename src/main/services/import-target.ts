import { AppError } from '#core/model/error.ts'
import type { Stage, Unit } from '#core/model/report.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { UnitAnswers } from '#core/recognise/fill-in/answers.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { chooseReport, loadPack, openReport } from './open-report.ts'
import type { Workspace } from './workspace.ts'

/** Which report to import into; what is left out is taken from the 填报表, or from the only report in the store. */
export interface TargetChoice {
  readonly unit?: string | undefined
  readonly year?: number | undefined
  readonly stage?: Stage | undefined
  readonly pack?: string | undefined
}

/** The report that an import goes into; `report` is undefined when it will be created. */
export interface ImportTarget {
  readonly report: Report | undefined
  readonly unit: Unit
  /** The department above, when the 填报表 names one that is another unit. */
  readonly parent: Unit | undefined
  readonly year: number
  readonly stage: Stage
  readonly pack: Pack
  readonly packId: string
}

/**
 * Settles the report from the command line, the 填报表 and the store, in this order.
 * Errors: APP_TARGET_CONFLICT when they contradict each other, APP_TARGET_UNKNOWN when nothing says it, PACK_UNKNOWN.
 */
export function settleTarget(
  workspace: Workspace,
  choice: TargetChoice,
  fillIns: readonly UnitAnswers[],
): ImportTarget {
  const [answers, second] = fillIns
  if (answers && second && isOther(answers, second)) throw conflict('这些文件里有两份填报表，写的单位或年度不同。')
  if (!answers) return existingTarget(workspace, choice)
  const name = answers.name?.value
  const year = answers.year?.value ?? choice.year
  if (name === undefined || year === undefined) throw unanswered(name === undefined, year === undefined)
  refuseContradiction(choice, answers)
  const stage = answers.stage?.value ?? choice.stage ?? '决算'
  const unit = unitOf(workspace, answers, name)
  const report = workspace.store.reports.find({ unit: unit.code, year, stage })
  const packId = choice.pack ?? answers.pack?.value ?? report?.pack.id ?? `base/${year}-${stage}`
  return { report, unit, parent: parentOf(answers, name), year, stage, packId, pack: packOf(workspace, report, packId) }
}

function existingTarget(workspace: Workspace, choice: TargetChoice): ImportTarget {
  if (workspace.store.reports.all().length === 0)
    throw unknownTarget('没有填报表，数据文件中也还没有报表，不知道是哪个单位、哪一年的数据。')
  const report = chooseReport(workspace, choice)
  const unit = workspace.store.units.find(report.key.unit)
  if (!unit) throw new Error(`report ${report.id} has no unit; a foreign key forbids this`)
  const { year, stage } = report.key
  const packId = choice.pack ?? report.pack.id
  return { report, unit, parent: undefined, year, stage, packId, pack: packOf(workspace, report, packId) }
}

/** A report keeps the pack that made it; another one has to be asked for. */
function packOf(workspace: Workspace, report: Report | undefined, packId: string): Pack {
  return report?.pack.id === packId ? openReport(workspace, report).pack : loadPack(workspace, packId)
}

function unitOf({ store }: Workspace, answers: UnitAnswers, name: string): Unit {
  const units = store.units.all()
  const code = answers.code?.value ?? units.find((unit) => unit.name === name)?.code ?? name
  const known = store.units.find(code)
  if (known && known.name !== name)
    throw conflict(`单位代码“${code}”在数据文件中是“${known.name}”，填报表写的却是“${name}”。`)
  return {
    code,
    name,
    shortName: answers.shortName?.value ?? known?.shortName ?? '',
    nature: answers.nature?.value ?? known?.nature ?? '行政单位',
    parent: parentOf(answers, name)?.code ?? known?.parent,
  }
}

function parentOf({ parentName, parentCode }: UnitAnswers, name: string): Unit | undefined {
  if (!parentName || parentName.value === name) return undefined
  const code = parentCode?.value ?? parentName.value
  return { code, name: parentName.value, shortName: '', nature: '行政单位', parent: undefined }
}

function refuseContradiction(choice: TargetChoice, answers: UnitAnswers): void {
  const said = [answers.code?.value, answers.name?.value]
  if (choice.unit !== undefined && !said.includes(choice.unit))
    throw conflict(`指定的单位是“${choice.unit}”，填报表写的却是“${answers.name?.value ?? ''}”。`)
  if (choice.year !== undefined && answers.year && choice.year !== answers.year.value)
    throw conflict(`指定的年度是 ${choice.year}，填报表写的却是 ${answers.year.value}。`)
  if (choice.stage !== undefined && answers.stage && choice.stage !== answers.stage.value)
    throw conflict(`指定的是${choice.stage}，填报表写的却是${answers.stage.value}。`)
}

function isOther(a: UnitAnswers, b: UnitAnswers): boolean {
  return a.name?.value !== b.name?.value || a.year?.value !== b.year?.value || a.stage?.value !== b.stage?.value
}

function conflict(message: string): AppError {
  return new AppError({
    code: 'APP_TARGET_CONFLICT',
    message,
    remedies: [{ text: '核对是否选错了文件、单位或年度；一个文件夹只放一个单位一个年度的文件。' }],
  })
}

function unanswered(noName: boolean, noYear: boolean): AppError {
  const missing = [...(noName ? ['单位名称'] : []), ...(noYear ? ['年度'] : [])].join('和')
  return new AppError({
    code: 'APP_TARGET_UNKNOWN',
    message: `填报表的工作表“单位信息”没有填写${missing}。`,
    remedies: [{ text: `在填报表的“单位信息”中填好${missing}，保存后重新导入。` }],
  })
}

function unknownTarget(message: string): AppError {
  return new AppError({
    code: 'APP_TARGET_UNKNOWN',
    message,
    remedies: [{ text: '用 template 命令写出一份填报表，填好单位信息后和报表放在一起导入。' }],
  })
}

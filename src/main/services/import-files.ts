import { basename } from 'node:path'
import { readFillInUnit } from '#core/recognise/fill-in/read-fill-in.ts'
import { listFiles } from '#main/files/list-files.ts'
import { foldFindings } from './fold-findings.ts'
import { answersFor, rememberedSheets, shapesSaid } from './import-answers.ts'
import { crossFileFindings } from './import-conflicts.ts'
import { settleGiven } from './import-given.ts'
import type { ImportOutcome, ImportRequest } from './import-outcome.ts'
import { projectsTwice } from './import-sheets.ts'
import { storeReadings } from './import-store.ts'
import { settleStoredTwins } from './import-stored-twins.ts'
import { settleTarget, type ImportTarget } from './import-target.ts'
import { settleTwins } from './import-twins.ts'
import { loadLedgerSetup, type LedgerSetup } from './ledger-setup.ts'
import { openAll, openRest, shareOf } from './open-import-files.ts'
import { withoutOwnPackages } from './own-packages.ts'
import { readImportFile, type FileReading } from './read-import-file.ts'
import { sheetReports } from './sheet-reports.ts'
import { beginStep } from './steps.ts'
import type { Workspace } from './workspace.ts'

/**
 * Imports the workbooks of one unit's year: published tables and the 填报表, all or nothing. A file that cannot be read, or a
 * place in it that cannot be taken as it stands, refuses the whole import with everything that is wrong.
 */
export async function importFiles(workspace: Workspace, request: ImportRequest): Promise<ImportOutcome> {
  const listed = listFiles(request.paths)
  const { workbooks, packages } = withoutOwnPackages(listed.workbooks, request.paths)
  const opened = await openAll(workspace, workbooks, request)
  if (opened.errors.length > 0)
    return { kind: 'refused', errors: opened.errors, warnings: [], files: [], pack: undefined }
  const target = settleTarget(
    workspace,
    request,
    opened.files.flatMap(({ workbook }) => readFillInUnit(workbook) ?? []),
  )
  const decisions = ledgerDecisions(workspace, target)
  const files = await openRest(workspace, opened.files, target, decisions, request)
  const { answers = {} } = request
  const remembered = rememberedSheets(workspace.store)
  const all: ReturnType<typeof readImportFile>[] = []
  for (const [index, file] of files.entries()) {
    await beginStep(request, `识别 ${file.name}（${index + 1}/${files.length}）`, shareOf(files.length + index, files))
    const sheets = answersFor(file.name, file.workbook.sheets, answers.sheets ?? [], remembered)
    all.push(readImportFile(file, target, { ...answers, sheets }, decisions))
  }
  const ledgers = all.flatMap(({ reading: { path, name, ledgers: sheets } }) =>
    sheets.length > 0 ? [{ path, name, sheets }] : [],
  )
  // A file of ledgers alone has nothing for the tables.
  const forTables = all.flatMap(({ reading }) => (reading.ledgers.length === 0 || hasTables(reading) ? [reading] : []))
  const given = settleGiven(workspace, target, forTables)
  const twins = settleTwins(given.readings, target.pack)
  const earlier = settleStoredTwins(workspace, target, twins.readings)
  const { readings } = earlier
  const findings = foldFindings([
    ...all.flatMap(({ findings: own }) => own),
    ...given.findings,
    ...twins.findings,
    ...earlier.findings,
    ...crossFileFindings(readings, target.pack),
    ...projectsTwice(readings),
  ])
  const errors = findings.filter((finding) => finding.severity === 'refuse')
  const warnings = findings.filter((finding) => finding.severity === 'warn')
  if (errors.length > 0) {
    const recognised = all.map(({ reading }) => ({ name: reading.name, sheets: sheetReports(reading, target.pack) }))
    return { kind: 'refused', errors, warnings, files: recognised, pack: target.pack }
  }
  await beginStep(request, '存入数据文件', shareOf(2 * files.length, files))
  const shapes = files.flatMap(({ name, workbook }) => shapesSaid(name, workbook.sheets, answers.sheets ?? []))
  const stored = storeReadings(workspace, target, readings, { shapes, onStored: request.onStored })
  const others = withoutOwnPackages(listed.others, request.paths).workbooks.map((path) => basename(path))
  return {
    kind: 'imported',
    ...stored,
    unit: target.unit,
    pack: target.pack,
    ledgers,
    others,
    packages: packages.map((path) => basename(path)),
    warnings,
  }
}

function hasTables({ tables, fillIn, sheets }: FileReading): boolean {
  return tables.length > 0 || fillIn !== undefined || sheets.length > 0
}

/** What the unit said of the columns of ledgers so far. */
function ledgerDecisions({ store }: Workspace, { unit }: ImportTarget): LedgerSetup['layouts'] {
  return store.units.find(unit.code) ? loadLedgerSetup(store, unit.code).layouts : new Map()
}

import type { Handlers } from '#core/contract/contract.ts'
import { preparePack } from '#main/services/open-report.ts'
import { carryOffer } from '#main/services/carry-sheets.ts'
import { explainCell } from '#main/services/explain-cell.ts'
import { backupItems, createBackup, restoreFrom } from '#main/services/window/backups.ts'
import { chartsView, placeChart } from '#main/services/window/charts.ts'
import { checksView, explainFinding } from '#main/services/window/checks-view.ts'
import { codesView, importCodesUpload, removeCodesOf } from '#main/services/window/codes.ts'
import { draftsOf, keepDraft } from '#main/services/window/drafts-view.ts'
import { documentView } from '#main/services/window/document-view.ts'
import { addDraftRow, editCells, editText, setComplete, walk } from '#main/services/window/edit-report.ts'
import { carryIntoReport, editWording, previewWording } from '#main/services/window/edit-wording.ts'
import { placeholders } from '#main/services/window/placeholders.ts'
import { applyImport, importItems, importSample, previewImport, undoImport } from '#main/services/window/imports.ts'
import { ledgerView, tryRules } from '#main/services/window/ledger-view.ts'
import { chooseSource, importUpload, lookAtLedgers, mapAccounts, setLedger } from '#main/services/window/ledger-work.ts'
import { exportItems, exportPackage, revealPackage } from '#main/services/window/packages.ts'
import { helpView, saveHelp } from '#main/services/window/help.ts'
import { createProject, editCarry, editProject } from '#main/services/window/edit-project.ts'
import { correctPackage, packageChanges } from '#main/services/window/package-changes.ts'
import { proofreadUpload, writeProofreading } from '#main/services/window/proofreading.ts'
import { publish, screenshotOf, setApproval } from '#main/services/window/publishing.ts'
import { projectItems, projectView } from '#main/services/window/project-view.ts'
import { makePrint, openPrint } from '#main/services/window/printing.ts'
import { previewPdf } from '#main/services/window/preview.ts'
import { reportView, type Shown } from '#main/services/window/report-view.ts'
import { checkedReport, requireReport, type WindowSession } from '#main/services/window/session.ts'
import { decideOption, optionItems } from '#main/services/window/options-view.ts'
import { readParts } from '#main/services/secrets.ts'
import { decideSecret, secretsView } from '#main/services/window/secrets-view.ts'
import { sheetView } from '#main/services/window/sheet-view.ts'
import { noteWindowFailure } from '#main/services/window-failure.ts'
import { cancelTask } from '#main/services/window/tasks.ts'
import { writeFillInFile, writeFindingsFile } from '#main/services/window/written-files.ts'
import { answerTour, isTourAnswered } from '#main/services/window/tour.ts'
import { forgetRemembered, rememberedLayouts } from '#main/services/window/remembered-layouts.ts'
import { addUnit, createReport, packItems, saveUnit, unitTree } from '#main/services/window/units.ts'

/** One handler for each channel; leaving one out is a compile error. They call services and nothing else. */
export function handlers(session: WindowSession): Handlers {
  const now = session.workspace
  const view = ({ report, show }: { readonly report: number; readonly show?: Shown | undefined }) =>
    reportView(session, report, show)
  return {
    'app:info': () => {
      const { host, version, exportFolder } = session
      return {
        host,
        version,
        exportFolder,
        actor: now().actor,
        storePath: now().store.path,
        tourAnswered: isTourAnswered(now()),
      }
    },
    'tour:answered': () => answerTour(now()),
    'units:list': () => unitTree(now()),
    'units:save': ({ parent, isNew, ...unit }) =>
      isNew ? addUnit(now(), { ...unit, parent }) : saveUnit(now(), { ...unit, parent }),
    'packs:list': () => packItems(now()),
    'reports:create': ({ unit, pack }) => createReport(now(), unit, pack),
    'report:open': async (request) => {
      await preparePack(now(), requireReport(now(), request.report))
      return view(request)
    },
    'table:open': ({ report, table, unit }) => sheetView(session, report, table, unit),
    'cells:edit': (request) => {
      editCells(session, request.report, request.edits, request.unit)
      return view(request)
    },
    'rows:add': (request) => {
      addDraftRow(session, request.report, request.table, request.code)
      return view(request)
    },
    'table:complete': (request) => {
      setComplete(now(), request.report, request.table, request.complete)
      return view(request)
    },
    'cell:explain': ({ report, ref }) => explainCell(now(), checkedReport(now(), report).opened, ref),
    'edit:undo': (request) => {
      walk(session, request.report, 'undo')
      return view(request)
    },
    'edit:redo': (request) => {
      walk(session, request.report, 'redo')
      return view(request)
    },
    'document:open': ({ report }) => documentView(session, report),
    'texts:save': (request) => {
      editText(session, request.report, request.id, request.text, request.continues)
      return view(request)
    },
    'drafts:list': ({ report }) => draftsOf(session, report),
    'drafts:keep': ({ report, ...draft }) => keepDraft(session, report, draft),
    'wording:preview': ({ report, at, change }) => previewWording(session, report, at, change),
    'wording:change': (request) => {
      editWording(session, request.report, request.at, request.change)
      return view(request)
    },
    'wording:withdraw': (request) => {
      editWording(session, request.report, request.at, undefined)
      return view(request)
    },
    'wording:carry': (request) => {
      carryIntoReport(session, request.report)
      return view(request)
    },
    'wording:placeholders': ({ report }) => placeholders(session, report),
    'wording:read': ({ upload }) => now().reader.readText(session.uploads.pathOf(upload)),
    'charts:open': ({ report }) => chartsView(now(), report),
    'chart:place': (request) => {
      placeChart(now(), request.report, request.chart, request.after)
      return view(request)
    },
    'checks:open': ({ report }) => checksView(session, report),
    'findings:explain': ({ report, key, text }) => {
      explainFinding(now(), report, key, text)
      return checksView(session, report)
    },
    'projects:list': ({ report }) => projectItems(now(), report),
    'project:open': ({ report, project }) => projectView(now(), report, project),
    'project:create': (request) => {
      createProject(session, request.report, request.name, request.subject)
      return view(request)
    },
    'project:edit': (request) => {
      editProject(session, request.report, request.project, request.change)
      return view(request)
    },
    'carry:open': ({ report }) => ({ offer: carryOffer(now(), requireReport(now(), report)) }),
    'carry:set': (request) => {
      editCarry(session, request.report, request.mode)
      return view(request)
    },
    'options:list': ({ report }) => optionItems(now(), report),
    'options:switch': (request) => {
      decideOption(session, request.report, request.option, request.on)
      return view(request)
    },
    'secrets:list': ({ report }) => secretsView(now(), report),
    'secrets:decide': (request) => {
      const { kind, target, decision } = request
      const { totals, parts, reason } = decision ?? {}
      const answered = decision && { totals, parts: readParts(parts ?? []), reason: reason ?? '' }
      decideSecret(session, request.report, { kind, target }, answered)
      return view(request)
    },
    'upload:begin': ({ name, size }) => ({ upload: session.uploads.begin(name, size) }),
    'upload:append': ({ upload, piece }) => ({
      received: session.uploads.append(upload, Buffer.from(piece, 'base64')),
    }),
    'upload:drop': ({ uploads }) => ({ dropped: session.uploads.drop(uploads) }),
    'import:preview': (request) => previewImport(session, request),
    'import:apply': (request) => applyImport(session, request),
    'import:sample': ({ task }) => importSample(session, task),
    'ledger:open': ({ report }) => ledgerView(session, report),
    'ledger:look': (request) => lookAtLedgers(session, request),
    'ledger:import': (request) => importUpload(session, request),
    'ledger:try': ({ report, rules }) => tryRules(session, report, rules),
    'ledger:map': (request) => {
      mapAccounts(session, request.report, request.rules)
      return view(request)
    },
    'ledger:settings': (request) => {
      setLedger(session, request.report, request.chosen)
      return view(request)
    },
    'ledger:choose': (request) => {
      chooseSource(session, request.report, request.cell, request.source, request.why)
      return view(request)
    },
    'task:cancel': ({ task }) => cancelTask(session, task),
    'imports:list': ({ report }) => importItems(now(), report),
    'import:undo': (request) => {
      undoImport(now(), request.report, request.import)
      return view(request)
    },
    'draft:proofread': ({ report, upload }) => proofreadUpload(session, report, upload),
    'draft:write': ({ report, upload }) => writeProofreading(session, report, upload),
    'findings:write': ({ report }) => writeFindingsFile(session, report),
    'template:write': (request) => writeFillInFile(session, request),
    'preview:pdf': ({ report, task }) => previewPdf(session, report, task),
    'print:make': (request) => makePrint(session, request),
    'print:open': ({ pdf }) => openPrint(session, pdf),
    'exports:list': ({ report }) => exportItems(session, report),
    'export:run': ({ report, pdf, task }) => exportPackage(session, report, { pdf, task }),
    'export:reveal': (request) => revealPackage(session, request.report, request.export),
    'codes:list': () => codesView(now()),
    'codes:import': ({ upload, year }) => importCodesUpload(session, upload, year),
    'codes:remove': ({ list, year }) => removeCodesOf(now(), list, year),
    'layouts:list': () => rememberedLayouts(now()),
    'layouts:forget': (request) => forgetRemembered(now(), request),
    'window:failed': (failure) => {
      noteWindowFailure(session.log, failure)
      return { noted: true } as const
    },
    'export:compare': ({ report, export: from, to }) => packageChanges(session, { report, from, to }),
    'export:publish': (request) => {
      publish(session, request)
      return exportItems(session, request.report)
    },
    'export:screenshot': ({ report, export: of }) => screenshotOf(now(), report, of),
    'export:correct': (request) => correctPackage(session, request),
    'report:approve': (request) => {
      setApproval(now(), request.report, request.on)
      return view(request)
    },
    'backups:list': () => backupItems(now()),
    'backup:create': () => createBackup(now()),
    'backup:restore': ({ path }) => restoreFrom(session, path),
    'help:open': () => helpView(session),
    'help:save': ({ text }) => saveHelp(session, text),
  }
}

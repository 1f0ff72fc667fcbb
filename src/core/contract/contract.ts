import { z } from 'zod'
import type { Result } from '#core/model/error.ts'
import type { PastedText } from '#core/pasted/blocks.ts'
import { ledgerRequests } from './ledger-requests.ts'
import type { LedgerResponses } from './ledger-views.ts'
import { proofRequests } from './proof-requests.ts'
import type { ProofResponses } from './proof-views.ts'
import type {
  AppInfo,
  BackupItem,
  CarryView,
  CellView,
  ChartsView,
  ChecksView,
  CodeListItemView,
  CodesImportView,
  DocumentView,
  DraftItem,
  ExportItem,
  HelpView,
  ImportedReport,
  ImportItem,
  ImportPreview,
  OptionItem,
  PackageChanges,
  PackItem,
  PdfView,
  Placeholder,
  ProjectItem,
  ProjectView,
  RememberedLayout,
  ReportItem,
  ReportView,
  SecretsView,
  SheetView,
  UnitTree,
  WordingPreview,
  WrittenFile,
} from './views.ts'

/**
 * The one contract between the window and main, served by two hosts (Electron IPC, loopback HTTP). Requests are parsed by these
 * schemas before a handler sees them; whatever they do not name is refused. Amounts cross as text. See docs/how-to/add-a-channel.md.
 */

const report = z.number().int().positive()
const name = z.string().trim().min(1).max(200)
const cell = z.string().min(1).max(500)
const moneyUnit = z.enum(['元', '万元'])
const nothing = z.strictObject({})
const ofReport = z.strictObject({ report })
/** A table that the window will show next comes along with the answer; without a name the first one. */
const show = z.strictObject({ table: name.optional(), unit: moneyUnit }).optional()
const upload = z.string().regex(/^[0-9a-f]{32}$/)
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)
const ofExport = z.strictObject({ report, export: z.number().int().positive() })
/** A task is named by the window, so that progress can be told apart. */
const task = z.string().min(1).max(40)

/** The field has kept the focus since it was stored before: one go of typing is one step of Ctrl+Z. */
const continues = z.boolean().optional()

/** One change of one scoring sheet. */
const projectChange = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('indicator'),
    indicator: name,
    field: z.enum(['target', 'adjustedTarget', 'actual', 'weight', 'score', 'deviationReason']),
    text: z.string().max(2000),
    continues,
  }),
  z.strictObject({
    kind: z.literal('money'),
    field: z.enum(['declared', 'compiled', 'budget', 'executed']),
    text: z.string().max(60),
  }),
  z.strictObject({
    kind: z.literal('words'),
    field: z.enum(['goal', 'achieved']),
    text: z.string().max(20_000),
    continues,
  }),
  z.strictObject({ kind: z.literal('add'), levels: z.tuple([name, name, name]) }),
  z.strictObject({ kind: z.literal('remove'), indicator: name }),
  z.strictObject({ kind: z.literal('executed-of-ledger') }),
  z.strictObject({ kind: z.literal('budget-of-indicators') }),
])

const wordingPlace = z.strictObject({ place: z.enum(['sentence', 'section']), id: z.string().trim().min(1).max(300) })
const ownText = z.string().max(500_000)
/** What a unit does to a sentence or section of its pack. */
const wordingChange = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('replace'), markdown: ownText }),
  z.strictObject({ action: z.literal('omit') }),
  z.strictObject({ action: z.literal('add'), markdown: ownText, after: z.string().min(1).max(300).optional() }),
])

const label = z.string().max(500)
const sheetAnswer = z.strictObject({
  file: z.string().max(255),
  sheet: z.string().max(200),
  /** Where the sheet does not say it. */
  unit: moneyUnit.optional(),
  /** The table that it is, and what its columns are, by their headings. */
  table: name.optional(),
  columns: z.record(label, label).optional(),
  leaveOut: z.boolean().optional(),
})

/** Finished uploads, and the report that was open when they were chosen. */
const files = z.strictObject({
  uploads: z.array(upload).min(1).max(500),
  report: report.optional(),
  /** What the user said of sheets. */
  answers: z.array(sheetAnswer).max(2000).optional(),
  task,
})

/** Bytes of one piece of an upload: base64 of at most 1 MiB. */
const PIECE = 1_400_000
/** A paste of one whole sheet. */
const MOST_EDITS = 50_000

export const requests = {
  'app:info': nothing,
  /** The tour was offered and the user said yes or no. */
  'tour:answered': nothing,
  'units:list': nothing,
  'units:save': z.strictObject({
    code: name,
    name,
    shortName: name,
    nature: z.enum(['行政单位', '参照公务员法管理事业单位', '事业单位']),
    parent: name.optional(),
    /** Only if no unit has the code yet. */
    isNew: z.literal(true).optional(),
  }),
  'packs:list': nothing,
  'reports:create': z.strictObject({ unit: name, pack: name }),
  'report:open': z.strictObject({ report, show }),
  'table:open': z.strictObject({ report, table: name, unit: moneyUnit }),
  'cells:edit': z.strictObject({
    report,
    unit: moneyUnit,
    show,
    edits: z
      .array(z.strictObject({ ref: cell, text: z.string().max(200) }))
      .min(1)
      .max(MOST_EDITS),
  }),
  'rows:add': z.strictObject({ report, table: name, code: z.string().regex(/^\d{3,7}$/) }),
  'table:complete': z.strictObject({ report, table: name, complete: z.boolean() }),
  'cell:explain': z.strictObject({ report, ref: cell }),
  'edit:undo': ofReport,
  'edit:redo': ofReport,
  'document:open': ofReport,
  'texts:save': z.strictObject({ report, id: name, text: z.string().max(100_000), continues }),
  'drafts:list': ofReport,
  'drafts:keep': z.strictObject({ report, place: z.string().min(1).max(5000), text: z.string().max(1_000_000) }),
  'wording:preview': z.strictObject({ report, at: wordingPlace, change: wordingChange }),
  'wording:change': z.strictObject({ report, at: wordingPlace, change: wordingChange }),
  'wording:withdraw': z.strictObject({ report, at: wordingPlace }),
  'wording:carry': ofReport,
  'wording:placeholders': ofReport,
  'wording:read': z.strictObject({ upload }),
  'charts:open': ofReport,
  'chart:place': z.strictObject({ report, chart: name, after: name.optional() }),
  'checks:open': ofReport,
  'findings:explain': z.strictObject({ report, key: z.string().min(1).max(4000), text: z.string().max(2000) }),
  'projects:list': ofReport,
  'project:open': z.strictObject({ report, project: name }),
  'project:create': z.strictObject({ report, name, subject: z.enum(['项目', '部门整体']) }),
  'project:edit': z.strictObject({ report, project: name, change: projectChange }),
  'carry:open': ofReport,
  'carry:set': z.strictObject({ report, mode: z.enum(['all', 'fill', 'off']) }),
  'options:list': ofReport,
  'options:switch': z.strictObject({ report, option: name, on: z.boolean() }),
  'secrets:list': ofReport,
  /** Without a decision the mark is taken off. */
  'secrets:decide': z.strictObject({
    report,
    kind: z.enum(['科目', '项目']),
    target: name,
    decision: z
      .strictObject({
        totals: z.enum(['包含', '不包含']).optional(),
        /** 款 of the 经济分类 with amounts in 万元. */
        parts: z.array(z.strictObject({ code: name, amount: z.string().trim().max(40) })).max(100),
        reason: z.string().trim().max(500),
      })
      .optional(),
  }),
  'upload:begin': z.strictObject({ name: z.string().min(1).max(255), size: z.number().int().nonnegative() }),
  'upload:append': z.strictObject({ upload, piece: z.base64().max(PIECE) }),
  'upload:drop': z.strictObject({ uploads: z.array(upload).max(500) }),
  'import:preview': files,
  'import:apply': files,
  'import:sample': z.strictObject({ task }),
  ...ledgerRequests,
  ...proofRequests,
  'imports:list': ofReport,
  'import:undo': z.strictObject({ report, import: z.number().int().positive() }),
  'findings:write': ofReport,
  'template:write': z.union([ofReport, z.strictObject({ pack: name })]),
  'preview:pdf': z.strictObject({ report, task }),
  'print:make': z.strictObject({
    reports: z.array(report).min(1).max(200),
    parts: z
      .array(z.enum(['文稿', '报表', '自评表', '审核结果', '空白报表', '空白自评表']))
      .min(1)
      .max(6),
    tables: z.array(name).max(200).optional(),
    pages: z.string().max(200),
    /** Millimetres; on both sides of the paper. */
    binding: z.number().int().min(0).max(15).optional(),
    task,
  }),
  'print:open': z.strictObject({ pdf: upload }),
  'exports:list': ofReport,
  'export:run': z.strictObject({ report, pdf: z.boolean(), task }),
  'codes:list': nothing,
  'codes:import': z.strictObject({ upload, year: z.number().int().min(2000).max(2100) }),
  'codes:remove': z.strictObject({ list: name, year: z.number().int() }),
  'layouts:list': nothing,
  'layouts:forget': z.strictObject({ shape: z.string().max(20_000), unit: name.optional() }),
  /** Something went wrong in the window itself: the kind of the error and its places, no message. */
  'window:failed': z.strictObject({ name: z.string().max(60), stack: z.string().max(8000) }),
  'export:reveal': ofExport,
  'export:compare': ofExport.extend({ to: z.number().int().positive().optional() }),
  'export:publish': ofExport.extend({
    on: day,
    url: z.string().max(2000),
    upload: upload.optional(),
    /** The user was told that the package is a draft, and publishes it all the same. */
    draft: z.boolean().optional(),
  }),
  'export:screenshot': ofExport,
  'export:correct': ofExport.extend({
    digest: z.string().regex(/^[0-9a-f]{64}$/),
    reasons: z.array(z.string().max(500)).max(20_000),
    pdf: z.boolean(),
    /** The user was told that the report does not pass its checks. */
    draft: z.boolean().optional(),
    task,
  }),
  'report:approve': z.strictObject({ report, on: day.or(z.literal('')) }),
  'backups:list': nothing,
  'backup:create': nothing,
  'backup:restore': z.strictObject({ path: z.string().min(1).max(4000) }),
  'help:open': nothing,
  /** Exactly what was shown. */
  'help:save': z.strictObject({ text: z.string().min(1).max(3_000_000) }),
} as const

export interface Responses extends LedgerResponses, ProofResponses {
  'app:info': AppInfo
  'tour:answered': { readonly answered: true }
  'units:list': UnitTree
  'units:save': UnitTree
  'packs:list': readonly PackItem[]
  'reports:create': ReportItem
  'report:open': ReportView
  'table:open': SheetView
  'cells:edit': ReportView
  'rows:add': ReportView
  'table:complete': ReportView
  'cell:explain': CellView
  'edit:undo': ReportView
  'edit:redo': ReportView
  'document:open': DocumentView
  'texts:save': ReportView
  'drafts:list': readonly DraftItem[]
  'drafts:keep': { readonly kept: true }
  'wording:preview': WordingPreview
  'wording:change': ReportView
  'wording:withdraw': ReportView
  'wording:carry': ReportView
  'wording:placeholders': readonly Placeholder[]
  'wording:read': PastedText
  'charts:open': ChartsView
  'chart:place': ReportView
  'checks:open': ChecksView
  'findings:explain': ChecksView
  'projects:list': readonly ProjectItem[]
  'project:open': ProjectView
  'project:create': ReportView
  'project:edit': ReportView
  'carry:open': CarryView
  'carry:set': ReportView
  'options:list': readonly OptionItem[]
  'options:switch': ReportView
  'secrets:list': SecretsView
  'secrets:decide': ReportView
  'upload:begin': { readonly upload: string }
  'upload:append': { readonly received: number }
  'upload:drop': { readonly dropped: number }
  'import:preview': ImportPreview
  'import:apply': ImportedReport
  'import:sample': ReportItem
  'imports:list': readonly ImportItem[]
  'import:undo': ReportView
  'findings:write': WrittenFile
  'template:write': WrittenFile
  'preview:pdf': PdfView
  'print:make': PdfView
  'print:open': WrittenFile
  'exports:list': readonly ExportItem[]
  'export:run': ExportItem
  'codes:list': readonly CodeListItemView[]
  'codes:import': CodesImportView
  'codes:remove': readonly CodeListItemView[]
  'layouts:list': readonly RememberedLayout[]
  'layouts:forget': readonly RememberedLayout[]
  'window:failed': { readonly noted: true }
  'export:reveal': { readonly folder: string; readonly isShown: boolean }
  'export:compare': PackageChanges
  'export:publish': readonly ExportItem[]
  'export:screenshot': { readonly picture: string }
  'export:correct': ExportItem
  'report:approve': ReportView
  'backups:list': readonly BackupItem[]
  'backup:create': readonly BackupItem[]
  'backup:restore': { readonly before: string | undefined }
  'help:open': HelpView
  'help:save': WrittenFile
}

/** What main tells the window unasked. */
export interface Events {
  /** `done` of `total` parts of any size; without them it cannot be said. */
  progress: { readonly task: string; readonly step: string; readonly done?: number; readonly total?: number }
}

export type Channel = keyof typeof requests & keyof Responses
export type Request<C extends Channel> = z.infer<(typeof requests)[C]>
export type Handlers = {
  readonly [C in Channel]: (request: Request<C>) => Responses[C] | Promise<Responses[C]>
}
export type Call = <C extends Channel>(channel: C, request: Request<C>) => Promise<Result<Responses[C]>>

export type AnyEvent = { readonly [E in keyof Events]: { readonly event: E; readonly data: Events[E] } }[keyof Events]
export type Emit = (event: AnyEvent) => void

/** A call as a host carries it: the JSON text of the request there, of the Result back. */
export type Carry = (channel: string, request: string) => Promise<string>
/**
 * What the preload script gives the window: hand over a listener to the JSON texts of events, get what carries calls. The loopback
 * window makes its own. Texts, because nobody between the window and the session has to look into them.
 */
export type Connect = (listener: (event: string) => void) => Carry

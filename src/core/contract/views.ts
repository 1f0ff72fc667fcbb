import type { AppErrorInfo } from '#core/model/error.ts'
import type { CellRef, CellSource } from '#core/model/cell.ts'
import type { PerformanceSubject, ProjectFigures } from '#core/model/project.ts'
import type { Stage, UnitNature } from '#core/model/report.ts'
import type { SecretItem } from '#core/model/secret.ts'
import type { Finding, OutcomeCounts, Suspect } from '#core/check/finding.ts'
import type { SheetGlimpse } from '#core/recognise/glimpse.ts'
import type { Inline } from '#core/document/model.ts'

export type { Inline, SheetGlimpse }

/** What the window shows. Amounts are texts everywhere: main computes and prints, the window only shows. */

/** A code list: of the program (no year) or imported. */
export interface CodeListItemView {
  readonly list: string
  readonly year: number | undefined
  readonly count: number
  readonly file: string
}

/** What came of importing code lists; with errors nothing was stored. */
/** What was said of a sheet once and is used again for every sheet of the same shape. */
export interface RememberedLayout {
  readonly kind: 'table' | 'ledger'
  /** Tables are remembered for all units. */
  readonly unit: { readonly code: string; readonly name: string } | undefined
  /** Names the layout when it is to be forgotten. */
  readonly shape: string
  /** Name of the sheet; empty for ledgers, which go by their headings alone. */
  readonly sheet: string
  readonly headings: readonly string[]
  /** Which table or ledger it is taken for. */
  readonly meaning: string
  readonly columns: readonly { readonly heading: string; readonly meaning: string }[]
}

export interface CodesImportView {
  readonly lists: readonly CodeListItemView[]
  readonly errors: readonly AppErrorInfo[]
  /** Codes that are called otherwise in the list of the program. */
  readonly conflicts: readonly { readonly code: string; readonly imported: string; readonly shipped: string }[]
}

export interface AppInfo {
  readonly version: string
  readonly host: 'electron' | 'loopback'
  readonly actor: string
  readonly storePath: string
  readonly exportFolder: string
  /** The user was asked once whether to be shown around. */
  readonly tourAnswered: boolean
}

/** What a help package holds, word for word. */
export interface HelpView {
  readonly text: string
}

/** How far a report has come, step by step. */
export interface ReportProgress {
  /** Tables that hold figures, of those that the pack requires. */
  readonly tables: { readonly filled: number; readonly required: number }
  readonly errors: number
  /** Texts and figures that the document still lacks. */
  readonly missing: number
  /** Scoring sheets, whether or not they are filled in. */
  readonly projects: number
  readonly exported: number
}

export interface ReportItem {
  readonly id: number
  readonly unit: string
  readonly year: number
  readonly stage: Stage
  readonly pack: string
}

/** What an import made; `ledgers` are the uploads that hold ledgers and wait to be imported as such. */
export interface ImportedReport extends ReportItem {
  readonly ledgers: readonly string[]
}

export interface UnitItem {
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly nature: UnitNature
  readonly parent: string | undefined
}

export interface UnitTree {
  readonly units: readonly UnitItem[]
  readonly reports: readonly ReportItem[]
  readonly publishing: readonly PublishingMark[]
}

/** A report with a 批复日期, as the tree of units shows it. */
export interface PublishingMark {
  readonly report: number
  readonly isPublished: boolean
  /** Days from today, or from the day of publishing, to the last day; negative: too late. */
  readonly daysLeft: number
  readonly lastDay: string
}

/** 批复日期 of a report and what follows from it. Days are YYYY-MM-DD. */
export interface PublishingView {
  /** How many days after the 批复 the pack allows. */
  readonly withinDays: number
  readonly approvedOn: string | undefined
  readonly lastDay: string | undefined
  /** The first day on which a package was published. */
  readonly publishedOn: string | undefined
  /** As in `PublishingMark`; undefined without a 批复日期. */
  readonly daysLeft: number | undefined
}

export interface PackItem {
  readonly id: string
  readonly title: string
  readonly version: string
  readonly stage: Stage
  readonly year: number
  readonly unconfirmed: readonly string[]
}

export interface TableItem {
  readonly id: string
  readonly title: string
  readonly code: string | undefined
  readonly role: 'statutory' | 'fill-in' | 'computed'
  readonly required: boolean
  /** `partly`: single cells are known; `whole`: a code that is not listed is zero. */
  readonly state: 'nothing' | 'partly' | 'whole'
  readonly errors: number
  readonly warnings: number
}

/** Everything that every page of an open report shows around its own content. */
export interface ReportView {
  readonly report: ReportItem
  readonly unit: UnitItem
  readonly packTitle: string
  readonly tables: readonly TableItem[]
  readonly verdict: string
  readonly mayPublish: boolean
  readonly counts: OutcomeCounts
  readonly progress: ReportProgress
  readonly publishing: PublishingView
  /** What Ctrl+Z and Ctrl+Y would do, in words; undefined when there is nothing. */
  readonly undo: string | undefined
  readonly redo: string | undefined
  /** The table that was asked for along with it; undefined where none was, or where it is gone. */
  readonly sheet: SheetView | undefined
}

export type MoneyUnitChoice = '元' | '万元'
export type Mark = 'error' | 'warning' | 'info'

/** The figure of a grid cell and what may be done with it. */
export interface SheetFigure {
  readonly ref: CellRef
  /** What the editor starts from: every digit that was stated, in the unit shown. */
  readonly edit: string
  readonly source: CellSource | 'none'
  readonly mark: Mark | undefined
}

export interface SheetCell {
  readonly column: number
  readonly colSpan: number
  readonly rowSpan: number
  readonly text: string
  readonly align: 'left' | 'center' | 'right'
  readonly bold: boolean
  readonly figure: SheetFigure | undefined
}

/** A table in its printed layout. */
/** What was begun in one place of the window and neither taken over nor given up. */
export interface DraftItem {
  readonly place: string
  readonly text: string
}

export interface SheetView {
  readonly id: string
  readonly title: string
  readonly code: string | undefined
  readonly line: readonly [string, string, string]
  readonly widths: readonly number[]
  readonly headerRows: number
  readonly rows: readonly (readonly SheetCell[])[]
  readonly notes: readonly string[]
  readonly help: string | undefined
  readonly state: TableItem['state']
  /** The user alone says that the table is whole, and may take that back. */
  readonly isSaidWhole: boolean
  /** Classification codes may be added as rows. */
  readonly takesCodes: boolean
  readonly editable: boolean
}

export interface FindingView extends Finding {
  /** Stable over runs: rule, instance and cells. */
  readonly key: string
  /** The table to open for it, and the text to fill in. */
  readonly table: string | undefined
  readonly textId: string | undefined
  /** The scoring sheet that it is about. */
  readonly project: string | undefined
  readonly explanation: { readonly text: string; readonly who: string; readonly at: string } | undefined
  /** What last year's report said of the same finding, to be confirmed or written anew. */
  readonly lastYear: string | undefined
}

export interface ChecksView {
  readonly verdict: string
  readonly mayPublish: boolean
  readonly counts: OutcomeCounts
  readonly findings: readonly FindingView[]
  readonly suspects: readonly Suspect[]
}

export interface SourceView {
  readonly source: CellSource
  readonly value: string
  readonly stands: boolean
  readonly origin: string
  readonly inputs: readonly CellView[]
}

/** Where a figure comes from. */
export interface CellView {
  readonly cell: CellRef
  readonly value: string
  readonly sources: readonly SourceView[]
  readonly relations: readonly { readonly rule: string; readonly title: string }[]
}

/** Where a block of the document comes from and what the unit made of it. */
export interface WordingOfBlock {
  /** How a change names it; undefined: it cannot be changed by itself. */
  readonly place: 'sentence' | 'section' | undefined
  readonly id: string | undefined
  /** 改: the unit's words in the place of the pack's; 增: added by the unit. */
  readonly mark: '改' | '增' | undefined
  /** The change that it belongs to. */
  readonly of: { readonly place: 'sentence' | 'section'; readonly id: string } | undefined
  /** The words it is printed from, with its placeholders, and the pack's own. */
  readonly template: string
  readonly original: string | undefined
}

export type DocumentBlock =
  | {
      readonly kind: 'heading'
      readonly id: string
      readonly level: 1 | 2 | 3 | 4
      readonly content: readonly Inline[]
      readonly wording: WordingOfBlock | undefined
    }
  | {
      readonly kind: 'paragraph'
      readonly id: string
      readonly content: readonly Inline[]
      readonly wording: WordingOfBlock | undefined
    }
  /** A small table of words in the text. */
  | {
      readonly kind: 'words'
      readonly id: string
      readonly title: string
      readonly rows: readonly (readonly string[])[]
      readonly wording: WordingOfBlock | undefined
    }
  | { readonly kind: 'table' | 'chart'; readonly id: string; readonly title: string }

/** One change of the unit over its pack. */
export interface WordingItem {
  readonly place: 'sentence' | 'section'
  readonly id: string
  readonly action: 'replace' | 'omit' | 'add'
  /** The unit's own words; undefined where it left something out. */
  readonly markdown: string | undefined
  /** What an addition stands behind; undefined: the end. */
  readonly after: string | undefined
  readonly who: string
  readonly at: string
  /** The pack has no such place any more, so that it is not printed. */
  readonly isLost: boolean
}

/** How a change would read. */
export interface WordingPreview {
  readonly blocks: readonly DocumentBlock[]
}

/** Something that may be put into a sentence, and what it prints now. */
export interface Placeholder {
  readonly insert: string
  readonly label: string
  readonly value: string
}

export interface TextItem {
  readonly id: string
  readonly group: string
  readonly title: string
  readonly prompt: string
  readonly form: 'paragraphs' | 'line'
  readonly value: string
  /** The document asks for it and nobody wrote it. */
  readonly isMissing: boolean
  readonly lastYear: string | undefined
}

export interface DocumentView {
  readonly title: string
  readonly blocks: readonly DocumentBlock[]
  readonly texts: readonly TextItem[]
  /** What the unit words in its own way, oldest first. */
  readonly changes: readonly WordingItem[]
  /** Changes of last year's report that may be carried over. */
  readonly carriable: number
}

/** One chart of the pack. */
export interface ChartItem {
  readonly id: string
  readonly title: string
  readonly kind: '构成' | '历年'
  /** What echarts draws, as plain data, and the same in words; undefined when there are no figures for it yet. */
  readonly drawn: { readonly option: Readonly<Record<string, unknown>>; readonly description: string } | undefined
  /** Heading of the section at whose end the document shows it; undefined when it does not. */
  readonly after: string | undefined
}

export interface ChartsView {
  readonly charts: readonly ChartItem[]
  /** Headings of sections that a chart can be put behind. */
  readonly places: readonly string[]
}

/** One scoring sheet in the list of a report. */
export interface ProjectItem {
  readonly key: string
  readonly name: string
  readonly subject: PerformanceSubject
  /** Points and grade; undefined while a figure or score is missing. */
  readonly total: string | undefined
  readonly grade: string | undefined
  readonly indicators: number
  readonly unscored: number
}

/** What the rule gives for an indicator, with the rule in words. */
export type SuggestionView =
  | { readonly kind: 'score'; readonly score: string; readonly agrees: boolean; readonly rule: string }
  | { readonly kind: 'cannot-say'; readonly why: string }

export interface IndicatorView {
  readonly key: string
  readonly levels: readonly [string, string, string]
  readonly target: string
  readonly adjustedTarget: string
  readonly actual: string
  readonly weight: string
  readonly score: string
  readonly deviationReason: string
  /** True when the target comes from the 预算 and nobody entered one here. */
  readonly fromBudget: boolean
  readonly suggestion: SuggestionView
}

/** A grid that is only looked at. */
export type PrintedGrid = Pick<SheetView, 'title' | 'widths' | 'headerRows' | 'rows' | 'notes'>

export interface ProjectView {
  readonly item: ProjectItem
  /** Money in 万元. */
  readonly money: { readonly [F in keyof ProjectFigures]: string }
  /** 全年执行数 of the ledgers in 万元, and whether it is the one that stands; undefined when they do not tell it. */
  readonly ledger: { readonly executed: string; readonly stands: boolean } | undefined
  /** The same of 全年预算数 and the lists of 预算指标. */
  readonly indicatorList: { readonly budget: string; readonly stands: boolean } | undefined
  readonly rate: string | undefined
  readonly executionScore: string | undefined
  readonly executionWeight: number
  readonly goal: string
  readonly achieved: string
  readonly indicators: readonly IndicatorView[]
  /** The sheet as it will print; undefined when the pack has no form for it. */
  readonly printed: PrintedGrid | undefined
}

/** What the 预算 of the same unit and year has for the sheets of a 决算. */
export interface CarryView {
  readonly offer:
    | {
        /** all: with the projects that only the 预算 has; fill: into projects that are here; off: not at all. */
        readonly mode: 'all' | 'fill' | 'off'
        readonly shared: readonly string[]
        readonly budgetOnly: readonly string[]
      }
    | undefined
}

/** A line or page that the pack offers, as it stands for one report, and who said so. */
export interface OptionItem {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly unconfirmed: string | undefined
  readonly isOn: boolean
  readonly by: 'report' | 'last-year' | 'pack'
}

/** A 涉密 item; `proposedBy` names the earlier report whose mark this one has not answered for. */
export interface SecretItemView extends Omit<SecretItem, 'parts'> {
  /** Rows of the 经济分类 with amounts in 万元. */
  readonly parts: readonly { readonly code: string; readonly amount: string }[]
  readonly name: string
  readonly proposedBy: string | undefined
}

export interface SecretsView {
  readonly items: readonly SecretItemView[]
  /** Rows that can hold 基本支出, with what they hold in 万元. */
  readonly economic: readonly { readonly code: string; readonly name: string; readonly amount: string }[]
  /** What follows from the marks, in sentences: what still has to be answered, what gives an amount away. */
  readonly told: readonly string[]
}

export interface ImportFindingView {
  readonly severity: 'refuse' | 'warn'
  readonly code: string
  readonly message: string
  readonly remedies: readonly string[]
  /** The place, where it is one sheet. */
  readonly file: string | undefined
  readonly sheet: string | undefined
  /** What the user may answer in the window: the money unit of the sheet, or that it is this table. */
  readonly asks: { readonly kind: 'unit' } | { readonly kind: 'table'; readonly table: string } | undefined
}

/** A table or form that a sheet may be said to be, and the columns that it wants. */
export interface TableChoice {
  readonly id: string
  readonly title: string
  readonly columns: readonly string[]
}

/** What a figure of the report is now and would be. */
export interface FigureChange {
  readonly cell: CellRef
  /** new: stands for the first time; gone: stands no longer. */
  readonly kind: 'new' | 'changed' | 'gone'
  readonly before: string
  readonly after: string
}

/** What a text of the report, or a box of a scoring sheet, says now and would say. */
export interface WordChange {
  readonly kind: 'text' | 'sheet'
  /** In words: the title of the text, or 表 › 指标 › 栏. */
  readonly where: string
  readonly how: FigureChange['kind']
  readonly before: string
  readonly after: string
}

/** One recognised sheet of one file. */
export interface SheetReading {
  readonly file: string
  readonly sheet: string
  readonly what: string
  readonly kind: 'table' | 'fill-in' | 'none'
  /** 0 to 100, for tables. */
  readonly sureness: number | undefined
  readonly why: string
  /** Rows that gave figures or names, and rows that were left out for a reason. */
  readonly rows: number
  readonly leftOut: number
  /** The table or form, as `TableChoice` names it. */
  readonly table: string | undefined
  /** Its first rows; undefined for sheets of the 填报表. */
  readonly glimpse: SheetGlimpse | undefined
}

/** What one file would do to the figures of the report. */
export interface ImportChange {
  readonly file: string
  /** The very same content stands already. */
  readonly isKnown: boolean
  readonly added: number
  readonly changed: number
  readonly unchanged: number
  readonly withdrawn: number
}

export interface ImportPreview {
  /** Unit, year and stage that the files belong to, in words; undefined when they do not say. */
  readonly target: string | undefined
  readonly sheets: readonly SheetReading[]
  readonly findings: readonly ImportFindingView[]
  readonly changes: readonly ImportChange[]
  /** Figure by figure: the first ones of `changedFigures`. Empty for a report that is new. */
  readonly figures: readonly FigureChange[]
  readonly changedFigures: number
  /** Texts and scoring sheets, as `figures`. */
  readonly words: readonly WordChange[]
  readonly changedWords: number
  /** The files are not of the report that is open: the one to import into, undefined for one that is new. */
  readonly elsewhere: { readonly unit: string; readonly report: number | undefined } | undefined
  /** What a sheet may be said to be. */
  readonly choices: readonly TableChoice[]
  readonly mayImport: boolean
}

export interface ImportItem {
  readonly id: number
  readonly fileName: string
  readonly who: string
  readonly at: string
  readonly undone: { readonly who: string; readonly at: string } | undefined
}

export interface ExportItem {
  readonly id: number
  readonly version: number
  readonly folder: string
  readonly verdict: string
  readonly who: string
  readonly at: string
  /** Empty when the folder is no longer there. */
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
  /** What it said was kept, so that it can be compared. */
  readonly isComparable: boolean
  /** It was exported although the checks had not passed. */
  readonly isDraft: boolean
  /** Once published, a package is frozen and kept whole in the store. */
  readonly publication:
    | {
        readonly on: string
        readonly url: string
        /** Name of the picture. */
        readonly screenshot: string | undefined
        readonly who: string
        readonly at: string
      }
    | undefined
  /** The version that it corrects, and the one that corrects it. */
  readonly corrects: number | undefined
  readonly correctedBy: { readonly version: number; readonly isPublished: boolean } | undefined
}

/** A part of a text that stands in the other text as well, or does not. */
export interface Stretch {
  readonly text: string
  readonly isAlike: boolean
}

/** One thing that two documents print differently. */
export interface PackageChange {
  readonly kind: 'figure' | 'sentence' | 'sheet'
  readonly where: string
  /** Undefined: it was not there, or is there no more. */
  readonly was: string | undefined
  readonly is: string | undefined
  /** Both texts in stretches that are alike or not; empty where there is none. */
  readonly words: { readonly was: readonly Stretch[]; readonly is: readonly Stretch[] }
  /** Where it can be looked at as it is now. */
  readonly target:
    | { readonly kind: 'table'; readonly table: string; readonly cell: string | undefined }
    | { readonly kind: 'block'; readonly block: string }
    | { readonly kind: 'project'; readonly project: string }
    | undefined
}

export interface PackageChanges {
  /** Versions; `to` undefined: as it stands now. */
  readonly from: number
  readonly to: number | undefined
  /** Names these very changes, so that reasons are given for what was shown. */
  readonly digest: string
  readonly changes: readonly PackageChange[]
}

/** A PDF that main keeps for the window under `/preview/<pdf>.pdf`. */
export interface PdfView {
  readonly pdf: string
  readonly pages: number
}

/** A file that was written for the user outside of a package. */
export interface WrittenFile {
  readonly path: string
  /** The desktop showed it; if not, the window says where it lies. */
  readonly isShown: boolean
}

export interface BackupItem {
  readonly path: string
  readonly name: string
  readonly at: string
  readonly reason: string
  readonly bytes: number
}

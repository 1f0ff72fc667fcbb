import { dirname, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { YearAccounts } from '#core/model/accounts.ts'
import { AppError } from '#core/model/error.ts'
import type { Project } from '#core/model/project.ts'
import type { Stage } from '#core/model/report.ts'
import type { WordingChange } from '#core/narrative/overlay.ts'
import { wordDocument } from '#core/narrative/word-document.ts'
import { withOptions } from '#core/packs/options.ts'
import type { Pack } from '#core/packs/pack.ts'
import { loadAccounts } from '#main/db/accounts.ts'
import type { Report } from '#main/db/repositories/reports.ts'
import { digestOf, loadArchived } from '#main/files/packs/archive.ts'
import { openParsedPacks } from '#main/files/packs/parsed-packs.ts'
import { parsePackAside } from '#main/jobs/parse-pack.ts'
import { optionsOf } from './pack-options.ts'
import { standingSheets } from './standing-sheets.ts'
import type { Workspace } from './workspace.ts'

/** A report as everything else sees it: with the pack that made it and its standing figures. */
export interface OpenReport {
  readonly report: Report
  readonly pack: Pack
  readonly accounts: YearAccounts
  /** The scoring sheets, gaps filled with what the program knows itself. */
  readonly projects: readonly Project[]
  /** What the program knows of them itself: targets of the 预算, 全年执行数 of the ledgers. */
  readonly derivedSheets: readonly Project[]
  /** How many places the unit words in its own way, and changes whose place the pack no longer has. */
  readonly wording: {
    readonly changed: number
    readonly lost: readonly WordingChange[]
    /** Those in force. */
    readonly changes: readonly WordingChange[]
  }
}

/** How a user names a report; what is left out must follow from the store. */
export interface ReportChoice {
  /** Code or name of the unit. */
  readonly unit?: string | undefined
  readonly year?: number | undefined
  readonly stage?: Stage | undefined
}

/** Packs are immutable by digest, so a parsed one is kept as long as the process lives. */
const parsed = new Map<string, Pack>()

/** Loads a pack of the library, parsing it only when its files have changed. Errors: PACK_UNKNOWN, PACK_INVALID. */
export function loadPack({ packs }: Pick<Workspace, 'packs'>, id: string): Pack {
  const digest = digestOf(packs.files(id))
  const pack = parsed.get(digest) ?? packs.load(id)
  parsed.set(digest, pack)
  return pack
}

export function openReport({ store }: Pick<Workspace, 'store'>, report: Report): OpenReport {
  const { pack, wording } = wordedPack(packInUse(store, report), store.overlays.all(report.key.unit, report.pack.id))
  return {
    report,
    pack,
    wording,
    accounts: loadAccounts(store, report.id),
    projects: standingSheets(store, report.id, pack),
    derivedSheets: store.projects.derived(report.id),
  }
}

/** The pack of a report with the options that are on, without the unit's own wording. */
export function packInUse(store: Workspace['store'], report: Report): Pack {
  const pack = packOf(store, report)
  return optedPack(
    pack,
    optionsOf(store, report, pack).flatMap(({ option, isOn }) => (isOn ? [option.id] : [])),
  )
}

/** A pack with the same options stays the same pack, as with the wording. */
const opted = new WeakMap<Pack, Map<string, Pack>>()

function optedPack(pack: Pack, on: readonly string[]): Pack {
  const known = opted.get(pack) ?? new Map<string, Pack>()
  opted.set(pack, known)
  const key = on.join('/')
  const made = known.get(key) ?? withOptions(pack, ({ id }) => on.includes(id))
  known.set(key, made)
  return made
}

interface WordedPack extends Pick<OpenReport, 'pack' | 'wording'> {
  readonly changes: readonly WordingChange[]
}

/** The wording that a pack was given last, so that it stays the same pack while nobody words it anew. */
const worded = new WeakMap<Pack, WordedPack>()

function wordedPack(pack: Pack, changes: readonly WordingChange[]): WordedPack {
  const known = worded.get(pack)
  if (known && isDeepStrictEqual(known.changes, changes)) return known
  const { markdown, lost, waiting } = wordDocument(pack, changes)
  const inForce = changes.filter((one) => !lost.includes(one) && !waiting.includes(one))
  const now: WordedPack = {
    changes,
    pack: changes.length === 0 ? pack : { ...pack, document: { ...pack.document, markdown } },
    wording: { changed: inForce.length, lost, changes: inForce },
  }
  worded.set(pack, now)
  return now
}

/** Beside the store; deleting it costs the next start a moment. */
const parsedFolder = (store: Workspace['store']): string => join(dirname(store.path), 'cache', 'packs')

/** The pack of a digest if this process, or this program at an earlier time, has parsed it. */
function keptPack(store: Workspace['store'], digest: string): Pack | undefined {
  const known = parsed.get(digest) ?? openParsedPacks(parsedFolder(store)).find(digest)
  if (known) parsed.set(digest, known)
  return known
}

/** Packs that a thread is parsing, by digest. */
const parsing = new Map<string, Promise<void>>()

/** Has the pack of a report parsed beside everything else, so that opening the report keeps nobody waiting. Never fails. */
export async function preparePack({ store }: Pick<Workspace, 'store'>, report: Report): Promise<void> {
  const { hash } = report.pack
  if (keptPack(store, hash)) return
  const running = parsing.get(hash) ?? parseAside(store, report)
  parsing.set(hash, running)
  await running
  parsing.delete(hash)
}

async function parseAside(store: Workspace['store'], report: Report): Promise<void> {
  const archived = store.reports.pack(report.id)
  const folder = parsedFolder(store)
  const pack = archived && (await parsePackAside({ archive: archived.bytes, digest: report.pack.hash, folder }))
  if (pack && !parsed.has(report.pack.hash)) parsed.set(report.pack.hash, pack)
}

/** The pack that made a report, without the unit's own wording. */
export function packOf(store: Workspace['store'], report: Report): Pack {
  const known = keptPack(store, report.pack.hash)
  if (known) return known
  const archived = store.reports.pack(report.id)
  if (!archived) throw new Error(`report ${report.id} has no pack; a foreign key forbids this`)
  const pack = loadArchived(archived.bytes)
  parsed.set(report.pack.hash, pack)
  return pack
}

/**
 * The one report that the choice names. Errors: APP_NO_REPORT when the store has none that fits, APP_WHICH_REPORT with the list
 * when there are several.
 */
export function chooseReport({ store }: Pick<Workspace, 'store'>, choice: ReportChoice): Report {
  const fitting = store.reports.all().filter((report) => fits(report, choice, store.units.find(report.key.unit)?.name))
  const [only, ...others] = fitting
  if (only && others.length === 0) return only
  const list = (fitting.length > 0 ? fitting : store.reports.all()).map(
    ({ key }) => `${store.units.find(key.unit)?.name ?? ''}（${key.unit}）${key.year}年度${key.stage}`,
  )
  throw new AppError(
    only
      ? {
          code: 'APP_WHICH_REPORT',
          message: `数据文件中有${fitting.length}份报表符合条件：${list.join('；')}。`,
          remedies: [{ text: '用 --unit、--year、--stage 指明是哪一份。' }],
        }
      : {
          code: 'APP_NO_REPORT',
          message: list.length > 0 ? `没有符合条件的报表，现有：${list.join('；')}。` : '数据文件中还没有报表。',
          remedies: [
            {
              text:
                list.length > 0
                  ? '核对 --unit、--year、--stage，或先用 import 或 build 导入这份报表。'
                  : '先用 import 或 build 导入本单位的报表和填报表。',
            },
          ],
        },
  )
}

function fits({ key }: Report, choice: ReportChoice, unitName: string | undefined): boolean {
  return (
    (choice.unit === undefined || choice.unit === key.unit || choice.unit === unitName) &&
    (choice.year === undefined || choice.year === key.year) &&
    (choice.stage === undefined || choice.stage === key.stage)
  )
}

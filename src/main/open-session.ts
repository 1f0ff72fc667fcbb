import { mkdirSync } from 'node:fs'
import { homedir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { openStore } from '#main/db/open-store.ts'
import { logFolderOf, openActivityLog, type ActivityLog } from '#main/services/activity-log.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { openReader } from '#main/files/read-in-child.ts'
import type { PrintPort } from '#main/render/print-port.ts'
import { codesOf } from '#main/services/code-lists.ts'
import { editHistory } from '#main/services/window/edit-history.ts'
import type { DesktopPort, WindowSession } from '#main/services/window/session.ts'
import { openDrafts } from '#main/services/window/kept-drafts.ts'
import { openKeptPdfs } from '#main/services/window/kept-pdfs.ts'
import { openUploads } from '#main/services/window/uploads.ts'
import type { Workspace } from '#main/services/workspace.ts'
import type { Emit } from '#core/contract/contract.ts'

/** What differs between the hosts. */
export interface SessionOptions {
  readonly host: WindowSession['host']
  readonly version: string
  readonly storePath: string
  /** Packs, code lists and samples of the program. */
  readonly resources: string
  /** Packs of the user. */
  readonly ownPacks: string
  readonly exportFolder?: string
  readonly print: PrintPort
  readonly desktop: DesktopPort
  readonly emit: Emit
}

export interface OpenedSession {
  readonly session: WindowSession
  readonly close: () => Promise<void>
}

/** Opens the store and everything that the window's use cases work with. Errors as `openStore`. */
export function openSession(options: SessionOptions): OpenedSession {
  const { storePath, resources, print, desktop, emit } = options
  const clock = (): Date => new Date()
  const log = openActivityLog(logFolderOf(storePath), clock)
  log.start(options.host, options.version)
  const shippedCodes = loadCodes(join(resources, 'codes'))
  const packs = openPacks([join(resources, 'packs'), options.ownPacks], { codes: shippedCodes })
  const reader = openReader()
  const actor = userInfo().username
  const open = (): Workspace => {
    const store = openStore(storePath, { clock })
    const codes = codesOf(store, shippedCodes)
    return {
      store,
      packs,
      shippedCodes,
      get codes() {
        return codes()
      },
      reader,
      print,
      actor,
      clock,
    }
  }
  let workspace = noting(log, open)
  const uploads = openUploads()
  const exportFolder = options.exportFolder ?? join(homedir(), 'Documents', '明账公开材料')
  mkdirSync(exportFolder, { recursive: true })
  const session: WindowSession = {
    host: options.host,
    version: options.version,
    exportFolder,
    samplesFolder: join(resources, 'samples'),
    workspace: () => workspace,
    whileClosed: (work) => {
      workspace.store.close()
      try {
        return work(storePath)
      } finally {
        workspace = open()
      }
    },
    history: editHistory(),
    uploads,
    pdfs: openKeptPdfs(),
    drafts: openDrafts(join(dirname(storePath), 'drafts.json')),
    draftRows: new Map(),
    tasks: new Map(),
    desktop,
    log,
    emit,
  }
  // What nobody caught ends the program; the note of it is what is left.
  const noteCrash = (error: unknown): void => {
    log.ran('crash', 0, error ?? new Error())
  }
  process.on('uncaughtExceptionMonitor', noteCrash)
  return {
    session,
    close: async () => {
      uploads.close()
      await Promise.all([reader.close(), print.close()])
      workspace.store.close()
      process.off('uncaughtExceptionMonitor', noteCrash)
      log.stop()
    },
  }
}

/** That the store does not open is what help is most often asked for. */
function noting<T>(log: ActivityLog, open: () => T): T {
  try {
    return open()
  } catch (error) {
    log.ran('open', 0, error ?? new Error())
    throw error
  }
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openStore } from '#main/db/open-store.ts'
import { loadCodes } from '#main/files/codes.ts'
import { openPacks } from '#main/files/packs.ts'
import { openReader } from '#main/files/read-in-child.ts'
import { openChromium } from '#main/host/chromium.ts'
import { importFiles } from '#main/services/import-files.ts'
import type { Workspace } from '#main/services/workspace.ts'

const resources = fileURLToPath(new URL('../../../resources', import.meta.url))

export interface SampleWorkspace {
  readonly workspace: Workspace
  readonly folder: string
  readonly close: () => Promise<void>
}

/** A workspace in a folder of its own that holds the sample unit's year, imported from its real workbooks. */
export async function openSampleWorkspace(): Promise<SampleWorkspace> {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-services-'))
  const clock = (): Date => new Date('2024-09-10T08:00:00Z')
  const codes = loadCodes(join(resources, 'codes'))
  const workspace: Workspace = {
    store: openStore(join(folder, '明账.db'), { clock }),
    packs: openPacks([join(resources, 'packs')], { codes }),
    codes,
    reader: openReader(),
    print: openChromium(),
    actor: '会计',
    clock,
  }
  const outcome = await importFiles(workspace, { paths: [join(resources, 'samples', '上党区委办2023')] })
  if (outcome.kind === 'refused') throw new Error(outcome.errors.map((error) => error.message).join('\n'))
  const close = async (): Promise<void> => {
    await Promise.all([workspace.reader.close(), workspace.print.close()])
    workspace.store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { workspace, folder, close }
}

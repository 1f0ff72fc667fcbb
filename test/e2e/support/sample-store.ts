import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSession } from '#main/open-session.ts'
import { openChromium } from '#main/host/chromium.ts'
import { resourcesFolder } from '#main/cli/data-folder.ts'
import { importSample } from '#main/services/window/imports.ts'
import type { Workspace } from '#main/services/workspace.ts'

/** A folder with a store that holds the sample unit, imported as a user does; each test works on a copy of it. `more` adds to it. */
export async function sampleStore(more: (workspace: Workspace) => void = () => undefined): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mingzhang-sample-'))
  const { session, close } = openSession({
    host: 'loopback',
    version: 'test',
    storePath: join(folder, '明账.db'),
    resources: resourcesFolder,
    ownPacks: join(folder, 'packs'),
    exportFolder: join(folder, '公开材料'),
    print: openChromium(),
    desktop: { openFolder: () => Promise.resolve(), openFile: () => Promise.resolve() },
    emit: () => undefined,
  })
  await importSample(session, 'sample')
  more(session.workspace())
  await close()
  return folder
}

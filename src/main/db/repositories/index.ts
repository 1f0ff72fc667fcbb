import type { Connection } from '../connection.ts'
import { auditRepository } from './audit.ts'
import { cellsRepository } from './cells.ts'
import { importsRepository } from './imports.ts'
import { reportsRepository } from './reports.ts'
import { rowsRepository } from './rows.ts'
import { sourceFilesRepository } from './source-files.ts'
import { textsRepository } from './texts.ts'
import { unitsRepository } from './units.ts'
import { explanationsRepository } from './explanations.ts'
import { exportsRepository } from './exports.ts'
import { overlaysRepository } from './overlays.ts'
import { packOptionsRepository } from './pack-options.ts'
import { publicationsRepository } from './publications.ts'
import { projectsRepository } from './projects.ts'
import { ledgersRepository } from './ledgers.ts'
import { secretsRepository } from './secrets.ts'
import { settingsRepository } from './settings.ts'

/** Everything that a store offers, by what it is about. */
export const repositories = (connection: Connection) => ({
  audit: auditRepository(connection),
  units: unitsRepository(connection),
  reports: reportsRepository(connection),
  imports: importsRepository(connection),
  sourceFiles: sourceFilesRepository(connection),
  cells: cellsRepository(connection),
  rows: rowsRepository(connection),
  texts: textsRepository(connection),
  projects: projectsRepository(connection),
  explanations: explanationsRepository(connection),
  exports: exportsRepository(connection),
  overlays: overlaysRepository(connection),
  settings: settingsRepository(connection),
  ledgers: ledgersRepository(connection),
  secrets: secretsRepository(connection),
  packOptions: packOptionsRepository(connection),
  publications: publicationsRepository(connection),
})

export type Repositories = ReturnType<typeof repositories>

import type { Migration } from '../migrate.ts'
import { createReports } from './0010-create-reports.ts'
import { createCells } from './0020-create-cells.ts'
import { createProjects } from './0030-create-projects.ts'
import { createFindings } from './0040-create-findings.ts'
import { createLedgers } from './0050-create-ledgers.ts'
import { createPublicationChoices } from './0060-create-publication-choices.ts'
import { createPublications } from './0070-create-publications.ts'
import { createIndicators } from './0090-create-indicators.ts'
import { indexHistories } from './0100-index-histories.ts'
import { createSecretParts } from './0080-create-secret-parts.ts'

/** In rising order; a new step is appended, nothing before it ever changes. */
export const migrations: readonly Migration[] = [
  createReports,
  createCells,
  createProjects,
  createFindings,
  createLedgers,
  createPublicationChoices,
  createPublications,
  createSecretParts,
  createIndicators,
  indexHistories,
]

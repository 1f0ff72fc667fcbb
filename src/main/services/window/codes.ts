import type { CodeListItemView, CodesImportView } from '#core/contract/views.ts'
import { codeListItems, importCodes, removeCodes } from '../code-lists.ts'
import type { Workspace } from '../workspace.ts'
import type { WindowSession } from './session.ts'

const shippedOf = ({ shippedCodes, codes }: Workspace): Workspace['codes'] => shippedCodes ?? codes

/** The code lists of the program and of the user. */
export function codesView(workspace: Workspace): readonly CodeListItemView[] {
  return codeListItems(workspace.store, shippedOf(workspace))
}

/** Imports the code lists of a year from an uploaded file and drops it. Errors: FILE_*. */
export async function importCodesUpload(
  session: WindowSession,
  upload: string,
  year: number,
): Promise<CodesImportView> {
  const workspace = session.workspace()
  const outcome = await importCodes(workspace, shippedOf(workspace), session.uploads.pathOf(upload), year)
  session.uploads.drop([upload])
  const lists = codesView(workspace)
  if (outcome.kind === 'refused') return { lists, errors: outcome.errors, conflicts: [] }
  const conflicts = outcome.conflicts.map(({ own, shipped }) => ({ code: own.code, imported: own.name, shipped }))
  return { lists, errors: [], conflicts }
}

/** Takes an imported list back. Errors: APP_NO_CODE_LIST. */
export function removeCodesOf(workspace: Workspace, list: string, year: number): readonly CodeListItemView[] {
  removeCodes(workspace, list, year)
  return codesView(workspace)
}

import type { HelpView, WrittenFile } from '#core/contract/views.ts'
import { helpFileName, helpText } from '../help-package.ts'
import type { WindowSession } from './session.ts'
import { deliver } from './written-files.ts'

/** What the help package would hold; nothing is written. */
export function helpView(session: WindowSession): HelpView {
  return { text: helpText(session.log, session.version, session.workspace().clock()) }
}

/** Writes exactly the text that was shown into the export folder and shows it there. Errors: FILE_NOT_WRITTEN. */
export function saveHelp(session: WindowSession, text: string): Promise<WrittenFile> {
  // With its mark of UTF-8: an old Notepad takes the file for the system's own encoding otherwise.
  return deliver(session, helpFileName(session.workspace().clock()), Buffer.from(`\uFEFF${text}`, 'utf8'))
}

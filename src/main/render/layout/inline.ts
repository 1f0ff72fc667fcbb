import type { Inline } from '#core/document/model.ts'

/** What a reader sees where a person still has to write something. */
export const missingText = (prompt: string): string => `【${prompt}】`

/** Without control characters and half surrogates: one of them in a user's text would make docx and xlsx unreadable. */
export const printable = (text: string): string => text.replace(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, '').toWellFormed()

/** Text safe between tags and inside a quoted attribute, in XML as in HTML. */
export function escapeMarkup(text: string): string {
  return printable(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

/** The printed text of one inline. */
export function inlineText(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'figure':
      return printable(inline.text)
    case 'missing':
      return printable(missingText(inline.prompt))
  }
}

/** The printed text of a heading or paragraph, without its marks. */
export const plainText = (content: readonly Inline[]): string => content.map(inlineText).join('')

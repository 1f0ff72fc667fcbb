import type { Block, DocumentModel } from '#core/document/model.ts'
import { coverLines } from '../layout/cover.ts'
import { escapeMarkup } from '../layout/inline.ts'
import { tocEntries } from '../layout/toc.ts'
import { fragment } from './markup.ts'

/** Id of the first numbered page; the 目录 links to it, so that its place can be read from a print. */
export const BODY_ID = 'mz-body'

/** Round dots as a line with dashes of no length: a dotted border melts into a line in print. */
const LEADER =
  '<svg class="dots" aria-hidden="true"><line x1="0" y1="50%" x2="100%" y2="50%" stroke="#000" stroke-width="1.1" stroke-linecap="round" stroke-dasharray="0 4.5"/></svg>'

export function coverHtml(block: Extract<Block, { kind: 'cover' }>, model: DocumentModel): string {
  return coverLines(block.lines, model)
    .map(({ role, text, space }) => `<p class="cover-${role}" style="margin-top:${space}pt">${wholeWords(text)}</p>`)
    .join('\n')
}

const WORDS = new Intl.Segmenter('zh', { granularity: 'word' })

/** Large type has few characters to a line: it breaks between words (人民政府|办公室), where a browser would break anywhere. */
function wholeWords(text: string): string {
  const lines = text.split('\n').map((line) => Array.from(WORDS.segment(line), ({ segment }) => escapeMarkup(segment)))
  return lines.map((words) => words.join('<wbr>')).join('<br>')
}

export function tocHtml(
  block: Extract<Block, { kind: 'toc' }>,
  model: DocumentModel,
  pages: ReadonlyMap<string, number>,
): string {
  const entries = tocEntries(model, block.depth).map(
    ({ id, level, text }) =>
      `<li class="toc${level}"><a href="${fragment(id)}"><span>${escapeMarkup(text)}</span>` +
      `${LEADER}<span class="page">${pages.get(id) ?? ''}</span></a></li>`,
  )
  const title = `<p class="toc-title"><a href="#${BODY_ID}">${escapeMarkup(block.title)}</a></p>`
  return `${title}\n<ol class="toc-list">\n${entries.join('\n')}\n</ol>`
}

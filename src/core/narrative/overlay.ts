/** What a unit changes in the document of its pack; see docs/how-to/change-the-wording.md. */
export interface WordingChange {
  /** sentence: the id in brackets before it; section: the text of its heading as it stands in document.md. */
  readonly place: 'sentence' | 'section'
  readonly id: string
  readonly change:
    | { readonly action: 'replace'; readonly markdown: string }
    | { readonly action: 'omit' }
    /** Behind the sentence or section `after`; undefined puts it at the very end. */
    | { readonly action: 'add'; readonly markdown: string; readonly after?: string | undefined }
}

export interface OverlaidDocument {
  readonly markdown: string
  /** For each line of it the change that it comes from; undefined: it is the pack's. */
  readonly origins: readonly (WordingChange | undefined)[]
  /** For each line that is a heading how a change names its section. */
  readonly sections: readonly (string | undefined)[]
  /** Changes whose place is not in the document any more: to be shown, never dropped in silence. */
  readonly lost: readonly WordingChange[]
}

/** Lays a unit's own wording over document.md. The pack stays as it is; the result is a template like any other. */
export function overlayDocument(markdown: string, changes: readonly WordingChange[]): OverlaidDocument {
  let lines = packLines(markdown)
  let waiting = changes
  // An addition may stand behind another one that was written, or written again, after it.
  for (let before = -1; waiting.length !== before;) {
    before = waiting.length
    waiting = waiting.filter((change) => {
      const changed = applyChange(lines, change)
      if (changed) lines = changed
      return changed === undefined
    })
  }
  return {
    markdown: lines.map(({ text }) => text).join('\n'),
    origins: lines.map(({ origin }) => origin),
    sections: lines.map(({ section }) => section),
    lost: waiting,
  }
}

interface Line {
  readonly text: string
  readonly origin: WordingChange | undefined
  /** Of a heading: how a change names its section. */
  readonly section: string | undefined
}

/** A heading that stands in document.md more than once is named with its number from the second on: 一、部门职责·2. */
function packLines(markdown: string): readonly Line[] {
  const seen = new Map<string, number>()
  return markdown.split(/\r?\n/u).map((text) => {
    const title = headingOf(text)?.text
    if (title === undefined) return { text, origin: undefined, section: undefined }
    const occurrence = (seen.get(title) ?? 0) + 1
    seen.set(title, occurrence)
    return { text, origin: undefined, section: occurrence === 1 ? title : `${title}·${occurrence}` }
  })
}

interface Span {
  readonly from: number
  /** Behind its last line. */
  readonly to: number
}

function applyChange(lines: readonly Line[], origin: WordingChange): readonly Line[] | undefined {
  const { place, id, change } = origin
  const write = (texts: readonly string[]): readonly Line[] =>
    texts.map((text) => ({ text, origin, section: headingOf(text)?.text }))
  if (change.action === 'add') {
    const own = write(place === 'sentence' ? labelled(id, change.markdown) : change.markdown.split(/\r?\n/u))
    if (change.after === undefined) return [...lines, ...write(['']), ...own]
    const neighbour = sentenceSpan(lines, change.after) ?? sectionSpan(lines, change.after)
    return (
      neighbour && [
        ...lines.slice(0, neighbour.to),
        ...write(['']),
        ...own,
        ...write(['']),
        ...lines.slice(neighbour.to),
      ]
    )
  }
  const span = place === 'sentence' ? sentenceSpan(lines, id) : sectionSpan(lines, id)
  if (!span) return undefined
  const before = lines.slice(0, span.from)
  const after = lines.slice(span.to)
  if (change.action === 'omit') return [...before, ...after]
  const heading = lines.slice(span.from, span.from + 1)
  const own =
    place === 'sentence'
      ? write(labelled(id, change.markdown))
      : [...heading, ...write(['', ...change.markdown.split(/\r?\n/u), ''])]
  return [...before, ...own, ...after]
}

/** The first paragraph keeps the id, so that findings and sources still name it. */
function labelled(id: string, markdown: string): readonly string[] {
  const [first = '', ...rest] = markdown.split(/\r?\n/u)
  return [`[${id}] ${first}`, ...rest]
}

function sentenceSpan(lines: readonly Line[], id: string): Span | undefined {
  const from = lines.findIndex(({ text }) => text.trim().startsWith(`[${id}]`))
  return from < 0 ? undefined : { from, to: from + 1 }
}

/** From a heading to the next of its level or above, or to the end of the `:::` block that it stands in. */
function sectionSpan(lines: readonly Line[], id: string): Span | undefined {
  const from = lines.findIndex(({ section }) => section === id)
  const level = headingOf(lines[from]?.text ?? '')?.level
  if (from < 0 || level === undefined) return undefined
  let depth = 0
  for (let at = from + 1; at < lines.length; at += 1) {
    const line = (lines[at]?.text ?? '').trim()
    if (/^:::\s*(?:若|每|封面|网格)(?:\s|$)/u.test(line)) depth += 1
    else if (/^:::\s*完/u.test(line)) depth -= 1
    const heading = headingOf(line)
    const isOver = depth < 0 || (depth === 0 && ((heading && heading.level <= level) ?? /^:::\s*否则/u.test(line)))
    if (isOver) return { from, to: behindLast(lines, at) }
  }
  return { from, to: behindLast(lines, lines.length) }
}

/** The page break before the next part belongs to that part: it stays when the section goes, and an addition stands before it. */
function behindLast(lines: readonly Line[], end: number): number {
  let to = end
  while (/^(?::::\s*分页)?$/u.test((lines[to - 1]?.text ?? 'x').trim())) to -= 1
  return to
}

/** The heading that a line of document.md is. */
export function headingOf(line: string): { readonly level: 1 | 2 | 3 | 4; readonly text: string } | undefined {
  const [, marks, text] = /^(#{1,4})\s+(.*)$/u.exec(line.trim()) ?? []
  return marks === undefined || text === undefined ? undefined : { level: marks.length as 1 | 2 | 3 | 4, text }
}

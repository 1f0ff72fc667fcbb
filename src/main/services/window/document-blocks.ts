import type { DocumentBlock, WordingOfBlock } from '#core/contract/views.ts'
import type { Block } from '#core/document/model.ts'
import type { TemplateBlock } from '#core/narrative/ast.ts'
import type { OverlaidDocument, WordingChange } from '#core/narrative/overlay.ts'

/** What a block of the document came from: which sentence or section of document.md, and whose words they are. */
export interface BlockOwner {
  /** How a change names it; undefined: it has no name of its own (a paragraph without an id). */
  readonly at: { readonly place: 'sentence' | 'section'; readonly id: string } | undefined
  readonly change: WordingChange | undefined
  /** The line of document.md that it is printed from, without its id, and the pack's own. */
  readonly template: string
  readonly original: string | undefined
}

/** Owners by the id of the template block. Blocks that are repeated carry that id with something behind it. */
export type Owners = ReadonlyMap<string, BlockOwner>

export function ownersOf(blocks: readonly TemplateBlock[], overlaid: OverlaidDocument, packMarkdown: string): Owners {
  const lines = overlaid.markdown.split('\n')
  const originals = originalSentences(packMarkdown)
  const owners = new Map<string, BlockOwner>()
  for (const block of flat(blocks)) {
    if (block.kind !== 'heading' && block.kind !== 'sentence' && block.kind !== 'words') continue
    const line = (lines[block.line - 1] ?? '').trim()
    const change = overlaid.origins[block.line - 1]
    const [, id, text] = LABELLED.exec(line) ?? []
    const section = block.kind === 'heading' ? overlaid.sections[block.line - 1] : undefined
    owners.set(block.id, {
      at:
        section !== undefined
          ? { place: 'section', id: section }
          : block.kind === 'sentence' && id !== undefined
            ? { place: 'sentence', id }
            : undefined,
      change,
      template: change?.place === 'sentence' && 'markdown' in change.change ? change.change.markdown : (text ?? line),
      original: id === undefined ? undefined : originals.get(id),
    })
  }
  return owners
}

const LABELLED = /^\[([^\]\s]+)\]\s*(.*)$/u

function originalSentences(markdown: string): ReadonlyMap<string, string> {
  return new Map(
    markdown.split(/\r?\n/u).flatMap((line) => {
      const [, id, text] = LABELLED.exec(line.trim()) ?? []
      return id === undefined ? [] : [[id, text ?? ''] as const]
    }),
  )
}

function flat(blocks: readonly TemplateBlock[]): readonly TemplateBlock[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'when') return [...flat(block.then), ...flat(block.otherwise)]
    return block.kind === 'each' ? flat(block.blocks) : [block]
  })
}

export function ownerOf(block: Block, owners: Owners): BlockOwner | undefined {
  const id = block.kind === 'grid' ? block.grid.id : 'id' in block ? block.id : undefined
  if (id === undefined) return undefined
  for (let end = id.length; end > 0; end = Math.max(id.lastIndexOf('-', end - 1), id.lastIndexOf('·', end - 1))) {
    const owner = owners.get(id.slice(0, end))
    if (owner) return owner
  }
  return undefined
}

/** A block for the window; nothing for what only a page has. */
export function blockView(block: Block, owner: BlockOwner | undefined): readonly DocumentBlock[] {
  const wording = owner && wordingOf(owner)
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'heading', id: block.id, level: block.level, content: block.content, wording }]
    case 'paragraph':
      return [{ kind: 'paragraph', id: block.id, content: block.content, wording }]
    case 'grid':
      if (block.grid.id.startsWith('网格-'))
        return [{ kind: 'words', id: block.grid.id, title: block.grid.title, rows: textRows(block.grid), wording }]
      return [{ kind: 'table', id: block.grid.id, title: block.grid.tocTitle ?? block.grid.title }]
    case 'chart':
      return [{ kind: 'chart', id: block.chart.id, title: block.chart.title }]
    case 'cover':
    case 'toc':
    case 'page-break':
      return []
  }
}

const textRows = ({ rows }: Extract<Block, { kind: 'grid' }>['grid']): readonly (readonly string[])[] =>
  rows.map(({ cells }) => cells.map(({ text }) => text))

function wordingOf({ at, change, template, original }: BlockOwner): WordingOfBlock {
  return {
    place: at?.place,
    id: at?.id,
    mark: change === undefined ? undefined : change.change.action === 'add' ? '增' : '改',
    of: change && { place: change.place, id: change.id },
    template,
    original,
  }
}

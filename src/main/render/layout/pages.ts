import type { Block, DocumentModel, DocumentStyle, Grid } from '#core/document/model.ts'

export type Orientation = Grid['orientation']
type Kind<K extends Block['kind']> = Extract<Block, { kind: K }>
/** What flows over pages; the other kinds make pages of their own or only say where one ends. */
export type FlowBlock = Kind<'heading' | 'paragraph' | 'grid' | 'chart'>

export interface FlowItem {
  readonly block: FlowBlock
  readonly breakBefore: boolean
  /** Headings that stand over a table on its page: they take part of its height. */
  readonly above: readonly FlowBlock[]
}

/** Tables have pages of their own, with the margins of tables; a small table in the text stays in the text. */
export interface PageForm {
  readonly orientation: Orientation
  readonly content: 'text' | 'table'
}

/** A run of pages of one form. Each begins on a new page. `front` pages stand before the text: no number, and not counted. */
export type PageSection =
  | { readonly kind: 'cover'; readonly front: boolean; readonly block: Kind<'cover'> }
  | { readonly kind: 'toc'; readonly front: boolean; readonly block: Kind<'toc'> }
  | { readonly kind: 'body'; readonly front: boolean; readonly form: PageForm; readonly items: readonly FlowItem[] }

export const TEXT_PAGE: PageForm = { orientation: 'portrait', content: 'text' }

/**
 * Cuts the blocks of a document into sections of one page form.
 *
 * A heading that stands directly over a table goes where the table goes, or it would be left alone on an upright page
 * before a landscape one. A page break where a section begins anyway is dropped, or it would leave an empty page.
 * On table pages every table begins a page.
 */
export function pageSections(model: DocumentModel): readonly PageSection[] {
  const sections: PageSection[] = []
  let items: FlowItem[] = []
  let form = TEXT_PAGE
  let pendingBreak = false
  let front = true
  let onFrontPage = false
  const close = (): void => {
    if (items.length > 0) sections.push({ kind: 'body', front, form, items })
    items = []
    pendingBreak = false
  }
  model.blocks.forEach((block, index) => {
    if (block.kind === 'page-break') {
      if (onFrontPage || block.front) close()
      onFrontPage = front && block.front === true
      pendingBreak = true
    } else if (block.kind === 'cover') {
      close()
      onFrontPage = false
      sections.push({ kind: 'cover', front, block })
    } else if (block.kind === 'toc') {
      close()
      onFrontPage = false
      sections.push({ kind: 'toc', front, block })
    } else {
      const wanted = formAt(model.blocks, index)
      if (wanted.orientation !== form.orientation || wanted.content !== form.content) close()
      front = onFrontPage
      form = wanted
      const asked = pendingBreak || (block.kind === 'heading' && block.pageBreakBefore)
      const next = form.content === 'table' && items.at(-1)?.block.kind === 'grid'
      const breakBefore = (asked || next) && items.length > 0
      items.push({ block, breakBefore, above: breakBefore ? [] : headingsAbove(items) })
      pendingBreak = false
    }
  })
  close()
  return sections
}

/** What stands on the page of the next item since the page began or the last table or sentence ended. */
function headingsAbove(items: readonly FlowItem[]): readonly FlowBlock[] {
  const last = items.at(-1)
  return last === undefined || !isHeading(last.block) ? [] : [...last.above, last.block]
}

const isHeading = (block: Block | undefined): boolean =>
  block?.kind === 'heading' || (block?.kind === 'paragraph' && block.role === 'title')

/** The form of the page on which a block stands; headings ask what follows them. */
function formAt(blocks: readonly Block[], index: number): PageForm {
  const at = blocks.findIndex((block, place) => place >= index && !isHeading(block))
  const block = blocks[at]
  if (block?.kind !== 'grid') return TEXT_PAGE
  const { orientation } = block.grid
  return { orientation, content: orientation === 'portrait' && isInText(blocks, at) ? 'text' : 'table' }
}

/** A table without a place in the 目录 that follows a sentence belongs to that sentence. */
function isInText(blocks: readonly Block[], at: number): boolean {
  const [before, block] = [blocks[at - 1], blocks[at]]
  if (block?.kind !== 'grid' || block.grid.headingLevel !== undefined) return false
  return before?.kind === 'paragraph' && before.role !== 'title'
}

export interface PageGeometry {
  readonly width: number
  readonly height: number
  readonly margin: DocumentStyle['page']['margin']
  /** Width of the type area (版心). */
  readonly typeWidth: number
  readonly typeHeight: number
}

/** Page and type area in millimetres. Landscape turns the upright page left, so that it binds at its top edge. */
export function pageGeometry({ page: paper }: DocumentStyle, { orientation, content }: PageForm): PageGeometry {
  const { width, height } = paper
  const margin = content === 'table' ? (paper.tableMargin ?? paper.margin) : paper.margin
  const turned = orientation === 'landscape'
  const page = turned
    ? {
        width: height,
        height: width,
        margin: { top: margin.left, right: margin.top, bottom: margin.right, left: margin.bottom },
      }
    : { width, height, margin }
  return {
    ...page,
    typeWidth: page.width - page.margin.left - page.margin.right,
    typeHeight: page.height - page.margin.top - page.margin.bottom,
  }
}

export const POINTS_PER_MM = 72 / 25.4
export const TWIPS_PER_MM = 1440 / 25.4

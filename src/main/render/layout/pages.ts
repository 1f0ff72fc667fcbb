import type { Block, DocumentModel, DocumentStyle, Grid } from '#core/document/model.ts'

export type Orientation = Grid['orientation']
type Kind<K extends Block['kind']> = Extract<Block, { kind: K }>
/** What flows over pages; the other kinds make pages of their own or only say where one ends. */
export type FlowBlock = Kind<'heading' | 'paragraph' | 'grid'>

export interface FlowItem {
  readonly block: FlowBlock
  readonly breakBefore: boolean
}

/** A run of pages of one form. Each begins on a new page. `front` pages carry no number and are not counted. */
export type PageSection =
  | { readonly kind: 'cover'; readonly front: boolean; readonly block: Kind<'cover'> }
  | { readonly kind: 'toc'; readonly front: boolean; readonly block: Kind<'toc'> }
  | { readonly kind: 'body'; readonly orientation: Orientation; readonly items: readonly FlowItem[] }

/**
 * Cuts the blocks of a document into sections of one page form.
 *
 * A heading that stands directly over a table goes where the table goes, or it would be left alone on an upright page
 * before a landscape one. A page break where a section begins anyway is dropped, or it would leave an empty page.
 */
export function pageSections(model: DocumentModel): readonly PageSection[] {
  const sections: PageSection[] = []
  let items: FlowItem[] = []
  let orientation: Orientation = 'portrait'
  let pendingBreak = false
  let front = true
  const close = (): void => {
    if (items.length > 0) sections.push({ kind: 'body', orientation, items })
    items = []
    pendingBreak = false
  }
  model.blocks.forEach((block, index) => {
    if (block.kind === 'page-break') {
      pendingBreak = true
    } else if (block.kind === 'cover') {
      close()
      sections.push({ kind: 'cover', front, block })
    } else if (block.kind === 'toc') {
      close()
      sections.push({ kind: 'toc', front, block })
    } else {
      const wanted = orientationAt(model.blocks, index)
      if (wanted !== orientation) close()
      front = false
      orientation = wanted
      const asked = pendingBreak || (block.kind === 'heading' && block.pageBreakBefore)
      items.push({ block, breakBefore: asked && items.length > 0 })
      pendingBreak = false
    }
  })
  close()
  return sections
}

function orientationAt(blocks: readonly Block[], index: number): Orientation {
  for (const block of blocks.slice(index)) {
    if (block.kind === 'grid') return block.grid.orientation
    if (block.kind !== 'heading' && !(block.kind === 'paragraph' && block.role === 'title')) return 'portrait'
  }
  return 'portrait'
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
export function pageGeometry(style: DocumentStyle, orientation: Orientation): PageGeometry {
  const { width, height, margin } = style.page
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

import type { TemplateBlock, TemplateNode } from '#core/narrative/ast.ts'
import { fill, plainText } from '#core/narrative/fill.ts'
import type { NarrativeContext, Scope } from '#core/narrative/values.ts'
import type { Block, GridCell, Inline } from './model.ts'

/**
 * A small table of words (`::: 网格`). It has no place in the 目录, so that renderers leave it in the text. What its cells lack
 * is kept beside it, or a text that nobody wrote would print as a placeholder without a finding.
 */
export function wordGrid(
  template: Extract<TemplateBlock, { kind: 'words' }>,
  { context }: { readonly context: NarrativeContext },
  scope: Scope,
  suffix: string,
): Block {
  const write = (nodes: readonly TemplateNode[]): readonly Inline[] => fill(nodes, context, scope)
  const title = write(template.title)
  const rows = template.rows.map((cells) => cells.map(write))
  const inlines = [title, ...rows.flat()].flat()
  return {
    kind: 'grid',
    grid: {
      id: template.id + suffix,
      title: plainText(title),
      headingLevel: undefined,
      code: undefined,
      line: ['', '', ''],
      orientation: 'portrait',
      widths: template.rows[0]?.map(() => 1) ?? [],
      fontSize: context.pack.style.sizes.table,
      headerRows: 1,
      rows: rows.map((cells) => ({ cells: cells.map(wordCell) })),
      notes: [],
    },
    missing: inlines.filter((inline) => inline.kind === 'missing'),
  }
}

function wordCell(content: readonly Inline[], column: number): GridCell {
  const [only, ...others] = content
  const [ref, ...more] = only?.kind === 'figure' && others.length === 0 ? only.refs : []
  const source = ref === undefined || more.length > 0 ? {} : { ref }
  return { column, colSpan: 1, rowSpan: 1, text: plainText(content), align: 'center', bold: false, ...source }
}

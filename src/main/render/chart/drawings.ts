import type { Chart, DocumentModel } from '#core/document/model.ts'

/** The SVG element of each chart id. */
export type Drawings = ReadonlyMap<string, string>

/** The charts of a document as SVG by id. What draws them is loaded for the first chart only: it is larger than all of the program. */
export async function chartDrawings({ blocks }: DocumentModel): Promise<Drawings> {
  const charts = blocks.flatMap((block) => (block.kind === 'chart' ? [block.chart] : []))
  if (charts.length === 0) return new Map()
  const { chartSvg } = await import('./svg.ts')
  return new Map(charts.map((chart) => [chart.id, chartSvg(chart)]))
}

/** Throws RangeError for a chart that was not drawn. */
export function drawingOf(drawings: Drawings, { id }: Chart): string {
  const drawing = drawings.get(id)
  if (drawing === undefined) throw new RangeError(`no drawing of the chart ${id}`)
  return drawing
}

import type { DocumentModel } from '#core/document/model.ts'
import type { PrintPort } from '../print-port.ts'
import { CHART_SIZE } from './option.ts'

/** Sharp at 300 dpi across the width of a page. */
const SCALE = 3

/** The charts of a document as PNG by id, drawn by the same port as the PDF. Errors as `PrintPort.png`. */
export async function chartPictures(
  print: PrintPort,
  { blocks }: DocumentModel,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const pictures = new Map<string, Uint8Array>()
  for (const block of blocks) {
    if (block.kind !== 'chart' || pictures.has(block.chart.id)) continue
    // Loaded for the first chart only; see drawings.ts.
    const { chartPage } = await import('./svg.ts')
    pictures.set(block.chart.id, await print.png(chartPage(block.chart), { ...CHART_SIZE, scale: SCALE }))
  }
  return pictures
}

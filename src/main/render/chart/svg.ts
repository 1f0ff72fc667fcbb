import { BarChart, PieChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Chart } from '#core/document/model.ts'
import { fallbackStack, fontFaceCss } from '../fonts.ts'
import { CHART_SIZE, chartOption, descriptionOf } from './option.ts'
import { escapeMarkup } from '../layout/inline.ts'

use([BarChart, PieChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer])

/** The chart as an SVG element that fits the width it is given; its fonts are those of the page around it. */
export function chartSvg(chart: Chart): string {
  const drawn = init(null, null, { renderer: 'svg', ssr: true, ...CHART_SIZE })
  try {
    drawn.setOption(chartOption(chart))
    const label = `role="img" aria-label="${escapeMarkup(descriptionOf(chart))}"`
    return drawn.renderToSVGString({ useViewBox: true }).replace('<svg ', `<svg ${label} `)
  } finally {
    drawn.dispose()
  }
}

/** A page that holds nothing but the chart, for a picture of `CHART_SIZE`. */
export function chartPage(chart: Chart): string {
  const svg = chartSvg(chart)
  const { width, height } = CHART_SIZE
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><style>
${fontFaceCss(svg, ['hei'])}
html, body { margin: 0; background: #fff; font-family: ${fallbackStack('hei')}; }
svg { display: block; width: ${width}px; height: ${height}px; }
</style></head><body>${svg}</body></html>`
}

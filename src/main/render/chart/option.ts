import type { Chart, ChartSlice } from '#core/document/model.ts'
import { decimalsToFen } from '#core/money/amount.ts'
import { escapeMarkup } from '../layout/inline.ts'

/** What echarts draws, as plain data: the same for the document and for the window. */
export type ChartOption = Readonly<Record<string, unknown>>

/** Told apart in print without colour as well: every slice and bar carries its own label. */
const PALETTE = ['#2f5d8c', '#d98b3a', '#4f9d69', '#b5524a', '#7a6aa8', '#5aa5b5', '#a58b4c', '#8a8f98']

/** How high a picture is for its width. */
export const CHART_SIZE = { width: 640, height: 360 } as const

/** The option of a chart. Labels are the exact texts of its figures; only lengths and angles are made of floating numbers. */
export function chartOption(chart: Chart): ChartOption {
  const common = {
    animation: false,
    color: PALETTE,
    textStyle: { fontFamily: 'inherit' },
    aria: { enabled: true, label: { description: descriptionOf(chart) } },
  }
  const { drawing } = chart
  if (drawing.kind === '历年') return { ...common, ...overYears(drawing, chart) }
  // A negative part has no angle.
  return {
    ...common,
    ...(drawing.slices.every(({ fen }) => fen > 0) ? ring(drawing.slices, chart) : bars(drawing.slices, chart)),
  }
}

/** What the picture says, in words: for screen readers and for the document's readers who do not see it. */
export function descriptionOf({ title, unit, drawing }: Chart): string {
  if (drawing.kind === '构成') {
    const parts = drawing.slices.map(
      ({ label, text, share }) => `${label}${text}${unit}${share === '' ? '' : `，占${share}`}`,
    )
    return `${title}：${parts.join('；')}。`
  }
  const series = drawing.series.map(({ label, figures }) => {
    const known = figures.flatMap((figure, index) =>
      figure ? [`${drawing.years[index] ?? ''}年${figure.text}${unit}`] : [],
    )
    return `${label}（${known.join('，')}）`
  })
  return `${title}：${series.join('；')}。`
}

function ring(slices: readonly ChartSlice[], { unit, title }: Chart): ChartOption {
  return {
    series: [
      {
        name: title,
        type: 'pie',
        radius: ['30%', '54%'],
        minShowLabelAngle: 0,
        avoidLabelOverlap: true,
        itemStyle: { borderColor: '#fff', borderWidth: 1 },
        // A number is never cut short.
        label: { fontSize: 12, lineHeight: 16, overflow: 'none' },
        data: slices.map(({ label, text, share, fen }) => ({
          name: label,
          value: inUnit(fen, unit),
          label: { formatter: `${label}\n${text}${unit}${share === '' ? '' : `（${share}）`}` },
          tooltip: { formatter: `${escapeMarkup(label)}<br>${text}${unit}${share === '' ? '' : `，占${share}`}` },
        })),
      },
    ],
  }
}

function bars(slices: readonly ChartSlice[], { unit, title }: Chart): ChartOption {
  return {
    grid: { left: 12, right: 60, top: 30, bottom: 12, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', name: unit },
    yAxis: { type: 'category', inverse: true, data: slices.map(({ label }) => label) },
    series: [
      {
        name: title,
        type: 'bar',
        barMaxWidth: 24,
        data: slices.map(({ label, text, fen }) =>
          bar(`${escapeMarkup(label)}<br>${text}${unit}`, text, fen, unit, 'right'),
        ),
      },
    ],
  }
}

function overYears(drawing: Extract<Chart['drawing'], { kind: '历年' }>, { unit }: Chart): ChartOption {
  const years = drawing.years.map((year) => `${year}年`)
  return {
    legend: { top: 4, itemWidth: 14, itemHeight: 10 },
    grid: { left: 12, right: 12, top: 52, bottom: 12, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'category', data: years, axisTick: { show: false } },
    yAxis: { type: 'value', name: unit },
    series: drawing.series.map(({ label, figures }) => ({
      name: label,
      type: 'bar',
      barMaxWidth: 42,
      data: figures.map((figure, index) =>
        // A year that nobody knows has no bar; a bar of zero length would say 0.
        figure
          ? bar(
              `${years[index] ?? ''} ${escapeMarkup(label)}<br>${figure.text}${unit}`,
              figure.text,
              figure.fen,
              unit,
              'top',
            )
          : '-',
      ),
    })),
  }
}

function bar(hover: string, text: string, fen: number, unit: Chart['unit'], position: 'top' | 'right'): ChartOption {
  return {
    value: inUnit(fen, unit),
    label: { show: true, position, formatter: text, fontSize: 11 },
    tooltip: { formatter: hover },
  }
}

/** For lengths and angles alone; what is printed is text. */
function inUnit(fen: number, unit: Chart['unit']): number {
  return fen / 10 ** decimalsToFen(unit)
}

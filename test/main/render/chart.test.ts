import { expect, test } from 'vitest'
import type { Chart } from '#core/document/model.ts'
import { openChromium } from '#main/host/chromium.ts'
import { chartDrawings } from '#main/render/chart/drawings.ts'
import { chartPictures } from '#main/render/chart/pictures.ts'
import { chartSvg } from '#main/render/chart/svg.ts'
import { renderDocx } from '#main/render/docx.ts'
import { sourcesJson } from '#main/render/docx-sources.ts'
import { renderPrintHtml } from '#main/render/html.ts'
import { renderPublishHtml } from '#main/render/publish.ts'
import { MODEL } from './fixture-model.ts'
import { all, attribute, parseXml, partOf, partsOf } from './read-back.ts'

const figure = (text: string, fen: number, ref: string) => ({ text, fen, refs: [ref as never] })
const ring: Chart = {
  id: '支出构成',
  title: '支出“构成”<图>',
  unit: '万元',
  drawing: {
    kind: '构成',
    slices: [
      { label: '基本支出', share: '60.12%', ...figure('416.58', 416_580_000, '支出决算表/合计/基本支出') },
      { label: '项目支出', share: '39.88%', ...figure('276.29', 276_290_000, '支出决算表/合计/项目支出') },
    ],
  },
}
const negative: Chart = {
  ...ring,
  id: '有负数',
  drawing: {
    kind: '构成',
    slices: [
      { label: '甲', share: '', ...figure('5.00', 5_000_000, '甲/乙/丙') },
      { label: '乙', share: '', ...figure('-1.00', -1_000_000, '甲/乙/丁') },
    ],
  },
}
const years: Chart = {
  ...ring,
  id: '历年',
  drawing: {
    kind: '历年',
    years: [2022, 2023],
    series: [{ label: '支出', figures: [undefined, figure('692.87', 692_870_000, '甲/乙/丙')] }],
  },
}
const model = { ...MODEL, blocks: [{ kind: 'chart' as const, chart: ring }] }

test('every label is the exact text of its figure, whole', () => {
  const texts = (chart: Chart): readonly string[] =>
    all(parseXml(chartSvg(chart)), 'text').map((node) => node.textContent)
  expect(texts(ring)).toEqual(
    expect.arrayContaining(['416.58万元（60.12%）', '276.29万元（39.88%）', '基本支出', '项目支出']),
  )
  expect(texts(negative)).toEqual(expect.arrayContaining(['5.00', '-1.00']))
  expect(texts(years)).toEqual(expect.arrayContaining(['692.87', '2022年', '2023年', '万元']))
})

test('the picture says in words what it shows', () => {
  const svg = parseXml(chartSvg(ring)).documentElement
  expect(attribute(svg, 'aria-label')).toBe(
    '支出“构成”<图>：基本支出416.58万元，占60.12%；项目支出276.29万元，占39.88%。',
  )
})

test('both HTML documents hold the drawing and its title, and nothing that would be fetched', async () => {
  const drawings = await chartDrawings(model)
  const print = { pages: new Map(), fontCss: '' }
  for (const html of [renderPrintHtml(model, { ...print, drawings }), renderPublishHtml(model, drawings)]) {
    expect(html).toContain('276.29万元（39.88%）')
    expect(html).toContain('<figcaption>支出“构成”&lt;图&gt;</figcaption>')
    expect(html.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:/)
  }
  expect(() => renderPrintHtml(model, print)).toThrow(/支出构成/)
  expect(() => renderPublishHtml(model)).toThrow(/支出构成/)
})

test('the Word file holds the PNG that the print port drew, with its description; without it nothing is written', async () => {
  const print = openChromium()
  const pictures = await chartPictures(print, model).finally(() => print.close())
  const bytes = await renderDocx(model, new Map(), pictures)
  const png = [...partsOf(bytes).keys()].filter((name) => /^word\/media\/.*\.png$/.test(name))
  expect(png).toHaveLength(1)
  const [properties] = all(parseXml(partOf(bytes, 'word/document.xml')), 'wp:docPr')
  expect(attribute(properties, 'descr')).toContain('基本支出416.58万元')
  const picture = pictures.get(ring.id) ?? new Uint8Array()
  const view = new DataView(picture.buffer, picture.byteOffset)
  expect([view.getUint32(16), view.getUint32(20)]).toEqual([1920, 1080])
  await expect(renderDocx(model, new Map())).rejects.toThrow(/支出构成/)
})

test('the figures of a chart have their sources', () => {
  expect(sourcesJson(model).entries).toMatchObject([
    { block: '支出构成', at: { figure: 1 }, text: '416.58', refs: ['支出决算表/合计/基本支出'] },
    { block: '支出构成', at: { figure: 2 }, text: '276.29' },
  ])
})

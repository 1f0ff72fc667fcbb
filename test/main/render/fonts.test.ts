import { afterAll, describe, expect, test } from 'vitest'

import { openChromium } from '#main/host/chromium.ts'
import { fallbackStack, fontFaceCss, PRINT_FAMILY, uncoveredCharacters } from '#main/render/fonts.ts'
import { pdfFromHtml } from '#main/render/pdf.ts'

import { pdfFacts } from './pdf-facts.ts'

const port = openChromium()
afterAll(() => port.close())

const rules = (css: string): number => css.split('@font-face').length - 1

describe('fontFaceCss', () => {
  test('brings every family from data: URLs and nothing else', () => {
    const css = fontFaceCss('部门决算')
    for (const family of Object.values(PRINT_FAMILY)) expect(css).toContain(`"${family}"`)
    const urls = Array.from(css.matchAll(/url\(([^)]{0,40})/g), ([, url]) => url)
    expect(urls.length).toBe(rules(css))
    expect(urls.every((url) => url?.startsWith('data:font/'))).toBe(true)
  })

  test('brings only the subsets that the characters need', () => {
    const few = fontFaceCss('一', ['song'])
    const more = fontFaceCss('一堃喆犇祎', ['song'])
    expect(rules(few)).toBeLessThan(rules(more))
    expect(rules(more)).toBeLessThan(40)
    expect(few).not.toContain(PRINT_FAMILY.kai)
  })

  test('gives the same text for the same characters', () => {
    expect(fontFaceCss('部门决算㐀')).toBe(fontFaceCss('㐀算决门部部'))
  })
})

describe('characters that no embedded font has', () => {
  test('are named, and ordinary ones are not', () => {
    expect(uncoveredCharacters('王堃、李喆：1,530.55万元\n（㐀）䶮𠮷㐀')).toEqual(['㐀', '䶮', '𠮷'])
  })

  test('print as a frame with their code, and the text of the PDF keeps them', async () => {
    const words = '王㐀李䶮𠮷田'
    const html = `<!doctype html><html lang="zh-CN"><head><style>${fontFaceCss(words)}</style></head>
      <body style='font-family:"${PRINT_FAMILY.song}","MZ Code Box"'>${words}</body></html>`
    const facts = await pdfFacts(await pdfFromHtml(port, html))
    expect(facts.pages[0]?.text).toBe(words)
    expect(facts.fonts.join(' ')).toMatch(/^MZCodeBox NotoSerifSC\S*$/)
  })

  test('need no code box where there are none', () => {
    expect(fontFaceCss('部门决算')).not.toContain('MZ Code Box')
    expect(fallbackStack('song')).toMatch(/^"MZ Song",.*"MZ Code Box"$/)
  })
})

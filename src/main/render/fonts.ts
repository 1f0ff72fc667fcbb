import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

import { codeBoxFont } from './fonts-code-box.ts'

/**
 * Fallback families of the print HTML. A pack names the office fonts first (仿宋_GB2312 …) and one of these last, so that a
 * machine without Chinese fonts prints the same words. The names are ours, so that no font installed here can stand in for them.
 */
export const PRINT_FAMILY = { song: 'MZ Song', hei: 'MZ Hei', kai: 'MZ Kai' } as const
export type PrintFamily = keyof typeof PRINT_FAMILY

/** Named last of all: draws the code of a character, in a frame, where no font has the character. */
export const CODE_BOX_FAMILY = 'MZ Code Box'

/** Fonts of common systems with rare characters (CJK extensions A–H); named between the fallback family and the code box. */
const RARE_FAMILIES = [
  'SimSun',
  'SimSun-ExtB',
  'SimSun-ExtG',
  'Microsoft YaHei',
  'MingLiU-ExtB',
  'PingFang SC',
  'Songti SC',
  'Noto Serif CJK SC',
  'Noto Sans CJK SC',
  'Source Han Serif SC',
  'Plangothic P1',
  'Plangothic P2',
  'HanaMinA',
  'HanaMinB',
  'Jigmo',
  'Jigmo2',
  'Jigmo3',
  'WenQuanYi Zen Hei',
]

interface Face {
  readonly family: PrintFamily
  /** The weights that this face stands for, as CSS says it. */
  readonly weight: string
  /** A style sheet with one `@font-face` per subset and a `unicode-range` in each, relative to the package. */
  readonly sheet: string
  readonly package: string
}

/**
 * 黑体 is drawn with the heavier 500: 400 looks like no heading. 黑体 and 楷体 have one face for every weight, because a bold that
 * Chromium makes up reaches the PDF as drawings (Type 3 fonts), not as a font.
 */
const FACES: readonly Face[] = [
  { family: 'song', weight: '100 599', package: '@fontsource/noto-serif-sc', sheet: '400.css' },
  { family: 'song', weight: '600 900', package: '@fontsource/noto-serif-sc', sheet: '700.css' },
  { family: 'hei', weight: '100 900', package: '@fontsource/noto-sans-sc', sheet: '500.css' },
  { family: 'kai', weight: '100 900', package: 'lxgw-wenkai-webfont', sheet: 'lxgwwenkai-regular.css' },
]

interface Subset {
  readonly file: string
  readonly rangeText: string
  readonly ranges: readonly (readonly [first: number, last: number])[]
}

const ALL_FAMILIES: readonly PrintFamily[] = ['song', 'hei', 'kai']
const subsetsOfSheet = new Map<string, readonly Subset[]>()
const dataUrls = new Map<string, string>()

/**
 * The end of every `font-family` list in print: the family, fonts with rare characters, the code box.
 * Shape   a CSS value, e.g. `"MZ Kai","MZ Song","SimSun",…,"MZ Code Box"`; the pack's office fonts go before it
 */
export function fallbackStack(family: PrintFamily): string {
  const names = new Set([PRINT_FAMILY[family], PRINT_FAMILY.song, ...RARE_FAMILIES, CODE_BOX_FAMILY])
  return Array.from(names, (name) => `"${name}"`).join(',')
}

/**
 * `@font-face` rules for the characters of a document, as data: URLs; only the subsets that hold one of its characters.
 *
 * Shape   text in (HTML will do), CSS out, for a `<style>`; about 1 MB for each face of an ordinary document
 * Source  Noto Serif SC, Noto Sans SC and LXGW WenKai, all under the OFL
 */
export function fontFaceCss(textOfDocument: string, families: readonly PrintFamily[] = ALL_FAMILIES): string {
  const characters = codePoints(textOfDocument)
  // Page numbers stand in the style sheet's counters, in no text.
  for (const always of '0123456789 -–—') characters.add(always.codePointAt(0) ?? 0)
  const rules = FACES.filter((face) => families.includes(face.family)).flatMap((face) =>
    subsets(face)
      .filter((subset) => holdsAny(subset, characters))
      .map((subset) => faceRule(PRINT_FAMILY[face.family], face.weight, dataUrl(subset.file), subset.rangeText)),
  )
  const rare = uncoveredCharacters(textOfDocument)
  return [...rules, ...(rare.length === 0 ? [] : [codeBoxRule(rare)])].join('\n')
}

/** Characters of a text that none of the embedded fonts has, in order of code; such a name prints only where a local font has it. */
export function uncoveredCharacters(text: string): readonly string[] {
  const covered = FACES.filter((face) => face.family === 'song').flatMap(subsets)
  return [...codePoints(text)]
    .filter((code) => isPrinted(code) && !covered.some((subset) => holds(subset, code)))
    .sort((a, b) => a - b)
    .map((code) => String.fromCodePoint(code))
}

function codeBoxRule(rare: readonly string[]): string {
  const url = `data:font/ttf;base64,${Buffer.from(codeBoxFont(rare)).toString('base64')}`
  const range = rare.map((character) => `U+${(character.codePointAt(0) ?? 0).toString(16)}`).join(',')
  return `@font-face{font-family:"${CODE_BOX_FAMILY}";font-display:block;src:url(${url}) format("truetype");unicode-range:${range}}`
}

function faceRule(family: string, weight: string, url: string, range: string): string {
  return `@font-face{font-family:"${family}";font-weight:${weight};font-display:block;src:url(${url}) format("woff2");unicode-range:${range}}`
}

function codePoints(text: string): Set<number> {
  return new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0))
}

/** Controls, surrogates, variation selectors and joiners are not drawn, so nothing misses them. */
function isPrinted(code: number): boolean {
  return !/[\p{C}\p{Z}\p{M}\s]/u.test(String.fromCodePoint(code))
}

function holds(subset: Subset, code: number): boolean {
  return subset.ranges.some(([first, last]) => code >= first && code <= last)
}

function holdsAny(subset: Subset, characters: ReadonlySet<number>): boolean {
  for (const code of characters) if (holds(subset, code)) return true
  return false
}

/** The packages' own style sheets say which file holds which characters. */
function subsets(face: Face): readonly Subset[] {
  const key = `${face.package}/${face.sheet}`
  const known = subsetsOfSheet.get(key)
  if (known !== undefined) return known
  const folder = dirname(createRequire(import.meta.url).resolve(`${face.package}/package.json`))
  const read = parseSheet(readFileSync(join(folder, face.sheet), 'utf8'), folder)
  if (read.length === 0) throw new Error(`no font in ${key}`)
  subsetsOfSheet.set(key, read)
  return read
}

function parseSheet(css: string, folder: string): readonly Subset[] {
  return Array.from(css.matchAll(/@font-face\s*\{([^}]*)\}/g)).flatMap(([, body = '']) => {
    const file = /url\(["']?([^"')]+\.woff2)/.exec(body)?.[1]
    const rangeText = /unicode-range:\s*([^;]+)/.exec(body)?.[1]?.trim()
    return file === undefined || rangeText === undefined
      ? []
      : [{ file: join(folder, file), rangeText, ranges: rangeText.split(',').map(parseRange) }]
  })
}

function parseRange(text: string): readonly [number, number] {
  const [first = '', last = first] = text.trim().replace(/^U\+/i, '').split('-')
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)]
}

function dataUrl(file: string): string {
  const known = dataUrls.get(file)
  if (known !== undefined) return known
  const url = `data:font/woff2;base64,${readFileSync(file).toString('base64')}`
  dataUrls.set(file, url)
  return url
}

import { RED } from '#core/workbook/red.ts'
import { isRed, rgbOf, type Rgb } from '../red-color.ts'
import { BUILT_IN_CODES, isBuiltInDate, isDateFormat } from './date-format.ts'
import { tinted } from './theme.ts'
import { attributesOf, nameHash } from './xml-text.ts'
import type { XmlHandler } from './xml-scanner.ts'

/** What a cell's style says about its number. `format` is absent for General; in a red font it begins with `RED`. */
export interface NumberStyle {
  readonly date: boolean
  readonly format: string | undefined
}

export const GENERAL: NumberStyle = { date: false, format: undefined }

const NUM_FMTS = nameHash('numFmts')
const NUM_FMT = nameHash('numFmt')
const FONTS = nameHash('fonts')
const FONT = nameHash('font')
const COLOR = nameHash('color')
const CELL_XFS = nameHash('cellXfs')
const XF = nameHash('xf')

/** Reads the styles part. `result` is indexed by the `s` attribute of a cell; `theme` are the colours of the theme part. */
export function stylesHandler(
  theme: readonly (Rgb | undefined)[] = [],
): XmlHandler & { result(): readonly NumberStyle[] } {
  const codes = new Map<number, string>()
  const formats: { readonly id: number; readonly font: number }[] = []
  const redFonts = new Set<number>()
  let fonts = 0
  let section = 0
  return {
    open(name, bytes, from, to) {
      if (name === NUM_FMTS || name === CELL_XFS || name === FONTS) section = name
      else if (name === FONT && section === FONTS) fonts += 1
      else if (name === COLOR && section === FONTS) {
        if (isRedFont(attributesOf(bytes, from, to, ['rgb', 'indexed', 'theme', 'tint']), theme))
          redFonts.add(fonts - 1)
      } else if (name === NUM_FMT && section === NUM_FMTS) {
        const found = attributesOf(bytes, from, to, ['numFmtId', 'formatCode'])
        codes.set(Number(found.get('numFmtId') ?? '0'), found.get('formatCode') ?? 'General')
      } else if (name === XF && section === CELL_XFS) {
        const found = attributesOf(bytes, from, to, ['numFmtId', 'fontId'])
        formats.push({ id: Number(found.get('numFmtId') ?? '0'), font: Number(found.get('fontId') ?? '0') })
      }
    },
    close(name) {
      if (name === section) section = 0
    },
    text: () => undefined,
    result: () => formats.map(({ id, font }) => withFont(numberStyle(id, codes.get(id)), redFonts.has(font))),
  }
}

/** Red in the palette (2, 10), in the theme, or as it is. */
function isRedFont(color: ReadonlyMap<string, string>, theme: readonly (Rgb | undefined)[]): boolean {
  const indexed = color.get('indexed')
  if (indexed === '2' || indexed === '10') return true
  const own = theme[Number(color.get('theme') ?? '-1')]
  const tint = Number(color.get('tint') ?? '0')
  const rgb = own ? tinted(own, Number.isFinite(tint) ? tint : 0) : rgbOf(color.get('rgb') ?? '')
  return rgb !== undefined && isRed(rgb)
}

const withFont = (style: NumberStyle, isInRed: boolean): NumberStyle =>
  isInRed && !style.date ? { date: false, format: `${RED}${style.format ?? 'General'}` } : style

function numberStyle(id: number, custom: string | undefined): NumberStyle {
  if (custom !== undefined) {
    if (isDateFormat(custom)) return { date: true, format: custom }
    return /^(?:general|G\/通用格式)?$/i.test(custom) ? GENERAL : { date: false, format: custom }
  }
  if (isBuiltInDate(id)) return { date: true, format: undefined }
  const code = BUILT_IN_CODES.get(id)
  return code === undefined ? GENERAL : { date: false, format: code }
}

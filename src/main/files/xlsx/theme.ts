import { rgbOf, type Rgb } from '../red-color.ts'
import { attributesOf, nameHash } from './xml-text.ts'
import type { XmlHandler } from './xml-scanner.ts'

const SCHEME = nameHash('clrScheme')
const SRGB = nameHash('srgbClr')
const SYSTEM = nameHash('sysClr')
/** As `theme` of a colour counts them: the light one comes before the dark one. */
const SLOTS = ['lt1', 'dk1', 'lt2', 'dk2', 'accent1', 'accent2', 'accent3', 'accent4', 'accent5', 'accent6', 'hlink', 'folHlink'].map(nameHash) // prettier-ignore

/** Reads the colours of the theme part, by the number that cell styles call them. */
export function themeHandler(): XmlHandler & { result(): readonly (Rgb | undefined)[] } {
  const colors = new Map<number, Rgb>()
  let isScheme = false
  let slot = -1
  return {
    open(name, bytes, from, to) {
      if (name === SCHEME) isScheme = true
      else if (!isScheme) return
      else if (name === SRGB || name === SYSTEM) {
        const found = attributesOf(bytes, from, to, ['val', 'lastClr'])
        const rgb = rgbOf(found.get(name === SRGB ? 'val' : 'lastClr') ?? '')
        if (slot >= 0 && rgb) colors.set(slot, rgb)
      } else if (SLOTS.includes(name)) slot = SLOTS.indexOf(name)
    },
    close(name) {
      if (name === SCHEME) isScheme = false
    },
    text: () => undefined,
    result: () => SLOTS.map((_, at) => colors.get(at)),
  }
}

/** A colour of the theme made lighter (tint above 0) or darker: towards white or black by that share of each component. */
export function tinted([red, green, blue]: Rgb, tint: number): Rgb {
  const one = (part: number): number => (tint < 0 ? part * (1 + tint) : part + (255 - part) * tint)
  return [one(red), one(green), one(blue)]
}

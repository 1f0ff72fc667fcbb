import { isRed } from '../red-color.ts'

const FONT = 0x0031
const PALETTE = 0x0092
const XF = 0x00e0
const NUMBER = 0x0203
const RK = 0x027e
const MUL_RK = 0x00bd
const FORMULA = 0x0006
/** The palette begins behind the eight fixed colours. */
const FIRST_OF_PALETTE = 8
const RED_OF_EGA = 2
const RED_OF_PALETTE = 10
/** There is no font of this number: those behind it count one more. */
const NO_FONT = 4
/** BIFF has no more columns than this. */
const COLUMNS = 256

/** Collects from the records of a stream, in their order, which numbers stand in a red font. */
export interface RedFonts {
  /** A record outside of any sheet. */
  readonly global: (type: number, body: Buffer) => void
  /** The place of every number of a record in a red font, as `placeOf` counts it. */
  readonly inSheet: (type: number, body: Buffer) => readonly number[]
}

/** One number for a cell, 0-based. */
export const placeOf = (row: number, column: number): number => row * COLUMNS + column

/** Source  [MS-XLS] 2.4.122 (Font), 2.4.188 (Palette), 2.4.353 (XF), 2.4.180 (Number), 2.4.220 (RK), 2.4.175 (MulRk), 2.4.127 (Formula) */
export function redFonts(): RedFonts {
  const colors: number[] = []
  const palette = new Map([[RED_OF_PALETTE, true]])
  const fonts: number[] = []
  const isRedStyle = (style: number): boolean => {
    const font = fonts[style] ?? 0
    const color = colors[font > NO_FONT ? font - 1 : font] ?? 0
    return color === RED_OF_EGA || palette.get(color) === true
  }
  return {
    global(type, body) {
      if (type === FONT && body.length >= 6) colors.push(body.readUInt16LE(4))
      else if (type === XF && body.length >= 2) fonts.push(body.readUInt16LE(0))
      else if (type === PALETTE)
        for (let at = 2; at + 4 <= body.length; at += 4) {
          const rgb = [body.readUInt8(at), body.readUInt8(at + 1), body.readUInt8(at + 2)] as const
          palette.set(FIRST_OF_PALETTE + (at - 2) / 4, isRed(rgb))
        }
    },
    inSheet(type, body) {
      if ((type === NUMBER || type === RK || type === FORMULA) && body.length >= 6) {
        const [row, column] = [body.readUInt16LE(0), body.readUInt16LE(2)]
        return isRedStyle(body.readUInt16LE(4)) ? [placeOf(row, column)] : []
      }
      if (type !== MUL_RK || body.length < 12) return []
      const [row, first] = [body.readUInt16LE(0), body.readUInt16LE(2)]
      const count = Math.floor((body.length - 6) / 6)
      return Array.from({ length: count }, (_, at) => at).flatMap((at) =>
        isRedStyle(body.readUInt16LE(4 + at * 6)) ? [placeOf(row, first + at)] : [],
      )
    },
  }
}

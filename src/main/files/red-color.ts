/** Components of a colour, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** A colour with much red and little else: FF0000 and the dark C00000 of the spreadsheet programs. */
export const isRed = ([red, green, blue]: Rgb): boolean => red >= 0xb0 && green <= 0x40 && blue <= 0x40

/** RRGGBB, with or without the opacity before it; undefined for anything else. */
export function rgbOf(hex: string): Rgb | undefined {
  const [, ...parts] = /^(?:[\dA-F]{2})?([\dA-F]{2})([\dA-F]{2})([\dA-F]{2})$/iu.exec(hex) ?? []
  const [red, green, blue] = parts.map((part) => Number.parseInt(part, 16))
  return red === undefined || green === undefined || blue === undefined ? undefined : [red, green, blue]
}

const CSS_COLOR = /(?:^|[;{\s"'])color\s*:\s*([^;}"']+)/iu

/** Whether a list of CSS rules gives red letters: red, #f00, #C00000, rgb(255, 0, 0). */
export function hasRedColor(rules: string): boolean {
  return isRedName(CSS_COLOR.exec(rules)?.[1] ?? '')
}

/** Whether a colour as pages name it is red. */
export function isRedName(color: string): boolean {
  const name = color.trim().toLowerCase()
  if (name === 'red') return true
  const short = /^#([\da-f])([\da-f])([\da-f])$/u.exec(name)
  const hex = short ? short.slice(1).map((digit) => digit + digit).join('') : name.replace(/^#/u, '') // prettier-ignore
  const parts = /^rgb\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*\)$/u.exec(name)?.slice(1).map(Number)
  const rgb = parts ? ([parts[0] ?? 0, parts[1] ?? 255, parts[2] ?? 255] as const) : rgbOf(hex)
  return rgb !== undefined && isRed(rgb)
}

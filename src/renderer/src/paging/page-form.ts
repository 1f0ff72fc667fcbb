/** CSS pixels: 96 to the inch. */
const MM = 96 / 25.4

/** One form of page of the print, in CSS pixels: its paper and what its margins leave (版心). */
export interface PageForm {
  readonly width: number
  readonly height: number
  readonly margin: readonly [top: number, right: number, bottom: number, left: number]
  readonly typeWidth: number
  readonly typeHeight: number
}

/** A4 with the margins of official documents, for a style sheet without a rule of that name. */
const USUAL = formOf([210 * MM, 297 * MM], [37 * MM, 26 * MM, 35 * MM, 28 * MM])

/** The page forms by name, from the style sheet's own @page rules; a section is printed on the form that is its class. */
export function pageForms(page: Document): (section: Element) => PageForm {
  const forms = new Map<string, PageForm>()
  for (const { cssText } of [...page.styleSheets].flatMap((sheet) => [...sheet.cssRules])) {
    const name = /^@page\s+([\w-]+)\s*\{/.exec(cssText)?.[1]
    const [width, height] = lengths(cssText, 'size')
    const [top, right, bottom, left] = lengths(cssText, 'margin')
    if (name === undefined || width === undefined || height === undefined || top === undefined) continue
    // CSS leaves out a side that equals the one opposite.
    const sides = [top, right ?? top, bottom ?? top, left ?? right ?? top] as const
    forms.set(name, formOf([width, height], sides))
  }
  return (section) => [...section.classList].map((name) => forms.get(name)).find((form) => form !== undefined) ?? USUAL
}

function formOf([width, height]: readonly [number, number], margin: PageForm['margin']): PageForm {
  const [top, right, bottom, left] = margin
  return { width, height, margin, typeWidth: width - left - right, typeHeight: height - top - bottom }
}

function lengths(rule: string, property: string): readonly number[] {
  const value = new RegExp(`[{;\\s]${property}:\\s*([^;}]+)`).exec(rule)?.[1] ?? ''
  return Array.from(value.matchAll(/([\d.]+)mm/g), ([, digits]) => Number(digits) * MM)
}

/** CSS pixels: 96 to the inch. */
const MM = 96 / 25.4

/**
 * One form of page of the print, in CSS pixels: its paper and what its margins leave (版心). The browser prints on whole pixels and
 * rounds a part of one up, which lets a row more stand on some pages; the right and lower margins give way.
 */
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
  for (const cssText of pageRules(page)) {
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

/** The fonts stand in the same style sheet: as text they would be megabytes. */
function pageRules(page: Document): readonly string[] {
  const view = page.defaultView
  if (!view) return []
  const rules = [...page.styleSheets].flatMap((sheet) => [...sheet.cssRules])
  return rules.filter((rule) => rule instanceof view.CSSPageRule).map(({ cssText }) => cssText)
}

function formOf([width, height]: readonly [number, number], margin: PageForm['margin']): PageForm {
  const [top, right, bottom, left] = margin
  const typeWidth = Math.ceil(width - left - right)
  const typeHeight = Math.ceil(height - top - bottom)
  return {
    width,
    height,
    margin: [top, width - left - typeWidth, height - top - typeHeight, left],
    typeWidth,
    typeHeight,
  }
}

function lengths(rule: string, property: string): readonly number[] {
  const value = new RegExp(`[{;\\s]${property}:\\s*([^;}]+)`).exec(rule)?.[1] ?? ''
  return Array.from(value.matchAll(/([\d.]+)mm/g), ([, digits]) => Number(digits) * MM)
}

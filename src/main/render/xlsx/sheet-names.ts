import type { Grid } from '#core/document/model.ts'

const MAX_LENGTH = 31

/**
 * A name for the sheet of each grid: its code and title, as far as Excel allows: at most 31 characters, none of
 * \ / ? * [ ] : nor an apostrophe (exceljs does not double it in the print area), not the reserved name, and none twice.
 */
export function sheetNames(grids: readonly Grid[]): readonly string[] {
  const taken = new Set<string>()
  return grids.map((grid) => {
    const base = clean(grid.code === undefined ? grid.title : `${grid.code} ${grid.title}`)
    let name = cut(base, MAX_LENGTH)
    for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) {
      const suffix = `(${copy})`
      name = `${cut(base, MAX_LENGTH - suffix.length)}${suffix}`
    }
    taken.add(name.toLowerCase())
    return name
  })
}

function clean(title: string): string {
  const name = title
    .replace(/['\\/?*[\]:\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return name === '' || name.toLowerCase() === 'history' ? '表' : name
}

/** Cut by UTF-16 units, as Excel counts, but never inside a character. */
const cut = (name: string, length: number): string => {
  let kept = ''
  for (const character of name) {
    if (kept.length + character.length > length) break
    kept += character
  }
  return kept.trimEnd()
}

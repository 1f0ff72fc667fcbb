import type { DocumentStyle } from '#core/document/model.ts'
import { fallbackStack } from '../fonts.ts'
import type { PrintFamily } from '../fonts.ts'
import { CELL_LINE, CELL_MARGIN } from '../layout/grid-setting.ts'
import { pageGeometry } from '../layout/pages.ts'
import type { Orientation } from '../layout/pages.ts'
import { TEXT_ROLES, typography } from '../layout/typography.ts'
import type { Face, TextRole, TextStyle } from '../layout/typography.ts'

/** A family for ASCII alone, or the Latin font would also take “ ”, — and …, which are as wide as a character here. */
const DIGITS = 'mz-digits'

const quoted = (names: readonly string[]): string => names.map((name) => `"${name.replaceAll('"', '')}"`).join(', ')

/** What stands in for the office fonts of a list on a machine that has none of them. */
const FALLBACK: Readonly<Record<Face, PrintFamily>> = {
  title: 'song',
  heading1: 'hei',
  heading2: 'kai',
  body: 'song',
  table: 'song',
  digits: 'song',
}

const family = ({ fonts }: DocumentStyle, face: Face): string =>
  `font-family: "${DIGITS}", ${quoted(fonts[face])}, ${fallbackStack(FALLBACK[face])}, serif`

/** The style sheet of the print page: page forms, page numbers in margin boxes, and the pack's typography. */
export function printCss(style: DocumentStyle): string {
  const local = style.fonts.digits.map((name) => `local("${name.replaceAll('"', '')}")`).join(', ')
  const texts = typography(style)
  const rules = TEXT_ROLES.map((role) => textRule(role, texts[role], style))
  return [
    `@font-face { font-family: "${DIGITS}"; src: ${local}; unicode-range: U+0020-007E; }`,
    pageRule('portrait', style, 'portrait', true),
    pageRule('landscape', style, 'landscape', true),
    pageRule('insert', style, 'portrait', false),
    // Chromium knows no target-counter, but it lets pages stay uncounted: the first page after the 目录 is page 1.
    pageRule('front', style, 'portrait', false, 'counter-increment: page 0;'),
    ...rules,
    `table { ${family(style, 'table')}; }`,
    STRUCTURE,
  ].join('\n')
}

function pageRule(name: string, style: DocumentStyle, orientation: Orientation, numbered: boolean, extra = ''): string {
  const { width, height, margin } = pageGeometry(style, orientation)
  const content = style.pageNumber.form === '{n}' ? 'counter(page)' : '"— " counter(page) " —"'
  // GB/T 9704: the number stands 7 mm below the type area.
  const box = numbered
    ? `@bottom-center { content: ${content}; vertical-align: top; padding-top: 7mm; ` +
      `${family(style, 'table')}; font-size: ${style.pageNumber.size}pt; }`
    : '@bottom-center { content: none; }'
  const margins = `${margin.top}mm ${margin.right}mm ${margin.bottom}mm ${margin.left}mm`
  return `@page ${name} { size: ${width}mm ${height}mm; margin: ${margins}; ${extra} ${box} }`
}

function textRule(role: TextRole, text: TextStyle, style: DocumentStyle): string {
  return (
    `.${role} { ${family(style, text.face)}; font-size: ${text.size}pt; line-height: ${round(text.line)}pt; ` +
    `font-weight: ${text.bold ? 'bold' : 'normal'}; text-align: ${text.align}; text-indent: ${text.indent}em; ` +
    `margin: ${round(text.before)}pt 0 ${round(text.after)}pt; }`
  )
}

const round = (points: number): number => Math.round(points * 100) / 100

const STRUCTURE = `
html { -webkit-print-color-adjust: exact; }
body { margin: 0; color: #000; }
section { break-before: page; }
section:first-child { break-before: auto; }
section.portrait { page: portrait; }
section.landscape { page: landscape; }
section.front { page: front; }
section.insert { page: insert; }
.break { break-before: page; }
h1, h2, h3, h4 { break-after: avoid; break-inside: avoid; }
p { orphans: 2; widows: 2; overflow-wrap: anywhere; }
mark { background: #ffeb3b; color: #b00020; }
.toc-list { margin: 0; padding: 0; list-style: none; }
.toc-list li { margin: 0; break-inside: avoid; }
.toc2 { padding-left: 1em; }
.toc3 { padding-left: 2em; }
.toc4 { padding-left: 3em; }
.toc-list a { display: flex; align-items: baseline; color: inherit; text-decoration: none; }
.toc-list .dots { flex: 1 0 1em; margin: 0 0.3em; border-bottom: 1pt dotted #000; }
.toc-list .page { min-width: 1.7em; text-align: right; }
.toc-title a { color: inherit; text-decoration: none; }
.grid-title, .grid-code, .grid-head { break-after: avoid; }
.grid-code { margin: 0; text-align: right; }
.grid-head { display: flex; justify-content: space-between; gap: 1em; margin: 0 0 2pt; }
.grid-head span { flex: 0 1 auto; }
.grid-note { break-before: avoid; margin-top: 2pt; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; line-height: ${CELL_LINE}; margin: 0; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
td { border: 0.5pt solid #000; padding: ${CELL_MARGIN}pt var(--pad); vertical-align: middle; overflow-wrap: anywhere; }
.c { text-align: center; }
.r { text-align: right; }`

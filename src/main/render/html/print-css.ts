import type { DocumentModel, DocumentStyle } from '#core/document/model.ts'
import { fallbackStack } from '../fonts.ts'
import type { PrintFamily } from '../fonts.ts'
import { BORDER, CELL_LINE } from '../layout/grid-setting.ts'
import { TEXT_PAGE, pageGeometry } from '../layout/pages.ts'
import type { PageForm } from '../layout/pages.ts'
import { tocSetting } from '../layout/toc.ts'
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

const FORMS: readonly PageForm[] = [
  TEXT_PAGE,
  { orientation: 'portrait', content: 'table' },
  { orientation: 'landscape', content: 'table' },
]

/** The named page of a page form, and the class of the sections that are printed on it. */
export const pageName = ({ orientation, content }: PageForm): string => `${content}-${orientation}`

/** Sheets printed on both sides and bound: how far the type area moves away from the binding edge, in millimetres. */
export interface PrintSheets {
  readonly binding: number
}

/** The style sheet of the print page: page forms, page numbers in margin boxes, and the pack's typography. */
export function printCss(model: DocumentModel, sheets?: PrintSheets): string {
  const { style } = model
  const texts = typography(style, tocSetting(model))
  const rules = TEXT_ROLES.map((role) => textRule(role, texts[role], style))
  return [
    digitsRule(style, 'normal', ''),
    // A face of its own, or Chromium makes up a bold one, which reaches the PDF as drawings.
    digitsRule(style, 'bold', ' Bold'),
    ...FORMS.flatMap((form) => [
      pageRule(pageName(form), style, form, true),
      ...bindingRules(pageName(form), style, form, sheets),
      `section.${pageName(form)} { page: ${pageName(form)}; }`,
    ]),
    pageRule('insert', style, TEXT_PAGE, false),
    ...bindingRules('insert', style, TEXT_PAGE, sheets),
    // Chromium knows no target-counter, but it lets pages stay uncounted: the first page after the 目录 is page 1.
    pageRule('front', style, TEXT_PAGE, false, 'counter-increment: page 0;'),
    ...bindingRules('front', style, TEXT_PAGE, sheets),
    ...rules,
    `table { ${family(style, 'table')}; }`,
    `.chart { ${family(style, 'heading1')}; }`,
    `figcaption { ${family(style, 'table')}; font-size: ${style.sizes.note}pt; }`,
    STRUCTURE,
  ].join('\n')
}

function digitsRule({ fonts }: DocumentStyle, weight: 'normal' | 'bold', suffix: string): string {
  const local = fonts.digits.map((name) => `local("${name.replaceAll('"', '')}${suffix}")`).join(', ')
  return `@font-face { font-family: "${DIGITS}"; font-weight: ${weight}; src: ${local}; unicode-range: U+0020-007E; }`
}

function pageRule(name: string, style: DocumentStyle, form: PageForm, numbered: boolean, extra = ''): string {
  const { width, height, margin } = pageGeometry(style, form)
  const content = style.pageNumber.form === '{n}' ? 'counter(page)' : '"— " counter(page) " —"'
  // GB/T 9704: the number stands 7 mm below the type area.
  const box = numbered
    ? `@bottom-center { content: ${content}; vertical-align: top; padding-top: 7mm; ` +
      `${family(style, 'table')}; font-size: ${style.pageNumber.size}pt; }`
    : '@bottom-center { content: none; }'
  const margins = `${margin.top}mm ${margin.right}mm ${margin.bottom}mm ${margin.left}mm`
  return `@page ${name} { size: ${width}mm ${height}mm; margin: ${margins}; ${extra} ${box} }`
}

/**
 * Front sides (odd pages) move away from the left edge, back sides are their mirror image; an upright page that was turned to
 * landscape is bound at its top edge. The type area keeps its size, so pages end where they do without binding.
 */
function bindingRules(
  name: string,
  style: DocumentStyle,
  form: PageForm,
  sheets: PrintSheets | undefined,
): readonly string[] {
  if (sheets === undefined) return []
  const { margin } = pageGeometry(style, form)
  const [near, far] = form.orientation === 'landscape' ? (['top', 'bottom'] as const) : (['left', 'right'] as const)
  const shift = Math.max(0, Math.min(sheets.binding, margin[far] - LEAST_MARGIN))
  const [bound, open] = [margin[near] + shift, margin[far] - shift]
  return [
    `@page ${name}:right { margin-${near}: ${bound}mm; margin-${far}: ${open}mm; }`,
    `@page ${name}:left { margin-${near}: ${open}mm; margin-${far}: ${bound}mm; }`,
  ]
}

/** Printers leave the outermost millimetres white. */
const LEAST_MARGIN = 8

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
section.front { page: front; }
section.insert { page: insert; }
.break { break-before: page; }
h1, h2, h3, h4 { break-after: avoid; break-inside: avoid; }
h1, .grid-title { text-wrap: balance; }
p { orphans: 2; widows: 2; overflow-wrap: anywhere; }
mark { background: #ffeb3b; color: #b00020; }
.toc-list { margin: 0; padding: 0; list-style: none; }
.toc-list li { margin: 0; break-inside: avoid; }
.toc2 { padding-left: 1em; }
.toc3 { padding-left: 2em; }
.toc4 { padding-left: 3em; }
.toc-list a { display: flex; align-items: baseline; color: inherit; text-decoration: none; }
.toc-list .dots { flex: 1 0 1em; width: 1em; height: 0.6em; margin: 0 0.4em; }
[class^='cover'] { text-wrap: balance; word-break: keep-all; }
.toc-list .page { text-align: right; }
.toc-title a { color: inherit; text-decoration: none; }
.grid-title, .grid-code, .grid-head { break-after: avoid; }
.grid-code { margin: 0; text-align: right; }
.grid-head { display: flex; justify-content: space-between; margin: 0 0 2pt; }
.grid-head span { white-space: nowrap; }
.grid-head.centred span { flex: 1 0 0; }
.grid-head.centred span:nth-child(2) { flex: 0 0 auto; }
.grid-head.centred span:last-child { text-align: right; }
.grid-head.two-lines { flex-wrap: wrap; }
.grid-head.two-lines span:first-child { flex: 0 0 100%; white-space: normal; }
.chart { margin: 6pt 0; break-inside: avoid; }
.chart svg { display: block; width: 100%; height: auto; }
figcaption { text-align: center; }
.grid-note, tbody tr:last-child:not(:first-child) { break-before: avoid; }
.grid-note { margin-top: 2pt; }
/* The outer borders lie partly outside the table, and Chromium clips what lies outside the page area. */
.grid { padding: 0 ${BORDER}pt; }
.grid-on { margin-top: -${BORDER}pt; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; line-height: ${CELL_LINE}; margin: 0; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
/* Chromium counts the whole height of a merged cell to its first row, and would begin a page for each. */
tr.open { break-inside: auto; }
tr.open > td:not([rowspan]) { break-inside: avoid; }
td { border: ${BORDER}pt solid #000; padding: var(--rise) var(--pad); vertical-align: middle; overflow-wrap: anywhere; }
.c { text-align: center; }
.r { text-align: right; font-variant-numeric: tabular-nums; }`

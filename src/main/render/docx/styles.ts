import type { DocumentModel, DocumentStyle } from '#core/document/model.ts'
import { CELL_LINE, gridSetting } from '../layout/grid-setting.ts'
import { escapeMarkup } from '../layout/inline.ts'
import { POINTS_PER_MM, TEXT_PAGE, pageGeometry, pageSections } from '../layout/pages.ts'
import { tocSetting } from '../layout/toc.ts'
import { TEXT_ROLES, typography } from '../layout/typography.ts'
import type { TextRole, TextStyle } from '../layout/typography.ts'

export type TitleLevel = 1 | 2 | 3 | 4

/** Style of table cells at a font size in points. */
export const cellStyleId = (size: number): string => `MzCell${size * 2}`
export const gridTitleStyleId = (level: TitleLevel | undefined): string => `MzGridTitle${level ?? ''}`
/** A paragraph that only carries a section's end: one point high. */
export const END_STYLE = 'MzEnd'
export const FOOTER_STYLE = 'MzFooter'
export const MISSING_STYLE = 'MzMissing'

interface StyleName {
  readonly id: string
  /** Built-in styles have English names in the file, which Word and WPS show in the language of the user. */
  readonly name: string
  readonly outline?: TitleLevel
  readonly keepNext?: boolean
}

const heading = (level: TitleLevel): StyleName => ({
  id: `Heading${level}`,
  name: `heading ${level}`,
  outline: level,
  keepNext: true,
})

const STYLES: Readonly<Record<TextRole, StyleName>> = {
  heading1: heading(1),
  heading2: heading(2),
  heading3: heading(3),
  heading4: heading(4),
  toc1: { id: 'TOC1', name: 'toc 1' },
  toc2: { id: 'TOC2', name: 'toc 2' },
  toc3: { id: 'TOC3', name: 'toc 3' },
  toc4: { id: 'TOC4', name: 'toc 4' },
  body: { id: 'MzBody', name: '公开正文' },
  list: { id: 'MzList', name: '公开列项' },
  note: { id: 'MzNote', name: '公开附注' },
  title: { id: 'MzTitle', name: '公开标题', keepNext: true },
  'toc-title': { id: 'MzTocTitle', name: '目录标题' },
  'grid-title': { id: gridTitleStyleId(undefined), name: '表题', keepNext: true },
  'grid-line': { id: 'MzGridLine', name: '表头说明', keepNext: true },
  'grid-note': { id: 'MzGridNote', name: '表格附注' },
  'cover-unit': { id: 'MzCoverUnit', name: '封面单位' },
  'cover-title': { id: 'MzCoverTitle', name: '封面标题' },
  'cover-line': { id: 'MzCoverLine', name: '封面文字' },
  'cover-date': { id: 'MzCoverDate', name: '封面日期' },
}

export const styleId = (role: TextRole): string => STYLES[role].id

const TOC_LEVEL: Partial<Record<TextRole, TitleLevel>> = { toc1: 1, toc2: 2, toc3: 3, toc4: 4 }

const twips = (points: number): number => Math.round(points * 20)

/** `word/styles.xml`: the built-in styles under their own names, and one style for each kind of paragraph and cell. */
export function stylesXml(model: DocumentModel): string {
  const { style } = model
  const texts = typography(style, tocSetting(model))
  const digits = style.fonts.digits[0] ?? 'Times New Roman'
  const width = twips(pageGeometry(style, TEXT_PAGE).typeWidth * POINTS_PER_MM)
  const titles = ([1, 2, 3, 4] as const).map((level) => ({
    id: gridTitleStyleId(level),
    name: `表题 ${level}`,
    outline: level,
    keepNext: true,
  }))
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">',
    `<w:docDefaults><w:rPrDefault><w:rPr>${fonts(digits, style.fonts.body)}<w:kern w:val="0"/>`,
    `${size(style.sizes.body)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>`,
    // Word would put a quarter of a space between Chinese and digits, and break its lines elsewhere than the PDF.
    '<w:pPrDefault><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:pPrDefault></w:docDefaults>',
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/></w:pPr></w:style>',
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>',
    ...TEXT_ROLES.map((role) => textStyleXml(STYLES[role], texts[role], role, style, width)),
    ...titles.map((name) => textStyleXml(name, texts['grid-title'], 'grid-title', style, width)),
    ...cellSizes(model).map((points) => cellStyleXml(points, style)),
    paragraphStyle(
      FOOTER_STYLE,
      '公开页码',
      '<w:jc w:val="center"/>',
      `${fonts(digits, style.fonts.table)}${size(style.pageNumber.size)}`,
    ),
    paragraphStyle(END_STYLE, '节尾', '<w:spacing w:line="20" w:lineRule="exact"/>', size(1)),
    `<w:style w:type="character" w:customStyle="1" w:styleId="${MISSING_STYLE}"><w:name w:val="待填内容"/>`,
    '<w:rPr><w:b/><w:color w:val="B00020"/><w:shd w:val="clear" w:color="auto" w:fill="FFEB3B"/></w:rPr></w:style>',
    '</w:styles>',
  ].join('\n')
}

function textStyleXml(
  name: StyleName,
  text: TextStyle,
  role: TextRole,
  { fonts: faces }: DocumentStyle,
  width: number,
): string {
  const custom = name.id.startsWith('Mz') ? ' w:customStyle="1"' : ''
  const level = TOC_LEVEL[role]
  const tab = level !== undefined ? `<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="${width}"/></w:tabs>` : ''
  const indent =
    level !== undefined
      ? `<w:ind w:leftChars="${(level - 1) * 100}" w:left="${twips(text.size * (level - 1))}"/>`
      : text.indent === 0
        ? ''
        : `<w:ind w:firstLineChars="${text.indent * 100}" w:firstLine="${twips(text.size * text.indent)}"/>`
  return [
    `<w:style w:type="paragraph"${custom} w:styleId="${name.id}"><w:name w:val="${name.name}"/>`,
    '<w:basedOn w:val="Normal"/>',
    name.outline === undefined ? '' : `<w:next w:val="${STYLES.body.id}"/>`,
    '<w:qFormat/><w:pPr>',
    name.keepNext === true ? '<w:keepNext/><w:keepLines/>' : '',
    `<w:widowControl/>${tab}<w:overflowPunct/><w:snapToGrid w:val="0"/>`,
    `<w:spacing w:before="${twips(text.before)}" w:after="${twips(text.after)}" w:line="${twips(text.line)}" w:lineRule="exact"/>`,
    `${indent}<w:jc w:val="${text.align === 'justify' ? 'both' : text.align}"/>`,
    name.outline === undefined ? '' : `<w:outlineLvl w:val="${name.outline - 1}"/>`,
    `</w:pPr><w:rPr>${fonts(undefined, faces[text.face])}${text.bold ? '<w:b/><w:bCs/>' : ''}${size(text.size)}</w:rPr></w:style>`,
  ].join('')
}

function cellStyleXml(points: number, style: DocumentStyle): string {
  const spacing = `<w:snapToGrid w:val="0"/><w:spacing w:line="${twips(points * CELL_LINE)}" w:lineRule="exact"/>`
  return paragraphStyle(
    cellStyleId(points),
    `表格文字 ${points}`,
    spacing,
    `${fonts(undefined, style.fonts.table)}${size(points)}`,
  )
}

const paragraphStyle = (id: string, name: string, paragraph: string, run: string): string =>
  `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/>` +
  `<w:qFormat/><w:pPr>${paragraph}</w:pPr><w:rPr>${run}</w:rPr></w:style>`

/** The sizes that the tables of this document need, ascending. */
function cellSizes(model: DocumentModel): readonly number[] {
  const sizes = pageSections(model).flatMap((section) =>
    section.kind !== 'body'
      ? []
      : section.items.flatMap(({ block, above }) =>
          block.kind === 'grid' ? [gridSetting(block.grid, model.style, { form: section.form, above }).fontSize] : [],
        ),
  )
  return [...new Set(sizes)].sort((a, b) => a - b)
}

function fonts(latin: string | undefined, eastAsian: readonly string[]): string {
  const ascii =
    latin === undefined ? '' : ['ascii', 'hAnsi', 'cs'].map((slot) => ` w:${slot}="${escapeMarkup(latin)}"`).join('')
  const first = eastAsian[0]
  return `<w:rFonts${ascii}${first === undefined ? '' : ` w:eastAsia="${escapeMarkup(first)}"`}/>`
}

const size = (points: number): string =>
  `<w:sz w:val="${Math.round(points * 2)}"/><w:szCs w:val="${Math.round(points * 2)}"/>`

/** `word/fontTable.xml`: the first font of each list is named in the text, the others are what Word may take instead. */
export function fontTableXml(style: DocumentStyle): string {
  const lists = new Map(Object.values(style.fonts).map((names) => [names[0], names.slice(1)]))
  const entries = [...lists].map(([name, others]) =>
    name === undefined
      ? ''
      : `<w:font w:name="${escapeMarkup(name)}">` +
        (others.length === 0 ? '' : `<w:altName w:val="${escapeMarkup(others.join(','))}"/>`) +
        '</w:font>',
  )
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
    `<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${entries.join('')}</w:fonts>`
  )
}

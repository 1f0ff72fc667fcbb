import type { Merge, SheetValue } from '#core/workbook/grid.ts'
import { address } from '#core/workbook/grid.ts'
import { zipBytes, type ZipPart, type ZipQuirks } from './zip-bytes.ts'

/** How a cell is to be written, and the value that a right reader gives for it. */
export interface CellPlan {
  readonly column: number
  readonly style?: keyof typeof STYLES
  readonly write:
    | { readonly kind: 'text'; readonly text: string; readonly as?: 'rich' | 'phonetic' | 'cdata' }
    | { readonly kind: 'raw'; readonly type: string; readonly text: string }
    | { readonly kind: 'formula'; readonly formula: string; readonly type: string; readonly cached: string | undefined }
    | {
        readonly kind: 'sharedFormula'
        readonly formula: string
        readonly ref: string
        readonly cached: string | undefined
      }
    | { readonly kind: 'blank' }
  readonly value: SheetValue | undefined
}

export interface RowPlan {
  readonly index: number
  readonly hidden?: boolean
  readonly cells: readonly CellPlan[]
}

export interface SheetPlan {
  readonly name: string
  readonly state?: 'hidden' | 'veryHidden'
  readonly rows: readonly RowPlan[]
  readonly merges?: readonly Merge[]
  readonly hiddenColumns?: readonly number[]
}

/** Ways in which programs write the same workbook. */
export interface Quirks {
  readonly prefix?: boolean
  readonly strict?: boolean
  readonly encoding?: 'utf-8-bom' | 'utf-16le' | 'utf-16be'
  readonly strings?: 'shared' | 'inline'
  readonly noReferences?: boolean
  readonly wrongDimension?: boolean
  readonly capitalStrings?: boolean
  readonly targets?: 'absolute' | 'moved'
  readonly noStyles?: boolean
  readonly comments?: boolean
  readonly singleQuotes?: boolean
  readonly date1904?: boolean
  readonly reversed?: boolean
  readonly zip?: ZipQuirks
}

/** `s` attribute, number format id, code (for ids from 164 on), by the name that plans use. */
export const STYLES = {
  general: [0, undefined],
  date: [14, undefined],
  dateTime: [22, undefined],
  chineseDate31: [31, undefined],
  chineseDate57: [57, undefined],
  customDate: [164, 'yyyy"年"m"月"d"日"'],
  localeDate: [165, '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy'],
  twoDecimals: [2, undefined],
  thousands: [4, undefined],
  text: [49, undefined],
  money: [166, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '],
  yuan: [167, '#,##0.00"元";[Red]-#,##0.00"元"'],
  elapsed: [168, '[h]:mm:ss'],
  conditional: [169, '[Red][>=100]0.00;[Blue]0.0'],
} as const satisfies Record<string, readonly [number, string | undefined]>

const MAIN = [
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
]
const OFFICE = [
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
  'http://purl.oclc.org/ooxml/officeDocument/relationships',
]
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Writes the plans as an .xlsx with the quirks asked for. */
export function workbookBytes(sheets: readonly SheetPlan[], quirks: Quirks = {}): Buffer {
  const strings: string[] = []
  const folder = quirks.targets === 'moved' ? 'book/data' : 'xl'
  const sheetName = (i: number): string =>
    quirks.targets === 'moved' ? `${folder}/table${i + 1}.xml` : `xl/worksheets/sheet${i + 1}.xml`
  const workbookName = quirks.targets === 'moved' ? `${folder}/book.xml` : 'xl/workbook.xml'
  const stringsName = `${folder}/${quirks.capitalStrings === true ? 'SharedStrings' : 'sharedStrings'}.xml`
  const target = (name: string): string => (quirks.targets === 'absolute' ? `/${name}` : name.slice(folder.length + 1))
  const office = OFFICE[quirks.strict === true ? 1 : 0] ?? ''
  const relations = sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="${target(sheetName(i))}"/>`,
  )
  if (quirks.noStyles !== true)
    relations.push(`<Relationship Id="rIdS" Type="${office}/styles" Target="${target(`${folder}/styles.xml`)}"/>`)
  const sheetParts = sheets.map((sheet, i) => ({ name: sheetName(i), xml: sheetXml(sheet, quirks, strings) }))
  if (strings.length > 0)
    relations.push(
      `<Relationship Id="rIdT" Type="${office}/sharedStrings" Target="${target(`${folder}/sharedStrings.xml`)}"/>`,
    )
  const slash = workbookName.lastIndexOf('/')
  const texts = [
    {
      name: '[Content_Types].xml',
      xml: contentTypes(
        workbookName,
        sheetParts.map(({ name }) => name),
        strings.length > 0 ? stringsName : undefined,
        quirks.noStyles === true ? undefined : `${folder}/styles.xml`,
      ),
    },
    {
      name: '_rels/.rels',
      xml: relationships([`<Relationship Id="rId1" Type="${office}/officeDocument" Target="${workbookName}"/>`]),
    },
    { name: workbookName, xml: workbookXml(sheets, quirks) },
    { name: `${workbookName.slice(0, slash)}/_rels${workbookName.slice(slash)}.rels`, xml: relationships(relations) },
    ...sheetParts,
  ]
  if (quirks.noStyles !== true) texts.push({ name: `${folder}/styles.xml`, xml: stylesXml(quirks) })
  if (strings.length > 0) texts.push({ name: stringsName, xml: stringsXml(strings, quirks) })
  const parts: ZipPart[] = texts.map(({ name, xml }) => ({ name, bytes: encode(name, xml, quirks) }))
  if (quirks.reversed === true) parts.reverse()
  return zipBytes(parts, quirks.zip)
}

function encode(name: string, xml: string, quirks: Quirks): Buffer {
  const styled = quirks.singleQuotes === true ? xml.replace(/="([^"'<>]*)"/g, "='$1'") : xml
  // Only the parts of the workbook itself come in odd encodings.
  const encoding = name.endsWith('.rels') || name.startsWith('[') ? undefined : quirks.encoding
  const declaration = `<?xml version="1.0" encoding="${encoding?.startsWith('utf-16') === true ? 'UTF-16' : 'UTF-8'}" standalone="yes"?>\r\n`
  if (encoding === 'utf-8-bom') return Buffer.from(`\ufeff${declaration}${styled}`)
  if (encoding === undefined) return Buffer.from(declaration + styled)
  const bytes = Buffer.from(`\ufeff${declaration}${styled}`, 'utf16le')
  return encoding === 'utf-16be' ? bytes.swap16() : bytes
}

const relationships = (rows: readonly string[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${rows.join('')}</Relationships>`

function contentTypes(
  workbook: string,
  sheets: readonly string[],
  strings: string | undefined,
  styles: string | undefined,
): string {
  const over = (name: string, type: string): string =>
    `<Override PartName="/${name}" ContentType="${TYPE}.${type}+xml"/>`
  return `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${over(workbook, 'sheet.main')}${sheets.map((name) => over(name, 'worksheet')).join('')}${strings === undefined ? '' : over(strings, 'sharedStrings')}${styles === undefined ? '' : over(styles, 'styles')}</Types>`
}

/** Puts the prefix on every element name, as the Open XML SDK writes it. */
const prefixed = (xml: string, quirks: Quirks): string =>
  quirks.prefix === true ? xml.replace(/<(\/?)(?=[A-Za-z])/g, '<$1x:').replace(/ xmlns="/, ' xmlns:x="') : xml

const noise = (quirks: Quirks): string => (quirks.comments === true ? '<!-- </row> <c r="Z9"> --><?pi <v>1</v>?>' : '')
const main = (quirks: Quirks): string => `xmlns="${MAIN[quirks.strict === true ? 1 : 0] ?? ''}"`

function workbookXml(sheets: readonly SheetPlan[], quirks: Quirks): string {
  const office = OFFICE[quirks.strict === true ? 1 : 0] ?? ''
  const rows = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${escape(name)}" sheetId="${i + 1}"${state === undefined ? '' : ` state="${state}"`} r:id="rId${i + 1}"/>`,
  )
  return prefixed(
    `<workbook ${main(quirks)} xmlns:r="${office}"><workbookPr${quirks.date1904 === true ? ' date1904="1"' : ''}/>${noise(quirks)}<sheets>${rows.join('')}</sheets></workbook>`,
    quirks,
  )
}

function stylesXml(quirks: Quirks): string {
  const styles = Object.values(STYLES)
  const custom = styles.flatMap(([id, code]) =>
    code === undefined ? [] : [`<numFmt numFmtId="${id}" formatCode="${escape(code)}"/>`],
  )
  const xfs = styles.map(
    ([id]) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`,
  )
  return prefixed(
    `<styleSheet ${main(quirks)}><numFmts count="${custom.length}">${custom.join('')}</numFmts><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs><cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs><dxfs count="1"><dxf><numFmt numFmtId="166" formatCode="yyyy"/></dxf></dxfs></styleSheet>`,
    quirks,
  )
}

function stringsXml(strings: readonly string[], quirks: Quirks): string {
  const body = strings.map((item) => `${noise(quirks)}<si>${item}</si>`).join('\n')
  return prefixed(
    `<sst ${main(quirks)} count="${strings.length}" uniqueCount="${strings.length}">${body}</sst>`,
    quirks,
  )
}

function sheetXml(sheet: SheetPlan, quirks: Quirks, strings: string[]): string {
  const rows = sheet.rows.map((row) => {
    const label = quirks.noReferences === true ? '' : ` r="${row.index + 1}" spans="1:9"`
    const cells = row.cells.map((cell) => cellXml(row.index, cell, quirks, strings)).join(noise(quirks))
    return `<row${label}${row.hidden === true ? ' hidden="1"' : ''}>${noise(quirks)}${cells}</row>`
  })
  const cols = (sheet.hiddenColumns ?? []).map(
    (c) => `<col min="${c + 1}" max="${c + 1}" width="9" hidden="1" customWidth="1"/>`,
  )
  const merges = (sheet.merges ?? []).map(
    (m) => `<mergeCell ref="${address(m.top, m.left)}:${address(m.bottom, m.right)}"/>`,
  )
  return prefixed(
    `<worksheet ${main(quirks)}><dimension ref="${quirks.wrongDimension === true ? 'A1' : 'A1:Z999'}"/><sheetViews><sheetView workbookViewId="0"/></sheetViews>${cols.length === 0 ? '' : `<cols>${cols.join('')}</cols>`}<sheetData>${noise(quirks)}${rows.join('\n')}</sheetData>${merges.length === 0 ? '' : `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>`}<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`,
    quirks,
  )
}

function cellXml(row: number, cell: CellPlan, quirks: Quirks, strings: string[]): string {
  const { write } = cell
  const style = Object.keys(STYLES).indexOf(cell.style ?? 'general')
  const head = `${quirks.noReferences === true ? '' : ` r="${address(row, cell.column)}"`}${style === 0 || quirks.noStyles === true ? '' : ` s="${style}"`}`
  const cached = (text: string | undefined): string => (text === undefined ? '' : `<v>${escape(text)}</v>`)
  const type = (name: string): string => (name === 'n' ? '' : ` t="${name}"`)
  switch (write.kind) {
    case 'blank':
      return `<c${head}/>`
    case 'raw':
      return `<c${head}${type(write.type)}><v>${escape(write.text)}</v></c>`
    case 'formula':
      return `<c${head}${type(write.type)}><f>${escape(write.formula)}</f>${cached(write.cached)}</c>`
    case 'sharedFormula':
      return `<c${head}><f t="shared"${write.ref === '' ? '' : ` ref="${write.ref}"`} si="0">${escape(write.formula)}</f>${cached(write.cached)}</c>`
    case 'text': {
      const item = stringItem(write.text, write.as)
      if (quirks.strings === 'inline') return `<c${head} t="inlineStr"><is>${item}</is></c>`
      const known = strings.indexOf(item)
      return `<c${head} t="s"><v>${known >= 0 ? known : strings.push(item) - 1}</v></c>`
    }
  }
}

function stringItem(text: string, as: 'rich' | 'phonetic' | 'cdata' | undefined): string {
  const t = (piece: string): string => `<t${/^\s|\s$/.test(piece) ? ' xml:space="preserve"' : ''}>${escape(piece)}</t>`
  if (as === 'cdata') return `<t><![CDATA[${text}]]></t>`
  if (as === 'phonetic') return `${t(text)}<rPh sb="0" eb="1"><t>pīnyīn</t></rPh><phoneticPr fontId="1"/>`
  if (as !== 'rich') return t(text)
  const characters = Array.from(text)
  const half = Math.ceil(characters.length / 2)
  const pieces = [characters.slice(0, half).join(''), characters.slice(half).join('')]
  return pieces.map((piece) => `<r><rPr><b/><sz val="11"/></rPr>${t(piece)}</r>`).join('')
}

const escape = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '_x005F_x')
    .replaceAll('\r', '_x000D_')

import { BUILT_IN_CODES, isBuiltInDate, isDateFormat } from './date-format.ts'
import { attributesOf, nameHash } from './xml-text.ts'
import type { XmlHandler } from './xml-scanner.ts'

/** What a cell's style says about its number. `format` is absent for General. */
export interface NumberStyle {
  readonly date: boolean
  readonly format: string | undefined
}

export const GENERAL: NumberStyle = { date: false, format: undefined }

const NUM_FMTS = nameHash('numFmts')
const NUM_FMT = nameHash('numFmt')
const CELL_XFS = nameHash('cellXfs')
const XF = nameHash('xf')

/** Reads the styles part. `result` is indexed by the `s` attribute of a cell. */
export function stylesHandler(): XmlHandler & { result(): readonly NumberStyle[] } {
  const codes = new Map<number, string>()
  const formats: number[] = []
  let section = 0
  return {
    open(name, bytes, from, to) {
      if (name === NUM_FMTS || name === CELL_XFS) section = name
      else if (name === NUM_FMT && section === NUM_FMTS) {
        const found = attributesOf(bytes, from, to, ['numFmtId', 'formatCode'])
        codes.set(Number(found.get('numFmtId') ?? '0'), found.get('formatCode') ?? 'General')
      } else if (name === XF && section === CELL_XFS)
        formats.push(Number(attributesOf(bytes, from, to, ['numFmtId']).get('numFmtId') ?? '0'))
    },
    close(name) {
      if (name === section) section = 0
    },
    text: () => undefined,
    result: () => formats.map((id) => numberStyle(id, codes.get(id))),
  }
}

function numberStyle(id: number, custom: string | undefined): NumberStyle {
  if (custom !== undefined) {
    if (isDateFormat(custom)) return { date: true, format: custom }
    return /^(?:general|G\/通用格式)?$/i.test(custom) ? GENERAL : { date: false, format: custom }
  }
  if (isBuiltInDate(id)) return { date: true, format: undefined }
  const code = BUILT_IN_CODES.get(id)
  return code === undefined ? GENERAL : { date: false, format: code }
}

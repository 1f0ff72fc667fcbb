import type { AppErrorInfo, Remedy } from '#core/model/error.ts'

/**
 * What an import has to say about a place of a workbook.
 * refuse: nothing of this report may be imported until it is put right. warn: imported, but the user must know.
 */
export interface ImportFinding extends AppErrorInfo {
  readonly code: `IMPORT_${string}`
  readonly severity: 'refuse' | 'warn'
  readonly file: string
  readonly sheet: string
  /** Excel address, where there is one cell to look at. */
  readonly address: string | undefined
  /** The table that a sheet seems to be, where the user may confirm it. */
  readonly tableId?: string
  /** The unit that a table names, where it is not the one that is imported. */
  readonly unitName?: string
}

/** A place that a finding is about. */
export interface Place {
  readonly file: string
  readonly sheet: string
  readonly address?: string | undefined
}

/** Makes a finding; `what` is the part of the sentence after the place and carries its own full stop. */
export function finding(
  severity: ImportFinding['severity'],
  code: `IMPORT_${string}`,
  place: Place,
  what: string,
  remedy: string,
  ...more: readonly string[]
): ImportFinding {
  const remedies: readonly [Remedy, ...Remedy[]] = [{ text: remedy }, ...more.map((text) => ({ text }))]
  const message = `${placeText(place)}：${what}`
  return { severity, code, message, remedies, file: place.file, sheet: place.sheet, address: place.address }
}

/** 《决算.xlsx》工作表“三公”单元格 C12 */
export function placeText({ file, sheet, address }: Place): string {
  const cell = address === undefined ? '' : `单元格 ${address}`
  return `《${file}》工作表“${sheet.trim()}”${cell}`
}

/** A text quoted for a message: one line, not too long. */
export function quote(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  return `“${line.length > 40 ? `${line.slice(0, 40)}…` : line}”`
}

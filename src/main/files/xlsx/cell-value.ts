import type { SheetValue } from '#core/workbook/grid.ts'
import { serialToIso } from './date-format.ts'
import type { SharedStrings } from './shared-strings.ts'
import { GENERAL, type NumberStyle } from './styles.ts'
import { decodeEscapes } from './xml-text.ts'

/** What turns the text of a cell into its value: the same for all sheets of a workbook. */
export interface ValueContext {
  readonly strings: SharedStrings
  readonly styles: readonly NumberStyle[]
  readonly date1904: boolean
  /** ISO days by serial: journals repeat a few hundred days a million times. */
  readonly days: Map<number, SheetValue>
}

const NUMBER = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/
const ISO_DATE = /^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.([0-9]+))?Z?)?$/

/**
 * The value of a cell from its `t` attribute, style and text (ECMA-376 part 1, 18.3.1.4 and 18.18.11).
 * Undefined for an empty cell; 'no such string' is the caller's to refuse, so it comes as null.
 */
export function cellValue(
  context: ValueContext,
  type: string,
  style: number,
  text: string,
): SheetValue | undefined | null {
  switch (type) {
    case 's':
      return sharedValue(context.strings, text)
    case 'str':
      return text === '' ? undefined : { kind: 'text', text: decodeEscapes(text) }
    case 'inlineStr':
      return text === '' ? undefined : { kind: 'text', text }
    case 'b':
      return text.trim() === '' ? undefined : { kind: 'boolean', value: /^(?:1|true)$/i.test(text.trim()) }
    case 'e':
      return text.trim() === '' ? undefined : { kind: 'error', text: text.trim() }
    case 'd':
      return isoValue(text.trim())
    default:
      return numberValue(context, style, text.trim())
  }
}

function sharedValue(strings: SharedStrings, text: string): SheetValue | undefined | null {
  const digits = text.trim()
  if (digits === '') return undefined
  const value = /^[0-9]{1,9}$/.test(digits) ? strings.value(Number.parseInt(digits, 10)) : undefined
  if (value === undefined) return null
  return value.kind === 'text' && value.text === '' ? undefined : value
}

function isoValue(text: string): SheetValue | undefined {
  if (text === '') return undefined
  const [, day, time, fraction] = ISO_DATE.exec(text) ?? []
  if (day === undefined) return { kind: 'text', text }
  const millis = fraction === undefined ? '000' : fraction.padEnd(3, '0').slice(0, 3)
  if (time === undefined || (time === '00:00:00' && millis === '000')) return { kind: 'date', text: day }
  return { kind: 'date', text: `${day}T${time}${millis === '000' ? '' : `.${millis}`}` }
}

/** Digits that are no number are given as text: the reader must not guess what was meant. */
export function numberValue(context: ValueContext, style: number, text: string): SheetValue | undefined {
  if (text === '') return undefined
  if (!NUMBER.test(text)) return { kind: 'text', text }
  const { date, format } = context.styles[style] ?? GENERAL
  if (date) {
    const iso = serialToIso(Number(text), context.date1904)
    if (iso !== undefined) return { kind: 'date', text: iso }
  }
  return format === undefined ? { kind: 'number', text } : { kind: 'number', text, format }
}

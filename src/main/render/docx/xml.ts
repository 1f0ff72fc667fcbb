import { FileChild, TextRun } from 'docx'
import type { IXmlableObject } from 'docx'

/** An element as docx writes it out: its tag, its attributes in `_attr`, its children. */
export type XmlNode = Readonly<Record<string, XmlContent>>
type Attributes = Readonly<Record<string, string | number>>
type XmlContent = readonly (XmlNode | string | { readonly _attr: Attributes })[]

export const element = (tag: string, attributes: Attributes, ...children: readonly (XmlNode | string)[]): XmlNode => ({
  [tag]: [{ _attr: attributes }, ...children],
})

/** An element whose only attribute is `w:val`. */
export const value = (tag: string, val: string | number): XmlNode => element(tag, { 'w:val': val })

/** Quotes, dashes and dots that Word would take from the Latin font, half as wide, unless it is told otherwise. */
const AMBIGUOUS = /[“”‘’—…·×÷±§°]/

/** The run property that keeps ambiguous punctuation Chinese; undefined where the text has none. */
const fontHint = (text: string): 'eastAsia' | undefined => (AMBIGUOUS.test(text) ? 'eastAsia' : undefined)

interface RunForm {
  readonly bold?: boolean
  /** Id of a character style. */
  readonly style?: string
}

/** A run of plain text; its line breaks stay line breaks. */
export function textRun(text: string, form: RunForm = {}): XmlNode {
  const hint = fontHint(text)
  const properties = [
    ...(form.style === undefined ? [] : [value('w:rStyle', form.style)]),
    ...(hint === undefined ? [] : [element('w:rFonts', { 'w:hint': hint })]),
    ...(form.bold === true ? [element('w:b', {})] : []),
  ]
  const lines = text.split('\n').map((line) => element('w:t', { 'xml:space': 'preserve' }, line))
  const content = lines.flatMap((line, index) => (index === 0 ? [line] : [element('w:br', {}), line]))
  return element('w:r', {}, ...(properties.length === 0 ? [] : [element('w:rPr', {}, ...properties)]), ...content)
}

/**
 * A block that is written as it stands. The library's own table builds some ten objects for every cell, which made
 * most of the time of a document; a subclass is the only way in that it leaves.
 */
export class XmlBlock extends FileChild {
  readonly #content: XmlContent

  constructor(tag: string, content: XmlContent) {
    super(tag)
    this.#content = content
  }

  override prepForXml(): IXmlableObject {
    return { [this.rootKey]: this.#content }
  }
}

/** Something in a line of text that is written as it stands: a run, a field, a bookmark, whose ids we set ourselves. */
export class XmlInline extends TextRun {
  readonly #node: XmlNode

  constructor(node: XmlNode) {
    super({})
    this.#node = node
  }

  override prepForXml(): IXmlableObject {
    return this.#node
  }
}

/** The children of a paragraph. */
export const inlines = (...nodes: readonly XmlNode[]): XmlInline[] => nodes.map((node) => new XmlInline(node))

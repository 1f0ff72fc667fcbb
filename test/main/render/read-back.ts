import { strFromU8, unzipSync } from 'fflate'
import { JSDOM } from 'jsdom'
import type { DomDocument, DomElement, DomNode } from 'jsdom'

/** The parts of an Office file as text. */
export function partsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(bytes)).map(([name, data]) => [name, strFromU8(data)]))
}

export function partOf(bytes: Uint8Array, name: string): string {
  const part = partsOf(bytes).get(name)
  if (part === undefined) throw new Error(`no part ${name}`)
  return part
}

/** Parses XML; throws where it is not well-formed. */
export const parseXml = (xml: string): DomDocument => new JSDOM(xml, { contentType: 'text/xml' }).window.document

/** The elements of a tag (with its prefix) under a node, in document order. */
export const all = (node: DomNode, tag: string): DomElement[] => [...node.getElementsByTagName(tag)]

export const attribute = (node: DomElement | undefined, name: string): string | undefined =>
  node?.getAttribute(name) ?? undefined

/** Attribute of the first element of a tag under a node. */
export const valueOf = (node: DomNode, tag: string, name = 'w:val'): string | undefined =>
  attribute(all(node, tag)[0], name)

/** Text of a paragraph, cell or document as a reader sees it: runs and line breaks, no field codes. */
export const shownText = (node: DomNode): string =>
  all(node, '*')
    .map((child) => (child.tagName === 'w:t' ? child.textContent : child.tagName === 'w:br' ? '\n' : ''))
    .join('')

/** HTML with its void elements closed, so that a strict parser can hold the page to being well-formed. */
export const parseHtmlStrictly = (html: string): DomDocument =>
  parseXml(html.replace(/^<!doctype html>\n/, '').replace(/<(meta|br|wbr|col)\b([^>]*)>/g, '<$1$2/>'))

/** The little of jsdom that these tests use; the Node side of the project has no DOM types, on purpose. */
declare module 'jsdom' {
  export interface DomNode {
    readonly nodeName: string
    readonly nodeValue: string | null
    readonly childNodes: ArrayLike<DomNode>
    readonly textContent: string
    getElementsByTagName(tag: string): ArrayLike<DomElement> & Iterable<DomElement>
    querySelector(selector: string): DomElement | null
    querySelectorAll(selector: string): Iterable<DomElement>
  }

  export interface DomElement extends DomNode {
    readonly tagName: string
    readonly id: string
    readonly className: string
    readonly classList: { contains(name: string): boolean }
    readonly parentElement: DomElement | null
    getAttribute(name: string): string | null
    closest(selector: string): DomElement | null
  }

  export interface DomDocument extends DomNode {
    readonly documentElement: DomElement
    getElementById(id: string): DomElement | null
  }

  export class JSDOM {
    /** Throws for markup that is not well-formed when the content type is XML. */
    constructor(markup: string, options: { readonly contentType: string })
    readonly window: { readonly document: DomDocument }
  }
}

/**
 * The component library writes style elements and knows no nonce; the window's policy refuses those without one. So every style
 * element that this window makes carries the nonce that the host put into its page.
 */
export function carryNonce(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
  if (nonce === undefined || nonce === '') return
  const create: (name: string, options?: ElementCreationOptions) => HTMLElement = document.createElement.bind(document)
  const createWithNonce = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(name, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
  Object.defineProperty(document, 'createElement', { value: createWithNonce })
}

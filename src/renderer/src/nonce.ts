/**
 * The component library writes style elements and knows no nonce; the window's policy refuses those without one. So every style
 * element that this window makes carries the nonce that the host put into its page.
 */
export function carryNonce(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
  const create: unknown = Reflect.get(document, 'createElement')
  if (nonce === undefined || nonce === '' || typeof create !== 'function') return
  const createWithNonce = (...args: readonly unknown[]): unknown => {
    const element: unknown = Reflect.apply(create, document, args)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
  Object.defineProperty(document, 'createElement', { value: createWithNonce })
}

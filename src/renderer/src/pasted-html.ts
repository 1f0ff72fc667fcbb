/**
 * The body of HTML from the clipboard. Its styles stay words that are read (`data-style`): the policy of the page lets nobody
 * apply them and complains of every one that is tried.
 */
export function pastedBody(html: string): HTMLElement {
  const unstyled = html
    .replace(/<style\b[^]*?<\/style\s*>/giu, '')
    .replace(/<[a-z][^>]*>/giu, (tag) => tag.replace(/\sstyle(?=\s*=)/giu, ' data-style'))
  return new DOMParser().parseFromString(unstyled, 'text/html').body
}

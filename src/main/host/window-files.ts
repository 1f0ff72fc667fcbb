import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

/** A file of the window, as both hosts serve it. */
export interface WindowFile {
  readonly type: string
  readonly body: Uint8Array
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** Where the window's page keeps the place of its nonce. */
const NONCE = '__CSP_NONCE__'

/** Reads a file of the built window; undefined when the path names none or leads outside. `/` is the page, with its nonce set. */
export async function windowFile(folder: string, path: string, nonce: string): Promise<WindowFile | undefined> {
  const name = path === '/' ? '/index.html' : path
  const type = TYPES[extname(name)]
  const file = normalize(join(folder, name))
  if (type === undefined || !file.startsWith(folder + sep)) return undefined
  const body = await readFile(file).catch(() => undefined)
  if (body === undefined) return undefined
  if (name !== '/index.html') return { type, body }
  return { type, body: Buffer.from(body.toString('utf8').replaceAll(NONCE, nonce)) }
}

/** Only what the window itself brings; its component library writes style elements, which carry the nonce. */
export function windowPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

/** The preview is a document without scripts that brings its fonts and styles along. */
export const PREVIEW_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'font-src data:',
  'img-src data:',
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** `/preview/12` → 12 */
export function previewOf(path: string): number | undefined {
  const match = /^\/preview\/([1-9]\d{0,8})$/.exec(path)
  return match?.[1] === undefined ? undefined : Number.parseInt(match[1], 10)
}

/** `/preview/0123….pdf` → 0123…, the name of a PDF that was made for the window. */
function pdfOf(path: string): string | undefined {
  return /^\/preview\/([0-9a-f]{32})\.pdf$/.exec(path)?.[1]
}

/** What lies under /preview/: documents as print HTML, and PDFs that were made for the window. */
export interface Previews {
  readonly html: (report: number) => Promise<string>
  /** Undefined when there is no PDF of this name, or no longer. */
  readonly pdf: (name: string) => Uint8Array<ArrayBuffer> | undefined
}

export interface PreviewAnswer {
  readonly headers: Readonly<Record<string, string>>
  /** Of the asker alone, who may hand it over to another thread. */
  readonly body: Uint8Array<ArrayBuffer>
}

/** Whether it is for the session to say what lies under a path. */
export function isPreview(path: string): boolean {
  return path.startsWith('/preview/')
}

/** The answer to a path under /preview/; undefined for every other path. The window draws PDFs itself: as a page they may do nothing. */
export async function previewAnswer(path: string, { html, pdf }: Previews): Promise<PreviewAnswer | undefined> {
  const report = previewOf(path)
  if (report !== undefined)
    return {
      headers: { 'content-type': TYPES['.html'] ?? '', 'content-security-policy': PREVIEW_POLICY },
      body: new TextEncoder().encode(await html(report)),
    }
  const name = pdfOf(path)
  const body = name === undefined ? undefined : pdf(name)
  return (
    body && {
      headers: { 'content-type': 'application/pdf', 'content-security-policy': PDF_POLICY },
      body: body.slice(),
    }
  )
}

const PDF_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"

/** Headers of every answer to the window. */
export const STRICT_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

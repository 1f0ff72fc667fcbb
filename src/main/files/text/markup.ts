/**
 * A forgiving, linear scanner for the HTML and XML that other programs save under the name of a workbook. It builds no
 * tree, expands no entity but characters, and reads nothing from outside the text.
 */
export type MarkupToken =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly selfClosing: boolean }
  | { readonly kind: 'close'; readonly name: string }
  /** Character data, entities not yet decoded unless `verbatim` (CDATA). */
  | { readonly kind: 'text'; readonly text: string; readonly verbatim: boolean }
  | { readonly kind: 'comment'; readonly text: string }

export interface MarkupSyntax {
  /** HTML: names in lower case, the content of `script` and `style` is no markup. XML: names as written. */
  readonly syntax: 'html' | 'xml'
}

/** Tokens in order. */
export function* markupTokens(source: string, { syntax }: MarkupSyntax): Generator<MarkupToken> {
  let at = 0
  while (at < source.length) {
    const open = source.indexOf('<', at)
    const textEnd = open < 0 ? source.length : open
    if (textEnd > at) yield { kind: 'text', text: source.slice(at, textEnd), verbatim: false }
    if (open < 0) return
    if (source.startsWith('<!--', open)) {
      const end = endOf(source, '-->', open + 4)
      yield { kind: 'comment', text: source.slice(open + 4, end.inner) }
      at = end.outer
    } else if (source.startsWith('<![CDATA[', open)) {
      const end = endOf(source, ']]>', open + 9)
      yield { kind: 'text', text: source.slice(open + 9, end.inner), verbatim: true }
      at = end.outer
    } else if (/[a-z/!?]/i.test(source.charAt(open + 1))) {
      const end = tagEnd(source, open + 1)
      const token = tagToken(source.slice(open + 1, end), syntax)
      if (token) yield token
      at = end + 1
      if (syntax === 'html' && token?.kind === 'open' && (token.name === 'script' || token.name === 'style')) {
        const close = indexOfClose(source, token.name, at)
        yield { kind: 'text', text: source.slice(at, close), verbatim: true }
        at = close
      }
    } else {
      yield { kind: 'text', text: '<', verbatim: true }
      at = open + 1
    }
  }
}

function endOf(source: string, mark: string, from: number): { readonly inner: number; readonly outer: number } {
  const found = source.indexOf(mark, from)
  return found < 0 ? { inner: source.length, outer: source.length } : { inner: found, outer: found + mark.length }
}

function indexOfClose(source: string, name: string, from: number): number {
  const close = new RegExp(`</${name}`, 'gi')
  close.lastIndex = from
  return close.exec(source)?.index ?? source.length
}

/** The `>` that ends a tag; one inside a quoted attribute value does not. */
function tagEnd(source: string, from: number): number {
  let quote = ''
  let before = ''
  for (let at = from; at < source.length; at += 1) {
    const character = source.charAt(at)
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '>') return at
    // A quotation mark that opens no value is a letter of a badly written tag.
    else if ((character === '"' || character === "'") && before === '=') quote = character
    if (character !== ' ') before = character
  }
  return source.length
}

function tagToken(body: string, syntax: 'html' | 'xml'): MarkupToken | undefined {
  const parts = /^(\/?)([\p{L}_][\p{L}\d:_.-]*)/u.exec(body)
  if (!parts) return undefined
  const written = parts[2] ?? ''
  const name = syntax === 'xml' ? written : written.toLowerCase()
  if (parts[1] === '/') return { kind: 'close', name }
  const selfClosing = body.endsWith('/')
  return { kind: 'open', name, attributes: body.slice(written.length, selfClosing ? -1 : undefined), selfClosing }
}

/** The attributes of a tag, names in lower case, values decoded; an attribute without a value is ''. */
export function attributesOf(written: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [, name, double, single, bare] of written.matchAll(ATTRIBUTE)) {
    if (name !== undefined) found.set(name.toLowerCase(), decodeEntities(double ?? single ?? bare ?? ''))
  }
  return found
}

const ATTRIBUTE = /([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g

const NAMED: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', ensp: '\u2002', emsp: '\u2003', yen: '¥',
  mdash: '—', ndash: '–', hellip: '…', middot: '·', times: '×', ldquo: '“', rdquo: '”', lsquo: '‘', rsquo: '’',
  copy: '©', reg: '®', deg: '°', plusmn: '±', permil: '‰', le: '≤', ge: '≥', ne: '≠', minus: '−',
} // prettier-ignore

/** Character references; one that is not known stays as written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (typeof name === 'string') return NAMED[name] ?? whole
    const code = typeof decimal === 'string' ? Number.parseInt(decimal, 10) : Number.parseInt(String(hex), 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

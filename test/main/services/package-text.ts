import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pdfFacts } from '#test/main/render/pdf-facts.ts'
import { partsOf } from '#test/main/render/read-back.ts'

/** Everything that can be read in the files of a package, by file: parts of Office files, pages of the PDF. */
export async function packageTexts(folder: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name))
    if (/\.(docx|xlsx)$/u.test(name)) {
      // Widths and positions are numbers as well; what a reader sees stands in the text and value elements.
      const parts = [...partsOf(bytes)].filter(([part]) => part.endsWith('.xml'))
      texts.set(name, parts.map(([, xml]) => shown(xml)).join('\n'))
    } else if (name.endsWith('.pdf')) {
      const { pages } = await pdfFacts(bytes)
      texts.set(name, pages.map(({ text }) => text).join('\n'))
    } else texts.set(name, bytes.toString('utf8').replace(/<style[\s\S]*?<\/style>/gu, ''))
  }
  return texts
}

function shown(xml: string): string {
  return Array.from(xml.matchAll(/<(?:w:t|t|v|dc:title)(?: [^>]*)?>([^<]*)</gu), ([, text]) => text).join('\n')
}

/** Files in which a number stands by itself, not as part of a longer one. */
export function filesWith(texts: ReadonlyMap<string, string>, needle: string): readonly string[] {
  const isNumber = /^[\d.]+$/u.test(needle)
  const pattern = isNumber
    ? new RegExp(`(?<![\\d.])${needle.replaceAll('.', '\\.')}(?![\\d]|\\.\\d)`, 'u')
    : new RegExp(needle, 'u')
  return [...texts].flatMap(([name, text]) => (pattern.test(text) ? [name] : []))
}

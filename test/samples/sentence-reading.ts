import { narrativeContext } from '#core/document/build.ts'
import type { TemplateBlock, TemplateNode } from '#core/narrative/ast.ts'
import { parseDocument } from '#core/narrative/parse-document.ts'
import { TOP } from '#core/narrative/values.ts'
import { matchSentence } from './match-sentence.ts'
import type { Sample } from './open-sample.ts'

/**
 * What a printed sentence says otherwise than the accounts ask for: figures and texts as `printed → own`, and the case of a
 * phrase (增加 where it is 减少) as `phrase: used → right`. Undefined when its words are not those of the template.
 */
export function differencesIn(
  { accounts, pack, nameOfCode }: Sample,
  id: string,
  { print, own }: { readonly print: string; readonly own: string },
): readonly string[] | undefined {
  const content = templateOf(parseDocument(pack.document.markdown), id)
  if (!content) throw new Error(`${pack.head.id} has no sentence ${id}`)
  const context = narrativeContext({ accounts, pack, nameOfCode })
  const read = matchSentence(content, print, context, TOP)
  const right = matchSentence(content, own, context, TOP)
  if (!right) throw new Error(`the sentence ${id} of the document does not fit its own template: ${own}`)
  return read?.flatMap((capture, index) => {
    const other = right[index]
    if (capture.kind === 'case') {
      // Two cases may fit the same words: then the sentence of the document is read as the wrong one, too.
      const isRight = capture.used === capture.expected || (other?.kind === 'case' && other.used === capture.used)
      return isRight ? [] : [`${capture.phrase}: ${capture.used} → ${String(capture.expected)}`]
    }
    const ownText = other && other.kind !== 'case' ? other.text : ''
    return withoutZeros(capture.text) === withoutZeros(ownText) ? [] : [`${capture.text} → ${ownText}`]
  })
}

/** 862569.30 and 862569.3 are one number. */
const withoutZeros = (text: string): string =>
  /^\d+\.\d+$/u.test(text) ? text.replace(/0+$/u, '').replace(/\.$/u, '') : text

function templateOf(blocks: readonly TemplateBlock[], id: string): readonly TemplateNode[] | undefined {
  for (const block of blocks) {
    if (block.kind === 'sentence' && block.id === id) return block.content
    const inner =
      block.kind === 'when' ? [...block.then, ...block.otherwise] : block.kind === 'each' ? block.blocks : []
    const found = templateOf(inner, id)
    if (found) return found
  }
  return undefined
}

import mammoth from 'mammoth'
import type { PastedText } from '#core/pasted/blocks.ts'
import { readMarkup, type MarkupNode } from '#core/pasted/read-markup.ts'
import { AppError } from '#core/model/error.ts'
import { fileDamaged } from '../file-errors.ts'
import type { SourceFile } from '../source-file.ts'
import { attributesOf, decodeEntities, markupTokens } from '../text/markup.ts'
import { docxWords } from './docx-parts.ts'

/** WPS and Chinese Word name styles in Chinese here and there. */
const STYLES = [
  ...[1, 2, 3, 4, 5, 6].map((level) => `p[style-name='标题 ${level}'] => h${level}:fresh`),
  // Its table of contents, whose page numbers mean nothing here.
  ...[1, 2, 3, 4, 5].map((level) => `p[style-name='toc ${level}'] => !`),
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='标题'] => h1:fresh",
]

/**
 * Headings, paragraphs, lists and tables of a Word file. Pictures are counted; hidden and deleted text does not come along.
 * Errors: FILE_* as `docxWords`; FILE_DAMAGED when it cannot be read as Word.
 */
export async function readDocx(file: SourceFile): Promise<PastedText> {
  const words = await docxWords(file)
  try {
    const images = mammoth.images.imgElement(() => Promise.resolve({ src: '' }))
    const { value } = await mammoth.convertToHtml(
      { buffer: words },
      { styleMap: STYLES, convertImage: images, externalFileAccess: false, includeEmbeddedStyleMap: false },
    )
    return readMarkup(treeOf(value))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw fileDamaged(file.name, '不能按 Word 文稿读取', cause instanceof Error ? cause.message : String(cause))
  }
}

interface TreeNode extends MarkupNode {
  readonly childNodes: TreeNode[]
}

const VOID = new Set(['br', 'img', 'hr'])

/** The HTML of the converter as nodes; it closes every element that it opens. */
function treeOf(html: string): MarkupNode {
  const root: TreeNode = { nodeName: 'body', nodeValue: null, childNodes: [] }
  const open: TreeNode[] = [root]
  const add = (node: TreeNode): void => {
    open.at(-1)?.childNodes.push(node)
  }
  for (const token of markupTokens(html, { syntax: 'html' })) {
    if (token.kind === 'text')
      add({ nodeName: '#text', nodeValue: token.verbatim ? token.text : decodeEntities(token.text), childNodes: [] })
    else if (token.kind === 'open') {
      const attributes = attributesOf(token.attributes)
      const node: TreeNode = {
        nodeName: token.name,
        nodeValue: null,
        childNodes: [],
        getAttribute: (name) => attributes.get(name) ?? null,
      }
      add(node)
      if (!VOID.has(token.name) && !token.selfClosing) open.push(node)
    } else if (token.kind === 'close' && open.length > 1 && !VOID.has(token.name)) open.pop()
  }
  return root
}

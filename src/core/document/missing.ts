import { parseCellRef } from '#core/model/cell.ts'
import type { Finding } from '#core/check/finding.ts'
import type { Block, DocumentModel, Inline } from './model.ts'

/**
 * Everything that the document still lacks, as findings: a text that nobody wrote, a figure that nobody stated. One finding per
 * text or cell, however often the document needs it.
 */
export function missingFindings(model: DocumentModel): readonly Finding[] {
  const found = new Map<string, Finding>()
  for (const block of model.blocks)
    for (const inline of inlinesOf(block))
      if (inline.kind === 'missing' && !found.has(inline.textId)) found.set(inline.textId, findingOf(inline, block))
  return [...found.values()]
}

function inlinesOf(block: Block): readonly Inline[] {
  return block.kind === 'paragraph' || block.kind === 'heading' ? block.content : []
}

function findingOf(inline: Extract<Inline, { kind: 'missing' }>, block: Block): Finding {
  const isCell = parseCellRef(inline.textId) !== undefined
  return {
    rule: isCell ? 'TX-002' : 'TX-001',
    outcome: 'cannot-check',
    severity: 'error',
    title: isCell ? '情况说明缺少数字' : '情况说明缺少文字',
    where: 'id' in block ? block.id : '',
    cells: [inline.textId],
    stated: '',
    expected: '',
    difference: '',
    hint: inline.prompt,
    source: '部门决算公开情况说明',
    group: undefined,
  }
}

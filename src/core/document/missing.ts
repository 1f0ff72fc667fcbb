import type { YearAccounts } from '#core/model/accounts.ts'
import { parseCellRef, type RefParts } from '#core/model/cell.ts'
import type { Finding } from '#core/check/finding.ts'
import type { Pack } from '#core/packs/pack.ts'
import { fixedRowsOf } from '#core/packs/read-figure.ts'
import type { Block, DocumentModel, Inline } from './model.ts'

/**
 * Everything that the document still lacks, as findings: a text that nobody wrote, a figure that nobody stated. One finding per
 * text or cell, however often the document needs it.
 */
export function missingFindings(model: DocumentModel, accounts: YearAccounts, pack: Pack): readonly Finding[] {
  const found = new Map<string, Finding>()
  for (const block of model.blocks)
    for (const inline of inlinesOf(block))
      if (inline.kind === 'missing' && !found.has(inline.textId))
        found.set(inline.textId, findingOf(inline, block, { accounts, pack }))
  return [...found.values()]
}

function inlinesOf(block: Block): readonly Inline[] {
  if (block.kind === 'grid' || block.kind === 'cover') return block.missing ?? []
  return block.kind === 'paragraph' || block.kind === 'heading' ? block.content : []
}

function findingOf(
  inline: Extract<Inline, { kind: 'missing' }>,
  block: Block,
  { accounts, pack }: { readonly accounts: YearAccounts; readonly pack: Pack },
): Finding {
  const parts = parseCellRef(inline.textId)
  const isCell = parts !== undefined
  const table = parts && !parts.prior && !accounts.table(parts.table) ? pack.tables.get(parts.table) : undefined
  // A published table that nobody delivered is a finding of its own (CK-004).
  const isReportedAsTable = table?.role === 'statutory' && table.required
  return {
    rule: isCell ? 'TX-002' : 'TX-001',
    outcome: 'cannot-check',
    severity: isReportedAsTable ? 'info' : 'error',
    title: isCell ? '情况说明缺少数字' : '情况说明缺少文字',
    where: 'id' in block ? block.id : '',
    cells: [inline.textId],
    stated: '',
    expected: '',
    difference: '',
    hint: parts ? whereToState(parts, inline.prompt, pack) : inline.prompt,
    source: '部门决算公开情况说明',
    group: parts?.table,
  }
}

/** What a person does about a figure that nobody stated. */
function whereToState({ table: id, row, column, prior }: RefParts, prompt: string, pack: Pack): string {
  const table = pack.tables.get(id)
  const label = table && fixedRowsOf(table).find(({ key }) => key === row)?.label
  if (prior) return `请在填报表“上年数”中填写：${prompt}`
  if (table?.role === 'fill-in') return `请在填报表“${id}”中填写：${label ?? row}，没有的填 0`
  if (table?.role === 'statutory') return `请核对“${table.title}”中的“${label ?? row}”（${column}）`
  return prompt
}

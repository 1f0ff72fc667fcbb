import type { DocumentBlock, DocumentView, TextItem } from '#core/contract/views.ts'
import type { Block } from '#core/document/model.ts'
import { rowTextId } from '#core/narrative/values.ts'
import { neededTextRows } from '#core/packs/text-rows.ts'
import type { PackTextField } from '#core/packs/schema-pack.ts'
import { lastYearOf } from '#main/db/accounts.ts'
import { codeNames } from '../workspace.ts'
import { checkedReport, type CheckedSession, type WindowSession } from './session.ts'

/** The document as it reads now, beside everything that a person writes for it. */
export function documentView({ workspace }: WindowSession, reportId: number): DocumentView {
  const checked = checkedReport(workspace(), reportId)
  const { store, codes } = workspace()
  const { accounts, pack, report } = checked.opened
  const before = lastYearOf(store, report)
  const lastYear = before === undefined ? new Map<string, string>() : store.texts.standing(before.id)
  const missing = missingIds(checked)
  const nameOfCode = codeNames(codes, accounts.key.year)
  const item = (field: PackTextField, id: string, title: string): TextItem => ({
    id,
    group: field.group,
    title,
    prompt: field.prompt,
    form: field.form,
    value: accounts.text(id) ?? '',
    isMissing: missing.has(id),
    lastYear: lastYear.get(id),
  })
  const texts = [...pack.texts.values()].flatMap((field) => {
    if (!field.per) return [item(field, field.id, field.title)]
    return neededTextRows(field.per, accounts, pack).map((row) =>
      item(field, rowTextId(field.id, row), `${field.title}：${row} ${nameOfCode(row) ?? ''}`.trim()),
    )
  })
  return { title: checked.model.title, blocks: checked.model.blocks.flatMap(blockView), texts }
}

function blockView(block: Block): readonly DocumentBlock[] {
  switch (block.kind) {
    case 'heading':
      return [{ kind: 'heading', id: block.id, level: block.level, content: block.content }]
    case 'paragraph':
      return [{ kind: 'paragraph', id: block.id, content: block.content }]
    case 'grid':
      return [{ kind: 'table', id: block.grid.id, title: block.grid.tocTitle ?? block.grid.title }]
    case 'cover':
    case 'toc':
    case 'page-break':
      return []
  }
}

function missingIds({ checks }: CheckedSession): ReadonlySet<string> {
  return new Set(checks.findings.filter(({ rule }) => rule === 'TX-001').flatMap(({ cells }) => cells))
}

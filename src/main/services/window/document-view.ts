import type { DocumentView, TextItem } from '#core/contract/views.ts'
import { parseDocument } from '#core/narrative/parse-document.ts'
import { rowTextId } from '#core/narrative/values.ts'
import { wordDocument } from '#core/narrative/word-document.ts'
import { neededTextRows } from '#core/packs/text-rows.ts'
import type { PackTextField } from '#core/packs/schema-pack.ts'
import { lastYearOf } from '#main/db/accounts.ts'
import { packInUse } from '../open-report.ts'
import { carriableWording, wordingOf } from '../wording.ts'
import { codeNames } from '../workspace.ts'
import { blockView, ownerOf, ownersOf } from './document-blocks.ts'
import { checkedReport, type CheckedSession, type WindowSession } from './session.ts'

/** The document as it reads now, beside everything that a person writes for it. */
export function documentView({ workspace }: Pick<WindowSession, 'workspace'>, reportId: number): DocumentView {
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
  const plain = packInUse(store, report)
  const overlaid = wordDocument(plain, wordingOf(workspace(), report))
  const owners = ownersOf(parseDocument(overlaid.markdown), overlaid, plain.document.markdown)
  return {
    title: checked.model.title,
    blocks: checked.model.blocks.flatMap((block) => blockView(block, ownerOf(block, owners))),
    texts,
    changes: store.overlays.all(report.key.unit, report.pack.id).map(({ place, id, change, who, at }) => ({
      place,
      id,
      action: change.action,
      markdown: 'markdown' in change ? change.markdown : undefined,
      after: 'after' in change ? change.after : undefined,
      who,
      at,
      isLost: overlaid.lost.some((one) => one.place === place && one.id === id),
    })),
    carriable: carriableWording(workspace(), report),
  }
}

function missingIds({ checks }: CheckedSession): ReadonlySet<string> {
  return new Set(checks.findings.filter(({ rule }) => rule === 'TX-001').flatMap(({ cells }) => cells))
}

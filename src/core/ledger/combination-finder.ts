import { cleanCode } from './account-code.ts'
import type { SheetContext } from './reading.ts'
import { accountOf, namePath, type RowSlots } from './row-slots.ts'
import { withTitle } from './title-items.ts'
import type { TitleLines } from './title-lines.ts'

/** Combinations by the texts that tell them apart, one after the other: no text is put together to look up the next row. */
interface Branch {
  readonly next: Map<string, Branch>
  id: number | undefined
}

/** Finds the number of a row's combination; `title` is the account and the items that the lines above the row name. */
export function combinationFinder(
  context: SheetContext,
  slots: RowSlots,
  title: Pick<TitleLines, 'account' | 'items'>,
): () => number {
  let account = title.account()
  let items = title.items()
  let root: Branch = { next: new Map(), id: undefined }
  return () => {
    if (account !== title.account() || items !== title.items()) {
      account = title.account()
      items = title.items()
      root = { next: new Map(), id: undefined }
    }
    let branch = root
    for (const text of slots.combinationTexts()) {
      let next = branch.next.get(text)
      if (next === undefined) branch.next.set(text, (next = { next: new Map(), id: undefined }))
      branch = next
    }
    if (branch.id !== undefined) return branch.id
    const { code, name } = accountOf(slots, account)
    return (branch.id = context.combinations.idOf(cleanCode(code), namePath(name), withTitle(slots.items(), items)))
  }
}

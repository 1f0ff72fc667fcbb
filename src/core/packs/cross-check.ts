import type { Draft } from './merge.ts'
import type { PackProblem } from './pack.ts'
import { placeOf } from './parse-layer.ts'

/** What holds between the pieces of a pack, once each of them is well formed by itself. */
export function crossCheck(draft: Draft): readonly PackProblem[] {
  return [...draft.tables.values()].flatMap((entry) => {
    const columns = new Set(entry.value.columns.map((column) => column.key))
    return entry.value.blocks.flatMap((block, b) =>
      block.columns.flatMap((key, c) =>
        key.startsWith('@') || columns.has(key)
          ? []
          : [{ ...placeOf(entry, ['blocks', b, 'columns', c]), message: `columns 里没有“${key}”这一栏` }],
      ),
    )
  })
}

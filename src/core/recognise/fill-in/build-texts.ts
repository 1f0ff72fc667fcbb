import { levelOf } from '#core/codes/code-tree.ts'
import type { Pack } from '#core/packs/pack.ts'
import type { PackTextField } from '#core/packs/schema-pack.ts'
import { fixedTextRows, rowTextId } from '#core/packs/text-rows.ts'
import { listSheet } from './build-list.ts'
import { TEXT_COLUMNS, TEXT_SHEET, type KnownAnswers } from './known.ts'
import { input, label, type FillInCell, type FillInRow, type FillInSheet } from './model.ts'

/** 文字说明: a line for each text of the pack, by group; texts by code have a line for each code. */
export function textSheet(pack: Pack, known: KnownAnswers, codes: ReadonlyMap<string, string>): readonly FillInSheet[] {
  if (pack.texts.size === 0) return []
  const groups = Map.groupBy(pack.texts.values(), (text) => text.group)
  const rows = [...groups].flatMap(([group, texts]): readonly FillInRow[] => [
    { cells: [{ kind: 'section', text: group }], lines: 1 },
    ...texts.flatMap((text) => textLines(text, pack, known, codes)),
  ])
  const lines = ['只填“内容”一栏。需要分段时按 Alt+Enter 换行，一行就是一段。按科目填写的，请同时填科目代码。']
  return [listSheet(TEXT_SHEET, TEXT_COLUMNS, [20, 26, 12, 20, 40, 70], rows, { lines, landscape: true })]
}

/** One line; or one for each row that the form has, fixed; or one for each code, with some to spare. */
function textLines(
  text: PackTextField,
  pack: Pack,
  known: KnownAnswers,
  codes: ReadonlyMap<string, string>,
): readonly FillInRow[] {
  const { per, id } = text
  const line = (row: readonly [FillInCell, FillInCell], key: string | undefined): FillInRow => ({
    cells: [
      label(id),
      label(text.title, { bold: true }),
      ...row,
      label(text.prompt),
      input('long-text', key === undefined ? undefined : known.accounts?.text(key)),
    ],
    lines: text.form === 'paragraphs' ? 6 : 2,
  })
  if (!per) return [line([label(''), label('')], id)]
  const fixed = fixedTextRows(per, pack)
  if (fixed) return fixed.map(({ key, label: name }) => line([label(key), label(name)], rowTextId(id, key)))
  const listed = [...codes.keys()].filter((code) => levelOf(code) === per.level)
  const spare = Array.from({ length: listed.length > 0 ? 2 : 4 }, () => line([input('text'), input('text')], undefined))
  return [
    ...listed.map((code) => line([input('text', code), input('text', codes.get(code))], rowTextId(id, code))),
    ...spare,
  ]
}

import { levelOf } from '#core/codes/code-tree.ts'
import type { Pack } from '#core/packs/pack.ts'
import { listSheet } from './build-list.ts'
import { TEXT_COLUMNS, TEXT_SHEET, type KnownAnswers } from './known.ts'
import { input, label, type FillInRow, type FillInSheet } from './model.ts'

/** 文字说明: a line for each text of the pack, by group; texts by code have a line for each code. */
export function textSheet(pack: Pack, known: KnownAnswers, codes: ReadonlyMap<string, string>): readonly FillInSheet[] {
  if (pack.texts.size === 0) return []
  const groups = Map.groupBy(pack.texts.values(), (text) => text.group)
  const rows = [...groups].flatMap(([group, texts]): readonly FillInRow[] => [
    { cells: [{ kind: 'section', text: group }], lines: 1 },
    ...texts.flatMap((text): readonly FillInRow[] => {
      const { per } = text
      const line = (code: string | undefined): FillInRow => ({
        cells: [
          label(text.id),
          label(text.title, { bold: true }),
          per ? input('text', code) : label(''),
          per ? input('text', code === undefined ? undefined : codes.get(code)) : label(''),
          label(text.prompt),
          input('long-text', known.accounts?.text(code === undefined ? text.id : `${text.id}·${code}`)),
        ],
        lines: text.form === 'paragraphs' ? 6 : 2,
      })
      if (!per) return [line(undefined)]
      const listed = [...codes.keys()].filter((code) => levelOf(code) === per.level)
      return [...listed.map(line), ...Array.from({ length: listed.length > 0 ? 2 : 4 }, () => line(undefined))]
    }),
  ])
  const lines = ['只填“内容”一栏。需要分段时按 Alt+Enter 换行，一行就是一段。按科目填写的，请同时填科目代码。']
  return [listSheet(TEXT_SHEET, TEXT_COLUMNS, [20, 26, 12, 20, 40, 70], rows, { lines, landscape: true })]
}

import type { Pack } from '#core/packs/pack.ts'
import { address } from '#core/workbook/grid.ts'
import { normaliseLabel } from '#core/workbook/label.ts'
import { textOf, type SheetView } from '#core/workbook/sheet-view.ts'
import { quote } from './finding.ts'
import type { TitleHit, TitleList } from './titles.ts'

/** Rows in which a form says what it is. */
const HEAD_ROWS = 8

/**
 * Why a sheet is one of a set of forms that no table of the pack needs; undefined when it may be something else. `byMark` takes the
 * number of the form (财决05表) for enough, which is right only where no title of a needed table stands. Titles of needed tables (`hits`)
 * in other rows than the one that says so make the sheet something else.
 */
export function knownSheet(
  view: SheetView,
  { sources }: Pack,
  titles: TitleList,
  hits: readonly TitleHit[],
  byMark = false,
): string | undefined {
  if (!sources) return undefined
  const { known } = sources
  const texts = [
    { text: view.sheet.name, at: '工作表名称', row: -1 },
    ...view.sheet.rows
      .slice(0, HEAD_ROWS)
      .flatMap(({ index, cells }) =>
        cells.map(({ column, value }) => ({ text: textOf(value), at: address(index, column), row: index })),
      ),
  ]
    .filter(({ row }) => hits.every((hit) => hit.row === row && !hit.exact))
    .map((one) => ({ ...one, label: bareTitle(one.text) }))
  const needed = new Set(titles.map(({ title }) => title))
  const cover = texts.find(({ label }) => known.covers.some((title) => label === normaliseLabel(title)))
  if (cover) return `${cover.at} 写明是${quote(cover.text)}：只读单位和年度。`
  const titled = texts.find(({ label }) => !needed.has(label) && hasTitle(known.titles, label))
  if (titled) return `${titled.at} 写明是${quote(titled.text)}，公开报表的数不从这张表取，没有导入。`
  if (!byMark) return undefined
  const mark = texts.find(({ text }) => known.marks.some((word) => hasNumber(normaliseLabel(text), word)))
  return mark && `${mark.at} 写明是${quote(mark.text)}，公开报表不需要这张表，没有导入。`
}

/**
 * Why a sheet that is no table, no form of goals and no list is still nothing to ask about; undefined where its title says nothing.
 */
export function knownOtherwise(view: SheetView, { sources }: Pack): string | undefined {
  const others = sources?.known.others ?? []
  const cells = view.sheet.rows
    .slice(0, HEAD_ROWS)
    .flatMap(({ index, cells: own }) =>
      own.map(({ column, value }) => ({ at: address(index, column), text: textOf(value) })),
    )
  const found = [{ at: '工作表名称', text: view.sheet.name }, ...cells].find(({ text }) =>
    hasTitle(others, bareTitle(text)),
  )
  return found && `${found.at} 写明是${quote(found.text)}，没有读到可用的数，没有导入。`
}

const hasTitle = (titles: readonly string[], label: string): boolean =>
  titles.some((title) => normaliseLabel(title) === label)

/** A title without the numbers of forms and the year around it. */
const bareTitle = (text: string): string =>
  normaliseLabel(text)
    .replace(FORM_CODE, '')
    .replace(/^\d{4}年度?/u, '')

/** Z05_1 before a title and (财决05-1表) behind it: numbers of forms. */
const FORM_CODE = /^[A-Z]{1,3}\d{2}(?:[_-]\d)?(?=\D)|\([^()]*\d[^()]*表?\)?$/gu

const hasNumber = (text: string, word: string): boolean => {
  const at = text.indexOf(word)
  return at >= 0 && /^附?\d/u.test(text.slice(at + word.length))
}

/** True for the sheet that says for a whole set whose figures it holds and of which year. */
export function isCover(view: SheetView, { sources }: Pack): boolean {
  const covers = (sources?.known.covers ?? []).map(normaliseLabel)
  const texts = view.sheet.rows
    .slice(0, HEAD_ROWS)
    .flatMap(({ cells }) => cells.map(({ value }) => bareTitle(textOf(value))))
  return [bareTitle(view.sheet.name), ...texts].some((text) => covers.includes(text))
}

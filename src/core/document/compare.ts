import { parseCellRef } from '#core/model/cell.ts'
import { align } from './align.ts'
import type { DocumentSnapshot, SnapshotBlock, SnapshotCell } from './snapshot.ts'

/** One thing that two documents print differently. */
export interface DocumentChange {
  readonly kind: 'figure' | 'sentence' | 'sheet'
  /** Where, in words: 支出决算表 › 2010301 行政运行 › 基本支出 */
  readonly where: string
  /** Undefined: it was not there. */
  readonly was: string | undefined
  /** Undefined: it is there no more. */
  readonly is: string | undefined
  /** Block of the document. */
  readonly block: string
  /** The cell of the accounts, where it is a figure of one. */
  readonly ref: string | undefined
}

type GridBlock = Extract<SnapshotBlock, { kind: 'grid' }>

/** Everything that differs, in the order of the newer document; what is gone comes where it was. */
export function compareSnapshots(before: DocumentSnapshot, after: DocumentSnapshot): readonly DocumentChange[] {
  const idOf = (block: SnapshotBlock): string => `${block.kind}·${block.id}`
  const old = new Map(before.blocks.map((block) => [idOf(block), block]))
  const now = new Map(after.blocks.map((block) => [idOf(block), block]))
  const heads = headingsOver(after)
  const oldHeads = headingsOver(before)
  return align([...old.keys()], [...now.keys()]).flatMap(({ left, right }): readonly DocumentChange[] => {
    const oldId = left === undefined ? undefined : [...old.keys()][left]
    const newId = right === undefined ? undefined : [...now.keys()][right]
    if (oldId === newId && oldId !== undefined) return compareBlocks(old.get(oldId), now.get(oldId), heads)
    // A block that only moved is the same one: it is compared once, at its new place.
    const gone = oldId === undefined || now.has(oldId) ? [] : compareBlocks(old.get(oldId), undefined, oldHeads)
    const come = newId === undefined ? [] : compareBlocks(old.get(newId), now.get(newId), heads)
    return [...gone, ...come]
  })
}

function compareBlocks(
  before: SnapshotBlock | undefined,
  after: SnapshotBlock | undefined,
  heads: ReadonlyMap<string, string>,
): readonly DocumentChange[] {
  const any = after ?? before
  if (any === undefined) return []
  if (any.kind === 'grid') return compareGrids(gridOf(before), gridOf(after), any)
  const [was, is] = [textOf(before), textOf(after)]
  if (was === is) return []
  return [{ kind: 'sentence', where: heads.get(any.id) ?? any.id, was, is, block: any.id, ref: undefined }]
}

const gridOf = (block: SnapshotBlock | undefined): GridBlock | undefined => (block?.kind === 'grid' ? block : undefined)
const textOf = (block: SnapshotBlock | undefined): string | undefined =>
  block?.kind === 'text' ? block.text : undefined

function compareGrids(
  before: GridBlock | undefined,
  after: GridBlock | undefined,
  { id, title, isSheet }: GridBlock,
): readonly DocumentChange[] {
  const kind = isSheet ? 'sheet' : 'figure'
  if (before === undefined || after === undefined)
    return [{ kind, where: title, was: before && '（整张）', is: after && '（整张）', block: id, ref: undefined }]
  const figures = figureChanges(before, after).map((change) => ({ ...change, kind, block: id }) as const)
  return [...figures, ...wordChanges(before, after).map((change) => ({ ...change, kind, block: id }) as const)]
}

type Difference = Pick<DocumentChange, 'where' | 'was' | 'is' | 'ref'>

/** Cells of the accounts, found by their refs wherever they stand. */
function figureChanges(before: GridBlock, after: GridBlock): readonly Difference[] {
  const [old, now] = [figuresOf(before), figuresOf(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((ref) => {
    const [was, is] = [old.get(ref), now.get(ref)]
    if (was?.text === is?.text) return []
    return [{ where: is?.where ?? was?.where ?? ref, was: was?.text, is: is?.text, ref }]
  })
}

function figuresOf({ title, rows }: GridBlock): ReadonlyMap<string, { readonly text: string; readonly where: string }> {
  return new Map(
    rows.flatMap((cells) =>
      cells.flatMap(({ ref, text, column }) => {
        const parts = ref === undefined ? undefined : parseCellRef(ref)
        if (ref === undefined || parts === undefined) return []
        const name = /^\d+$/.test(parts.row) ? ` ${nameBeside(cells, column, parts.row)}` : ''
        return [[ref, { text, where: `${title} › ${(parts.row + name).trim()} › ${parts.column}` }] as const]
      }),
    ),
  )
}

/** The name that stands nearest on the left of a figure. */
function nameBeside(cells: readonly SnapshotCell[], column: number, code: string): string {
  const isName = ({ ref, text, column: at }: SnapshotCell): boolean =>
    at < column && ref === undefined && text.trim() !== '' && text.trim() !== code
  return cells.findLast(isName)?.text.trim() ?? ''
}

/** Cells of no ref: labels of a table, and everything in a scoring sheet. Rows are lined up by their words. */
function wordChanges(before: GridBlock, after: GridBlock): readonly Difference[] {
  const words = (cells: readonly SnapshotCell[]): readonly SnapshotCell[] =>
    cells.filter(({ ref, text }) => ref === undefined && text.trim() !== '')
  const line = (cells: readonly SnapshotCell[]): string => cells.map(({ text }) => text).join('｜')
  const [old, now] = [before.rows.map(words), after.rows.map(words)]
  return align(old.map(line), now.map(line)).flatMap(({ left, right }): readonly Difference[] => {
    const [was, is] = [at(old, left), at(now, right)]
    const [wasLine, isLine] = [was && line(was), is && line(is)]
    if ((wasLine ?? '') === (isLine ?? '')) return []
    if (!was || !is || !areAlike(was, is)) return [{ where: after.title, was: wasLine, is: isLine, ref: undefined }]
    return cellChanges(was, is, after.title)
  })
}

const at = <T>(list: readonly T[], index: number | undefined): T | undefined =>
  index === undefined ? undefined : list[index]

/** Two rows are one that was changed when they share a word. */
function areAlike(was: readonly SnapshotCell[], is: readonly SnapshotCell[]): boolean {
  return was.some(({ column, text }) => is.some((cell) => cell.column === column && cell.text === text))
}

function cellChanges(was: readonly SnapshotCell[], is: readonly SnapshotCell[], title: string): readonly Difference[] {
  const columns = [...new Set([...was, ...is].map(({ column }) => column))].toSorted((a, b) => a - b)
  return columns.flatMap((column) => {
    const [before, after] = [was.find((cell) => cell.column === column), is.find((cell) => cell.column === column)]
    if (before?.text === after?.text) return []
    const label = is.findLast(
      (cell) => cell.column < column && was.some((one) => one.column === cell.column && one.text === cell.text),
    )
    return [{ where: label ? `${title} › ${label.text}` : title, was: before?.text, is: after?.text, ref: undefined }]
  })
}

/** The heading that a text stands under; texts of the cover are named as they are. */
function headingsOver({ blocks }: DocumentSnapshot): ReadonlyMap<string, string> {
  const over = new Map<string, string>()
  let heading = ''
  for (const block of blocks) {
    if (block.kind === 'grid') continue
    if (block.text.length <= MOST_HEADING && !/[。；，,;]/.test(block.text) && !block.id.startsWith('封面-'))
      heading = block.text
    over.set(block.id, block.id.startsWith('封面-') ? '封面' : heading === '' ? block.id : heading)
  }
  return over
}

const MOST_HEADING = 40

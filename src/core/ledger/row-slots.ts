import type { LedgerRole, PackRecognisers } from '#core/packs/schema-recognisers.ts'
import type { SheetRow, SheetValue } from '#core/workbook/grid.ts'
import type { SheetLayout } from './layout.ts'
import { splitCode } from './account-code.ts'
import { labelKey } from './header-paths.ts'
import type { AuxiliaryItem } from './model.ts'
import { cellText } from './text-cell.ts'

/** The cells of one row by what their columns are used for. `load` replaces what was there: one object serves a whole sheet. */
export interface RowSlots {
  readonly load: (row: SheetRow) => void
  readonly value: (role: LedgerRole) => SheetValue | undefined
  readonly text: (role: LedgerRole) => string
  /** Column of a role, 0-based; undefined when the sheet has none. */
  readonly column: (role: LedgerRole) => number | undefined
  readonly has: (role: LedgerRole) => boolean
  /** Account and auxiliary cells: rows with equal texts have equal combinations. Good until the next call. */
  readonly combinationTexts: () => readonly string[]
  readonly items: () => readonly AuxiliaryItem[]
}

export function rowSlots(layout: SheetLayout, recognisers: Pick<PackRecognisers, 'auxiliaries'>): RowSlots {
  const kindNames = auxiliaryKinds(recognisers)
  const roleSlots = new Map<LedgerRole, number>()
  const columnOf = new Map<LedgerRole, number>()
  const kinds: string[] = []
  const width = Math.max(-1, ...layout.uses.keys()) + 1
  const slotOf = new Int16Array(width).fill(-1)
  const auxiliaries: { slot: number; kind: number; part: 'code' | 'name' | 'both' }[] = []
  let slots = 0
  for (const [column, use] of layout.uses) {
    slotOf[column] = slots
    if (use.kind === 'role') {
      roleSlots.set(use.role, slots)
      columnOf.set(use.role, column)
    } else {
      if (!kinds.includes(use.auxiliary)) kinds.push(use.auxiliary)
      auxiliaries.push({ slot: slots, kind: kinds.indexOf(use.auxiliary), part: use.part })
    }
    slots += 1
  }
  const composite = roleSlots.get('辅助核算')
  const number = roleSlots.get('辅助编号')
  const names = roleSlots.get('辅助名称')
  const account = (['科目编码', '科目', '科目名称'] as const).map((role) => roleSlots.get(role))
  const telling = [...account, ...auxiliaries.map(({ slot }) => slot), composite, number, names].filter(
    (slot) => slot !== undefined,
  )
  const texts = new Array<string>(telling.length).fill('')
  const values = new Array<SheetValue | undefined>(slots).fill(undefined)
  const at = (slot: number | undefined): string => (slot === undefined ? '' : cellText(values[slot]))

  return {
    load({ cells }) {
      values.fill(undefined)
      for (const { column, value } of cells) {
        const slot = column < width ? (slotOf[column] ?? -1) : -1
        if (slot >= 0) values[slot] = value
      }
    },
    value: (role) => {
      const slot = roleSlots.get(role)
      return slot === undefined ? undefined : values[slot]
    },
    text: (role) => at(roleSlots.get(role)),
    column: (role) => columnOf.get(role),
    has: (role) => roleSlots.has(role),
    combinationTexts() {
      for (let i = 0; i < telling.length; i++) texts[i] = at(telling[i])
      return texts
    },
    items() {
      const parts = kinds.map((kind, index) => {
        const own = auxiliaries.filter((one) => one.kind === index)
        const of = (part: 'code' | 'name' | 'both'): string => at(own.find((one) => one.part === part)?.slot)
        return { kind, text: [of('code'), of('name'), of('both')].filter((text) => text !== '').join(' ') }
      })
      return [
        ...parts.filter(({ text }) => text !== ''),
        ...readComposite(at(composite), kindNames),
        ...readPair(at(number), at(names)),
      ]
    },
  }
}

/** Where an item begins: its kind, before `@@` or a colon, at the beginning or after what parts items. */
const ITEM = /(?:^|[;；&,，、/|\s\])】）[(【（])\s*([^\s@:：;；&,，、/|[\]()【】（）]+)\s*(?:@@|[:：])\s*/gu

/**
 * The items of one cell: `类别@@编码__名称&&…`, `功能分类:2010301 行政运行;项目:甲`, `【功能分类：2010301】【项目：甲】`,
 * `功能分类:[2010301]行政运行/项目:甲`. `kinds` gives one name to the words that exports have for one kind.
 */
export function readComposite(text: string, kinds: ReadonlyMap<string, string> = new Map()): readonly AuxiliaryItem[] {
  const found = text === '' ? [] : [...text.matchAll(ITEM)]
  return found.flatMap((match, at) => {
    const kind = match[1] ?? ''
    const value = bareValue(text.slice(match.index + match[0].length, found[at + 1]?.index ?? text.length))
    return value === '' ? [] : [{ kind: kinds.get(labelKey(kind)) ?? kind, text: value }]
  })
}

/** Without what parts it from the next item, and without a bracket that was opened before its kind. */
function bareValue(text: string): string {
  let value = text.replace(/[\s;；&,，、/|]+$/u, '')
  for (const [opened, closed] of BRACKETS)
    if (value.endsWith(closed) && !value.includes(opened)) value = value.slice(0, -closed.length)
  return value
    .replace('__', ' ')
    .replace(/^([\d.]+)\|/u, '$1 ')
    .trim()
}

const BRACKETS = [
  ['[', ']'],
  ['【', '】'],
  ['(', ')'],
  ['（', '）'],
] as const

/** The name of each kind of auxiliary item by every word that exports have for it. */
export function auxiliaryKinds({ auxiliaries }: Pick<PackRecognisers, 'auxiliaries'>): ReadonlyMap<string, string> {
  return new Map(
    auxiliaries.flatMap(({ kind, labels, codes = [], names = [] }) =>
      [kind, ...labels, ...codes, ...names].map((label) => [labelKey(label), kind] as const),
    ),
  )
}

/**
 * 辅助编号 and 辅助名称 hold one item or several joined by `/`. What an item is, is told by the shape of its code where one list
 * alone has such codes; otherwise its kind is 辅助, and the unit's own mapping decides.
 */
function readPair(numbers: string, names: string): readonly AuxiliaryItem[] {
  if (numbers === '' && names === '') return []
  const codes = numbers.split('/')
  const labels = names.split('/')
  if (codes.length !== labels.length) return [{ kind: '辅助', text: `${numbers} ${names}`.trim() }]
  return codes.map((code, at) => ({ kind: kindOfCode(code), text: `${code} ${labels[at] ?? ''}`.trim() }))
}

function kindOfCode(code: string): string {
  if (/^2\d{6}$/u.test(code)) return '功能分类'
  return /^3\d{4}$/u.test(code) ? '经济分类' : '辅助'
}

/** The account of a row: its own columns, or the one that the title names. */
export function accountOf(
  slots: RowSlots,
  title: { readonly code: string; readonly name: string } | undefined,
): { readonly code: string; readonly name: string } {
  const joined = slots.has('科目') ? splitCode(slots.text('科目')) : undefined
  const code = slots.text('科目编码')
  const name = slots.text('科目名称')
  if (code === '')
    return { code: joined?.code ?? title?.code ?? '', name: joined?.name ?? (name === '' ? (title?.name ?? '') : name) }
  const split = splitCode(code)
  return split.name === '' ? { code: split.code, name: name === '' ? (joined?.name ?? '') : name } : split
}

/** `行政支出--财政拨款支出`, `行政支出 - 财政拨款支出` and `行政支出\财政拨款支出` to `行政支出/财政拨款支出`. */
export function namePath(name: string): string {
  return name
    .split(/\s*(?:-{1,2}|—{1,2}|－|[\\/_>])\s*/u)
    .filter((part) => part !== '')
    .join('/')
}

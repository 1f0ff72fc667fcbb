import type { TableState, YearAccounts } from '#core/model/accounts.ts'
import { parseCellRef, type CellRef, type CellValue } from '#core/model/cell.ts'
import type { Project } from '#core/model/project.ts'
import { amountOf } from '#core/money/amount.ts'
import { rowTextId } from '#core/narrative/values.ts'
import type { Pack } from '#core/packs/pack.ts'
import { fillInModel } from '#core/recognise/fill-in/build-model.ts'
import { writeFillIn } from '#main/render/fill-in/write-fill-in.ts'
import type { Office } from './office.ts'
import { statedFen, stepOf } from './stated.ts'

/** The 填报表 of an office: every question of the pack is answered, except the texts named as unwritten. */
export function fillInWorkbook(
  office: Office,
  pack: Pack,
  year: number,
  unwritten: readonly string[] = [],
  projects: readonly Project[] = [],
): Promise<Uint8Array> {
  const accounts = answered(office, pack, year, unwritten)
  const codes = [...office.answers.keys(), ...office.figures.keys()].flatMap(
    (ref) => ref.match(/\/(\d{3})\//u)?.[1] ?? [],
  )
  return writeFillIn(
    fillInModel(pack, {
      unit: { name: office.name, code: office.code, nature: office.nature },
      moneyUnit: office.print.unit,
      accounts,
      codes: new Map(codes.map((code) => [code, office.names.get(code) ?? ''])),
      projects,
    }),
  )
}

function answered(office: Office, pack: Pack, year: number, unwritten: readonly string[]): YearAccounts {
  const cells = new Map<string, CellValue>()
  const rows = new Map<string, Set<string>>()
  const put = (ref: string, fen: number, quantum: number): void => {
    const parts = parseCellRef(ref)
    if (!parts || (!parts.prior && pack.tables.get(parts.table)?.role !== 'fill-in')) return
    cells.set(ref, { kind: 'amount', amount: amountOf(fen, quantum) })
    const key = `${parts.prior ? '上年·' : ''}${parts.table}`
    rows.set(key, (rows.get(key) ?? new Set()).add(parts.row))
  }
  for (const [ref, fen] of office.answers) put(ref, statedFen(fen, office.print), stepOf(office.print))
  for (const [ref, count] of office.counts) put(ref, Math.trunc(count * 100), Number.isInteger(count) ? 100 : 1)
  const stateOf = (known: Set<string>): TableState => ({ rows: [...known], names: new Map(), complete: false })
  const texts = textsOf(office, pack)
  return {
    key: { unit: office.code, year, stage: pack.head.stage },
    unit: { code: office.code, name: office.name, shortName: '', nature: office.nature, parent: undefined },
    get: (ref: CellRef) => cells.get(ref),
    table: (id, prior = false) => {
      const known = rows.get(`${prior ? '上年·' : ''}${id}`)
      return known && stateOf(known)
    },
    text: (id) => (unwritten.includes(id) ? undefined : texts.get(id)),
  }
}

/** Words without digits, so that every digit of the document is a figure of the accounts. */
function textsOf(office: Office, pack: Pack): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  const codes = new Set(
    [...office.answers.keys(), ...office.figures.keys()].flatMap((ref) => /\/(\d{3,7})\//u.exec(ref)?.[1] ?? []),
  )
  for (const { id, per } of pack.texts.values()) {
    if (per === undefined) texts.set(id, `写明的${id}`)
    else for (const code of codes) texts.set(rowTextId(id, code), `写明的${id}`)
  }
  return texts
}

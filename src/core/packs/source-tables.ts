import type { Pack } from './pack.ts'
import { fixedRowsOf } from './read-figure.ts'
import type { PackSourceTable } from './schema-sources.ts'
import type { PackColumn, PackTable } from './schema-table.ts'

/** A form of sources.yaml as a table, so that it is found and read as published tables are. */
export interface SourceTable {
  readonly spec: PackSourceTable
  readonly table: PackTable
  /** As `table`, the rows of spare blocks left out. */
  readonly needed: PackTable
  /** Columns that the form may leave out. */
  readonly optional: ReadonlySet<string>
}

const known = new WeakMap<Pack, ReadonlyMap<string, SourceTable>>()

/** The forms of a pack by id; none where the pack has no sources.yaml. Forms for tables that the pack left out are dropped. */
export function sourceTables(pack: Pack): ReadonlyMap<string, SourceTable> {
  const before = known.get(pack)
  if (before) return before
  const all = (pack.sources?.tables ?? [])
    .map((spec) => withLike(spec, pack.tables))
    .filter(({ gives }) => gives.some((give) => pack.tables.has(give.table)))
  const made = new Map(all.map((spec) => [spec.id, resolve(spec, pack.tables)]))
  known.set(pack, made)
  return made
}

/** A form like a table of the pack, written out: it gives that table all its columns. */
function withLike(spec: PackSourceTable, tables: ReadonlyMap<string, PackTable>): PackSourceTable {
  const table = spec.like === undefined ? undefined : tables.get(spec.like)
  if (!table) return spec
  const added = new Map(spec.columns.map((column) => [column.key, column]))
  const columns = table.columns.map((column) => {
    const own = added.get(column.key)
    return { ...column, aliases: [...column.aliases, ...(own?.aliases ?? [])], optional: own?.optional ?? false }
  })
  const keys = Object.fromEntries(table.columns.map(({ key }) => [key, key]))
  return {
    ...spec,
    columns,
    blocks: table.blocks.map((block) => ({ ...block, spare: false })),
    gives: [{ table: table.id, columns: keys }],
  }
}

function resolve(spec: PackSourceTable, tables: ReadonlyMap<string, PackTable>): SourceTable {
  const coded = codedColumns(spec.columnsOf === undefined ? undefined : tables.get(spec.columnsOf))
  const columns = [...spec.columns.map(({ key, measure, aliases, decimals }) => ({ key, measure, aliases, decimals })), ...coded] // prettier-ignore
  const blocks = spec.blocks.map(({ columns: own, rows, rowsOf, codeRows, spare }) => ({
    spare,
    block: {
      columns: [...own, ...coded.map(({ key }) => key)],
      rows: [...rows, ...(rowsOf ? (tables.get(rowsOf.table)?.blocks[rowsOf.block]?.rows ?? []) : [])],
      codeRows,
    },
  }))
  const table: PackTable = {
    id: spec.id,
    title: spec.title,
    aliases: spec.aliases,
    role: 'statutory',
    required: false,
    published: false,
    columns,
    blocks: blocks.map(({ block }) => block),
    header: (spec.like === undefined ? undefined : tables.get(spec.like)?.header) ?? [],
    footer: [],
    footerRows: [],
  }
  return {
    spec,
    table,
    needed: { ...table, blocks: blocks.map(({ block, spare }) => (spare ? { ...block, rows: [] } : block)) },
    optional: new Set([
      ...spec.columns.flatMap(({ key, optional }) => (optional ? [key] : [])),
      ...coded.map(({ key }) => key),
    ]),
  }
}

/** 302 and 30201 as columns: 商品和服务支出/小计 and 商品和服务支出/办公费, because 309 and 310 name their parts alike. */
function codedColumns(table: PackTable | undefined): readonly PackColumn[] {
  if (!table) return []
  const rows = fixedRowsOf(table).filter((row) => row.code !== undefined)
  const labels = new Map(rows.map((row) => [row.key, [row.label, ...row.aliases]]))
  return rows.map((row) => {
    const own = [row.label, ...row.aliases]
    const above = labels.get(row.key.slice(0, 3)) ?? []
    const paths =
      row.key.length === 3
        ? own.flatMap((label) => [`${label}/小计`, `${label}/合计`])
        : above.flatMap((group) => own.map((label) => `${group}/${label}`))
    return { key: row.key, measure: '金额', aliases: paths }
  })
}

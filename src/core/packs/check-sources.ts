import type { PackProblem } from './pack.ts'
import { placeOf, type Entry } from './parse-layer.ts'
import { fixedRowsOf } from './read-figure.ts'
import type { NodePath } from './read-yaml.ts'
import type { PackSources, PackSourceTable, SourceGive } from './schema-sources.ts'
import type { PackTable } from './schema-table.ts'

type Tables = ReadonlyMap<string, Entry<PackTable>>

/**
 * sources.yaml: columns and cells that are given exist on both sides. Gifts to tables that are not there are allowed, and, in a
 * pack that has the file from a parent (`isOwn` false), to rows and columns that its own tables leave out.
 */
export function checkSources(entry: Entry<PackSources>, tables: Tables, isOwn: boolean): readonly PackProblem[] {
  const problems: PackProblem[] = []
  const report = (path: NodePath, message: string): void => {
    problems.push({ ...placeOf(entry, path), message })
  }
  entry.value.tables.forEach((source, at) => {
    const path = ['tables', at]
    if (entry.value.tables.findIndex(({ id }) => id === source.id) < at) report([...path, 'id'], `“${source.id}”重复`)
    if (tables.has(source.id)) report([...path, 'id'], `“${source.id}”已经是一张报表的编号`)
    if (source.like !== undefined) {
      for (const message of likeProblems(source, isOwn ? tables.get(source.like)?.value : undefined))
        report(path, message)
      return
    }
    const keys = new Set(source.columns.map(({ key }) => key))
    source.blocks.forEach((block, b) => {
      for (const key of block.columns)
        if (!key.startsWith('@') && !keys.has(key)) report([...path, 'blocks', b, 'columns'], `columns 里没有“${key}”`)
    })
    source.gives.forEach((give, g) => {
      for (const message of giveProblems(source, give, isOwn ? tables.get(give.table)?.value : undefined))
        report([...path, 'gives', g], message)
    })
  })
  return problems
}

/** Aliases are for columns that the table has. */
function likeProblems(source: PackSourceTable, table: PackTable | undefined): readonly string[] {
  if (!table) return []
  const known = new Set(table.columns.map(({ key }) => key))
  return source.columns.flatMap(({ key }) => (known.has(key) ? [] : [`“${table.id}”没有“${key}”这一栏`]))
}

function giveProblems(source: PackSourceTable, give: SourceGive, table: PackTable | undefined): readonly string[] {
  if (!table) return []
  const from = new Set(source.columns.map(({ key }) => key))
  const to = new Set(table.columns.map(({ key }) => key))
  if ('columns' in give)
    return Object.entries(give.columns).flatMap(([own, other]) => [
      ...(from.has(own) ? [] : [`本表没有“${own}”这一栏`]),
      ...(to.has(other) ? [] : [`“${give.table}”没有“${other}”这一栏`]),
    ])
  if ('row' in give) return to.has(give.column) ? [] : [`“${give.table}”没有“${give.column}”这一栏`]
  const rows = new Set(fixedRowsOf(table).map(({ key }) => key))
  return Object.entries(give.cells).flatMap(([own, other]) => {
    const [row = '', column = ''] = other.split('/')
    return [
      ...(from.has(own.split('/')[1] ?? '') ? [] : [`“${own}”：本表没有这一栏`]),
      ...(rows.has(row) && to.has(column) ? [] : [`“${give.table}”没有“${other}”这一格`]),
    ]
  })
}

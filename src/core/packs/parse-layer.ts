import type { z } from 'zod'
import { describeIssues } from './describe-issue.ts'
import type { PackProblem } from './pack.ts'
import { readYaml } from './read-yaml.ts'
import type { NodePath, Place, YamlSource } from './read-yaml.ts'
import { relation } from './schema-relation.ts'
import type { PackRelation } from './schema-relation.ts'
import { glossaryEntry, phrase, priorCell, textField } from './schema-pack.ts'
import type { PackGlossaryEntry, PackPhrase, PackPriorCell, PackTextField } from './schema-pack.ts'
import { table } from './schema-table.ts'
import type { PackTable } from './schema-table.ts'

/** Files of a pack or of a whole lineage by path (`<id>/tables/<table>.yaml`), text as read. */
export type PackFiles = ReadonlyMap<string, string>

/** A validated piece of a pack and where it stands. */
export interface Entry<T> {
  readonly value: T
  readonly source: YamlSource
  readonly path: NodePath
}

/** One pack folder, parsed and validated piece by piece; `pack.yaml` and `style.yaml` stay raw because parents complete them. */
export interface Layer {
  readonly id: string
  readonly head: YamlSource | undefined
  readonly style: YamlSource | undefined
  readonly tables: readonly Entry<PackTable>[]
  readonly relations: readonly Entry<PackRelation>[]
  readonly texts: readonly Entry<PackTextField>[]
  readonly phrases: readonly Entry<PackPhrase>[]
  readonly glossary: readonly Entry<PackGlossaryEntry>[] | undefined
  readonly prior: readonly Entry<PackPriorCell>[] | undefined
  readonly document: { readonly file: string; readonly markdown: string } | undefined
  /** Ids of pieces, and names of files, that cannot be read: references to them are not reported as dead as well. */
  readonly broken: ReadonlySet<string>
  readonly problems: readonly PackProblem[]
}

const SINGLE = ['pack', 'relations', 'texts', 'phrases', 'prior', 'glossary', 'style'].map((name) => `${name}.yaml`)
const TABLE_FILE = /^(tables|fill-in)\/([^/]+)\.yaml$/u

/** What a decoder puts for bytes that are no UTF-8: a file saved in GBK would otherwise print as rubbish. */
const UNREADABLE = '\uFFFD'

/** Parses the folder `id` out of `files`. Never throws: every mistake is one of `problems`. */
export function parseLayer(id: string, files: PackFiles): Layer {
  const own = new Map([...files].flatMap(([path, text]) => inFolder(id, path, text)))
  const problems: PackProblem[] = []
  const broken = new Set<string>()
  const report = (place: Place, message: string): void => {
    problems.push({ ...place, message })
  }
  const read = (name: string): YamlSource | undefined => {
    const text = own.get(name)
    if (text === undefined) return undefined
    const result = readYaml(`${id}/${name}`, text)
    problems.push(...result.problems)
    return result.source
  }

  const list = <T>(name: string, schema: z.ZodType<T>): readonly Entry<T>[] | undefined => {
    const source = read(name)
    if (!source) {
      if (own.has(name)) broken.add(name)
      return undefined
    }
    const items = source.value ?? []
    if (!Array.isArray(items)) {
      report(source.placeOf([]), '应为列表（每项前面一个“-”）')
      return []
    }
    return items.flatMap((item: unknown, index) => {
      const entry = validate(schema, source, item, [index], problems)
      if (!entry) broken.add(idOf(item))
      return entry ? [entry] : []
    })
  }

  for (const [name, text] of own) {
    const line = text.split('\n').findIndex((part) => part.includes(UNREADABLE)) + 1
    if (line > 0) report({ file: `${id}/${name}`, line }, '有无法读出的字符：文件须以 UTF-8 编码保存')
  }

  const tables = [...own.keys()].flatMap((name) => {
    const match = TABLE_FILE.exec(name)
    if (!match) {
      if (name.endsWith('.md') || SINGLE.includes(name)) return []
      report({ file: `${id}/${name}`, line: 1 }, '模板包里不认识的文件，请删去或改正文件名')
      return []
    }
    const [, folder = '', stem = ''] = match
    const source = read(name)
    const entry = source && validate(table, source, source.value, [], problems)
    if (!entry) {
      broken.add(stem)
      return []
    }
    if (entry.value.id !== stem) {
      broken.add(stem)
      report(placeOf(entry, ['id']), `表名“${entry.value.id}”与文件名“${stem}”不一致`)
    }
    const home = { statutory: 'tables', 'fill-in': 'fill-in', computed: folder }[entry.value.role]
    if (folder !== home) {
      report(placeOf(entry, ['role']), `role: ${entry.value.role} 的表应放在 ${home} 文件夹`)
    }
    return [entry]
  })

  const markdown = own.get('document.md')
  return {
    id,
    head: read('pack.yaml'),
    style: read('style.yaml'),
    tables: unique(tables, (value) => value.id, problems),
    relations: unique(list('relations.yaml', relation) ?? [], (value) => value.id, problems),
    texts: unique(list('texts.yaml', textField) ?? [], (value) => value.id, problems),
    phrases: unique(list('phrases.yaml', phrase) ?? [], (value) => value.id, problems),
    glossary: list('glossary.yaml', glossaryEntry),
    prior: uniqueIfAny(list('prior.yaml', priorCell), problems),
    document: markdown === undefined ? undefined : { file: `${id}/document.md`, markdown },
    broken,
    problems,
  }
}

/** Where a piece, or a node inside it, stands. */
export function placeOf(entry: Entry<unknown>, path: NodePath = []): Place {
  return entry.source.placeOf([...entry.path, ...path])
}

/** Validates one node; its mistakes are added to `problems` with their lines. */
export function validate<T>(
  schema: z.ZodType<T>,
  source: YamlSource,
  value: unknown,
  path: NodePath,
  problems: PackProblem[],
): Entry<T> | undefined {
  const result = schema.safeParse(value)
  if (result.success) return { value: result.data, source, path }
  for (const issue of describeIssues(result.error.issues, value)) {
    problems.push({ ...source.placeOf([...path, ...issue.path]), message: issue.message })
  }
  return undefined
}

function inFolder(id: string, path: string, text: string): [string, string][] {
  return path.startsWith(`${id}/`) ? [[path.slice(id.length + 1), text]] : []
}

function idOf(item: unknown): string {
  return typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : ''
}

function uniqueIfAny(
  entries: readonly Entry<PackPriorCell>[] | undefined,
  problems: PackProblem[],
): readonly Entry<PackPriorCell>[] | undefined {
  return entries && unique(entries, (value) => value.ref, problems)
}

/** Drops and reports what an id was already given to. */
function unique<T>(
  entries: readonly Entry<T>[],
  idOfValue: (value: T) => string,
  problems: PackProblem[],
): readonly Entry<T>[] {
  const seen = new Map<string, Entry<T>>()
  for (const entry of entries) {
    const id = idOfValue(entry.value)
    const first = seen.get(id)
    if (first) {
      const { file, line } = placeOf(first)
      problems.push({ ...placeOf(entry), message: `编号“${id}”重复，已见于 ${file} 第 ${line} 行` })
    } else seen.set(id, entry)
  }
  return [...seen.values()]
}

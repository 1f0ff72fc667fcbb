import type { z } from 'zod'
import { describeIssues } from './describe-issue.ts'
import type { PackProblem } from './pack.ts'
import { readYaml } from './read-yaml.ts'
import type { NodePath, Place, YamlSource } from './read-yaml.ts'
import { chart } from './schema-chart.ts'
import type { PackChart } from './schema-chart.ts'
import { derive } from './schema-derive.ts'
import type { PackDerive } from './schema-derive.ts'
import { form } from './schema-form.ts'
import type { PackForm } from './schema-form.ts'
import { recognisers } from './schema-recognisers.ts'
import type { PackRecognisers } from './schema-recognisers.ts'
import { relation } from './schema-relation.ts'
import type { PackRelation } from './schema-relation.ts'
import { glossaryEntry, packOption, phrase, priorCell, textField } from './schema-pack.ts'
import type { PackGlossaryEntry, PackOption, PackPhrase, PackPriorCell, PackTextField } from './schema-pack.ts'
import { sources } from './schema-sources.ts'
import type { PackSources } from './schema-sources.ts'
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

/** One pack folder, parsed and validated piece by piece; `pack.yaml`, `style.yaml` and `scoring.yaml` stay raw because parents complete them. */
export interface Layer {
  readonly id: string
  readonly head: YamlSource | undefined
  readonly style: YamlSource | undefined
  readonly scoring: YamlSource | undefined
  readonly forms: readonly Entry<PackForm>[]
  readonly tables: readonly Entry<PackTable>[]
  readonly relations: readonly Entry<PackRelation>[]
  readonly texts: readonly Entry<PackTextField>[]
  readonly phrases: readonly Entry<PackPhrase>[]
  readonly options: readonly Entry<PackOption>[]
  readonly glossary: readonly Entry<PackGlossaryEntry>[] | undefined
  readonly prior: readonly Entry<PackPriorCell>[] | undefined
  readonly charts: readonly Entry<PackChart>[] | undefined
  readonly derive: Entry<PackDerive> | undefined
  readonly recognisers: Entry<PackRecognisers> | undefined
  readonly sources: Entry<PackSources> | undefined
  readonly document: { readonly file: string; readonly markdown: string } | undefined
  /** Ids of pieces, and names of files, that cannot be read: references to them are not reported as dead as well. */
  readonly broken: ReadonlySet<string>
  readonly problems: readonly PackProblem[]
}

const SINGLE = [
  'pack',
  'relations',
  'texts',
  'phrases',
  'prior',
  'options',
  'glossary',
  'charts',
  'style',
  'scoring',
  'derive',
  'recognisers',
  'sources',
].map((name) => `${name}.yaml`)
const TABLE_FILE = /^(tables|fill-in)\/([^/]+)\.yaml$/u
const FORM_FILE = /^forms\/([^/]+)\.yaml$/u

/** What a decoder puts for bytes that are no UTF-8: a file saved in GBK would otherwise print as rubbish. */
const UNREADABLE = '\uFFFD'

/** Parses the folder `id` out of `files`. Never throws: every mistake is one of `problems`. */
export function parseLayer(id: string, files: PackFiles): Layer {
  const own = new Map([...files].flatMap(([path, text]) => inFolder(id, path, text)))
  const folder: Folder = { id, own, problems: [], broken: new Set() }
  const { problems } = folder
  reportUnreadable(folder)
  const markdown = own.get('document.md')
  return {
    id,
    head: readSource(folder, 'pack.yaml'),
    style: readSource(folder, 'style.yaml'),
    scoring: readSource(folder, 'scoring.yaml'),
    forms: readForms(folder),
    tables: unique(readTables(folder), (value) => value.id, problems),
    relations: unique(readList(folder, 'relations.yaml', relation) ?? [], (value) => value.id, problems),
    texts: unique(readList(folder, 'texts.yaml', textField) ?? [], (value) => value.id, problems),
    phrases: unique(readList(folder, 'phrases.yaml', phrase) ?? [], (value) => value.id, problems),
    options: unique(readList(folder, 'options.yaml', packOption) ?? [], (value) => value.id, problems),
    glossary: readList(folder, 'glossary.yaml', glossaryEntry),
    prior: uniqueIfAny(readList(folder, 'prior.yaml', priorCell), (value) => value.ref, problems),
    charts: uniqueIfAny(readList(folder, 'charts.yaml', chart), (value) => value.id, problems),
    derive: readWhole(folder, 'derive.yaml', derive),
    recognisers: readWhole(folder, 'recognisers.yaml', recognisers),
    sources: readWhole(folder, 'sources.yaml', sources),
    document: markdown === undefined ? undefined : { file: `${id}/document.md`, markdown },
    broken: folder.broken,
    problems,
  }
}

/** A folder while it is parsed: its files by name, and what was found wrong so far. */
interface Folder {
  readonly id: string
  readonly own: PackFiles
  readonly problems: PackProblem[]
  readonly broken: Set<string>
}

function reportUnreadable({ id, own, problems }: Folder): void {
  for (const [name, text] of own) {
    const line = text.split('\n').findIndex((part) => part.includes(UNREADABLE)) + 1
    if (line > 0) problems.push({ file: `${id}/${name}`, line, message: '有无法读出的字符：文件须以 UTF-8 编码保存' })
  }
}

function readSource({ id, own, problems }: Folder, name: string): YamlSource | undefined {
  const text = own.get(name)
  if (text === undefined) return undefined
  const result = readYaml(`${id}/${name}`, text)
  problems.push(...result.problems)
  return result.source
}

/** A file that is one piece; undefined when it is missing or broken. */
function readWhole<T>(folder: Folder, name: string, schema: z.ZodType<T>): Entry<T> | undefined {
  const source = readSource(folder, name)
  return source && validate(schema, source, source.value, [], folder.problems)
}

/** The well-formed items of a list file; undefined when there is no such file. */
function readList<T>(folder: Folder, name: string, schema: z.ZodType<T>): readonly Entry<T>[] | undefined {
  const source = readSource(folder, name)
  if (!source) {
    if (folder.own.has(name)) folder.broken.add(name)
    return undefined
  }
  const items = source.value ?? []
  if (!Array.isArray(items)) {
    folder.problems.push({ ...source.placeOf([]), message: '应为列表（每项前面一个“-”）' })
    return []
  }
  return items.flatMap((item: unknown, index) => {
    const entry = validate(schema, source, item, [index], folder.problems)
    if (!entry) folder.broken.add(idOf(item))
    return entry ? [entry] : []
  })
}

function readTables(folder: Folder): readonly Entry<PackTable>[] {
  return [...folder.own.keys()].flatMap((name) => {
    const [, place = '', stem = ''] = TABLE_FILE.exec(name) ?? []
    if (place !== '') return readTable(folder, name, place, stem) ?? []
    if (!name.endsWith('.md') && !SINGLE.includes(name) && !FORM_FILE.test(name)) {
      folder.problems.push({
        file: `${folder.id}/${name}`,
        line: 1,
        message: '模板包里不认识的文件，请删去或改正文件名',
      })
    }
    return []
  })
}

/** `place` is the folder that the file lies in, `stem` its name without ending. */
function readTable(folder: Folder, name: string, place: string, stem: string): Entry<PackTable> | undefined {
  const { problems, broken } = folder
  const source = readSource(folder, name)
  const entry = source && validate(table, source, source.value, [], problems)
  if (!entry) {
    broken.add(stem)
    return undefined
  }
  const { id, role } = entry.value
  if (id !== stem) {
    broken.add(stem)
    problems.push({ ...placeOf(entry, ['id']), message: `表名“${id}”与文件名“${stem}”不一致` })
  }
  const home = { statutory: 'tables', 'fill-in': 'fill-in', computed: place }[role]
  if (place !== home) {
    problems.push({ ...placeOf(entry, ['role']), message: `role: ${role} 的表应放在 ${home} 文件夹` })
  }
  return entry
}

function readForms(folder: Folder): readonly Entry<PackForm>[] {
  const { own, problems, broken } = folder
  return [...own.keys()].flatMap((name) => {
    const stem = FORM_FILE.exec(name)?.[1]
    if (stem === undefined) return []
    const source = readSource(folder, name)
    const entry = source && validate(form, source, source.value, [], problems)
    if (!entry) {
      broken.add(stem)
      return []
    }
    if (entry.value.id === stem) return [entry]
    problems.push({ ...placeOf(entry, ['id']), message: `编号“${entry.value.id}”与文件名“${stem}”不一致` })
    return [entry]
  })
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

function uniqueIfAny<T>(
  entries: readonly Entry<T>[] | undefined,
  idOfValue: (value: T) => string,
  problems: PackProblem[],
): readonly Entry<T>[] | undefined {
  return entries && unique(entries, idOfValue, problems)
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

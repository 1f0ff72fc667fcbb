import { valueAt } from './describe-issue.ts'
import { isRecord, layeredSource } from './layered.ts'
import { parseLayer, validate } from './parse-layer.ts'
import type { Entry, Layer, PackFiles } from './parse-layer.ts'
import type { PackProblem } from './pack.ts'
import { readYaml } from './read-yaml.ts'
import type { YamlSource } from './read-yaml.ts'
import type { PackDerive } from './schema-derive.ts'
import { packHead, style } from './schema-pack.ts'
import type { PackChart } from './schema-chart.ts'
import type {
  PackGlossaryEntry,
  PackHead,
  PackOption,
  PackPhrase,
  PackPriorCell,
  PackStyle,
  PackTextField,
} from './schema-pack.ts'
import type { PackForm } from './schema-form.ts'
import type { PackRecognisers } from './schema-recognisers.ts'
import type { PackRelation } from './schema-relation.ts'
import { scoring } from './schema-scoring.ts'
import type { PackScoring } from './schema-scoring.ts'
import type { PackSources } from './schema-sources.ts'
import type { PackTable } from './schema-table.ts'

/** A pack with its parents merged in, every piece still knowing its file and line; what is missing or broken is undefined. */
export interface Draft {
  readonly id: string
  readonly head: PackHead | undefined
  readonly style: PackStyle | undefined
  /** Nearest first, `id@version`. */
  readonly lineage: readonly string[]
  readonly tables: ReadonlyMap<string, Entry<PackTable>>
  readonly relations: ReadonlyMap<string, Entry<PackRelation>>
  readonly forms: ReadonlyMap<string, Entry<PackForm>>
  readonly scoring: Entry<PackScoring> | undefined
  readonly texts: ReadonlyMap<string, Entry<PackTextField>>
  readonly phrases: ReadonlyMap<string, Entry<PackPhrase>>
  readonly options: ReadonlyMap<string, Entry<PackOption>>
  readonly glossary: readonly Entry<PackGlossaryEntry>[]
  readonly prior: readonly Entry<PackPriorCell>[]
  readonly charts: readonly Entry<PackChart>[]
  /** The nearest file of the lineage, whole. */
  readonly derive: Entry<PackDerive> | undefined
  readonly recognisers: Entry<PackRecognisers> | undefined
  readonly sources: Entry<PackSources> | undefined
  readonly document: Layer['document']
  readonly broken: ReadonlySet<string>
  /** False when a parent is missing or comes round again, or a pack.yaml cannot be read: references then say nothing. */
  readonly isWhole: boolean
  readonly problems: readonly PackProblem[]
}

/** The id that a pack.yaml names under `extends`; undefined when it has none or cannot be read. */
export function parentOf(id: string, files: PackFiles): string | undefined {
  const path = `${id}/pack.yaml`
  const { source } = readYaml(path, files.get(path) ?? '')
  const parent = valueAt(source?.value, ['extends'])
  return typeof parent === 'string' ? parent : undefined
}

/** Parses `id` and its parents out of `files` and merges them by the rules of README.md. */
export function mergeLineage(id: string, files: PackFiles): Draft {
  const chain: PackProblem[] = []
  const layers = lineageOf(id, files, chain)
  // A pack.yaml that cannot be read names no parent.
  const isWhole = chain.length === 0 && layers.every((layer) => layer.head !== undefined)
  const known = [...chain, ...layers.flatMap((layer) => layer.problems)]
  const problems: PackProblem[] = []
  const farthestFirst = layers.toReversed()
  const heads = layers.map((_, index) => headOf(layers.slice(index), problems))
  const merged = {
    tables: new Map<string, Entry<PackTable>>(),
    relations: new Map<string, Entry<PackRelation>>(),
    forms: new Map<string, Entry<PackForm>>(),
    texts: new Map<string, Entry<PackTextField>>(),
    phrases: new Map<string, Entry<PackPhrase>>(),
  }
  const broken = new Set(layers.flatMap((layer) => [...layer.broken]))
  for (const layer of farthestFirst) {
    removeFrom(merged, heads[layers.indexOf(layer)], layer, broken, problems)
    for (const entry of layer.tables) merged.tables.set(entry.value.id, entry)
    for (const entry of layer.relations) merged.relations.set(entry.value.id, entry)
    for (const entry of layer.forms) {
      merged.forms.delete(entry.value.id) // the nearest pack's forms stand last, replaced ones as well
      merged.forms.set(entry.value.id, entry)
    }
    for (const entry of layer.texts) merged.texts.set(entry.value.id, entry)
    for (const entry of layer.phrases) merged.phrases.set(entry.value.id, entry)
  }
  return {
    id,
    head: heads[0],
    style: styleOf(layers, problems),
    scoring: scoringOf(layers, problems),
    lineage: heads.flatMap((head) => (head ? [`${head.id}@${head.version}`] : [])),
    ...merged,
    options: new Map(farthestFirst.flatMap((layer) => layer.options.map((entry) => [entry.value.id, entry] as const))),
    glossary: layers.find((layer) => layer.glossary)?.glossary ?? [],
    prior: layers.find((layer) => layer.prior)?.prior ?? [],
    charts: layers.find((layer) => layer.charts)?.charts ?? [],
    derive: layers.find((layer) => layer.derive)?.derive,
    recognisers: layers.find((layer) => layer.recognisers)?.recognisers,
    sources: layers.find((layer) => layer.sources)?.sources,
    document: documentOf(layers, problems),
    broken,
    isWhole,
    // Without its parents a pack lacks nearly everything: the one mistake that matters is said alone.
    problems: withoutRepeats(isWhole ? [...known, ...problems] : known),
  }
}

/** Nearest first. A parent that is missing or comes round again is a problem of the pack that names it. */
function lineageOf(id: string, files: PackFiles, problems: PackProblem[]): readonly Layer[] {
  const layers: Layer[] = []
  let next: string | undefined = id
  while (next !== undefined) {
    const child = layers.at(-1)
    const place = child?.head?.placeOf(['extends']) ?? { file: `${id}/pack.yaml`, line: 1 }
    if (layers.some((layer) => layer.id === next)) {
      problems.push({
        ...place,
        message: `extends 绕成了圈：${[...layers.map((layer) => layer.id), next].join(' → ')}`,
      })
      break
    }
    if (!files.has(`${next}/pack.yaml`)) {
      problems.push({ ...place, message: child ? `找不到上级模板包“${next}”` : '模板包缺少 pack.yaml' })
      break
    }
    const layer: Layer = parseLayer(next, files)
    layers.push(layer)
    const parent: unknown = valueAt(layer.head?.value, ['extends'])
    next = typeof parent === 'string' ? parent : undefined
  }
  return layers
}

/** The head of the first layer, its settings completed from the others. */
function headOf(layers: readonly Layer[], problems: PackProblem[]): PackHead | undefined {
  const heads = layers.flatMap((layer) => (layer.head ? [layer.head] : []))
  const own = heads[0]
  // A pack.yaml that cannot be read was reported; what it would have brought is not missed as well.
  if (!own || heads.length < layers.length) return undefined
  const settings = layeredSource(heads, ['settings'])
  const value: unknown = isRecord(own.value) ? { ...own.value, settings: settings.value } : own.value
  const source: YamlSource = {
    file: own.file,
    value,
    placeOf: ([first, ...rest]) =>
      first === 'settings' ? settings.placeOf(rest) : own.placeOf(first === undefined ? [] : [first, ...rest]),
  }
  const head = validate(packHead, source, value, [], problems)?.value
  if (!head) return undefined
  const report = (key: string, message: string): void => {
    problems.push({ ...own.placeOf([key]), message })
  }
  if (`${head.id}/pack.yaml` !== own.file) report('id', `编号“${head.id}”与所在文件夹不一致`)
  if (!head.id.endsWith(`/${String(head.year)}-${head.stage}`)) report('id', `编号“${head.id}”与 year、stage 不一致`)
  return head
}

function styleOf(layers: readonly Layer[], problems: PackProblem[]): PackStyle | undefined {
  const sources = layers.flatMap((layer) => (layer.style ? [layer.style] : []))
  if (layers.some((layer) => layer.problems.some((problem) => problem.file === `${layer.id}/style.yaml`)))
    return undefined
  const first = layers[0]
  if (!first) return undefined
  if (sources.length === 0) {
    problems.push({ file: `${first.id}/pack.yaml`, line: 1, message: '本包和上级包都没有 style.yaml' })
    return undefined
  }
  const source = layeredSource(sources, [])
  return validate(style, source, source.value, [], problems)?.value
}

/** Completed from the parents key by key, as the style is; a pack need not have one. */
function scoringOf(layers: readonly Layer[], problems: PackProblem[]): Entry<PackScoring> | undefined {
  const sources = layers.flatMap((layer) => (layer.scoring ? [layer.scoring] : []))
  const isBroken = layers.some((layer) => layer.problems.some(({ file }) => file === `${layer.id}/scoring.yaml`))
  if (sources.length === 0 || isBroken) return undefined
  const source = layeredSource(sources, [])
  return validate(scoring, source, source.value, [], problems)
}

function documentOf(layers: readonly Layer[], problems: PackProblem[]): Layer['document'] {
  const found = layers.find((layer) => layer.document)?.document
  const first = layers[0]
  if (!found && first)
    problems.push({ file: `${first.id}/pack.yaml`, line: 1, message: '本包和上级包都没有 document.md' })
  return found
}

function removeFrom(
  merged: Readonly<Record<'tables' | 'relations' | 'forms' | 'texts' | 'phrases', Map<string, unknown>>>,
  head: PackHead | undefined,
  layer: Layer,
  broken: ReadonlySet<string>,
  problems: PackProblem[],
): void {
  for (const kind of ['tables', 'relations', 'forms', 'texts', 'phrases'] as const) {
    head?.remove?.[kind].forEach((id, index) => {
      if (merged[kind].delete(id) || broken.has(id)) return
      const place = layer.head?.placeOf(['remove', kind, index]) ?? { file: `${layer.id}/pack.yaml`, line: 1 }
      problems.push({ ...place, message: `remove 里的“${id}”在上级包里不存在` })
    })
  }
}

/** A parent may be validated more than once on the way. */
function withoutRepeats(problems: readonly PackProblem[]): readonly PackProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}

import { valueAt } from './describe-issue.ts'
import type { NodePath, YamlSource } from './read-yaml.ts'

/**
 * The nodes at `path` of several files as one: maps are merged key by key and the nearest file wins; lists and plain
 * values are taken whole. A node is placed in the nearest file that has it. `nearestFirst` is not empty.
 */
export function layeredSource(nearestFirst: readonly YamlSource[], path: NodePath): YamlSource {
  const [nearest] = nearestFirst
  if (!nearest) throw new RangeError('no files to merge')
  const value = nearestFirst.map((source) => valueAt(source.value, path)).reduceRight(over, undefined)
  return {
    file: nearest.file,
    value,
    placeOf: (inner) => {
      const full = [...path, ...inner]
      const owner = longestFirst(full).flatMap((prefix) =>
        nearestFirst.filter((source) => valueAt(source.value, prefix) !== undefined),
      )[0]
      return (owner ?? nearest).placeOf(full)
    },
  }
}

function over(base: unknown, nearer: unknown): unknown {
  if (nearer === undefined) return base
  if (!isRecord(base) || !isRecord(nearer)) return nearer
  const keys = new Set([...Object.keys(base), ...Object.keys(nearer)])
  return Object.fromEntries([...keys].map((key) => [key, over(base[key], nearer[key])]))
}

function longestFirst(path: NodePath): readonly NodePath[] {
  return Array.from({ length: path.length + 1 }, (_, dropped) => path.slice(0, path.length - dropped))
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

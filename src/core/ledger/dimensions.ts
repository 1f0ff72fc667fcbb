import type { Dimension, MappingRule } from '#core/packs/schema-derive.ts'
import type { Combination, Dimensions } from './model.ts'

/** Which rule decided a dimension, for the preview: `own` are the unit's rules, before those of the pack. */
export interface MappedCombination {
  readonly dimensions: Dimensions
  readonly own: readonly Dimension[]
}

interface CompiledRule {
  readonly rule: MappingRule
  readonly isOwn: boolean
  readonly tests: readonly { readonly of: (combination: Combination) => readonly string[]; readonly pattern: RegExp }[]
}

/**
 * The mapping of a unit: its own rules first, then those of the pack; of all rules that fit, the first that sets a dimension
 * decides it. A dimension that no rule sets stays absent.
 */
export function dimensionMapper(
  own: readonly MappingRule[],
  pack: readonly MappingRule[],
): (combination: Combination) => MappedCombination {
  const rules = [...own.map((rule) => compile(rule, true)), ...pack.map((rule) => compile(rule, false))]
  return (combination) => {
    const dimensions: Partial<Record<Dimension, string>> = {}
    const byUnit: Dimension[] = []
    for (const compiled of rules) {
      const groups = fits(compiled, combination)
      if (!groups) continue
      for (const [name, template] of Object.entries(compiled.rule.set) as readonly [Dimension, string][]) {
        if (dimensions[name] !== undefined) continue
        const value = template.replace(/\$(\d)/gu, (_, at: string) => groups[Number(at)] ?? '')
        if (value === '') continue
        dimensions[name] = value
        if (compiled.isOwn) byUnit.push(name)
      }
    }
    return { dimensions, own: byUnit }
  }
}

function compile(rule: MappingRule, isOwn: boolean): CompiledRule {
  const tests: CompiledRule['tests'][number][] = []
  if (rule.account !== undefined) tests.push({ of: ({ account }) => [account], pattern: new RegExp(rule.account, 'u') })
  if (rule.name !== undefined) tests.push({ of: ({ name }) => [name], pattern: new RegExp(rule.name, 'u') })
  if (rule.auxiliary !== undefined || rule.matches !== undefined) {
    const { auxiliary } = rule
    tests.push({
      of: ({ items }) =>
        items.flatMap(({ kind, text }) => (auxiliary === undefined || kind === auxiliary ? [text] : [])),
      pattern: new RegExp(rule.matches ?? '', 'u'),
    })
  }
  return { rule, isOwn, tests }
}

/** The groups of the last condition; undefined when one does not hold. */
function fits({ tests }: CompiledRule, combination: Combination): readonly (string | undefined)[] | undefined {
  let groups: readonly (string | undefined)[] = []
  for (const { of, pattern } of tests) {
    const found = of(combination)
      .map((text) => pattern.exec(text))
      .find((match) => match !== null)
    if (!found) return undefined
    groups = found
  }
  return groups
}

import type { z } from 'zod'
import type { NodePath } from './read-yaml.ts'

type Issue = z.core.$ZodIssue

/** One mistake against a schema, in Chinese, with the path of the offending node. */
export interface ShapeProblem {
  readonly path: NodePath
  readonly message: string
}

/** Says every issue of a failed parse of `value` in words for the person who writes the pack. */
export function describeIssues(issues: readonly Issue[], value: unknown): readonly ShapeProblem[] {
  return issues.flatMap((issue) => flatten(issue)).map((issue) => describe(issue, value))
}

/** A union that nothing fits is told by the branch that fits best, or a single typo would come out as ten complaints. */
function flatten(issue: Issue): readonly Issue[] {
  if (issue.code === 'unrecognized_keys' && issue.keys.length > 1) {
    return issue.keys.map((key) => ({ ...issue, keys: [key] }))
  }
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const branches = issue.errors.map((errors) => errors.flatMap((inner) => flatten(inner)))
  const best = branches.reduce((a, b) => (misfit(b) < misfit(a) ? b : a))
  return best.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
}

/** A wrong type of the whole node weighs more than a wrong key inside it. */
function misfit(issues: readonly Issue[]): number {
  const weights = issues.map((issue) => {
    if (issue.path.length > 0 || issue.code === 'unrecognized_keys') return 1
    return issue.code === 'invalid_value' ? 11 : 10
  })
  return weights.reduce((a, b) => a + b, 0)
}

function describe(issue: Issue, value: unknown): ShapeProblem {
  const path = issue.path.filter((step) => typeof step !== 'symbol')
  const found = valueAt(value, path)
  const name = path.findLast((step) => typeof step === 'string') ?? ''
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? ''
    return { path: [...path, key], message: `不认识的键“${key}”` }
  }
  if (found === undefined) return { path, message: `缺少“${name}”` }
  return { path, message: `“${name}”${complaint(issue, found)}` }
}

function complaint(issue: Issue, found: unknown): string {
  if (found === null) return '后面是空的'
  switch (issue.code) {
    case 'invalid_type':
      if (issue.expected === 'string' && (typeof found === 'number' || typeof found === 'boolean')) {
        return `应为文字，却写成了${typeof found === 'number' ? '数字' : '真假值'} ${String(found)}：编码、编号等请加引号`
      }
      return `应为${TYPES.get(issue.expected) ?? issue.expected}`
    case 'invalid_value':
      return `只能是：${issue.values.map(String).join('、')}`
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options) ? `只能是：${issue.options.join('、')}` : '的写法不对'
    case 'invalid_format':
      return `写法不对：${issue.message}`
    case 'too_small':
      if (issue.origin === 'array' || issue.origin === 'string') return '不能为空'
      return issue.inclusive === true ? `不能小于 ${String(issue.minimum)}` : `须大于 ${String(issue.minimum)}`
    case 'too_big':
      return `不能大于 ${String(issue.maximum)}`
    default:
      return `不对：${issue.message}`
  }
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['string', '文字'],
  ['number', '数字'],
  ['int', '整数'],
  ['boolean', '真假值（true 或 false）'],
  ['array', '列表（每项前面一个“-”）'],
  ['object', '键和值'],
])

/** The value at a path of plain data; undefined where the path leads nowhere. */
export function valueAt(value: unknown, path: NodePath): unknown {
  return path.reduce<unknown>((node, step) => {
    if (typeof node !== 'object' || node === null) return undefined
    return Object.hasOwn(node, step) ? (node as Record<string | number, unknown>)[step] : undefined
  }, value)
}

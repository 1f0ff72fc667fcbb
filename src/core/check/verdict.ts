import type { Finding } from './finding.ts'

/**
 * The verdict in one line: 不得公开 with the number of errors, 尚不能判断 with what is missing, or 可以公开 (with what remains
 * to be looked at). Warnings and tails do not keep a document from being published.
 */
export function verdictOf(findings: readonly Finding[]): { readonly verdict: string; readonly mayPublish: boolean } {
  const errors = findings.filter((finding) => finding.outcome === 'fail' && finding.severity === 'error')
  const missing = findings.filter((finding) => finding.outcome === 'cannot-check' && finding.severity === 'error')
  if (errors.length > 0) return { verdict: `不得公开，因为${places(errors)}`, mayPublish: false }
  if (missing.length > 0) {
    const what = [...new Set(missing.flatMap((finding) => finding.cells))]
    const shown = what.slice(0, 3).join('、')
    return { verdict: `尚不能判断，缺${shown}${what.length > 3 ? `等${what.length}项` : ''}`, mayPublish: false }
  }
  const warnings = findings.filter((finding) => finding.outcome === 'fail' && finding.severity === 'warning').length
  return { verdict: warnings > 0 ? `可以公开，另有${warnings}处提示` : '可以公开', mayPublish: true }
}

/** Groups count once: one wrong cell is one place. */
function places(errors: readonly Finding[]): string {
  const groups = new Set(errors.map((finding, index) => finding.group ?? `#${index}`))
  return `${groups.size}处错误`
}

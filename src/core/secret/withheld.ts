import type { CheckReport, Finding } from '#core/check/finding.ts'
import { verdictOf } from '#core/check/verdict.ts'

/**
 * The report of the checks that goes with a package. Only what the checks say of the published figures as well may be written
 * down: it cannot depend on what is secret. Of the rest remains how many there are and how severe.
 *
 * @param stored the checks of the stored figures, with everything that is said about the 涉密 items
 * @param published findings of the same checks over what is published
 */
export function withheld(stored: CheckReport, published: readonly Finding[]): CheckReport {
  const said = new Set(published.map((finding) => JSON.stringify(finding)))
  const findings = stored.findings.map((finding) => (said.has(JSON.stringify(finding)) ? finding : stubOf(finding)))
  const stubs = findings.filter(({ rule }) => rule === STUB)
  const kept = findings.filter(({ rule }) => rule !== STUB)
  const open = new Set(kept.flatMap(({ cells }) => cells))
  return {
    ...stored,
    ...verdictOf([...kept, ...stubs]),
    findings: [...kept, ...foldStubs(stubs)],
    suspects: stored.suspects.filter(({ cell }) => open.has(cell) && stubs.length === 0),
  }
}

const STUB = 'SM-000'
const WORDS = '涉密信息'

function stubOf({ outcome, severity }: Finding): Finding {
  return {
    rule: STUB,
    outcome,
    severity,
    title: '涉及涉密信息，不在本文件列示',
    where: '',
    cells: [WORDS],
    stated: '',
    expected: '',
    difference: '',
    hint: '请在程序中查看',
    source: '《预算法》第十四条（涉密除外）',
    group: undefined,
  }
}

/** One line per kind with its number. */
function foldStubs(stubs: readonly Finding[]): readonly Finding[] {
  const folded = new Map<string, { readonly finding: Finding; count: number }>()
  for (const finding of stubs) {
    const key = `${finding.outcome}/${finding.severity}`
    const known = folded.get(key)
    if (known) known.count += 1
    else folded.set(key, { finding, count: 1 })
  }
  return [...folded.values()].map(({ finding, count }) => ({
    ...finding,
    title: `${count} 条审核结果${finding.title}`,
  }))
}

import { UNCONFIRMED, type CheckReport, type Finding } from '#core/check/finding.ts'
import type { Terminal } from './terminal.ts'

/** The findings for a person: the verdict, then errors by their cause, then what is missing, then the rest in numbers. */
export function printChecks(terminal: Terminal, { verdict, counts, findings, suspects }: CheckReport): void {
  terminal.out(`审核结论：${verdict}`)
  const errors = findings.filter(({ outcome, severity }) => outcome === 'fail' && severity === 'error').length
  const wrong = counts.fail === 0 ? '' : `（其中错误 ${errors} 项，其余仅供参考）`
  terminal.out(
    `  通过 ${counts.pass} 项，尾差 ${counts.tail} 项，不符 ${counts.fail} 项${wrong}，缺数据 ${counts.cannotCheck} 项，不适用 ${counts.notApplicable} 项`,
  )
  const failed = findings.filter((finding) => finding.outcome === 'fail' && finding.severity !== 'info')
  const grouped = Map.groupBy(failed, (finding) => finding.group)
  for (const [group, members] of grouped) {
    const suspect = suspects.find(({ cell }) => cell === group)
    if (group !== undefined) {
      const wish = suspect?.suggested === undefined ? '' : `，若改为 ${suspect.suggested} 则全部相符`
      terminal.out(`● ${group}（${members.length} 处不符${wish}）`)
    }
    for (const finding of members) terminal.out(failureLine(finding))
  }
  const missing = findings.filter((finding) => finding.outcome === 'cannot-check' && finding.severity === 'error')
  for (const [place, members] of Map.groupBy(missing, (finding) => finding.group ?? finding.cells[0] ?? ''))
    printMissing(terminal, place, members)
  const unconfirmed = findings.filter(({ rule }) => rule === UNCONFIRMED)
  if (unconfirmed.length === 0) return
  terminal.out(`模板有 ${unconfirmed.length} 项内容没有证实，请与当地的通知核对：`)
  for (const { where } of unconfirmed) terminal.out(`  · ${where}`)
}

/** What is missing of one table or text: the rules that wait for it in numbers, the cells by name. */
function printMissing(terminal: Terminal, place: string, members: readonly Finding[]): void {
  const cells = [...new Set(members.flatMap((finding) => finding.cells))]
  const hints = [...new Set(members.map((finding) => finding.hint))]
  const shown = cells.filter((cell) => cell !== place).slice(0, 5)
  const rest = cells.length > shown.length + 1 ? `等 ${cells.length} 处` : ''
  terminal.out(`○ 缺 ${place}${shown.length > 0 ? `：${shown.join('、')}${rest}` : ''}`)
  terminal.out(`    ${hints[0] ?? ''}`)
}

function failureLine({ rule, severity, title, where, stated, expected, difference, hint }: Finding): string {
  const sides = stated === '' ? '' : `：实际 ${stated}${expected === '' ? '' : `，应为 ${expected}`}`
  const gap = difference === '' ? '' : `，相差 ${difference}`
  const place = where === '' ? '' : `［${where}］`
  return `  ${severity === 'error' ? '错误' : '提示'} ${rule} ${title}${place}${sides}${gap}。${hint}`
}

/** What `--json` says of the checks: every key of a finding is there, also where there is nothing to say. */
export function checksJson({ verdict, counts, findings }: CheckReport) {
  return { verdict, counts, findings: findings.map((finding) => ({ ...finding, group: finding.group ?? null })) }
}

import type { Project } from '#core/model/project.ts'

/**
 * Results that a filled form states and the program computes itself. They are kept with the texts of the project, as they were
 * written, only so that a check can hold them against the computation; no form prints them.
 */
export const STATED = {
  balance: '填报的资金结余',
  rate: '填报的执行率',
  executionScore: '填报的执行率得分',
  total: '填报的总分',
  grade: '填报的等级',
} as const

/** Why the 执行率 is as it is: the box beside it. */
export const EXECUTION_REASON = '执行率偏差原因'

export type StatedResult = keyof typeof STATED

/** What the form stated; undefined where it left the box blank. */
export function statedText(project: Project, result: StatedResult): string | undefined {
  const text = project.texts.get(STATED[result])?.trim()
  return text === '' ? undefined : text
}

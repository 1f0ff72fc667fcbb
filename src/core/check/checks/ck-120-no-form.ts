import type { Check } from './check.ts'
import { sheetFinding } from './performance-support.ts'

/** A sheet that the pack has no form for would be left out of the document without a word. */
export const noForm: Check = {
  id: 'CK-120',
  title: '模板包没有这种绩效表的表式，印不出来',
  *run({ projects, pack }) {
    const subjects = new Set([...pack.forms.values()].map(({ subject }) => subject))
    for (const project of projects) {
      if (subjects.has(project.subject)) continue
      yield sheetFinding(noForm, project, undefined, {
        severity: 'error',
        stated: project.subject,
        hint: '请换用有这种表式的模板包，或在模板包的 forms 文件夹里加上表式',
      })
    }
  },
}

import type { Request } from '#core/contract/contract.ts'

/** What the user said of one sheet of one file, as `import:preview` takes it. */
export type SheetAnswer = NonNullable<Request<'import:preview'>['answers']>[number]

/** The answers with one more thing said of one sheet. */
export function withAnswer(answers: readonly SheetAnswer[], said: SheetAnswer): readonly SheetAnswer[] {
  const before = answerOf(answers, said.file, said.sheet)
  const others = answers.filter((one) => one !== before)
  return [...others, { ...before, ...said }]
}

/** What was said of a sheet. */
export function answerOf(answers: readonly SheetAnswer[], file: string, sheet: string): SheetAnswer | undefined {
  return answers.find((one) => one.file === file && one.sheet === sheet)
}

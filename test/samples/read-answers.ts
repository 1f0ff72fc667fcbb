import type { Pack } from '#core/packs/pack.ts'
import type { Answer } from '#core/recognise/fill-in/answers.ts'
import { readFillIn } from '#core/recognise/fill-in/read-fill-in.ts'
import { readWorkbook } from '#main/files/read-workbook.ts'

/** What a 填报表 says, without the places where it says so. */
export async function answersIn(path: string, pack: Pack) {
  const { unit, tables, prior, texts, projects } = readFillIn(await readWorkbook(path), pack)
  return {
    unit: Object.fromEntries(
      Object.entries<Answer<unknown> | undefined>({ ...unit }).map(([field, answer]) => [field, answer?.value]),
    ),
    figures: new Map([...tables.flatMap((table) => table.cells), ...prior].map(({ ref, value }) => [ref, value])),
    texts: new Map(texts.map(({ id, answer }) => [id, answer.value])),
    projects: projects.map(({ value }) => value),
  }
}

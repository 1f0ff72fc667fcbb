import { afterAll, expect, test } from 'vitest'
import { narrativeContext } from '#core/document/build.ts'
import { plainText } from '#core/narrative/fill.ts'
import type { PastedBlock } from '#core/pasted/blocks.ts'
import { proofread } from '#core/proofread/proofread.ts'
import { checkReport } from '#main/services/check-report.ts'
import { importFiles } from '#main/services/import-files.ts'
import { openReport } from '#main/services/open-report.ts'
import { wordsOf } from '#main/services/proofread.ts'
import { codeNames } from '#main/services/workspace.ts'
import { filesOfReport, makeReport } from './all-packs.ts'
import { openDesk } from './open-office.ts'

const desk = openDesk()
afterAll(() => desk.close())

test.each([
  ['base/2023-决算', 2],
  ['base/2024-预算', 1],
  ['shanxi/2023-决算', 1],
])('the document of an office with %s raises no alarm when it is proofread', async (id, seed) => {
  const pack = desk.pack(id)
  await desk.with(await filesOfReport(makeReport(seed, pack), pack), async (workspace, folder) => {
    const outcome = await importFiles(workspace, { paths: [folder] })
    if (outcome.kind === 'refused') throw new Error(outcome.errors.map(({ message }) => message).join())
    const opened = openReport(workspace, outcome.report)
    const { model } = checkReport(workspace, opened)
    const blocks = model.blocks.flatMap((block): readonly PastedBlock[] => {
      if (block.kind === 'heading') return [{ kind: 'paragraph', text: plainText(block.content), heading: block.level }]
      return block.kind === 'paragraph' ? [{ kind: 'paragraph', text: plainText(block.content) }] : []
    })
    const nameOfCode = codeNames(workspace.codes, opened.accounts.key.year)
    const { rows, counts } = proofread(blocks, narrativeContext({ ...opened, nameOfCode }), wordsOf(model))
    const figures = model.blocks
      .flatMap((block) => (block.kind === 'paragraph' ? block.content : []))
      .filter((inline) => inline.kind === 'figure' && inline.refs.length > 0)
    expect(rows).toEqual([])
    expect(counts.figures).toBe(figures.length)
  })
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { printSelection, type PrintChoice } from '#main/services/print-selection.ts'
import { chooseReport } from '#main/services/open-report.ts'
import { checkedReport } from '#main/services/window/session.ts'
import { pdfFacts, type PdfFacts } from '#test/main/render/pdf-facts.ts'
import { openSampleWorkspace, type SampleWorkspace } from './sample-workspace.ts'

let sample: SampleWorkspace
beforeAll(async () => {
  sample = await openSampleWorkspace()
})
afterAll(async () => {
  await sample.close()
})

async function print(choice: Partial<PrintChoice> & Pick<PrintChoice, 'parts'>, copies = 1): Promise<PdfFacts> {
  const { workspace } = sample
  const source = checkedReport(workspace, chooseReport(workspace, {}).id)
  const sources = Array.from({ length: copies }, () => source)
  const { pdf, pages } = await printSelection(workspace, sources, { pages: '', ...choice })
  const facts = await pdfFacts(pdf)
  expect(facts.pages).toHaveLength(pages)
  return facts
}

test('one table is printed alone, by the renderer of the document', async () => {
  const { pages } = await print({ parts: ['报表'], tables: ['收入支出决算总表'] })
  expect(pages).toHaveLength(1)
  expect(pages[0]?.text).toContain('692.87')
})

test('pages are chosen of the whole, and what is not there is refused', async () => {
  const all = await print({ parts: ['报表'] })
  const some = await print({ parts: ['报表'], pages: '2-3，5' })
  expect(some.pages.map(({ text }) => text)).toEqual([1, 2, 4].map((at) => all.pages[at]?.text))
  await expect(print({ parts: ['报表'], pages: '99' })).rejects.toMatchObject({ info: { code: 'APP_BAD_PAGES' } })
  await expect(print({ parts: ['报表'], pages: '三' })).rejects.toMatchObject({ info: { code: 'APP_BAD_PAGES' } })
})

test('on both sides every part of every report begins on a front side', async () => {
  const tables = ['收入支出决算总表']
  const { pages } = await print({ parts: ['报表', '空白报表'], tables, binding: 5 }, 2)
  expect(pages.map(({ text }) => text.includes('收入支出决算总表'))).toEqual([
    true,
    false,
    true,
    false,
    true,
    false,
    true,
  ])
  expect(pages[1]?.text).toBe('')
})

test('a blank form has the rows of the table and no figure', async () => {
  const [filled, blank] = [
    await print({ parts: ['报表'], tables: ['收入支出决算总表'] }),
    await print({ parts: ['空白报表'], tables: ['收入支出决算总表'] }),
  ]
  const [words = ''] = blank.pages.map(({ text }) => text)
  expect(filled.pages[0]?.text).toMatch(/\d+\.\d\d/)
  expect(words).toContain('一般公共预算财政拨款收入')
  expect(words).not.toMatch(/\d+\.\d\d/)
  expect(words).not.toContain('尚未导入')
})

test('every kind of part can be printed, blank sheets too', async () => {
  const { pages } = await print({ parts: ['自评表', '审核结果', '空白自评表'] })
  const text = pages.map((page) => page.text).join('')
  expect(text).toContain('审核结果')
  expect(text).toContain('自评表')
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runChecks } from '#core/check/run.ts'
import { buildDocument } from '#core/document/build.ts'
import type { Block, DocumentModel, Grid } from '#core/document/model.ts'
import { plainText } from '#core/narrative/fill.ts'
import { correctedFacts, printedFacts, type PrintedTable } from '#test/samples/facts.ts'
import { executionRate, executionScore, gradeOf, totalScore } from '#core/performance/score.ts'
import { projectsOf, readSample } from '#test/samples/sample-accounts.ts'
import { AUTHOR_ERRORS_FOLDER, SAMPLE_FOLDER, sampleFiles } from '#test/samples/write-001.ts'

const printed = printedFacts()
const corrected = correctedFacts()
const good = await readSample(SAMPLE_FOLDER, corrected)
const withErrors = await readSample(AUTHOR_ERRORS_FOLDER, printed, printed.statedRates)

describe('the workbooks of the sample', () => {
  test.each([
    [SAMPLE_FOLDER, corrected],
    [AUTHOR_ERRORS_FOLDER, printed],
  ])('%s is what the script writes', async (folder, facts) => {
    for (const { name, content } of await sampleFiles(facts))
      expect(Buffer.compare(readFileSync(join(folder, name)), content), name).toBe(0)
  })
})

describe('the document of the sample', () => {
  const model = buildDocument({ ...good, sheets: [] })

  test('says sentence by sentence what the print says, but for the accepted differences', () => {
    const { part1, part3, part4 } = printed.document
    const print = [...part1, '第二部分 2023年部门决算表', ...part3, ...part4, '第五部分 附件'].join('\n')
    expect(textOf(model).split('\n')).toEqual(ACCEPTED.reduce(accept, print).split('\n'))
  })

  test('computes every figure of its sentences from cells', () => {
    const figures = inlinesOf(model).filter((inline) => inline.kind === 'figure')
    expect(figures.length).toBeGreaterThan(140)
    expect(figures.filter(({ refs }) => refs.length === 0)).toEqual([])
  })

  test('shows on its cover what the print shows', () => {
    const cover = model.blocks.find((block) => block.kind === 'cover')
    expect(cover?.lines.map(({ text }) => text)).toEqual(printed.cover)
  })

  test('lists the ten tables in printed order', () => {
    expect(gridsOf(model).map(({ title, code }) => [title, code])).toEqual(
      printed.tables.map(({ title, code }) => [title, code]),
    )
  })

  test.each(corrected.tables.map((table) => [table.code, table] as const))('prints %s cell by cell', (_, table) => {
    const grid = gridsOf(model).find(({ id }) => id === table.id)
    if (!grid) throw new Error(`no grid ${table.id}`)
    expect(matrixOf(grid)).toEqual([...table.header, ...table.body].map((row) => row.map(cellText)))
    expect(grid.headerRows).toBe(table.header.length)
    expect(grid.notes).toEqual(table.notes)
    expect(grid.line).toEqual([table.nameLine, '2023年度', table.unitLine])
  })
})

describe('the checks of the sample', () => {
  const report = runChecks(good)

  test('find nothing wrong and nothing that cannot be checked', () => {
    expect(report.verdict).toBe('可以公开')
    expect(report.findings.filter(({ outcome }) => outcome !== 'tail')).toEqual([])
    expect(report.counts).toMatchObject({ fail: 0, cannotCheck: 0 })
    expect(report.counts.pass).toBeGreaterThan(500)
  })

  test('take the two misses by 0.01 of the print for what they are: tails', () => {
    expect(
      report.findings.map(({ rule, outcome, severity, where, stated, expected, difference }) => ({
        rule,
        outcome,
        severity,
        where,
        stated,
        expected,
        difference,
      })),
    ).toEqual([
      { ...TAIL, where: `${BASIC} 301`, stated: '373.14万元', expected: '373.15万元' },
      { ...TAIL, where: `${BASIC} 302`, stated: '32.22万元', expected: '32.23万元' },
    ])
  })
})

describe('the scoring sheets of the sample', () => {
  const scoring = good.pack.head.settings.scoring
  if (!scoring) throw new Error('the pack scores nothing')

  test.each(corrected.projects.map((facts, index) => [facts.name, facts, projectsOf(corrected)[index]] as const))(
    '%s scores what its sheet prints',
    (_, { printed: sheet }, project) => {
      if (!project) throw new Error('no project')
      const points = (text: string): number => Math.round(Number(text) * 100)
      expect(executionRate(project.total)?.fen).toBe(points(sheet.rate))
      expect(executionScore(project.total, scoring.executionWeight)?.fen).toBe(points(sheet.rateScore))
      const total = totalScore(project, scoring)
      expect(total?.fen).toBe(points(sheet.total))
      expect(total && gradeOf(total, scoring)).toBe(sheet.grade)
    },
  )
})

describe('the author’s mistakes', () => {
  const report = runChecks(withErrors)

  test('are found, both under the cell that is wrong, with the value that was meant', () => {
    expect(report.verdict).toBe('不得公开，因为1处错误')
    expect(report.suspects).toEqual([{ cell: HOUSING, findings: 2, suggested: '32.65万元' }])
    expect(report.findings.filter(({ outcome }) => outcome === 'fail')).toEqual([
      expect.objectContaining({
        rule: 'YS-0001',
        severity: 'error',
        group: HOUSING,
        stated: '1530.55万元',
        expected: '1530.46万元',
        difference: '0.09万元',
        cells: ['合计', '201', '208', '210', '221'].map((row) => `年初预算/${row}/年初预算数`),
      }),
      expect.objectContaining({
        rule: 'YS-0004',
        severity: 'error',
        group: HOUSING,
        stated: '99.72%',
        expected: '100.00%',
        difference: '0.28%',
        cells: ['年初预算/221/完成年初预算比例', '一般公共预算财政拨款支出决算表/221/小计', HOUSING],
      }),
    ])
  })

  test('do not turn the tails into errors', () => {
    expect(report.findings.filter(({ outcome }) => outcome === 'tail').map(({ rule }) => rule)).toEqual([
      'JB-0001',
      'JB-0001',
    ])
  })

  test('are all put right in the sample that people use, and nothing else is changed', () => {
    const differing = corrected.tables.flatMap((table, index) =>
      table.body.flatMap((row, at) =>
        row.filter((text, column) => text !== printed.tables[index]?.body[at]?.[column]).map(() => table.id),
      ),
    )
    expect(differing).toEqual([BASIC, BASIC, BASIC])
    expect({ ...corrected.fillIn, [HOUSING]: '32.56' }).toEqual(printed.fillIn)
    expect(corrected.fillIn[HOUSING]).toBe('32.65')
  })
})

const BASIC = '一般公共预算财政拨款基本支出决算表'
const HOUSING = '年初预算/221/年初预算数'
const TAIL = { rule: 'JB-0001', outcome: 'tail', severity: 'info', difference: '0.01万元' } as const

interface Accepted {
  readonly print: string
  readonly document: string
  readonly reason: string
}

/** Where the document may differ from the print. Each must occur once, so that none outlives its reason. */
const ACCEPTED: readonly Accepted[] = [
  {
    print: '年初预算1,530.55万元',
    document: '年初预算1530.55万元',
    reason: 'the print uses the thousands separator here and nowhere else in its sentences (1444.64)',
  },
  {
    print: '住房保障支出年初预算32.56万元',
    document: '住房保障支出年初预算32.65万元',
    reason: 'the author’s mistake: the total 1530.55 and the stated rate 99.72% ask for 32.65',
  },
  { print: '增长9%', document: '增长9.00%', reason: 'all other rates of the print have two decimals' },
  ...['85.79%；|社会保障', '7.19%；|卫生健康', '2.32%；|住房保障'].map((at) => ({
    print: at.replace('|', '\n'),
    document: at.replace('|', ''),
    reason: 'the template writes the 类 in one paragraph, the print in one each',
  })),
]

function accept(print: string, difference: Accepted): string {
  expect(print.split(difference.print), difference.reason).toHaveLength(2)
  return print.replace(difference.print, difference.document)
}

type Written = Extract<Block, { kind: 'heading' | 'paragraph' }>

function isWritten(block: Block): block is Written {
  return block.kind === 'heading' || block.kind === 'paragraph'
}

const textOf = (model: DocumentModel): string =>
  model.blocks
    .filter(isWritten)
    .map((block) => plainText(block.content))
    .join('\n')

const inlinesOf = (model: DocumentModel) => model.blocks.filter(isWritten).flatMap((block) => block.content)

const gridsOf = (model: DocumentModel): readonly Grid[] =>
  model.blocks.flatMap((block) => (block.kind === 'grid' ? [block.grid] : []))

/** Rows of texts; what a merged cell covers is ''. Form of brackets and spaces in labels is not content. */
function matrixOf(grid: Grid): readonly (readonly string[])[] {
  return grid.rows.map((row) => {
    const texts = grid.widths.map(() => '')
    for (const cell of row.cells) texts[cell.column] = cellText(cell.text)
    return texts
  })
}

const cellText = (text: PrintedTable['body'][number][number]): string =>
  text === '<' || text === '^' ? '' : text.normalize('NFKC').replace(/\s/gu, '')

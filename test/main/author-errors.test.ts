import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { normaliseSentence } from '#core/narrative/normalise-sentence.ts'
import { linesOf } from '#test/samples/document-text.ts'
import { openQuoted, rowsOf } from '#test/samples/describe-quoted.ts'
import { quotedFactsOf } from '#test/samples/facts.ts'
import { openSample, type Sample } from '#test/samples/open-sample.ts'
import { differencesIn } from '#test/samples/sentence-reading.ts'
import { SAMPLES } from '#test/samples/write-sample.ts'

/**
 * Every place of the five published packages where the author erred. What is right must come out, and the printed error must
 * raise a finding: of the checks when the figure is imported, or of the reading when the sentence is.
 */
interface AuthorError {
  readonly what: string
  /** What the document says there; none where nothing determines the right value. */
  readonly right?: string | undefined
  /** What it must not say. */
  readonly wrong?: string
  /** `severity rule`, and where it stands, of the finding that the author's figures raise. */
  readonly finding?: RegExp
  /** The sentence as printed (id of the facts) and the sentence of the document that it is read with. */
  readonly sentence?: readonly [id: string, template: string]
}

type Seed = '000' | '001' | '002' | '003' | '004'

const ERRORS: Readonly<Record<Seed, readonly AuthorError[]>> = {
  '000': [
    {
      what: '其中在职 27 人 of 编制 15 人',
      wrong: '编制15人，其中在职人员27人',
      right: '在职人员27人',
      sentence: ['staff', '人员编制'],
    },
    { what: '减少 where the figures say 增加', wrong: '比上年度减少', sentence: ['s3.1.2', '支出'] },
    { what: 'the list of 机关运行经费 is 40.00 short', finding: /error JY-0002/u },
    { what: '国内接待费 for 国（境）外接待费', right: '国（境）外接待费', sentence: ['s3.3.3', '三公.接待'] },
    { what: 'a stray point behind 资产总额', wrong: '.元' },
    {
      what: '万元 for 元, 762569.30 for 862569.30',
      right: '862569.3元',
      wrong: '762569.30',
      finding: /error SX-0001/u,
    },
  ],
  '001': [
    { what: '房屋建筑物构建 (30901)', finding: /info CK-003 一般公共预算财政拨款基本支出决算表 30901/u },
    { what: '房屋建筑物构建 (31001)', finding: /info CK-003 一般公共预算财政拨款基本支出决算表 31001/u },
    {
      what: '32.56 for the 年初预算 of 住房保障支出',
      right: '住房保障支出年初预算32.65万元',
      finding: /error YS-0001/u,
    },
    { what: 'the rate that follows from it', right: '完成年初预算的99.72%', finding: /error YS-0004/u },
    {
      what: 'the money left over for the money spent',
      finding: /CK-119 县级党政专用高清涉密电视会议系统 资金使用规模/u,
    },
  ],
  '002': [
    { what: '增减3.62%', right: '减少45.74万元，减少3.62%', wrong: '增减3.62%', sentence: ['s1.inc', '总体.收入'] },
    { what: '占100% for 97.14%', right: '97.14%', finding: /error BL-0001/u },
    { what: 'no unit evaluated, yet its evaluation is annexed', finding: /PJ-0008/u },
    {
      what: 'the 年初预算 called 收入',
      right: '年初预算安排的一般公共预算拨款收入837.69万元',
      sentence: ['rep.2', '报告.预算'],
    },
    { what: '143.70 listed of 251.70', finding: /XM-0001/u },
  ],
  '003': [
    { what: '及时发放率 ≥6年', finding: /CK-107 部门整体支出绩效 及时发放率/u },
    { what: '替代设备使用年限 ≥90%', finding: /CK-107 部门整体支出绩效 替代设备使用年限/u },
  ],
  '004': [
    { what: '占100.0% for 99.9%', right: '99.9%', finding: /error BL-0001/u },
    {
      what: '小微企业 54.2% of another total',
      right: '占政府采购支出总额的31.1%',
      wrong: '占政府采购支出总额的54.2%',
      finding: /error CG-0007/u,
    },
    { what: '实际支出 0 against six projects', finding: /XM-0001 年初预算项目 实际支出/u },
    { what: 'the column of 当年财政拨款', finding: /error CK-117 部门整体支出 全年预算数/u },
  ],
}

async function open(seed: Seed): Promise<{ readonly good: Sample; readonly authors: Sample }> {
  if (seed !== '001') return openQuoted(seed)
  const errors = join(import.meta.dirname, '../samples/author-errors')
  const [good, authors] = await Promise.all([openSample(join(SAMPLES, '上党区委办2023')), openSample(errors)])
  return { good, authors }
}

describe.each(Object.entries(ERRORS) as [Seed, readonly AuthorError[]][])('seed %s', async (seed, errors) => {
  const { good, authors } = await open(seed)
  const text = linesOf(good.model).map(normaliseSentence).join('\n')
  const found = authors.checks.findings.map(({ severity, rule, where }) => `${severity} ${rule} ${where}`)

  test.each(errors)('$what', ({ right, wrong, finding, sentence }) => {
    if (right !== undefined) expect(text).toContain(normaliseSentence(right))
    if (wrong !== undefined) expect(text).not.toContain(normaliseSentence(wrong))
    if (finding) expect(found.filter((one) => finding.test(one))).not.toEqual([])
    if (!sentence) return
    const [id, template] = sentence
    const print = quotedFactsOf(seed).sentences.find((one) => one.id === id)?.print ?? ''
    const own = good.model.blocks.flatMap((block) =>
      block.kind === 'paragraph' && block.id === template ? [block.content.map(textOf).join('')] : [],
    )
    // Read with its template the printed sentence differs, or it does not read at all.
    expect(print).not.toBe('')
    expect(differencesIn(good, template, { print, own: own[0] ?? '' })).not.toEqual([])
  })
})

const textOf = (inline: { readonly kind: string; readonly text?: string }): string => inline.text ?? ''

test('实效 prints as 时效 in the target sheets', async () => {
  const { good } = await open('003')
  const sheets = good.model.blocks.flatMap((block) => (block.kind === 'grid' ? [block.grid.id] : []))
  const rows = sheets.filter((id) => id.startsWith('项目绩效目标表-')).flatMap((id) => rowsOf(good, id))
  expect(rows.flat().filter((cell) => cell.includes('实效'))).toEqual([])
  expect(rows.flat()).toContain('时效')
})

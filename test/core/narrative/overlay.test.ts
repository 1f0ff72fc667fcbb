import { expect, test } from 'vitest'
import { overlayDocument, type WordingChange } from '#core/narrative/overlay.ts'
import { parseDocument } from '#core/narrative/parse-document.ts'

const MARKDOWN = [
  '# 第一部分',
  '[a] 甲{年度}。',
  '## 一、收入',
  '[b] 乙。',
  '::: 若 年度 = "1"',
  '### 其中',
  '[c] 丙。',
  '::: 否则',
  '[d] 丁。',
  '::: 完',
  '## 二、支出',
  '[e] 戊。',
].join('\n')

const ids = (changes: readonly WordingChange[]): readonly string[] =>
  [...overlayDocument(MARKDOWN, changes).markdown.matchAll(/^\[(.)\]/gmu)].map(([, id]) => id ?? '')

test('a sentence is replaced under its own id, and may become several paragraphs', () => {
  const change = { action: 'replace', markdown: '新的{年度}。\n第二段。' } as const
  const { markdown, lost } = overlayDocument(MARKDOWN, [{ place: 'sentence', id: 'a', change }])
  expect(markdown).toContain('[a] 新的{年度}。\n第二段。\n## 一、收入')
  expect(lost).toEqual([])
})

test('a sentence is left out', () => {
  expect(ids([{ place: 'sentence', id: 'b', change: { action: 'omit' } }])).toEqual(['a', 'c', 'd', 'e'])
})

test('a section goes with everything below it, conditional blocks included', () => {
  expect(ids([{ place: 'section', id: '一、收入', change: { action: 'omit' } }])).toEqual(['a', 'e'])
})

test('a section inside a conditional block ends with its block', () => {
  const changes: WordingChange[] = [{ place: 'section', id: '其中', change: { action: 'omit' } }]
  expect(ids(changes)).toEqual(['a', 'b', 'd', 'e'])
  expect(() => parseDocument(overlayDocument(MARKDOWN, changes).markdown)).not.toThrow()
})

test('the text of a section is replaced, its heading stays', () => {
  const change = { action: 'replace', markdown: '[x] 自己的话。' } as const
  const { markdown } = overlayDocument(MARKDOWN, [{ place: 'section', id: '二、支出', change }])
  expect(markdown).toContain('## 二、支出\n\n[x] 自己的话。')
  expect(markdown).not.toContain('戊')
})

test('a sentence and a section are added behind their neighbours, or at the end', () => {
  const changes: WordingChange[] = [
    { place: 'sentence', id: 'f', change: { action: 'add', markdown: '己。', after: 'a' } },
    {
      place: 'section',
      id: '三、其他',
      change: { action: 'add', markdown: '## 三、其他\n[g] 庚。', after: '一、收入' },
    },
    { place: 'section', id: '附', change: { action: 'add', markdown: '# 附\n[h] 辛。', after: undefined } },
  ]
  expect(ids(changes)).toEqual(['a', 'f', 'b', 'c', 'd', 'g', 'e', 'h'])
})

test('a change whose place is gone is handed back, and the rest still applies', () => {
  const gone: WordingChange = { place: 'sentence', id: 'z', change: { action: 'omit' } }
  const { lost } = overlayDocument(MARKDOWN, [gone, { place: 'sentence', id: 'a', change: { action: 'omit' } }])
  expect(lost).toEqual([gone])
})

test('an addition stands behind another one whichever was written last', () => {
  const add = (id: string, after: string): WordingChange => ({
    place: 'sentence',
    id,
    change: { action: 'add', markdown: '文。', after },
  })
  expect(ids([add('g', 'f'), add('f', 'a')])).toEqual(['a', 'f', 'g', 'b', 'c', 'd', 'e'])
})

test('of two sections with one heading the second is named by its number, also when the first is left out', () => {
  const markdown = '## 一、职责\n[a] 甲。\n# 附件\n## 一、职责\n[b] 乙。'
  const omit = (id: string): WordingChange => ({ place: 'section', id, change: { action: 'omit' } })
  expect(overlayDocument(markdown, [omit('一、职责·2')]).markdown).toBe('## 一、职责\n[a] 甲。\n# 附件')
  expect(overlayDocument(markdown, [omit('一、职责'), omit('一、职责·2')])).toMatchObject({
    markdown: '# 附件',
    lost: [],
  })
})

test('every line says whose it is', () => {
  const change: WordingChange = { place: 'sentence', id: 'b', change: { action: 'replace', markdown: '新。\n又。' } }
  const { markdown, origins } = overlayDocument(MARKDOWN, [change])
  expect(markdown.split('\n').filter((_line, at) => origins[at] === change)).toEqual(['[b] 新。', '又。'])
})

test('the page break before the next part stays before it', () => {
  const markdown = '## 一、收入\n[a] 甲。\n\n::: 分页\n# 附件'
  const add: WordingChange = {
    place: 'section',
    id: '二、补充',
    change: { action: 'add', markdown: '## 二、补充', after: '一、收入' },
  }
  expect(overlayDocument(markdown, [add]).markdown).toMatch(/## 二、补充\s+::: 分页\n# 附件$/u)
  const omit: WordingChange = { place: 'section', id: '一、收入', change: { action: 'omit' } }
  expect(overlayDocument(markdown, [omit]).markdown).toBe('\n::: 分页\n# 附件')
})

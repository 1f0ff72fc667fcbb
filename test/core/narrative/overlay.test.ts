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

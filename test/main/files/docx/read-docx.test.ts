import { deflateRawSync } from 'node:zlib'
import {
  Document,
  HeadingLevel,
  ImageRun,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openReader } from '#main/files/read-in-child.ts'
import { deflatedRepeat, zipOfDeflated } from '../bomb.ts'
import { errorOf, scratchFolder } from '../scratch.ts'

const folder = scratchFolder()
const reader = openReader()
afterAll(() => reader.close())

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const cell = (text: string, columnSpan = 1): TableCell => new TableCell({ columnSpan, children: [new Paragraph(text)] })
const item = (text: string, level = 0): Paragraph => new Paragraph({ text, numbering: { reference: 'n', level } })

let word: string
beforeAll(async () => {
  const document = new Document({
    numbering: {
      config: [
        {
          reference: 'n',
          levels: [0, 1].map((level) => ({ level, format: LevelFormat.DECIMAL, text: `%${level + 1}.` })),
        },
      ],
    },
    sections: [
      {
        children: [
          new Paragraph({ text: '部门整体支出绩效评价报告', heading: HeadingLevel.HEADING_1 }),
          new Paragraph({ text: '一、基本情况', heading: HeadingLevel.HEADING_2 }),
          new Paragraph({
            children: [
              new TextRun('全年平稳'),
              new TextRun({ text: '（领导批注）', vanish: true }),
              new TextRun({ text: '<b>甲&乙</b>。' }),
              new ImageRun({ type: 'png', data: PIXEL, transformation: { width: 9, height: 9 } }),
            ],
          }),
          item('办文'),
          item('收文', 1),
          item('办会'),
          new Table({
            rows: [
              new TableRow({ children: [cell('指标', 2)] }),
              new TableRow({ children: [cell('办文'), cell('100%')] }),
            ],
          }),
        ],
      },
    ],
  })
  word = folder.put('报告.docx', await Packer.toBuffer(document))
})

test('a Word file gives its headings, paragraphs, lists and tables; hidden text stays behind, the picture is counted', async () => {
  expect(await reader.readText(word)).toEqual({
    blocks: [
      { kind: 'paragraph', text: '部门整体支出绩效评价报告', heading: 1 },
      { kind: 'paragraph', text: '一、基本情况', heading: 2 },
      { kind: 'paragraph', text: '全年平稳<b>甲&乙</b>。' },
      { kind: 'paragraph', text: '办文', list: { depth: 1, ordered: true } },
      { kind: 'paragraph', text: '收文', list: { depth: 2, ordered: true } },
      { kind: 'paragraph', text: '办会', list: { depth: 1, ordered: true } },
      {
        kind: 'table',
        rows: [
          ['指标', ''],
          ['办文', '100%'],
        ],
      },
    ],
    images: 1,
    mergedCells: 1,
    isCut: false,
  })
})

test('plain text in GBK is read as text', async () => {
  const path = folder.put('说明.txt', Buffer.from('d2bba1a2d7dccce5c7e9bff60d0ac6bdcec8a1a3', 'hex'))
  expect((await reader.readText(path)).blocks).toEqual([
    { kind: 'paragraph', text: '一、总体情况' },
    { kind: 'paragraph', text: '平稳。' },
  ])
})

test.each([
  ['旧稿.doc', Buffer.from('d0cf11e0a1b11ae1'.padEnd(1024, '0'), 'hex'), 'FILE_NOT_TEXT'],
  ['图.png', PIXEL, 'FILE_NOT_TEXT'],
  ['空.docx', Buffer.alloc(0), 'FILE_EMPTY'],
  ['半个.docx', Buffer.from('PK\x03\x04 cut', 'latin1'), 'FILE_TRUNCATED'],
])('%s is refused in words', async (name, bytes, code) => {
  const error = await errorOf(reader.readText(folder.put(name, bytes)))
  expect(error.code).toBe(code)
  expect(error.message).toContain(name)
})

test('an archive without a Word document, and a document that unfolds without end, are refused', async () => {
  const part = (name: string, deflated: Buffer) => ({ name, deflated, bytes: 1, crc: 0 })
  const other = folder.put('别的.docx', zipOfDeflated([part('甲.txt', deflateRawSync('甲'))]))
  expect((await errorOf(reader.readText(other))).code).toBe('FILE_OTHER_FORMAT')
  const endless = deflatedRepeat('<w:document>', Buffer.alloc(2 ** 20, ' '), 100, '</w:document>')
  const bomb = folder.put('炸弹.docx', zipOfDeflated([part('word/document.xml', endless)]))
  expect((await errorOf(reader.readText(bomb))).code).toBe('FILE_TOO_LARGE')
})

test('how cells look is passed over, what they say and how they span is not', async () => {
  const framed = (text: string, columnSpan = 1): TableCell =>
    new TableCell({
      columnSpan,
      width: { size: 900, type: 'dxa' },
      shading: { fill: 'FFFF00' },
      borders: { top: { style: 'single', size: 8, color: 'FF0000' } },
      margins: { left: 100 },
      verticalAlign: 'center',
      children: [
        new Paragraph({
          alignment: 'center',
          children: [new TextRun({ text, font: '仿宋', size: 20, color: '0000FF' })],
        }),
      ],
    })
  const table = new Table({
    rows: [
      new TableRow({ cantSplit: true, tableHeader: true, children: [framed('指标', 2)] }),
      new TableRow({ children: [framed('办文<w:jc/>'), framed('100%')] }),
    ],
  })
  const document = new Document({ sections: [{ children: [new Paragraph('前。'), table] }] })
  const { blocks } = await reader.readText(folder.put('有框.docx', await Packer.toBuffer(document)))
  expect(blocks).toEqual([
    { kind: 'paragraph', text: '前。' },
    {
      kind: 'table',
      rows: [
        ['指标', ''],
        ['办文<w:jc/>', '100%'],
      ],
    },
  ])
})

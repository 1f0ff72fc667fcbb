import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, appendFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import { streamWorkbook } from '#main/files/read-workbook.ts'
import { openReader } from '#main/files/read-in-child.ts'

import { cellsOf, errorOf, scratchFolder } from './scratch.ts'
import { gbkOf } from './text/gbk.ts'
import { encryptedXls, encryptedXlsx, oleOf, streamOf, xlsOf } from './xls/biff-file.ts'
import { zipBytes } from './xlsx/zip-bytes.ts'

const folder = scratchFolder()
const reader = openReader()
afterAll(() => reader.close())

const zipOf = (parts: Readonly<Record<string, string>>): Buffer =>
  zipBytes(Object.entries(parts).map(([name, text]) => ({ name, bytes: Buffer.from(text) })))

const xlsx = readFileSync(new URL('./fixtures/accounts.xlsx', import.meta.url))
const xls = readFileSync(new URL('./fixtures/accounts-1900.xls', import.meta.url))

describe('a file that is no workbook is named for what it is', () => {
  const poem = '床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n'
  test.each<[string, string | Uint8Array, string, string]>([
    ['诗.txt', poem, 'FILE_NOT_WORKBOOK', '普通文字'],
    ['诗.xlsx', gbkOf(poem), 'FILE_NOT_WORKBOOK', '普通文字'],
    ['文.xlsx', '%PDF-1.7\n%âãÏÓ\n1 0 obj', 'FILE_NOT_WORKBOOK', 'PDF'],
    ['图.xls', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'FILE_NOT_WORKBOOK', '图片（PNG）'],
    ['图.et', Buffer.from('ffd8ffe000104a464946', 'hex'), 'FILE_NOT_WORKBOOK', '图片（JPEG）'],
    ['文.docx', zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<d/>' }), 'FILE_NOT_WORKBOOK', 'Word 文档'],
    ['稿.xlsx', zipOf({ '[Content_Types].xml': '<Types/>', 'ppt/presentation.xml': '<d/>' }), 'FILE_NOT_WORKBOOK', 'PowerPoint'],
    ['包.xlsx', zipOf({ '收入.xlsx': 'x' }), 'FILE_NOT_WORKBOOK', 'ZIP 压缩包'],
    ['文.xls', oleOf({ '/WordDocument': Buffer.alloc(5_000) }), 'FILE_NOT_WORKBOOK', 'Word 文档'],
    ['数.xls', '<?xml version="1.0"?><报文><行/></报文>', 'FILE_NOT_WORKBOOK', 'XML 数据'],
    ['乱.xlsx', Buffer.from(Array.from({ length: 4_000 }, (_, n) => (n * 7919) % 251)), 'FILE_NOT_WORKBOOK', '二进制数据'],
    ['~$表.xlsx', Buffer.alloc(165, 1), 'FILE_NOT_WORKBOOK', '临时标记'],
    ['表.xlsb', zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.bin': 'x' }), 'FILE_OTHER_FORMAT', '.xlsb'],
    ['表.ods', zipOf({ 'content.xml': '<x/>', 'META-INF/manifest.xml': '<x/>' }), 'FILE_OTHER_FORMAT', '.ods'],
    ['页.xls', 'MIME-Version: 1.0\nContent-Type: multipart/related\n\n', 'FILE_OTHER_FORMAT', 'MHTML'],
    ['库.xls', Buffer.concat([Buffer.from([3, 123, 12, 31, 1, 0, 0, 0, 65, 0, 9, 0]), Buffer.alloc(60)]), 'FILE_OTHER_FORMAT', 'DBF'],
  ])('%s', async (name, content, code, what) => {
    const error = await errorOf(reader.read(folder.put(name, content)))
    expect(error.code).toBe(code)
    expect(error.message).toContain(`“${name}”`)
    expect(error.message).toContain(what)
    expect(error.remedies[0].text).not.toBe('')
  })
}) // prettier-ignore

describe('a workbook that cannot be read is refused with the reason', () => {
  test.each<[string, () => string | Uint8Array, string]>([
    ['密.xlsx', encryptedXlsx, 'FILE_ENCRYPTED'],
    ['密.xls', encryptedXls, 'FILE_ENCRYPTED'],
    ['密.et', encryptedXls, 'FILE_ENCRYPTED'],
    ['零.xlsx', () => '', 'FILE_EMPTY'],
    ['零.csv', () => '', 'FILE_EMPTY'],
    ['半.xlsx', () => xlsx.subarray(0, Math.floor(xlsx.length / 2)), 'FILE_TRUNCATED'],
    ['半.xls', () => xls.subarray(0, Math.floor(xls.length / 2)), 'FILE_DAMAGED'],
    ['头.xls', () => xls.subarray(0, 300), 'FILE_DAMAGED'],
    ['半.csv', () => Buffer.from('科目,金额\n一,二\n三,"四').subarray(0, -1), 'FILE_ENCODING_UNKNOWN'],
  ])('%s', async (name, content, code) => {
    const error = await errorOf(reader.read(folder.put(name, content())))
    expect(error.code).toBe(code)
    expect(error.message).toContain(`“${name}”`)
    expect(error.remedies[0].text).not.toBe('')
  })
})

describe('what stands at the path', () => {
  test('a missing file, a folder, and a path through a file', async () => {
    mkdirSync(join(folder.path, '目录.xlsx'))
    folder.put('平.txt', 'a,b\nc,d\n')
    expect((await errorOf(reader.read(join(folder.path, '无.xlsx')))).code).toBe('FILE_MISSING')
    expect((await errorOf(reader.read(join(folder.path, '平.txt', '表.xlsx')))).code).toBe('FILE_MISSING')
    expect((await errorOf(reader.read(join(folder.path, '目录.xlsx')))).code).toBe('FILE_IS_FOLDER')
  })

  test('a pipe is refused and not waited for', async () => {
    const pipe = join(folder.path, '管.xlsx')
    execFileSync('mkfifo', [pipe])
    expect((await errorOf(reader.read(pipe))).code).toBe('FILE_NOT_PLAIN')
  })

  test('no permission: refused with that reason, or read by one who may read everything', async () => {
    const path = folder.put('锁.xlsx', xlsx)
    chmodSync(path, 0o000)
    if (process.getuid?.() === 0) expect((await reader.read(path)).format).toBe('xlsx')
    else expect((await errorOf(reader.read(path))).code).toBe('FILE_NO_PERMISSION')
    // A loop of links fails for everyone.
    symlinkSync(join(folder.path, '环.xlsx'), join(folder.path, '环.xlsx'))
    expect((await errorOf(reader.read(join(folder.path, '环.xlsx')))).code).toBe('FILE_UNREADABLE')
  })

  test('a file that is written while it is read', async () => {
    const path = folder.put('写.csv', '科目,金额\n201,1\n')
    const sink = {
      sheet: () => {
        appendFileSync(path, '301,2\n')
        return true
      },
      row: () => undefined,
      sheetEnd: () => undefined,
    }
    const error = await errorOf(streamWorkbook(path, sink))
    expect(error.code).toBe('FILE_BUSY')
    expect(error.message).toContain('“写.csv”')
  })
})

describe('a workbook under another name is read by what it is, with a note', () => {
  test.each<[string, () => string | Uint8Array, string, string, string]>([
    ['旧.xlsx', () => xlsOf([['甲', 0.1]]), 'xls', '内容其实是旧版 xls 工作簿', 'number:0.1'],
    ['裸.xls.bak', () => streamOf(xlsOf([['甲', 0.1]])), 'xls', '扩展名是 .bak', 'number:0.1'],
    ['网.xls', () => gbkOf('<html><table><tr><td>甲</td><td>0201</td></tr></table></html>'), 'html', '网页', 'text:0201'],
    ['字.xls', () => gbkOf('甲\t0201\n乙\t0301\n'), 'delimited', 'CSV', 'text:0201'],
    ['宽.xls', () => Buffer.from('\ufeff甲\t0201\n乙\t0301\n', 'utf16le'), 'delimited', 'CSV', 'text:0201'],
    ['标.xls', () => gbkOf('<?xml version="1.0" encoding="gb2312"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>甲</Data></Cell><Cell><Data>0201</Data></Cell></Row></Table></Worksheet></Workbook>'), 'xml-2003', 'XML 表格 2003', 'text:0201'],
  ])('%s', async (name, content, format, note, second) => {
    const book = await reader.read(folder.put(name, content()))
    expect(book).toMatchObject({ fileName: name, format })
    expect(book.notes).toHaveLength(1)
    expect(book.notes[0]).toContain(note)
    expect(cellsOf(book.sheets[0])).toMatchObject({ A1: 'text:甲', B1: second })
  })

  test('an .xlsx called .xls', async () => {
    const book = await reader.read(folder.put('新.xls', xlsx))
    expect(book.format).toBe('xlsx')
    expect(book.notes[0]).toContain('内容其实是 xlsx 工作簿')
    expect(book.sheets).toHaveLength(3)
  })

  test('a fitting name needs no note', async () => {
    for (const [name, content] of [['甲.xlsx', xlsx], ['甲.xls', xls], ['甲.et', xls], ['甲.csv', 'a,b\nc,d\n']] as const) {
      expect((await reader.read(folder.put(name, content))).notes).toEqual([])
    }
  })
}) // prettier-ignore

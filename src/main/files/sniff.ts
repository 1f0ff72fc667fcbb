import { extname } from 'node:path'

import { fileDamaged, fileEncrypted, fileNotWorkbook, fileOtherFormat } from './file-errors.ts'
import { isOle, oleStreamNames } from './ole-directory.ts'
import { isBareBiff, isDbf, knownSignature } from './signatures.ts'
import { withHandle } from './source-file.ts'
import type { SourceFile } from './source-file.ts'
import { decodeHead } from './text/decode.ts'
import { findDelimiter } from './text/delimiter.ts'
import { DEFAULT_LIMITS } from './xlsx/limits.ts'
import { readAt, readZipDirectory } from './xlsx/zip-directory.ts'

export type WorkbookFormat = 'xlsx' | 'xls' | 'html' | 'xml-2003' | 'delimited'

const HEAD_BYTES = 64 * 1024
/** A first entry, and the end record of an archive without entries. */
const ZIP_STARTS = ['PK\x03\x04', 'PK\x05\x06']

/**
 * What a file is by its content; its name decides nothing but whether one column of text is a table.
 *
 * Errors  AppError FILE_ENCRYPTED, FILE_NOT_WORKBOOK, FILE_OTHER_FORMAT (both name what it is), FILE_TRUNCATED,
 *         FILE_DAMAGED
 */
export async function sniff(file: SourceFile): Promise<WorkbookFormat> {
  if (file.name.startsWith('~$') || file.name.startsWith('.~')) {
    throw fileNotWorkbook(file.name, ' WPS 或 Excel 打开表格时留下的临时标记')
  }
  return withHandle(file, async (handle) => {
    const head = await readAt(handle, 0, Math.min(HEAD_BYTES, file.bytes))
    if (isOle(head)) return oleFormat(file.name, await oleStreamNames(file.path))
    if (ZIP_STARTS.includes(head.toString('latin1', 0, 4))) {
      return zipFormat(file.name, await readZipDirectory(handle, file.bytes, file.name, DEFAULT_LIMITS))
    }
    if (isBareBiff(head)) return 'xls'
    const what = knownSignature(head)
    if (what !== undefined) throw fileNotWorkbook(file.name, what)
    if (isDbf(head)) throw fileOtherFormat(file.name, ' DBF 数据表')
    return textFormat(file.name, decodeHead(head))
  })
}

function oleFormat(name: string, streams: readonly string[]): WorkbookFormat {
  const has = (stream: string): boolean => streams.some((s) => s.toLowerCase() === stream.toLowerCase())
  if (has('EncryptedPackage') || has('EncryptionInfo')) throw fileEncrypted(name)
  if (has('Workbook') || has('Book')) return 'xls'
  if (has('WordDocument')) throw fileNotWorkbook(name, ' Word 文档（.doc、.wps）')
  if (has('PowerPoint Document')) throw fileNotWorkbook(name, ' PowerPoint 演示文稿（.ppt、.dps）')
  if (streams.length === 0) throw fileDamaged(name, '内部目录无法读取')
  throw fileNotWorkbook(name, ' Office 复合文档，里面没有工作表')
}

/** `parts` is keyed by the part name in lower case. */
function zipFormat(name: string, parts: ReadonlyMap<string, unknown>): WorkbookFormat {
  const under = (folder: string): boolean => [...parts.keys()].some((part) => part.startsWith(folder))
  if (parts.has('xl/workbook.bin')) throw fileOtherFormat(name, '二进制工作簿（.xlsb）')
  if (under('word/')) throw fileNotWorkbook(name, ' Word 文档（.docx）')
  if (under('ppt/')) throw fileNotWorkbook(name, ' PowerPoint 演示文稿（.pptx）')
  if (parts.has('[content_types].xml')) return 'xlsx'
  if (parts.has('ofd.xml')) throw fileNotWorkbook(name, ' OFD 版式文档')
  if (parts.has('content.xml') && parts.has('meta-inf/manifest.xml'))
    throw fileOtherFormat(name, '开放文档（.ods、.odt）')
  throw fileNotWorkbook(name, ' ZIP 压缩包（其中的文件要先解压）')
}

function textFormat(name: string, head: string): WorkbookFormat {
  if (isBinary(head)) throw fileNotWorkbook(name, '无法识别的二进制数据')
  const start = head.replace(/^[\s\ufeff]+/, '')
  if (/^MIME-Version:|^Content-Type: multipart/im.test(start.slice(0, 1000)))
    throw fileOtherFormat(name, '单个文件网页（MHTML）')
  if (start.startsWith('ID;P')) throw fileOtherFormat(name, ' SYLK 表格')
  if (start.startsWith('<')) {
    if (head.includes('urn:schemas-microsoft-com:office:spreadsheet') && /<(?:\w+:)?Workbook[\s>]/.test(head))
      return 'xml-2003'
    if (/<(?:!doctype html|html|head|meta|body|table|tr|style|div)[\s/>]/i.test(start)) return 'html'
    throw fileNotWorkbook(name, ' XML 数据，不是 Excel 的表格格式')
  }
  // One column is a table only where the name says so; otherwise it is prose.
  if (findDelimiter(head) !== undefined || ['.csv', '.tsv'].includes(extname(name).toLowerCase())) return 'delimited'
  throw fileNotWorkbook(name, '普通文字，没有分列')
}

/** Text has line breaks, tabs, form feeds and now and then a stray escape, but no other control characters. */
function isBinary(text: string): boolean {
  let controls = 0
  for (const character of text) {
    if (character === '\0') return true
    if (character < ' ' && !'\t\n\r\f\v\x1a\x1b'.includes(character)) controls += 1
  }
  return controls * 100 > text.length
}

const EXTENSIONS: Readonly<Record<WorkbookFormat, readonly string[]>> = {
  xlsx: ['.xlsx', '.xlsm', '.xltx', '.xltm'],
  xls: ['.xls', '.et', '.xlt', '.ett'],
  html: ['.html', '.htm'],
  'xml-2003': ['.xml'],
  delimited: ['.csv', '.tsv', '.txt'],
}

const FORMAT_NAMES: Readonly<Record<WorkbookFormat, string>> = {
  xlsx: ' xlsx 工作簿',
  xls: '旧版 xls 工作簿',
  html: '网页（HTML）表格',
  'xml-2003': ' XML 表格 2003',
  delimited: '带分隔符的文字（CSV）',
}

/** One sentence where name and content differ; the file is read by what it is. */
export function formatNote(name: string, format: WorkbookFormat): string | undefined {
  const extension = extname(name).toLowerCase()
  if (EXTENSIONS[format].includes(extension)) return undefined
  const named = extension === '' ? '没有扩展名' : `扩展名是 ${extension}`
  return `文件“${name}”${named}，内容其实是${FORMAT_NAMES[format]}，已按实际内容读取。`
}

import type { PastedText } from '#core/pasted/blocks.ts'
import { readPlain } from '#core/pasted/read-plain.ts'
import { fileNotText, fileTooLarge } from './file-errors.ts'
import { isOle, oleStreamNames } from './ole-directory.ts'
import { knownSignature } from './signatures.ts'
import { findSourceFile, readAll, whileUnchanged, withHandle, type SourceFile } from './source-file.ts'
import { decodeWhole } from './text/decode.ts'
import { readAt } from './xlsx/zip-directory.ts'

/** A document of a person, pictures included. */
const LARGEST = 50 * 2 ** 20
const LARGEST_PLAIN = 5 * 2 ** 20

/**
 * Reads a text with its structure from a Word file (.docx), Markdown or plain text, IN THIS PROCESS: for the reader process. What it
 * is is decided by its content.
 *
 * Errors  AppError FILE_*; FILE_NOT_TEXT names what it is instead
 */
export async function readTextDocument(path: string): Promise<PastedText> {
  const file = await findSourceFile(path)
  if (file.bytes > LARGEST) throw fileTooLarge(file.name, `文稿超过 ${LARGEST / 2 ** 20} MB`)
  return whileUnchanged(file, () => readAs(file))
}

async function readAs(file: SourceFile): Promise<PastedText> {
  const head = await withHandle(file, (handle) => readAt(handle, 0, Math.min(4096, file.bytes)))
  if (head.toString('latin1', 0, 4) === 'PK\x03\x04') {
    // A library that most sessions never need.
    const { readDocx } = await import('./docx/read-docx.ts')
    return readDocx(file)
  }
  if (isOle(head)) {
    const isWord = (await oleStreamNames(file.path)).includes('WordDocument')
    throw fileNotText(file.name, isWord ? '旧版 Word 文稿（.doc、.wps）' : '加密的或别的 Office 文件')
  }
  const what = knownSignature(head)
  if (what !== undefined || head.includes(0)) throw fileNotText(file.name, what ?? '无法识别的二进制数据')
  if (file.bytes > LARGEST_PLAIN) throw fileTooLarge(file.name, `文字超过 ${LARGEST_PLAIN / 2 ** 20} MB`)
  return readPlain(decodeWhole(file.name, await readAll(file)))
}

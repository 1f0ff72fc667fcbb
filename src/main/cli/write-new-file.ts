import { writeFileSync } from 'node:fs'
import { AppError } from '#core/model/error.ts'

/** Writes a file that must not be there yet. Errors: FILE_NOT_WRITTEN, naming `what` was not written. */
export function writeNewFile(path: string, content: Uint8Array, what: string): void {
  try {
    writeFileSync(path, content, { flag: 'wx' })
  } catch (cause) {
    throw new AppError(
      {
        code: 'FILE_NOT_WRITTEN',
        message: `“${path}”不能写入，没有写出${what}。`,
        remedies: [{ text: '检查文件夹是否存在、是否只读、磁盘是否已满，或换一个位置。' }],
        detail: String(cause),
      },
      { cause },
    )
  }
}

export function fileExists(path: string): AppError {
  return new AppError({
    code: 'FILE_EXISTS',
    message: `“${path}”已经存在，没有改动它。`,
    remedies: [{ text: '换一个文件名，或先移走已有的文件，以免盖掉已经填好的内容。' }],
  })
}

import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { AppError } from '#core/model/error.ts'
import { safeFileName } from '#main/files/write-package.ts'

/** Files that the window hands over piece by piece. They lie in the temp folder until they are imported or dropped. */
export interface Uploads {
  readonly begin: (name: string, size: number) => string
  /** Bytes received so far. Errors: APP_UPLOAD_GONE, APP_UPLOAD_TOO_LONG. */
  readonly append: (upload: string, piece: Uint8Array) => number
  /** Path of a finished upload, under its own name. Errors: APP_UPLOAD_GONE, APP_UPLOAD_UNFINISHED. */
  readonly pathOf: (upload: string) => string
  readonly drop: (uploads: readonly string[]) => number
  readonly close: () => void
}

export function openUploads(): Uploads {
  const root = mkdtempSync(join(tmpdir(), 'mingzhang-upload-'))
  const known = new Map<string, { readonly path: string; readonly size: number }>()
  const get = (upload: string): { readonly path: string; readonly size: number } => {
    const found = known.get(upload)
    if (!found) throw refusal('APP_UPLOAD_GONE', '选择的文件已经不在，可能程序重新启动过。')
    return found
  }
  return {
    begin: (name, size) => {
      const upload = randomBytes(16).toString('hex')
      const folder = join(root, upload)
      mkdirSync(folder)
      const path = join(folder, safeFileName(basename(name)))
      writeFileSync(path, '')
      known.set(upload, { path, size })
      return upload
    },
    append: (upload, piece) => {
      const { path, size } = get(upload)
      if (statSync(path).size + piece.length > size)
        throw refusal('APP_UPLOAD_TOO_LONG', `文件“${basename(path)}”比选择时变长了。`)
      appendFileSync(path, piece)
      return statSync(path).size
    },
    pathOf: (upload) => {
      const { path, size } = get(upload)
      if (statSync(path).size !== size) throw refusal('APP_UPLOAD_UNFINISHED', `文件“${basename(path)}”没有读完整。`)
      return path
    },
    drop: (uploads) => {
      const found = uploads.filter((upload) => known.delete(upload))
      for (const upload of found) rmSync(join(root, upload), { recursive: true, force: true })
      return found.length
    },
    close: () => {
      known.clear()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function refusal(code: `APP_${string}`, message: string): AppError {
  return new AppError({ code, message, remedies: [{ text: '请重新选择文件。' }] })
}

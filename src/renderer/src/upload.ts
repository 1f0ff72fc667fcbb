import { call } from './api.ts'
import type { AppErrorInfo } from '#core/model/error.ts'

/** What came of handing files over. */
export type UploadOutcome =
  { readonly ok: true; readonly uploads: readonly string[] } | { readonly ok: false; readonly error: AppErrorInfo }

/** Bytes of one message; as base64 it stays below what main takes at once. */
const PIECE = 768 * 1024

/** Hands files to main piece by piece, so that neither side ever holds a large one as text. */
export async function uploadFiles(files: readonly File[]): Promise<UploadOutcome> {
  const uploads: string[] = []
  for (const file of files) {
    const begun = await call('upload:begin', { name: file.name, size: file.size })
    if (!begun.ok) return begun
    const { upload } = begun.value
    uploads.push(upload)
    for (let from = 0; from < file.size; from += PIECE) {
      const piece = await base64(file.slice(from, from + PIECE))
      const sent = await call('upload:append', { upload, piece })
      if (!sent.ok) return sent
    }
  }
  return { ok: true, uploads }
}

function base64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : ''
      resolve(url.slice(url.indexOf(',') + 1))
    }
    reader.onerror = () => {
      reject(reader.error ?? new Error('the file cannot be read'))
    }
    reader.readAsDataURL(blob)
  })
}

/** Files of a drop, folders walked through. */
export async function droppedFiles(data: DataTransfer): Promise<readonly File[]> {
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (entries.length === 0) return [...data.files]
  return (await Promise.all(entries.map(filesOf))).flat()
}

async function filesOf(entry: FileSystemEntry): Promise<readonly File[]> {
  if (entry instanceof FileSystemFileEntry)
    return [
      await new Promise<File>((resolve, reject) => {
        entry.file(resolve, reject)
      }),
    ]
  if (!(entry instanceof FileSystemDirectoryEntry)) return []
  const reader = entry.createReader()
  const found: FileSystemEntry[] = []
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (batch.length === 0) break
    found.push(...batch)
  }
  return (await Promise.all(found.map(filesOf))).flat()
}

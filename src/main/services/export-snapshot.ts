import type { DocumentSnapshot } from '#core/document/snapshot.ts'
import { AppError } from '#core/model/error.ts'
import type { Workspace } from './workspace.ts'

/** Keeps what the document of a package says; call inside `store.write`. */
export function keepSnapshot({ store }: Pick<Workspace, 'store'>, exportId: number, snapshot: DocumentSnapshot): void {
  const bytes = Buffer.from(JSON.stringify(snapshot), 'utf8')
  store.publications.keepSnapshot(exportId, store.sourceFiles.keep(`公开包 ${exportId} 的内容.json`, bytes))
}

/**
 * What the document of a package said when it was exported. Errors: APP_NO_SNAPSHOT for a package of a program that did not keep it
 * yet, DB_SOURCE_MISSING, DB_SOURCE_DAMAGED.
 */
export function snapshotOfExport({ store }: Pick<Workspace, 'store'>, exportId: number): DocumentSnapshot {
  const sha256 = store.publications.snapshot(exportId)
  if (sha256 === undefined)
    throw new AppError({
      code: 'APP_NO_SNAPSHOT',
      message: '这一版是早先的程序导出的，没有留下可以对比的内容。',
      remedies: [{ text: '再导出一版，以后就可以与它对比。' }],
    })
  // What lies under this hash is what `keepSnapshot` wrote: the bytes are verified.
  return JSON.parse(store.sourceFiles.open(sha256).toString('utf8')) as DocumentSnapshot
}

import Database from 'better-sqlite3'
import { AppError } from '#core/model/error.ts'
import type { Remedy } from '#core/model/error.ts'

const remedies = (first: string, ...more: readonly string[]): readonly [Remedy, ...Remedy[]] => [
  { text: first },
  ...more.map((text) => ({ text })),
]

/** Another process holds the write lock for longer than the busy timeout. */
export const lockedError = (path: string, cause?: unknown): AppError =>
  new AppError(
    {
      code: 'DB_LOCKED',
      message: `数据文件“${path}”正被另一个程序占用，本次操作没有写入任何内容。`,
      remedies: remedies(
        '等另一个窗口或命令行任务做完后重试。',
        '关闭其他打开这个数据文件的程序（包括备份、同步软件）后重试。',
      ),
      ...detail(cause),
    },
    { cause },
  )

export const readOnlyError = (path: string, cause?: unknown): AppError =>
  new AppError(
    {
      code: 'DB_READ_ONLY',
      message: `数据文件“${path}”或它所在的文件夹是只读的，不能写入。`,
      remedies: remedies(
        '取消文件和文件夹的只读属性，或向管理员要写入权限后重试。',
        '用 --db 把数据文件放到有写入权限的文件夹。',
      ),
      ...detail(cause),
    },
    { cause },
  )

export const fullError = (path: string, cause?: unknown): AppError =>
  new AppError(
    {
      code: 'DB_FULL',
      message: `磁盘空间不足，数据文件“${path}”写不下了；本次操作已全部撤回，原有数据不变。`,
      remedies: remedies('清理磁盘空间后重试。', '把数据文件移到空间更大的磁盘，再用 --db 指定它。'),
      ...detail(cause),
    },
    { cause },
  )

export const notAStoreError = (path: string, cause?: unknown): AppError =>
  new AppError(
    {
      code: 'DB_NOT_A_STORE',
      message: `“${path}”不是明账的数据文件，没有对它做任何改动。`,
      remedies: remedies('重新选择明账的数据文件。', '用 --db 指定一个新的文件名，建立新的数据文件。'),
      ...detail(cause),
    },
    { cause },
  )

/** A file whose schema this program does not know yet: refused before SQLite opens it, so it is never touched. */
export const newerError = (path: string, found: number, known: number): AppError =>
  new AppError({
    code: 'DB_NEWER',
    message: `数据文件“${path}”由更新版本的明账建立（数据版本 ${found}，本程序只认识到 ${known}），没有对它做任何改动。`,
    remedies: remedies('安装最新版本的明账后再打开。', '用 --db 打开另一个数据文件，或恢复升级前的自动备份。'),
  })

/** Damaged pages; the newest backup, when there is one, is named as the way out. */
export const corruptError = (path: string, latestBackup: string | undefined, cause?: unknown): AppError =>
  new AppError(
    {
      code: 'DB_CORRUPT',
      message: `数据文件“${path}”已损坏，不能继续使用。`,
      remedies:
        latestBackup === undefined
          ? remedies('没有找到自动备份；请先原样复制这个文件保存好，再联系技术支持尝试修复。')
          : remedies(
              `用最近的备份恢复：mingzhang restore "${latestBackup}"。`,
              '恢复之前请先原样复制损坏的文件，留作修复之用。',
            ),
      ...detail(cause),
    },
    { cause },
  )

export const networkDriveError = (path: string, drive: string): AppError =>
  new AppError({
    code: 'DB_NETWORK_DRIVE',
    message: `数据文件“${path}”位于网络盘（${drive}），在网络盘上可能损坏数据，因此不打开。`,
    remedies: remedies(
      '用 --db 把数据文件放到本机硬盘。',
      '需要多人共用时，用备份文件传递，不要直接打开网络盘上的数据文件。',
    ),
  })

/** Looking alone may not migrate. */
export const olderError = (path: string): AppError =>
  new AppError({
    code: 'DB_OLDER',
    message: `数据文件“${path}”由较早版本的明账建立，要先升级才能查看。`,
    remedies: remedies('用本程序正常打开一次，程序会先自动备份再升级。'),
  })

export const missingError = (path: string): AppError =>
  new AppError({
    code: 'DB_MISSING',
    message: `找不到数据文件“${path}”。`,
    remedies: remedies('检查路径是否正确。', '先导入一份工作簿，程序会自动建立数据文件。'),
  })

const inputOutputError = (path: string, cause: unknown): AppError =>
  new AppError(
    {
      code: 'DB_IO',
      message: `读写数据文件“${path}”时出错，本次操作没有写入任何内容。`,
      remedies: remedies(
        '检查磁盘是否仍然连接、文件夹是否存在，然后重试。',
        '如果反复出现，请先备份数据文件再检查硬盘。',
      ),
      ...detail(cause),
    },
    { cause },
  )

/** One code of a user's mistake with its sentence; for repositories. */
export function storeRefusal(code: `DB_${string}`, message: string, ...ways: readonly [string, ...string[]]): AppError {
  return new AppError({ code, message, remedies: remedies(...ways) })
}

type Maker = (path: string, latestBackup: () => string | undefined, cause: unknown) => AppError

/** Primary result codes of SQLite and codes of the operating system, each with what it means to the user. */
const MEANING: readonly [pattern: RegExp, make: Maker][] = [
  [/^SQLITE_(BUSY|LOCKED)/, (path, _latest, cause) => lockedError(path, cause)],
  [/^(SQLITE_(READONLY|PERM|CANTOPEN)|EACCES|EPERM|EROFS)/, (path, _latest, cause) => readOnlyError(path, cause)],
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)/, (path, _latest, cause) => fullError(path, cause)],
  [/^SQLITE_NOTADB/, (path, _latest, cause) => notAStoreError(path, cause)],
  [/^SQLITE_CORRUPT/, (path, latest, cause) => corruptError(path, latest(), cause)],
  [/^(SQLITE_IOERR|EIO|ENOENT|ENOTDIR|EISDIR|EEXIST)/, (path, _latest, cause) => inputOutputError(path, cause)],
]

/**
 * Turns what SQLite or the file system threw into a sentence for the user.
 * Anything that is neither (a bug, an AppError already) comes back as it was.
 */
export function toStoreError(error: unknown, path: string, latestBackup: () => string | undefined): unknown {
  const code = codeOf(error)
  if (code === undefined) return error
  return MEANING.find(([pattern]) => pattern.test(code))?.[1](path, latestBackup, error) ?? error
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof Database.SqliteError) return error.code
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return undefined
}

function detail(cause: unknown): { detail?: string } {
  return cause instanceof Error ? { detail: `${codeOf(cause) ?? cause.name}: ${cause.message}` } : {}
}

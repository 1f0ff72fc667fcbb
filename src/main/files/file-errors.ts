import { AppError } from '#core/model/error.ts'
import type { AppErrorInfo, Remedy } from '#core/model/error.ts'

/** The errors that concern a file as a whole. Every sentence names the file. */

type Remedies = readonly [Remedy, ...Remedy[]]

const SAVE_AS_XLSX: Remedy = { text: '用 WPS 或 Excel 打开它，另存为 .xlsx 后再导入。' }
const EXPORT_AGAIN: Remedy = { text: '从财务软件重新导出这个文件后再导入。' }

function fileError(code: `FILE_${string}`, message: string, remedies: Remedies, detail?: string): AppError {
  const info: AppErrorInfo = detail === undefined ? { code, message, remedies } : { code, message, remedies, detail }
  return new AppError(info)
}

export const fileMissing = (file: string): AppError =>
  fileError('FILE_MISSING', `找不到文件“${file}”。`, [{ text: '检查文件是否已被移动、改名或删除，再重新选择。' }])

export const fileIsFolder = (file: string): AppError =>
  fileError('FILE_IS_FOLDER', `“${file}”是文件夹，不是文件。`, [{ text: '选择文件夹里的工作簿文件。' }])

export const fileNotPlain = (file: string): AppError =>
  fileError('FILE_NOT_PLAIN', `“${file}”不是普通文件（可能是设备或管道），不能导入。`, [
    { text: '选择一个工作簿文件。' },
  ])

export const fileNoPermission = (file: string): AppError =>
  fileError('FILE_NO_PERMISSION', `没有读取文件“${file}”的权限。`, [
    { text: '请文件的所有者开放读取权限，或把文件复制到自己的文件夹后再导入。' },
  ])

export const fileBusy = (file: string): AppError =>
  fileError('FILE_BUSY', `文件“${file}”正在被其他程序写入或占用，现在读出来的内容可能不完整。`, [
    { text: '等保存、下载或同步结束，在 WPS 或 Excel 中关闭该文件后再导入。' },
  ])

export const fileUnreadable = (file: string, detail: string): AppError =>
  fileError(
    'FILE_UNREADABLE',
    `读取文件“${file}”时磁盘或网络出错。`,
    [{ text: '把文件复制到本机硬盘后再导入。' }],
    detail,
  )

export const fileEmpty = (file: string): AppError =>
  fileError('FILE_EMPTY', `文件“${file}”是空的（0 字节）。`, [EXPORT_AGAIN])

export const fileTooLarge = (file: string, what: string, detail?: string): AppError =>
  fileError(
    'FILE_TOO_LARGE',
    `文件“${file}”太大，不能读取：${what}。`,
    [
      { text: '把文件按年度、单位或月份拆成几个较小的文件后分别导入。' },
      { text: '确认文件来源可靠，没有被人为做成异常文件。' },
    ],
    detail,
  )

export const fileEncrypted = (file: string): AppError =>
  fileError('FILE_ENCRYPTED', `文件“${file}”设有打开密码（已加密），不能读取。`, [
    { text: '用 WPS 或 Excel 输入密码打开，取消密码后另存，再导入。' },
  ])

export const fileNotWorkbook = (file: string, what: string): AppError =>
  fileError('FILE_NOT_WORKBOOK', `文件“${file}”不是工作簿：它的内容是${what}。`, [
    { text: '选择 .xlsx、.xls、.et 或 .csv 格式的表格文件。' },
    EXPORT_AGAIN,
  ])

export const fileNotText = (file: string, what: string): AppError =>
  fileError('FILE_NOT_TEXT', `文件“${file}”是${what}，不能从中取文字。`, [
    { text: '用 WPS 或 Word 打开它，另存为 .docx 后再选择；也可以复制文字，直接粘贴。' },
  ])

/** A workbook of a kind that this program does not read. */
export const fileOtherFormat = (file: string, what: string): AppError =>
  fileError('FILE_OTHER_FORMAT', `文件“${file}”是${what}，本程序不读这种格式。`, [SAVE_AS_XLSX])

export const fileDamaged = (file: string, what: string, detail?: string): AppError =>
  fileError('FILE_DAMAGED', `文件“${file}”已损坏或不完整：${what}。`, [EXPORT_AGAIN, SAVE_AS_XLSX], detail)

export const fileEncodingUnknown = (file: string): AppError =>
  fileError('FILE_ENCODING_UNKNOWN', `文件“${file}”的文字编码无法识别：它既不是完整的 UTF-8，也不是 GB18030（GBK）。`, [
    SAVE_AS_XLSX,
    EXPORT_AGAIN,
  ])

export const fileQuotesBroken = (file: string, line: number): AppError =>
  fileError('FILE_QUOTES_BROKEN', `文件“${file}”第 ${line} 行的双引号不成对，后面的内容分不清属于哪一格。`, [
    { text: '用记事本打开该文件，改正这一行的双引号后再导入。' },
    SAVE_AS_XLSX,
  ])

export const readerCrashed = (file: string, detail: string): AppError =>
  fileError(
    'FILE_READER_CRASHED',
    `读取文件“${file}”时读取程序出错退出，没有导入任何内容。`,
    [SAVE_AS_XLSX, { text: '重试一次；仍然失败时请把运行日志交给维护人员。' }],
    detail,
  )

export const readingCancelled = (file: string): AppError =>
  fileError('FILE_CANCELLED', `已取消读取文件“${file}”。`, [{ text: '需要时重新导入该文件。' }])

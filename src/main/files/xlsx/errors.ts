import { AppError } from '#core/model/error.ts'

/** Where reading stands: the file, and the part of it in the user's words (`工作表“收入”`). */
export interface Place {
  readonly fileName: string
  readonly part: string
}

const RESAVE = '请用 Excel 或 WPS 打开该文件，另存为“Excel 工作簿（*.xlsx）”后再导入。'
const FETCH_AGAIN = '请从原系统重新导出，或重新复制、下载该文件后再导入。'

function fileError(code: string, message: string, remedy: string, detail?: string, cause?: unknown): AppError {
  const info = { code: `FILE_${code}` as const, message, remedies: [{ text: remedy }] as const }
  const options = cause === undefined ? undefined : { cause }
  return new AppError(detail === undefined ? info : { ...info, detail }, options)
}

export const unreadable = (fileName: string, cause: unknown): AppError =>
  fileError(
    'UNREADABLE',
    `无法打开文件“${fileName}”。`,
    '请确认文件存在、有读取权限，并且没有被其他程序独占打开。',
    String(cause),
    cause,
  )

export const empty = (fileName: string): AppError =>
  fileError('EMPTY', `文件“${fileName}”是空的（0 字节）。`, FETCH_AGAIN)

export const truncated = (fileName: string, detail: string): AppError =>
  fileError('TRUNCATED', `文件“${fileName}”不完整，末尾部分缺失。`, FETCH_AGAIN, detail)

export const encrypted = (fileName: string): AppError =>
  fileError(
    'ENCRYPTED',
    `文件“${fileName}”设有打开密码，无法读取。`,
    '请用 Excel 或 WPS 输入密码打开，去掉打开密码并另存后再导入。',
  )

export const isXls = (fileName: string): AppError =>
  fileError(
    'IS_XLS',
    `文件“${fileName}”的扩展名是 xlsx，内容却是旧版 xls 工作簿。`,
    `请把扩展名改回 .xls 后再导入；或者${RESAVE.slice(1)}`,
  )

export const notWorkbook = (fileName: string, detail: string): AppError =>
  fileError('NOT_WORKBOOK', `文件“${fileName}”不是 xlsx 工作簿。`, `请确认选对了文件；如果它是表格，${RESAVE}`, detail)

export const damaged = ({ fileName, part }: Place, detail: string, cause?: unknown): AppError =>
  fileError('DAMAGED', `文件“${fileName}”的${part}已损坏，无法完整读取。`, RESAVE, detail, cause)

/** `what` in the user's words: `行数超过 1048576`. */
export const tooLarge = ({ fileName, part }: Place, what: string): AppError =>
  fileError(
    'TOO_LARGE',
    `文件“${fileName}”的${part}${what}，为防止恶意文件耗尽内存，已停止读取。`,
    '请核对文件来源；如果确是正常的表格，请拆分成几个较小的工作簿后再导入。',
  )

/** A document type declaration: allowed in no workbook (ECMA-376 part 2, 8.1.1) and the door to entity bombs. */
export const forbiddenDeclaration = ({ fileName, part }: Place): AppError =>
  fileError(
    'HOSTILE',
    `文件“${fileName}”的${part}含有工作簿中不允许出现的 DTD 声明，已拒绝读取。`,
    `请核对文件来源；如果来源可靠，${RESAVE}`,
  )

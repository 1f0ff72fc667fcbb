import { AppError, type AppErrorInfo } from '#core/model/error.ts'

/** What the user is told of an error; one that nobody foresaw is `APP_UNEXPECTED`. */
export function infoOf(error: unknown): AppErrorInfo {
  if (error instanceof AppError) return error.info
  return {
    code: 'APP_UNEXPECTED',
    message: '程序遇到了没有预料到的情况，这一步没有做成，已有的数据没有改动。',
    remedies: [{ text: '重试一次；还不行时关闭程序后重新打开，并把详细信息反馈给开发者。' }],
    detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}

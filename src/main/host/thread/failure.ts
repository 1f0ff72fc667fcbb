import { AppError, type AppErrorInfo } from '#core/model/error.ts'

/** An error on its way to another thread: cloned as it is, it would lose its class, its info and the code of the system. */
export interface Failure {
  readonly info?: AppErrorInfo
  readonly name: string
  readonly message: string
  readonly stack?: string
  /** Of the system, such as ENOSPC. */
  readonly code?: string
  readonly cause?: Failure
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) }
  const { name, message, stack, cause } = error
  return {
    name,
    message,
    ...(error instanceof AppError ? { info: error.info } : {}),
    ...(stack === undefined ? {} : { stack }),
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...(cause instanceof Error ? { cause: failureOf(cause) } : {}),
  }
}

/** The error as it was thrown, with the stack of the thread that threw it. */
export function errorOf({ info, name, message, stack, code, cause }: Failure): Error {
  const options = cause === undefined ? undefined : { cause: errorOf(cause) }
  const error = info === undefined ? Object.assign(new Error(message, options), { name }) : new AppError(info, options)
  if (stack !== undefined) error.stack = stack
  return code === undefined ? error : Object.assign(error, { code })
}

/** What the user can do about an error. */
export interface Remedy {
  readonly text: string
}

/** An error is a value: a stable code, one sentence naming file, sheet and cell, and at least one way out. */
export interface AppErrorInfo {
  readonly code: `${'APP' | 'DB' | 'FILE' | 'IMPORT' | 'PACK' | 'DOC'}_${string}`
  readonly message: string
  readonly remedies: readonly [Remedy, ...Remedy[]]
  /** For the log only; never shown first. */
  readonly detail?: string
}

export class AppError extends Error {
  override readonly name = 'AppError'
  readonly info: AppErrorInfo
  constructor(info: AppErrorInfo, options?: ErrorOptions) {
    super(info.message, options)
    this.info = info
  }
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppErrorInfo }
